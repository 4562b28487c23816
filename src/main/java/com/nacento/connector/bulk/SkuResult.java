package com.nacento.connector.bulk;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.nacento.connector.gallery.SyncError;
import java.util.List;

/**
 * The outcome for one product: the answer to the single call and an entry of a bulk's results.
 *
 * @param sku        as sent; {@code ""} when it was missing
 * @param productId  Magento's entity_id, {@code null} if no product was found or looked for
 * @param imageStats what was done
 * @param error      {@code code: detail}, or {@code null}
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record SkuResult(
        @JsonProperty("sku") String sku,
        @JsonProperty("product_id") Long productId,
        @JsonProperty("image_stats") ImageStats imageStats,
        @JsonProperty("error") String error) {

    /** The product now has what was asked for. */
    public static SkuResult ok(String sku, long productId, ImageStats stats) {
        return new SkuResult(sku, productId, stats, null);
    }

    /** Nothing was done for this product. */
    public static SkuResult failed(String sku, Long productId, List<String> warnings, SyncError error) {
        return new SkuResult(sku, productId, ImageStats.nothing(warnings), error.toString());
    }
}
