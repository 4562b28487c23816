package com.nacento.connector.gallery;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.nacento.connector.database.MagentoSchema;
import java.util.List;

/**
 * One image as a request names it, already checked and in Magento's form. A field that is {@code null} was not sent and
 * leaves what the product has as it is.
 *
 * @param filePath Magento's value, with a leading slash: {@code /m/y/a.jpg}
 * @param label    at most 255 code points; {@code ""} clears the label
 * @param position 0 … 4294967295
 * @param disabled {@code true} hides the image on the product page
 * @param roles    attribute codes ({@code image}, {@code small_image}, …; aliases such as {@code base} are already
 *                 translated), never {@code null}; whether the shop knows them is decided later, against its attributes
 * @param tidied   whether slashes were put right in the middle of its path, so that its object key is another than one might think
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GalleryImage(
        @JsonProperty("file_path") String filePath,
        @JsonProperty("label") String label,
        @JsonProperty("position") Long position,
        @JsonProperty("disabled") Boolean disabled,
        @JsonProperty("roles") List<String> roles,
        @JsonIgnore boolean tidied) {

    public GalleryImage {
        roles = roles == null ? List.of() : List.copyOf(roles);
    }

    public GalleryImage(String filePath, String label, Long position, Boolean disabled, List<String> roles) {
        this(filePath, label, position, disabled, roles, false);
    }

    /** The same image, whose path was sent like this. */
    public GalleryImage sentAs(String path) {
        return new GalleryImage(filePath, label, position, disabled, roles, ImagePathRules.isTidied(path));
    }

    /** Whether the shop's columns can hold its texts: older ones have no room for four-byte characters. */
    public boolean fits(MagentoSchema shop) {
        return shop.canHold(filePath) && shop.canHold(label);
    }
}
