package com.nacento.connector.storage;

import com.nacento.connector.config.StorageSettings;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.ETagAnswer.Kind;
import com.nacento.connector.gallery.ImageETag;
import java.time.Duration;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Reads what the bucket answers, and asks it what a single HEAD cannot tell. Each question here depends on the answer to the one
 * before, which would be nested branches in a route.
 */
public final class ImageObjects {

    /** A bucket that let nothing be listed is not asked for every refused key. */
    private static final long DENIAL_NANOS = Duration.ofMinutes(1).toNanos();
    /** That of SHA-256 in base64, and the number of parts; it is stored along with the ETag. */
    private static final int LONGEST_CHECKSUM = 60;

    private final S3Client client;
    private final StorageSettings storage;
    private final String root;
    /** A key of which the bucket has said what is there: with the same rights it will again. */
    private volatile String answered;
    private volatile boolean keyRefused;
    private volatile boolean listed;
    private volatile Long listingDeniedAt;

    /** @param root what every object key has in front of Magento's path */
    public ImageObjects(S3Client client, StorageSettings storage, String root) {
        this.client = client;
        this.storage = storage;
        this.root = root;
    }

    /** The answer of a HEAD that found the object; the client takes none without an ETag. */
    public ETagAnswer found(HeadObjectResponse head, String key) {
        answered = key;
        return ETagAnswer.found(head.eTag(), content(head));
    }

    /** What two objects of the same content have in common, with whatever key they are encrypted; {@code null} without a checksum. */
    private static String content(HeadObjectResponse head) {
        return Stream.of(head.checksumSHA256(), head.checksumCRC64NVME(), head.checksumSHA1(), head.checksumCRC32C(), head.checksumCRC32())
                .filter(checksum -> checksum != null && !checksum.isEmpty() && checksum.length() <= LONGEST_CHECKSUM).findFirst()
                .filter(checksum -> head.contentLength() != null).map(checksum -> head.contentLength() + " " + checksum).orElse(null);
    }

    /** What a failed HEAD means: 404 is missing, 403 is refused, all else is no answer. */
    public ETagAnswer notFound(Throwable failure, String key) {
        StorageFailure known = StorageFailure.of(failure);
        return switch (known.status()) {
            case 404 -> {
                answered = key;
                yield ETagAnswer.missing();
            }
            case 403 -> ETagAnswer.failed(Kind.REFUSED, "403 " + key);
            case 0 -> ETagAnswer.failed(Kind.FAILED, key + ": " + known.reason());
            default -> ETagAnswer.failed(Kind.FAILED, known.status() + " " + key);
        };
    }

    /**
     * What a refused HEAD means. Without the right to list the whole bucket, S3 says 403 for a key that is not there; where
     * listing is allowed below a prefix, a listing of the key tells, along with another HEAD.
     */
    public ETagAnswer refused(ETagAnswer refusal, String key) {
        Long denied = listingDeniedAt;
        if (denied == null || System.nanoTime() - denied > DENIAL_NANOS) {
            try {
                ListObjectsV2Response page = list(key);
                listingDeniedAt = null;
                if (isListing(page)) {
                    return askAgain(key,
                            page.contents().stream().map(S3Object::key).anyMatch(key::equals) ? refusal : ETagAnswer.missing());
                }
            } catch (SdkException e) {
                listingDeniedAt = StorageFailure.of(e).isDenial() ? System.nanoTime() : null;
            }
        }
        keyRefused = true;
        return refusal;
    }

    /**
     * The refusal may have passed before the listing (keys that were rotated), and that may lag: only if HEAD still refuses does it mean
     * that the object is forbidden, or, where it is not listed, missing.
     */
    private ETagAnswer askAgain(String key, ETagAnswer ifRefused) {
        try {
            return found(client.headObject(head -> head.bucket(storage.bucket()).key(key)), key);
        } catch (SdkException e) {
            ETagAnswer answer = notFound(e, key);
            return answer.kind() == Kind.REFUSED ? ifRefused : answer;
        }
    }

    /** The answer along with the path it is for. */
    public ImageETag of(String path, ETagAnswer answer) {
        return new ImageETag(path, answer);
    }

    /**
     * Asks for the bucket itself. One that refuses this and lets a listing or an object be read is there: it merely does not let
     * itself be asked for.
     *
     * @throws Outage if it is not there, does not answer, or refuses everything; it says why, and which setting to look at
     */
    public boolean bucketAnswers() {
        StorageFailure head = headBucket();
        if (head == null && listed || head != null && !head.isVague() && !head.isDenial()) {
            return answers(head);
        }
        // the answer to a HEAD has no body: a listing says the code, and whether it is this bucket that answers
        try {
            ListObjectsV2Response page = list(root);
            if (!isListing(page) && !storage.pathStyle()) {
                throw new Outage(Outage.Part.STORAGE, "the server answers for the host and not for the bucket " + storage.bucket()
                        + "; set nacento.s3.path-style=true", null);
            }
            listed = isListing(page);
        } catch (SdkException e) {
            StorageFailure listing = StorageFailure.of(e);
            listed = head == null && listing.isDenial();
            if (head != null || listing.isEverybodys()) {
                return reads(listing.status() == 0 ? head : listing);
            }
        }
        boolean pingIsWrong = head != null && head.status() == 404 && storage.pingObjectKey().isPresent();
        if (listed && pingIsWrong) {
            throw new Outage(Outage.Part.STORAGE,
                    "there is no object " + storage.pingObjectKey().get() + "; check nacento.s3.ping-object-key", null);
        }
        return listed || answers(head);
    }

    /** A bucket that denies itself and its listing: as long as it says what a key holds, it is there. */
    private boolean reads(StorageFailure listing) {
        if (!listing.isDenial()) {
            return answers(listing);
        }
        String key = answered;
        if (key != null) {
            StorageFailure now = head(key);
            return now == null || now.status() == 404 || answers(now.isDenial() ? listing : now);
        }
        return keyRefused ? answers(listing) : true;
    }

    private boolean answers(StorageFailure failure) {
        if (failure != null) {
            throw failure.outage(storage);
        }
        return true;
    }

    private StorageFailure headBucket() {
        if (storage.pingObjectKey().isPresent()) {
            return head(storage.pingObjectKey().get());
        }
        try {
            client.headBucket(head -> head.bucket(storage.bucket()));
            return null;
        } catch (SdkException e) {
            return StorageFailure.of(e);
        }
    }

    private StorageFailure head(String key) {
        try {
            client.headObject(head -> head.bucket(storage.bucket()).key(key));
            return null;
        } catch (SdkException e) {
            return StorageFailure.of(e);
        }
    }

    private ListObjectsV2Response list(String prefix) {
        return client.listObjectsV2(
                ListObjectsV2Request.builder().bucket(storage.bucket()).prefix(prefix).maxKeys(1).encodingType(EncodingType.URL).build());
    }

    /** A server that knows no listing may answer anything with 200. */
    private static boolean isListing(ListObjectsV2Response page) {
        return page.isTruncated() != null;
    }
}
