package com.nacento.connector.storage;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Magento's resized copies: {@code [prefix/]media/catalog/product/cache/<hash>/m/y/a.jpg}, a folder for each size and treatment,
 * named by a hash that does not depend on the picture. Magento never makes a copy anew that exists. Camel's component lists
 * objects but no folders, so the client is called from here.
 *
 * <p>Only copies that are there are named, since a bucket that keeps versions would remember a deletion of each other key. A listing
 * tells what is there; a copy that it leaves out is named all the same if Magento remembers it.
 */
public final class ResizedImages {

    /** One request of S3 deletes so many. */
    private static final int MOST_KEYS = 1_000;

    private final S3Client client;
    private final String bucket;
    private final String mediaRoot;
    private final String root;
    private final UnaryOperator<List<String>> remembered;
    private final Executor threads;
    /** All that were seen: one whose last copy is deleted is not listed any more, though Magento may still believe in that copy. */
    private final Set<String> folders = ConcurrentHashMap.newKeySet();

    /**
     * @param mediaRoot  what every object key has in front of Magento's path
     * @param remembered those of these keys that Magento believes to exist
     * @param threads    on which folders are looked through beside each other
     */
    public ResizedImages(S3Client client, String bucket, String mediaRoot, UnaryOperator<List<String>> remembered, Executor threads) {
        this.client = client;
        this.bucket = bucket;
        this.mediaRoot = mediaRoot;
        this.root = mediaRoot + "/cache/";
        this.remembered = remembered;
        this.threads = threads;
    }

    /**
     * The keys at which copies of these images lie, a thousand at a time.
     *
     * @param images Magento's values, {@code /m/y/a.jpg}
     * @throws software.amazon.awssdk.core.exception.SdkException if the bucket does not let itself be listed
     */
    public Iterator<List<String>> keys(Collection<String> images) {
        List<CompletableFuture<NavigableSet<String>>> looks = folders().stream()
                .map(folder -> CompletableFuture.supplyAsync(() -> there(folder, images), threads)).toList();
        List<String> keys = looks.stream().flatMap(look -> look.join().stream()).toList();
        return IntStream.range(0, (keys.size() + MOST_KEYS - 1) / MOST_KEYS)
                .mapToObj(request -> keys.subList(request * MOST_KEYS, Math.min((request + 1) * MOST_KEYS, keys.size()))).iterator();
    }

    /** The keys of the images themselves. */
    public List<String> originals(Collection<String> images) {
        return images.stream().map(image -> mediaRoot + image).toList();
    }

    /**
     * What the bucket said.
     *
     * @return how many copies are gone
     * @throws IllegalStateException if it kept one of them
     */
    public int deleted(List<String> keys, DeleteObjectsResponse answer) {
        if (answer.hasErrors()) {
            S3Error first = answer.errors().get(0);
            throw new IllegalStateException(
                    answer.errors().size() + " copies could not be deleted, the first is " + first.key() + ": " + first.code()
                            + " (the connector's key needs s3:DeleteObject below " + root + ")");
        }
        return keys.size();
    }

    /** Looked for anew each time: whatever holds an old copy is there by now, and a folder that is missed keeps it for ever. */
    private List<String> folders() {
        client.listObjectsV2Paginator(ListObjectsV2Request.builder().bucket(bucket).prefix(root).delimiter("/").build()).stream()
                .flatMap(page -> page.commonPrefixes().stream()).map(CommonPrefix::prefix).filter(folder -> folder.startsWith(root))
                .forEach(folders::add);
        return folders.stream().sorted().toList();
    }

    /** The copies in a folder: at the most a page of a listing for each that is looked for, and no more pages than the folder has. */
    private NavigableSet<String> there(String folder, Collection<String> images) {
        NavigableSet<String> wanted = new TreeSet<>(ListingWalk.ORDER);
        images.forEach(image -> wanted.add(folder + image.substring(1)));
        NavigableSet<String> found = new TreeSet<>(remembered.apply(List.copyOf(wanted)));
        NavigableSet<String> open = new TreeSet<>(wanted);
        while (!open.isEmpty()) {
            String next = open.first();
            ListObjectsV2Response page = client
                    .listObjectsV2(ListObjectsV2Request.builder().bucket(bucket).prefix(commonStart(next, open.last()))
                            .startAfter(justBefore(next)).build());
            List<String> keys = page.contents().stream().map(S3Object::key).toList();
            keys.stream().filter(wanted::contains).forEach(found::add);
            if (!Boolean.TRUE.equals(page.isTruncated()) || keys.isEmpty()) {
                break;
            }
            if (!ListingWalk.inOrder(keys)) {
                // such a page says nothing about what it leaves out
                return wanted;
            }
            open.headSet(keys.get(keys.size() - 1), true).clear();
            open.remove(next);
        }
        return found;
    }

    private static String commonStart(String first, String last) {
        int end = 0;
        while (end < Math.min(first.length(), last.length()) && first.charAt(end) == last.charAt(end)) {
            end++;
        }
        return first.substring(0, end > 0 && Character.isHighSurrogate(first.charAt(end - 1)) ? end - 1 : end);
    }

    private static String justBefore(String key) {
        return key.substring(0, key.offsetByCodePoints(key.length(), -1));
    }
}
