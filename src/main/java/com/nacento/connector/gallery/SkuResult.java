package com.nacento.connector.gallery;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.nacento.connector.failure.SyncError;
import java.util.List;

/**
 * How one item ended, as callers read it.
 *
 * @param index     place in the answer; not part of it
 * @param sku       as it was sent
 * @param productId the product, or {@code null} if none was found
 * @param stats     what happened to its images
 * @param failure   why it was not brought to the state asked for, or {@code null}
 * @param changes   what would be written; {@code null}, and not written, unless it is a dry run
 * @param changesLeftOut how many more changes there are; likewise
 * @param plan      name of all of these changes; likewise, and {@code null} if the item failed
 * @param refreshes what of the shop's pages and pictures is out of date by it; not part of the answer
 * @param waits     what of it waits, or has waited, for objects of the bucket; not part of the answer
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({"sku", "product_id", "image_stats", "error", "changes", "changes_left_out", "plan"})
public record SkuResult(
        @JsonIgnore int index,
        @JsonProperty("sku") String sku,
        @JsonProperty("product_id") Long productId,
        @JsonProperty("image_stats") ImageStats stats,
        @JsonIgnore SyncError failure,
        @JsonProperty("changes") @JsonInclude(JsonInclude.Include.NON_NULL) List<GalleryChange> changes,
        @JsonProperty("changes_left_out") @JsonInclude(JsonInclude.Include.NON_NULL) Integer changesLeftOut,
        @JsonProperty("plan") @JsonInclude(JsonInclude.Include.NON_NULL) String plan,
        @JsonIgnore Refreshes refreshes,
        @JsonIgnore WaitCount waits) {

    /** Of a dry run's changes; the rest is counted. */
    private static final int MOST_CHANGES = 100;

    /** The result of a real sync. */
    public SkuResult(int index, String sku, Long productId, ImageStats stats, SyncError failure, Refreshes refreshes) {
        this(index, sku, productId, stats, failure, null, null, null, refreshes, WaitCount.NONE);
    }

    /** The same, with what of it waits, or has waited, for the bucket. */
    public SkuResult with(WaitCount others) {
        return new SkuResult(index, sku, productId, stats, failure, changes, changesLeftOut, plan, refreshes, others);
    }

    /**
     * The result of a dry run.
     *
     * @param name of the plan, or {@code null}
     */
    public SkuResult with(List<GalleryChange> all, String name) {
        return new SkuResult(index, sku, productId, stats, failure, all.subList(0, Math.min(all.size(), MOST_CHANGES)),
                Math.max(0, all.size() - MOST_CHANGES), name, refreshes, waits);
    }

    /** An item that failed as a whole: nothing of it was written. */
    public static SkuResult failed(int index, String sku, Long productId, SyncError failure, List<String> warnings) {
        return new SkuResult(index, sku, productId, ImageStats.none(warnings), failure, Refreshes.NONE);
    }

    @JsonProperty("error")
    public String error() {
        return failure == null ? null : failure.toString();
    }
}
