package com.nacento.connector.storage;

import static com.nacento.connector.storage.ListingWalk.ORDER;

import com.nacento.connector.config.LookUp;
import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.ETagAnswer.Kind;
import com.nacento.connector.storage.ListingWalk.Purpose;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Looks ETags up by listing, a thousand for the price of one request, wherever that is cheaper than a HEAD for each. Camel's
 * {@code aws2-s3} lists with the older call and drops whether there is more, so the client is called from here. Here is kept, too,
 * what a listing may say and for how long it is not believed.
 */
public final class ImageListing {

    private static final Logger LOG = LoggerFactory.getLogger("detect-listed-images");
    /** A bucket that refused to be listed is asked again after this, and one whose listing was wrong is believed again. */
    private static final long WHILE_NANOS = Duration.ofMinutes(10).toNanos();
    /** So many keys more or less a stretch may have. */
    private static final int SOME = 250;
    /** Of keys that lie anywhere, the widest gap of hundreds is hardly more than six times the usual one. */
    private static final int CLEARLY = 10;
    /** Wanted keys in a folder: of fewer it does not matter where they are cut. */
    private static final int SMALL_FOLDER = 100;

    private final S3Client client;
    private final String bucket;
    private final String root;
    private final LookUp mode;
    private final Set<String> said = ConcurrentHashMap.newKeySet();
    private volatile Long refusedAt;
    private volatile Long doubtedAt;

    /** @param root what every object key has in front of Magento's path */
    public ImageListing(S3Client client, String bucket, String root, LookUp mode) {
        this.client = client;
        this.bucket = bucket;
        this.root = root;
        this.mode = mode;
    }

    /** The stretches to walk through for some paths, each by itself: about a page's worth of keys. None where HEAD is cheaper. */
    public List<ListingWalk> walks(Collection<String> wanted) {
        return walks(wanted, mode == LookUp.LIST ? Purpose.ETAGS_BY_PAGES : Purpose.ETAGS);
    }

    /** The same for objects that are awaited. */
    public List<ListingWalk> walksForArrivals(Collection<String> wanted) {
        return walks(wanted, mode == LookUp.LIST ? Purpose.ETAGS_BY_PAGES : Purpose.ARRIVALS);
    }

    private List<ListingWalk> walks(Collection<String> wanted, Purpose purpose) {
        if (mode == LookUp.HEAD || mode == LookUp.AUTO && wanted.size() < ListingWalk.WORTH_A_TRY || isRefused()) {
            return List.of();
        }
        List<String> sorted = new ArrayList<>(wanted);
        // as Java compares strings is quicker, and the same where no character needs two of Java's
        sorted.sort(null);
        if (!ListingWalk.inOrder(sorted)) {
            sorted.sort(ListingWalk.ORDER);
        }
        KeySpace space = new KeySpace(sorted);
        List<ListingWalk> walks = new ArrayList<>();
        for (int start = 0; start < sorted.size();) {
            int end = cut(sorted, space, start);
            walks.add(new ListingWalk(root, sorted.subList(start, end), space, start, purpose));
            start = end;
        }
        return walks;
    }

    /**
     * Where a stretch ends: after a page's worth of keys, or near that, where the bucket has a gap between two of them, or a folder ends,
     * of which a page that begins in the next stretch would show the rest once more.
     */
    private static int cut(List<String> sorted, KeySpace space, int start) {
        int size = sorted.size();
        int end = start + ListingWalk.PAGE;
        if (end + SOME >= size) {
            return size;
        }
        int widest = end;
        for (int i = end - SOME + 1; i < end + SOME; i++) {
            if (gap(space, i) > gap(space, widest)) {
                widest = i;
            }
        }
        double usual = (space.place(end + SOME - 1) - space.place(end - SOME)) / (2 * SOME);
        return gap(space, widest) > CLEARLY * usual ? widest : endOfFolder(sorted, end);
    }

    /** The begin or end, whichever is nearer, of the folder in which the page ends; that of the page, if the folder is small or endless. */
    private static int endOfFolder(List<String> sorted, int end) {
        int before = end;
        while (before > end - SOME && !beginsFolder(sorted, before)) {
            before--;
        }
        int behind = end + 1;
        while (behind < end + SOME && !beginsFolder(sorted, behind)) {
            behind++;
        }
        boolean isSmall = behind - before < SMALL_FOLDER;
        int nearest = end - before <= behind - end ? before : behind;
        return isSmall || !beginsFolder(sorted, nearest) ? end : nearest;
    }

    private static boolean beginsFolder(List<String> sorted, int index) {
        String key = sorted.get(index);
        int folder = key.lastIndexOf('/') + 1;
        return !sorted.get(index - 1).regionMatches(0, key, 0, folder) || sorted.get(index - 1).indexOf('/', folder) >= 0;
    }

    private static double gap(KeySpace space, int index) {
        return space.place(index) - space.place(index - 1);
    }

    /** Asks for the page at which a walk stands. */
    public ListObjectsV2Response page(ListingWalk walk) {
        // URL encoding, since XML cannot hold every key; the client decodes it
        // a prefix, since a policy may allow listing only below one
        return client.listObjectsV2(ListObjectsV2Request.builder().bucket(bucket).prefix(root + "/").startAfter(walk.startAfter())
                .maxKeys(ListingWalk.PAGE).encodingType(EncodingType.URL).build());
    }

    /** What looks for objects under another spelling than that of one request. */
    public OtherSpellings spellings() {
        return new OtherSpellings(client, bucket, root, mode != LookUp.HEAD && !isRefused());
    }

    /** The walk after its page came. */
    public ListingWalk listed(ListingWalk walk, ListObjectsV2Response page) {
        List<S3Object> objects = page.contents();
        boolean more = Boolean.TRUE.equals(page.isTruncated());
        // a server that knows no listing may answer anything with 200, and one that lists in another order does not say where to go on
        if (page.isTruncated() == null || more && objects.isEmpty() || !ListingWalk.inOrder(objects.stream().map(S3Object::key).toList())) {
            return walk.end(1);
        }
        Map<String, String> etags = new HashMap<>(objects.size() * 2);
        for (S3Object object : objects) {
            if (object.key().startsWith(root)) {
                etags.put(object.key().substring(root.length()), ETagAnswer.isUsable(object.eTag()) ? object.eTag() : null);
            }
        }
        return walk.page(etags, more ? path(objects.get(objects.size() - 1).key()) : null);
    }

    /** The path of a key; for keys outside of the media folder: before all paths, or {@code null} for behind them. */
    private String path(String key) {
        return key.startsWith(root) ? key.substring(root.length()) : ListingWalk.ORDER.compare(key, root) < 0 ? "" : null;
    }

    /** The walk after its page did not come. A bucket that does not let itself be listed is not asked for some time. */
    public ListingWalk notListed(ListingWalk walk, Exception failure) {
        StorageFailure known = StorageFailure.of(failure);
        int status = known.status();
        if (status >= 400 && status < 500 && status != 404 && status != 429 && !known.isEverybodys()) {
            if (said.add("refused")) {
                LOG.warn("the bucket {} does not let itself be listed (status {}): ETags are asked for one by one, which takes longer; "
                        + "allow s3:ListBucket, or set nacento.s3.lookup=head", bucket, status);
            }
            refusedAt = System.nanoTime();
        } else {
            LOG.debug("listing behind {} failed, HEAD tells more", walk.startAfter(), failure);
        }
        return walk.end(1);
    }

    /**
     * Which of the images that only a listing has shown must be asked for by HEAD before the listing's ETag is stored: none, once
     * one of them was asked for and agreed; all, while the listing is doubted. So a new catalogue costs a HEAD a chunk, and a
     * server whose listings have ETags of their own is found out before any of them is stored.
     *
     * @param asked whether one of them was asked for already
     */
    public Set<String> doubtful(Set<String> listedOnly, boolean asked) {
        if (isWithin(doubtedAt)) {
            return listedOnly;
        }
        // of all keys those that must be encoded are shown wrong most easily
        return asked
                ? Set.of()
                : listedOnly.stream().min(Comparator.comparing((String path) -> !isEncoded(path)).thenComparing(ORDER))
                        .map(Set::of).orElse(Set.of());
    }

    /** HEAD has answered for an image for which a listing had: one that it contradicts is doubted for a while. */
    public void compare(String path, ETagAnswer listing, ETagAnswer head) {
        if (listing.kind() == Kind.UNLISTED && head.kind() == Kind.FOUND) {
            if (isEncoded(path)) {
                doubt("shows keys otherwise than it says they are encoded: " + root + path + " is not in it and is there");
            } else if (said.add("leaves out")) {
                LOG.info("the listing of the bucket {} leaves out {}, which is there: what it leaves out is asked for one by one", bucket,
                        root + path);
            }
        } else if (listing.kind() == Kind.LISTED && !head.isFailure() && !listing.etag().equals(head.etag())) {
            doubt("shows the ETag " + listing.etag() + " for " + root + path + ", HEAD says "
                    + (head.kind() == Kind.FOUND ? head.etag() : "that it is not there"));
        }
    }

    private void doubt(String why) {
        doubtedAt = System.nanoTime();
        if (said.add("doubt")) {
            LOG.info(
                    "the listing of the bucket {} {}. What it shows is only believed where it agrees with the stored ETag, all else is "
                            + "asked for"
                            + " one by one; if that is always so, nacento.s3.lookup=head saves the listing",
                    bucket, why);
        }
    }

    /** Whether a key is another one when it is URL-encoded. */
    private static boolean isEncoded(String path) {
        return !path.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "/-_.~".indexOf(c) >= 0));
    }

    private boolean isRefused() {
        return isWithin(refusedAt);
    }

    private static boolean isWithin(Long since) {
        return since != null && System.nanoTime() - since < WHILE_NANOS;
    }
}
