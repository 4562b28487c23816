package com.nacento.connector.storage;

import com.nacento.connector.failure.Excerpt;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.ETagAnswer.Kind;
import com.nacento.connector.gallery.ImageETag;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Reads what the bucket answers. */
public final class ImageObjects {

    private final String bucket;

    public ImageObjects(String bucket) {
        this.bucket = bucket;
    }

    /** The answer of a HEAD that found the object. */
    public ETagAnswer found(HeadObjectResponse head, String key) {
        return ETagAnswer.isUsable(head.eTag()) ? ETagAnswer.found(head.eTag())
                : ETagAnswer.failed(Kind.FAILED, "the storage gave no usable ETag for " + key);
    }

    /** What a failed HEAD means: 404 is missing, 403 is refused, all else is no answer. */
    public ETagAnswer notFound(Throwable failure, String key) {
        int status = status(failure);
        return switch (status) {
            case 404 -> ETagAnswer.missing();
            case 403 -> ETagAnswer.failed(Kind.REFUSED, "403 " + key);
            default -> ETagAnswer.failed(Kind.FAILED, (status > 0 ? status + " " : "") + key + (status > 0 ? "" : ": " + reason(failure)));
        };
    }

    /** The answer along with the path it is for. */
    public ImageETag of(String path, ETagAnswer answer) {
        return new ImageETag(path, answer);
    }

    /**
     * The bucket was asked for itself.
     *
     * @throws Outage if there is no such bucket
     */
    public boolean bucketAnswered(Boolean exists) {
        if (Boolean.FALSE.equals(exists)) {
            throw new Outage(Outage.Part.STORAGE, "there is no bucket " + bucket + " (nacento.s3.bucket)", null);
        }
        return true;
    }

    /**
     * The question failed. A bucket that says 403 is there, it merely does not let itself be asked for.
     *
     * @throws Outage on any other failure
     */
    public boolean bucketFailed(Exception failure) {
        int status = status(failure);
        if (status == 403) {
            return true;
        }
        Outage known = Outage.in(failure);
        throw known != null ? known : new Outage(Outage.Part.STORAGE, "the bucket " + bucket + " does not answer"
                + (status > 0 ? ", status " + status : ": " + reason(failure)), failure);
    }

    /** The status that the storage answered with, or 0 if it gave none. */
    public static int status(Throwable failure) {
        return causes(failure, S3Exception.class).map(S3Exception::statusCode).orElse(0);
    }

    /** The deepest cause says most: "connection refused" rather than "unable to execute HTTP request". */
    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return Excerpt.of(String.valueOf(root.getMessage() == null ? failure.getMessage() : root.getMessage()), 200);
    }


    private static <T extends Throwable> Optional<T> causes(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
