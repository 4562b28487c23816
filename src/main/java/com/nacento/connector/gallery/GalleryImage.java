package com.nacento.connector.gallery;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.nacento.connector.database.MagentoSchema;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One image as a request names it, already checked and in Magento's form. A field that is {@code null} was not sent and
 * leaves what the product has as it is.
 *
 * @param filePath Magento's value, with a leading slash: {@code /m/y/a.jpg}
 * @param label    at most 255 code points; {@code ""} clears the label
 * @param position 0 … 4294967295
 * @param disabled {@code true} hides the image on the product page
 * @param roles    attribute codes ({@code image}, {@code small_image}, …; aliases such as {@code base} are already
 *                 translated); whether the shop knows them is decided later, against its attributes
 * @param slots    the PIM's own names of its places in the gallery, each of at most 64 code points; one as a rule, or none
 * @param stores   code of a store view to what the image has there
 * @param tidied   whether slashes were put right in the middle of its path, so that its object key is another than one might think
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GalleryImage(
        @JsonProperty("file_path") String filePath,
        @JsonProperty("label") String label,
        @JsonProperty("position") Long position,
        @JsonProperty("disabled") Boolean disabled,
        @JsonProperty("roles") List<String> roles,
        @JsonProperty("slot") @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> slots,
        @JsonIgnore Map<String, ImageInStore> stores,
        @JsonIgnore boolean tidied) {

    public GalleryImage {
        roles = roles == null ? null : List.copyOf(roles);
        slots = slots == null ? List.of() : List.copyOf(slots);
        // in the order in which they were sent: Map.copyOf has another one in every process
        stores = stores == null || stores.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(stores));
    }

    /** An image without a slot; no roles are none that it says anything of. */
    public GalleryImage(String filePath, String label, Long position, Boolean disabled, List<String> roles) {
        this(filePath, label, position, disabled, roles == null || roles.isEmpty() ? null : roles, List.of(), Map.of(), false);
    }

    /** Only its name is known, or counts. */
    public static GalleryImage named(String filePath) {
        return new GalleryImage(filePath, null, null, null, null);
    }

    /** The roles that it claims, if it says anything of them. */
    @Override
    public List<String> roles() {
        return roles == null ? List.of() : roles;
    }

    /** Whether it says which roles it has, if only that it has none. */
    public boolean saysRoles() {
        return roles != null;
    }

    /** The same image, whose path was sent like this. */
    public GalleryImage sentAs(String path) {
        return new GalleryImage(filePath, label, position, disabled, roles, slots, stores, ImagePathRules.isTidied(path));
    }

    /** The same at another position. */
    GalleryImage at(long place) {
        return new GalleryImage(filePath, label, place, disabled, roles, slots, stores, tidied);
    }

    /** The same file in further slots: one image that has the roles of both and the lower position. */
    public GalleryImage and(GalleryImage other) {
        List<String> allRoles = Stream.of(roles(), other.roles()).flatMap(List::stream).distinct().toList();
        return new GalleryImage(filePath, other.label == null ? label : other.label,
                position == null || other.position != null && other.position < position ? other.position : position,
                other.disabled == null ? disabled : other.disabled, saysRoles() || other.saysRoles() ? allRoles : null,
                Stream.of(slots, other.slots).flatMap(List::stream).distinct().toList(),
                combined(stores, other.stores), tidied || other.tidied);
    }

    /** The same without the roles, in all stores or in single ones, that images behind it in its request claim. */
    GalleryImage leavingRolesTo(List<GalleryImage> behind) {
        if (behind.isEmpty()) {
            return this;
        }
        List<String> left = roles().stream().filter(role -> behind.stream().noneMatch(image -> image.roles().contains(role))).toList();
        Map<String, ImageInStore> views = new TreeMap<>();
        stores.forEach((code, view) -> views.put(code, view.leavingRolesTo(
                behind.stream().filter(image -> image.stores.containsKey(code)).map(image -> image.stores.get(code)).toList())));
        return new GalleryImage(filePath, label, position, disabled, saysRoles() ? left : null, slots, views, tidied);
    }

    /** What it says holds for one store view, and nothing for all of them. */
    GalleryImage inStore(String code) {
        if (label == null && position == null && disabled == null && roles == null) {
            return this;
        }
        ImageInStore there = new ImageInStore(Set.of(), label, position, disabled, roles);
        return new GalleryImage(filePath, null, null, null, null, slots,
                combined(stores, Map.of(code, there)), tidied);
    }

    /** The same with what it says of single stores. */
    public GalleryImage inStores(Map<String, ImageInStore> more) {
        return new GalleryImage(filePath, label, position, disabled, roles, slots, more, tidied);
    }

    private static Map<String, ImageInStore> combined(Map<String, ImageInStore> first, Map<String, ImageInStore> second) {
        Map<String, ImageInStore> all = new TreeMap<>(first);
        second.forEach((code, other) -> all.merge(code, other, ImageInStore::and));
        return all;
    }

    /** Whether the shop's columns can hold its texts: older ones have no room for four-byte characters. */
    public boolean fits(MagentoSchema shop) {
        return shop.canHold(filePath) && shop.canHold(label)
                && (stores.isEmpty() || stores.values().stream().allMatch(store -> shop.canHold(store.label())));
    }
}
