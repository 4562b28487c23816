package com.nacento.connector.storage;

/**
 * What the bucket said about one object.
 *
 * @param kind   whether there is an ETag, and if not, why
 * @param etag   the ETag as an opaque string without quotes; only when found
 * @param detail for a failure: what happened, with the object key
 */
public record ETagAnswer(Kind kind, String etag, String detail) {

    /** The four things a HEAD can tell. */
    public enum Kind {
        /** The object is there. */
        FOUND,
        /** There is no such object, provided that the bucket itself answers. */
        MISSING,
        /** This key may not be read (403): neither missing nor an outage. */
        REFUSED,
        /** No usable answer: a time-out, a 5xx, a broken connection. */
        FAILED
    }

    /** An object that is there; quotes around the ETag are HTTP's and do not belong to it. */
    public static ETagAnswer found(String etag) {
        String bare = etag.startsWith("W/") ? etag.substring(2) : etag;
        return new ETagAnswer(Kind.FOUND, bare.length() > 1 && bare.startsWith("\"") && bare.endsWith("\"")
                ? bare.substring(1, bare.length() - 1) : bare, null);
    }

    public static ETagAnswer missing() {
        return new ETagAnswer(Kind.MISSING, null, null);
    }

    /** An object that could not be asked for; {@code detail} is for the caller to read. */
    public static ETagAnswer failed(Kind kind, String detail) {
        return new ETagAnswer(kind, null, detail);
    }

    /** Whether the image's product must be left as it is. */
    public boolean isFailure() {
        return kind == Kind.REFUSED || kind == Kind.FAILED;
    }
}
