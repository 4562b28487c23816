package com.nacento.connector.gallery;

import com.nacento.connector.database.Rows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Looks after the stored ETags, some thousand at a time: those of images that are gone are forgotten, and those that the PHP module
 * wrote are told which image they are for, before Magento makes their value rows anew.
 */
public final class StoredETags {

    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

    private final LongSupplier clock;
    private volatile long next;

    public StoredETags() {
        this(System::nanoTime);
    }

    /** @param clock nanoseconds */
    public StoredETags(LongSupplier clock) {
        this.clock = clock;
        this.next = clock.getAsLong();
    }

    /** Whether it is time to look: at the start, an hour after the last look, a minute after one that failed. */
    public boolean isDue() {
        return clock.getAsLong() - next >= 0;
    }

    /** All rows were looked at. */
    public void done() {
        next = clock.getAsLong() + EVERY.toNanos();
    }

    /** The look was broken off. */
    public void failed() {
        next = clock.getAsLong() + AFTER_FAILURE.toNanos();
    }

    /**
     * How far it has come, and what is to be done for the rows read last.
     *
     * @param after    record_id of the last row
     * @param goesOn   whether there may be more
     * @param deadRows record ids
     * @param keys     rows of {@code update-etag-keys}
     */
    public record Walk(long after, boolean goesOn, List<Long> deadRows, List<Map<String, Object>> keys) {

        /** The parameters of the statements, by name. */
        public Map<String, Object> parameters() {
            return Map.of("after", after, "dead_etags", Rows.json(deadRows), "etag_keys", Rows.json(keys));
        }
    }

    /** Before the first row. */
    public Walk begin() {
        return new Walk(0, true, List.of(), List.of());
    }

    /** The next rows of {@code find-etags}; none are the end. */
    public Walk read(Walk walk, List<Map<String, Object>> rows) {
        long last = walk.after();
        List<Long> dead = new ArrayList<>();
        List<Map<String, Object>> keys = new ArrayList<>();
        for (Map<String, Object> row : rows) {
            last = Rows.number(row, "record_id");
            Long value = Rows.number(row, "value_id");
            if (value == null) {
                dead.add(last);
            } else if (Rows.number(row, "known") == 0) {
                keys.add(GalleryChanges.row("record_id", last, "product_id", Rows.number(row, "product_id"), "value_id", value));
            }
        }
        return new Walk(last, !rows.isEmpty(), dead, keys);
    }
}
