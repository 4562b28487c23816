package com.nacento.connector.bulk;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.nacento.connector.gallery.ImageStats;
import com.nacento.connector.gallery.SkuResult;
import java.util.Collection;

/**
 * The sums over the results of a bulk.
 *
 * @param skusSeen how many results there are
 * @param ok       those without an error
 * @param error    those with one
 */
public record BulkStats(
        @JsonProperty("skus_seen") int skusSeen,
        @JsonProperty("ok") int ok,
        @JsonProperty("error") int error,
        @JsonProperty("inserted") int inserted,
        @JsonProperty("updated_value") int updatedValue,
        @JsonProperty("updated_meta") int updatedMeta,
        @JsonProperty("skipped_no_change") int skippedNoChange) {

    /** No result yet. */
    public static final BulkStats NONE = new BulkStats(0, 0, 0, 0, 0, 0, 0);

    /** The sums over some results. */
    public static BulkStats of(Collection<SkuResult> results) {
        BulkStats sum = NONE;
        for (SkuResult result : results) {
            sum = sum.plus(result);
        }
        return sum;
    }

    /** These sums and one more result. */
    public BulkStats plus(SkuResult result) {
        boolean failed = result.error() != null;
        ImageStats images = result.stats();
        return plus(new BulkStats(1, failed ? 0 : 1, failed ? 1 : 0,
                images.inserted(), images.updatedValue(), images.updatedMeta(), images.skippedNoChange()));
    }

    /** These sums and those of another part of the same bulk. */
    public BulkStats plus(BulkStats other) {
        return new BulkStats(skusSeen + other.skusSeen, ok + other.ok, error + other.error,
                inserted + other.inserted, updatedValue + other.updatedValue,
                updatedMeta + other.updatedMeta, skippedNoChange + other.skippedNoChange);
    }
}
