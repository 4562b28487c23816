package com.nacento.connector.gallery;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.stream.Stream;

/**
 * What happened to the images of one item. An image counts in {@code inserted} alone, in {@code skipped_no_change} alone, in
 * {@code removed} alone, or in one or both of the {@code updated_…}; an image whose object is missing counts nowhere.
 *
 * @param inserted        images the product got
 * @param updatedValue    images whose label, position or visibility changed, that gained or lost a role, whose path was put right or
 *                        is another one, or whose twins were merged
 * @param updatedMeta     images whose stored ETag changed or was learnt
 * @param skippedNoChange images for which nothing was written
 * @param removed         images that were taken off the product
 * @param warnings        as {@code code: detail}
 */
@JsonPropertyOrder({"inserted", "updated_value", "updated_meta", "skipped_no_change", "removed", "warnings"})
public record ImageStats(
        @JsonProperty("inserted") int inserted,
        @JsonProperty("updated_value") int updatedValue,
        @JsonProperty("updated_meta") int updatedMeta,
        @JsonProperty("skipped_no_change") int skippedNoChange,
        @JsonProperty("removed") int removed,
        @JsonProperty("warnings") List<String> warnings) {

    private static final String NOT_FOUND = "file_not_found: ";
    private static final String WITHHELD = "removal_withheld: an object of the item is missing";

    public ImageStats {
        warnings = List.copyOf(warnings);
    }

    /** This and what happened later to other images of the same item. */
    ImageStats plus(ImageStats later) {
        List<String> all = Stream.of(warnings, later.warnings).flatMap(List::stream).distinct().toList();
        return new ImageStats(inserted + later.inserted, updatedValue + later.updatedValue, updatedMeta + later.updatedMeta,
                skippedNoChange + later.skippedNoChange, removed + later.removed, all);
    }

    /**
     * The same but for what is no matter yet, while objects are awaited.
     *
     * @param removalWaits whether what was to go goes when they have come
     */
    ImageStats whileWaiting(boolean removalWaits) {
        return new ImageStats(inserted, updatedValue, updatedMeta, skippedNoChange, removed, warnings.stream()
                .filter(warning -> !warning.startsWith(NOT_FOUND) && !(removalWaits && warning.equals(WITHHELD))).toList());
    }

    /** Nothing happened. */
    public static ImageStats none(List<String> warnings) {
        return new ImageStats(0, 0, 0, 0, 0, warnings);
    }
}
