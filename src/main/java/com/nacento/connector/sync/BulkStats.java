package com.nacento.connector.sync;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.nacento.connector.gallery.ImageStats;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.gallery.SkuResult;
import java.util.Collection;

/**
 * The sums over the results of a bulk.
 *
 * @param skusSeen  how many results there are
 * @param ok        those without an error
 * @param error     those with one
 * @param toRefresh products whose pages or pictures are being refreshed; {@code null}, and not written, if nothing is configured
 */
public record BulkStats(
        @JsonProperty("skus_seen") int skusSeen,
        @JsonProperty("ok") int ok,
        @JsonProperty("error") int error,
        @JsonProperty("inserted") int inserted,
        @JsonProperty("updated_value") int updatedValue,
        @JsonProperty("updated_meta") int updatedMeta,
        @JsonProperty("skipped_no_change") int skippedNoChange,
        @JsonProperty("removed") int removed,
        @JsonProperty("to_refresh") @JsonInclude(JsonInclude.Include.NON_NULL) Integer toRefresh) {

    /**
     * The sums over some results.
     *
     * @param refreshes what is refreshed in the shop after changes
     */
    public static BulkStats of(Collection<SkuResult> results, Refreshes refreshes) {
        int failed = 0;
        int inserted = 0;
        int updatedValue = 0;
        int updatedMeta = 0;
        int skipped = 0;
        int removed = 0;
        int toRefresh = 0;
        for (SkuResult result : results) {
            ImageStats images = result.stats();
            failed += result.failure() == null ? 0 : 1;
            inserted += images.inserted();
            updatedValue += images.updatedValue();
            updatedMeta += images.updatedMeta();
            skipped += images.skippedNoChange();
            removed += images.removed();
            toRefresh += refreshes.meet(result.refreshes()) ? 1 : 0;
        }
        return new BulkStats(results.size(), results.size() - failed, failed, inserted, updatedValue, updatedMeta, skipped, removed,
                refreshes.equals(Refreshes.NONE) ? null : toRefresh);
    }
}
