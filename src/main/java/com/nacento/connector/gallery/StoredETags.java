package com.nacento.connector.gallery;

import com.nacento.connector.database.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Looks after the stored ETags, some thousand at a time: those of images that are gone are forgotten, and those that the PHP module
 * wrote are told which image they are for, before Magento makes their value rows anew.
 */
public final class StoredETags {

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
