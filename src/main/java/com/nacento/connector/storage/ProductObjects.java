package com.nacento.connector.storage;

import com.nacento.connector.config.StorageSettings;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.ETagAnswer.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * All objects below Magento's folder of product images, folder by folder and several folders at once. No more than a page of each is in
 * memory, and nothing is made of the order in which a server lists.
 */
public final class ProductObjects implements AutoCloseable {

    /** Folders that are listed at once: more would not make a bucket faster, and cost a page of memory each. */
    private static final int FOLDERS_AT_ONCE = 8;
    /** Below catalog/product and no product images: Magento's own, and the watermarks that an admin uploads. */
    private static final List<String> NO_ORIGINALS = List.of("/cache/", "/placeholder/", "/tmp/", "/watermark/");
    private static final String COPIES = "/cache/";
    /** Magento names the folder of a size by a hash; older versions had others in front of it. */
    private static final Pattern COPY = Pattern.compile("/cache/(?:[^/]+/)*?[0-9a-f]{32}(/.+)");

    private final S3Client client;
    private final StorageSettings storage;
    private final String root;
    private final ImageObjects objects;
    private final ExecutorService folders;
    private final ExecutorService questions;

    /**
     * An object as a listing shows it.
     *
     * @param path what its key has behind the root: {@code /m/y/a.jpg}
     * @param etag without quotes, or {@code null}
     */
    public record Listed(String path, String etag, long size, Instant modified) {
    }

    /** @param root what every object key has in front of Magento's path */
    public ProductObjects(StorageSettings storage, String root) {
        this.client = S3Clients.create(storage, new SimpleMeterRegistry());
        this.storage = storage;
        this.root = root;
        this.objects = new ImageObjects(client, storage, root);
        this.folders = Executors.newFixedThreadPool(Math.min(storage.concurrency(), FOLDERS_AT_ONCE), ProductObjects::daemon);
        this.questions = Executors.newFixedThreadPool(Math.min(storage.concurrency(), 32), ProductObjects::daemon);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "audit");
        thread.setDaemon(true);
        return thread;
    }

    /** Whether an object with this path may be the original of a product image: none of Magento's own folders, and no hidden file. */
    public static boolean isOriginal(String path) {
        return !path.endsWith("/") && !path.contains("/.") && NO_ORIGINALS.stream().noneMatch(path::startsWith);
    }

    /** The path of the original of which this is a resized copy, or {@code null} if it is none. */
    public static String originalOf(String copy) {
        Matcher matcher = COPY.matcher(copy);
        return matcher.matches() && isOriginal(matcher.group(1)) ? matcher.group(1) : null;
    }

    /**
     * Hands over all originals, in any order and by several threads.
     *
     * @throws Outage if the bucket does not let itself be listed, or not to the end
     */
    public void originals(Consumer<Listed> each) {
        Level top = level(root + "/", each, 1);
        if (top.goesOn()) {
            // a folder for each product: a request for each would cost a thousand times as many
            all(List.of(root + "/"), each);
        } else {
            all(top.folders().stream().filter(folder -> isOriginal(folder.substring(root.length()) + "-")).toList(), each);
        }
    }

    /**
     * Hands over everything in Magento's folder of resized copies.
     *
     * @throws Outage likewise
     */
    public void copies(Consumer<Listed> each) {
        all(level(root + COPIES, each, Integer.MAX_VALUE).folders(), each);
    }

    /** The folders in a folder. */
    private record Level(List<String> folders, boolean goesOn) {
    }

    private Level level(String folder, Consumer<Listed> each, int pages) {
        List<String> found = new ArrayList<>();
        List<S3Object> files = new ArrayList<>();
        String token = null;
        for (int page = 0; page < pages; page++) {
            ListObjectsV2Response answer = page(request(folder).delimiter("/").continuationToken(token));
            answer.commonPrefixes().stream().map(CommonPrefix::prefix).filter(prefix -> prefix.startsWith(folder)).forEach(found::add);
            files.addAll(answer.contents());
            if (!answer.isTruncated()) {
                files.forEach(file -> hand(file, each));
                return new Level(found, false);
            }
            token = next(answer);
        }
        return new Level(found, true);
    }

    private void all(List<String> prefixes, Consumer<Listed> each) {
        AtomicBoolean failed = new AtomicBoolean();
        List<CompletableFuture<Void>> walks = prefixes.stream().map(prefix -> CompletableFuture.runAsync(() -> {
            try {
                walk(prefix, each, failed);
            } catch (RuntimeException e) {
                failed.set(true);
                throw e;
            }
        }, folders)).toList();
        join(walks);
    }

    private void walk(String prefix, Consumer<Listed> each, AtomicBoolean failed) {
        String token = null;
        String after = null;
        while (!failed.get()) {
            ListObjectsV2Response answer = page(request(prefix).continuationToken(token).startAfter(after));
            answer.contents().forEach(file -> hand(file, each));
            if (!answer.isTruncated()) {
                return;
            }
            String behind = prefix.equals(root + "/") && !answer.contents().isEmpty()
                    ? behindFolder(answer.contents().get(answer.contents().size() - 1).key())
                    : null;
            token = behind == null ? next(answer) : null;
            after = behind;
        }
    }

    /** Where to go on behind a folder that has no originals and perhaps millions of copies: "0" is the character after "/". */
    private String behindFolder(String key) {
        return NO_ORIGINALS.stream().map(folder -> root + folder).filter(key::startsWith)
                .map(folder -> folder.substring(0, folder.length() - 1) + "0").findFirst().orElse(null);
    }

    private void hand(S3Object file, Consumer<Listed> each) {
        if (file.key().startsWith(root + "/")) {
            each.accept(new Listed(file.key().substring(root.length()), ETagAnswer.bare(file.eTag()), file.size() == null ? 0 : file.size(),
                    file.lastModified()));
        }
    }

    private ListObjectsV2Request.Builder request(String prefix) {
        return ListObjectsV2Request.builder().bucket(storage.bucket()).prefix(prefix).encodingType(EncodingType.URL);
    }

    private ListObjectsV2Response page(ListObjectsV2Request.Builder request) {
        try {
            ListObjectsV2Response answer = client.listObjectsV2(request.build());
            if (answer.isTruncated() == null) {
                throw new Outage(Outage.Part.STORAGE,
                        "the server does not list the bucket " + storage.bucket() + ", or not by ListObjectsV2",
                        null);
            }
            return answer;
        } catch (SdkException e) {
            StorageFailure failure = StorageFailure.of(e);
            if (failure.isDenial()) {
                throw new Outage(Outage.Part.STORAGE, "the bucket " + storage.bucket() + " does not let itself be listed: the key needs "
                        + "s3:ListBucket below " + root + "/", e);
            }
            throw failure.outage(storage);
        }
    }

    private String next(ListObjectsV2Response answer) {
        if (answer.nextContinuationToken() == null) {
            throw new Outage(Outage.Part.STORAGE,
                    "the server says that the bucket " + storage.bucket() + " has more objects, and not how to ask for them", null);
        }
        return answer.nextContinuationToken();
    }

    /**
     * Asks for objects by HEAD, many at once. A missing one is only missing if the bucket itself answers, which is asked too.
     *
     * @throws Outage if it does not
     */
    public Map<String, ETagAnswer> ask(Collection<String> paths) {
        return ask(paths, () -> {});
    }

    /**
     * The same.
     *
     * @param each is called before each of them; what it throws ends the asking
     * @throws Outage if it does not
     */
    public Map<String, ETagAnswer> ask(Collection<String> paths, Runnable each) {
        Map<String, ETagAnswer> answers = new ConcurrentHashMap<>();
        join(paths.stream().map(path -> CompletableFuture.runAsync(() -> {
            each.run();
            answers.put(path, ask(path));
        }, questions)).toList());
        if (answers.values().stream().anyMatch(answer -> answer.kind() == Kind.MISSING || answer.isFailure())) {
            objects.bucketAnswers();
        }
        return answers;
    }

    private ETagAnswer ask(String path) {
        String key = root + path;
        try {
            return objects.found(client.headObject(head -> head.bucket(storage.bucket()).key(key)), key);
        } catch (SdkException e) {
            ETagAnswer answer = objects.notFound(e, key);
            return answer.kind() == Kind.REFUSED ? objects.refused(answer, key) : answer;
        }
    }

    private static void join(List<CompletableFuture<Void>> works) {
        try {
            CompletableFuture.allOf(works.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw Stream.of(e.getCause()).filter(RuntimeException.class::isInstance).map(RuntimeException.class::cast).findFirst()
                    .orElse(e);
        }
    }

    @Override
    public void close() {
        folders.shutdownNow();
        questions.shutdownNow();
        client.close();
    }
}
