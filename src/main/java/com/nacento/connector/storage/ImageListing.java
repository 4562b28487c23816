package com.nacento.connector.storage;

import com.nacento.connector.config.LookUp;
import com.nacento.connector.gallery.ETagAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Looks ETags up by listing, a thousand for the price of one request, wherever that is cheaper than a HEAD for each. Camel's
 * {@code aws2-s3} lists with the older call and drops whether there is more, so the client is called from here.
 */
public final class ImageListing {

    private static final Logger LOG = LoggerFactory.getLogger("detect-listed-images");
    /** A bucket that refused to be listed is asked again after this. */
    private static final long REFUSAL_NANOS = Duration.ofMinutes(10).toNanos();

    private final S3Client client;
    private final String bucket;
    private final String root;
    private final LookUp mode;
    private volatile Long refusedAt;

    /** @param root what every object key has in front of Magento's path */
    public ImageListing(S3Client client, String bucket, String root, LookUp mode) {
        this.client = client;
        this.bucket = bucket;
        this.root = root;
        this.mode = mode;
    }

    /**
     * The stretches to walk through for some paths, each by itself: a page's worth of keys. None where HEAD is cheaper. So a
     * stretch whose keys lie too far apart costs one page in vain, for up to a thousand keys.
     */
    public List<ListingWalk> walks(Collection<String> wanted) {
        if (mode == LookUp.HEAD || mode == LookUp.AUTO && wanted.size() < ListingWalk.WORTH_A_PAGE || isRefused()) {
            return List.of();
        }
        List<String> sorted = new ArrayList<>(wanted);
        // as Java compares strings is quicker, and the same where no character needs two of Java's
        sorted.sort(null);
        if (!ListingWalk.inOrder(sorted)) {
            sorted.sort(ListingWalk.ORDER);
        }
        List<ListingWalk> walks = new ArrayList<>();
        for (int start = 0; start < sorted.size(); start += ListingWalk.PAGE) {
            walks.add(new ListingWalk(root, sorted.subList(start, Math.min(start + ListingWalk.PAGE, sorted.size())), mode == LookUp.LIST));
        }
        return walks;
    }

    /** Asks for the page at which a walk stands. */
    public ListObjectsV2Response page(ListingWalk walk) {
        // URL encoding, since XML cannot hold every key; the client decodes it
        return client.listObjectsV2(ListObjectsV2Request.builder().bucket(bucket).startAfter(walk.startAfter())
                .maxKeys(ListingWalk.PAGE).encodingType(EncodingType.URL).build());
    }

    /** The walk after its page came. */
    public ListingWalk listed(ListingWalk walk, ListObjectsV2Response page) {
        List<S3Object> objects = page.contents();
        boolean more = Boolean.TRUE.equals(page.isTruncated());
        // a server that knows no listing may answer anything with 200, and one that lists in another order says nothing about
        // keys that it leaves out: they would count as missing
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
            if (!isRefused()) {
                LOG.warn("the bucket {} does not let itself be listed (status {}): ETags are asked for one by one, which takes longer; "
                        + "allow s3:ListBucket, or set nacento.s3.lookup=head", bucket, status);
            }
            refusedAt = System.nanoTime();
        } else {
            LOG.debug("listing behind {} failed, HEAD tells more", walk.startAfter(), failure);
        }
        return walk.end(1);
    }

    private boolean isRefused() {
        Long since = refusedAt;
        return since != null && System.nanoTime() - since < REFUSAL_NANOS;
    }
}
