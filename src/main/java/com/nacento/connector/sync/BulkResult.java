package com.nacento.connector.sync;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.nacento.connector.gallery.SkuResult;
import com.nacento.connector.intake.BulkEnvelope;
import java.util.List;

/**
 * The answer to a bulk that was processed at once.
 *
 * @param requestId as sent, or {@code null}
 * @param stats     the sums over the results
 * @param results   one per product or bad item, in the order of first appearance
 * @param warnings  what was odd about the envelope; not written when empty
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record BulkResult(
        @JsonProperty("request_id") String requestId,
        @JsonProperty("stats") BulkStats stats,
        @JsonProperty("results") List<SkuResult> results,
        @JsonProperty("warnings") @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings) {

    public BulkResult {
        results = List.copyOf(results);
        warnings = List.copyOf(warnings);
    }

    /** The answer to an envelope. */
    public static BulkResult of(BulkEnvelope envelope, BulkStats stats, List<SkuResult> results) {
        return new BulkResult(envelope.requestId(), stats, results, envelope.warnings());
    }
}
