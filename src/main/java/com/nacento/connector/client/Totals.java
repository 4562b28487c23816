package com.nacento.connector.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** What all bulks of a run have changed together; only direct calls tell. */
public final class Totals {

    private long inserted;
    private long updatedValue;
    private long updatedMeta;
    private long skipped;
    private long removed;

    synchronized void add(JsonNode stats) {
        inserted += stats.path("inserted").asLong();
        updatedValue += stats.path("updated_value").asLong();
        updatedMeta += stats.path("updated_meta").asLong();
        skipped += stats.path("skipped_no_change").asLong();
        removed += stats.path("removed").asLong();
    }

    @Override
    public synchronized String toString() {
        return String.format(Locale.ROOT, "images: %,d inserted, %,d changed, %,d with a new ETag, %,d unchanged, %,d removed", inserted,
                updatedValue,
                updatedMeta, skipped, removed);
    }
}
