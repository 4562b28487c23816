package com.nacento.connector.bulk;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What a sync did to the images of one product. An image counts in {@code inserted} alone, in {@code skippedNoChange}
 * alone, or in one or both of the {@code updated…}; one whose object is missing counts nowhere.
 *
 * @param inserted        the product got this gallery image
 * @param updatedValue    label, position, disabled or a role changed, or the stored path was put right
 * @param updatedMeta     the stored ETag changed or was learnt
 * @param skippedNoChange nothing was written for it
 * @param warnings        {@code code: detail}
 */
public record ImageStats(
        @JsonProperty("inserted") int inserted,
        @JsonProperty("updated_value") int updatedValue,
        @JsonProperty("updated_meta") int updatedMeta,
        @JsonProperty("skipped_no_change") int skippedNoChange,
        @JsonProperty("warnings") List<String> warnings) {

    public ImageStats {
        warnings = List.copyOf(warnings);
    }

    /** Nothing was done; only something is to be said. */
    public static ImageStats nothing(List<String> warnings) {
        return new ImageStats(0, 0, 0, 0, warnings);
    }
}
