package com.nacento.connector.bucketevent;

import java.time.Instant;
import java.util.Set;

/**
 * What a bucket has said of one object.
 *
 * @param kind      what has happened to it
 * @param key       as the bucket has it, nothing in it is encoded
 * @param etag      of the object as it was written, without quotes, or {@code null}; of a removal it may be that of the object that is gone
 * @param source    who says so: {@code aws:s3}, {@code minio:s3}, {@code ceph:s3} …
 * @param sequencer what orders events of a key, or {@code null}
 * @param time      when it happened; {@link Instant#MIN} if that is not said or cannot be read
 */
record ObjectEvent(Kind kind, String bucket, String key, String etag, String source, String sequencer, Instant time) {

    /** What has happened to an object. */
    enum Kind {
        /** It was written, whether or not it was there before. */
        WRITTEN,
        /** It was deleted, or hidden by a delete marker. */
        REMOVED,
        /** Something that does not concern its content: read, tagged, archived … */
        OTHER
    }

    /** Whose sequencers sort; Ceph's do not. */
    private static final Set<String> SORTING = Set.of("aws:s3", "minio:s3");

    /** Whether it tells of something later than another one of the same key does, or of the same; what nobody can tell counts as later. */
    boolean follows(ObjectEvent other) {
        return sorts() && other.sorts() && source.equals(other.source)
                ? order(sequencer, other.sequencer) >= 0
                : !time.isBefore(other.time);
    }

    private boolean sorts() {
        return sequencer != null && SORTING.contains(source);
    }

    /** Hexadecimal numbers of which the shorter one lacks zeros at its end. */
    private static int order(String one, String other) {
        int length = Math.max(one.length(), other.length());
        return padded(one, length).compareToIgnoreCase(padded(other, length));
    }

    private static String padded(String sequencer, int length) {
        return sequencer + "0".repeat(length - sequencer.length());
    }
}
