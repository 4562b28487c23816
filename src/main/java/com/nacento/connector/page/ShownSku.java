package com.nacento.connector.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.ImageStats;
import com.nacento.connector.gallery.OperationStatus;
import com.nacento.connector.gallery.SkuResult;
import java.util.List;

/**
 * One SKU of a bulk, as the page shows it, whichever way the bulk came in.
 *
 * @param id       its operation in the bulk, or its place in a direct one, from 1
 * @param status   Magento's operation status; that of a direct call would have been this one
 * @param error    why it failed, or {@code null}
 * @param counts   how many images were what; {@code null} while that is not known
 * @param warnings as {@code code: detail}
 * @param images   those that were asked for
 * @param millis   from submission to its end, or {@code null}
 */
public record ShownSku(
        @JsonProperty("id") long id, @JsonProperty("sku") String sku, @JsonProperty("status") int status,
        @JsonProperty("error") String error,
        @JsonProperty("image_stats") Counts counts, @JsonProperty("warnings") List<String> warnings,
        @JsonProperty("images") List<Image> images,
        @JsonProperty("millis") Long millis) {

    /** How many images were what. */
    public record Counts(
            @JsonProperty("inserted") int inserted, @JsonProperty("updated_value") int updatedValue,
            @JsonProperty("updated_meta") int updatedMeta, @JsonProperty("skipped_no_change") int skippedNoChange,
            @JsonProperty("removed") int removed) {

        static Counts of(ImageStats stats) {
            return new Counts(stats.inserted(), stats.updatedValue(), stats.updatedMeta(), stats.skippedNoChange(), stats.removed());
        }

        boolean isChange() {
            return inserted + updatedValue + updatedMeta + removed > 0;
        }
    }

    /** An image that was asked for. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Image(@JsonProperty("file_path") String filePath, @JsonProperty("label") String label,
            @JsonProperty("roles") List<String> roles) {

        static Image of(GalleryImage image) {
            return new Image(image.filePath(), image.label(), image.roles());
        }
    }

    /**
     * A SKU of a direct bulk.
     *
     * @param millis from the begin of the call
     */
    static ShownSku of(SkuResult result, List<GalleryImage> images, long millis) {
        ImageStats stats = result.stats();
        boolean failed = result.failure() != null;
        OperationStatus status = !failed
                ? OperationStatus.COMPLETE
                : result.failure().code().retriable() ? OperationStatus.RETRIABLY_FAILED : OperationStatus.FAILED;
        return new ShownSku(result.index() + 1L, result.sku(), status.code(), result.error(),
                failed ? null : Counts.of(stats),
                stats.warnings(), images.stream().map(Image::of).toList(), millis);
    }

    /** Whether it may be tried again as an operation of its bulk, and that may help. */
    @JsonProperty(value = "retriable", access = JsonProperty.Access.READ_ONLY)
    public boolean retriable() {
        return hasFailed() && !OperationStatus.REJECTED.is(status) && FailureReason.isHelped(error);
    }

    boolean hasFailed() {
        return !OperationStatus.COMPLETE.is(status) && !OperationStatus.OPEN.is(status);
    }
}
