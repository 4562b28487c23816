package com.nacento.connector.gallery;

/**
 * What the bucket said about one object.
 *
 * @param kind   whether there is an ETag, and if not, why
 * @param etag   the ETag as an opaque string without quotes; only when found
 * @param detail for a failure: what happened, with the object key; for a missing object: what else is worth saying; when found: what
 *               tells whether another ETag is another content; or {@code null}
 */
public record ETagAnswer(Kind kind, String etag, String detail) {

    /** What a HEAD can tell, and before it a listing. */
    public enum Kind {
        /** The object is there. */
        FOUND,
        /** There is no such object, provided that the bucket itself answers. */
        MISSING,
        /** This key may not be read (403): neither missing nor an outage. */
        REFUSED,
        /** No usable answer: a time-out, a 5xx, a broken connection. */
        FAILED,
        /** A listing shows the object with this ETag: enough to find the image unchanged, no more. */
        LISTED,
        /** A listing shows the objects around it and not this one, which proves nothing. */
        UNLISTED
    }

    /** What the column of the stored ETags can hold; those of S3 have 32 to 38 characters. */
    private static final int LONGEST_ETAG = 255;

    /** Whether what a storage sent as an ETag is one that can be stored and compared. */
    public static boolean isUsable(String etag) {
        return bare(etag) != null && bare(etag).length() <= LONGEST_ETAG;
    }

    /** An object that is there; quotes around the ETag are HTTP's and do not belong to it. */
    public static ETagAnswer found(String etag) {
        return found(etag, null);
    }

    /** The same, with what proves a content: its size and checksum. */
    public static ETagAnswer found(String etag, String content) {
        return new ETagAnswer(Kind.FOUND, bare(etag), content);
    }

    /** What proves the content of an object that is there, or {@code null}. */
    public String content() {
        return kind == Kind.FOUND ? detail : null;
    }

    /**
     * The ETag itself, as it is compared: without the mark of a weak one and without quotes, of which the PHP module has left some
     * ({@code W/"abc}). {@code null} if there is none.
     */
    public static String bare(String etag) {
        if (etag == null) {
            return null;
        }
        int begin = etag.startsWith("W/\"") ? 3 : etag.startsWith("\"") ? 1 : 0;
        int end = etag.endsWith("\"") ? etag.length() - 1 : etag.length();
        return begin < end ? etag.substring(begin, end) : null;
    }

    /** An object that a listing shows. */
    public static ETagAnswer listed(String etag) {
        return new ETagAnswer(Kind.LISTED, bare(etag), null);
    }

    /** An object that a listing passes over. */
    public static ETagAnswer unlisted() {
        return new ETagAnswer(Kind.UNLISTED, null, null);
    }

    public static ETagAnswer missing() {
        return missing(null);
    }

    /** An object that is not there, with what the warning adds. */
    public static ETagAnswer missing(String note) {
        return new ETagAnswer(Kind.MISSING, null, note);
    }

    /** An object that could not be asked for; {@code detail} is for the caller to read. */
    public static ETagAnswer failed(Kind kind, String detail) {
        return new ETagAnswer(kind, null, detail);
    }

    /** Whether the object is there, as far as a listing or HEAD can tell. */
    public boolean isThere() {
        return kind == Kind.FOUND || kind == Kind.LISTED;
    }

    /** Whether the image's product must be left as it is. */
    public boolean isFailure() {
        return kind == Kind.REFUSED || kind == Kind.FAILED;
    }
}
