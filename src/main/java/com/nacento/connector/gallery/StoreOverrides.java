package com.nacento.connector.gallery;

import com.nacento.connector.database.MagentoSchema;
import com.nacento.connector.gallery.ProductGallery.ImageRow;
import com.nacento.connector.gallery.ProductGallery.ValueRow;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

/**
 * Values of single store views that hide what is written for all stores: Magento shows a store its own value where it has
 * one. Nobody asked for them to be changed, but whoever asked should know why the shop does not show what was sent.
 */
record StoreOverrides(ProductGallery gallery, MagentoSchema shop) {

    /**
     * The fields that an image names and a store view has differently.
     *
     * @param inStore what the same item says of a store, or {@code null}: of that nobody need be told
     * @return as in {@code store_override: label in store 2 of /m/y/a.jpg}
     */
    Set<String> ofImage(PlannedImage image, GalleryImage wanted, IntFunction<ImageInStore> inStore) {
        Set<String> hidden = new LinkedHashSet<>();
        for (ImageRow row : image.rows()) {
            for (ValueRow value : row.values()) {
                if (value.storeId() != 0) {
                    addHidden(hidden, value, wanted, inStore.apply(value.storeId()));
                }
            }
        }
        return hidden;
    }

    private static void addHidden(Set<String> hidden, ValueRow value, GalleryImage wanted, ImageInStore there) {
        if (wanted.label() != null && value.label() != null && !value.label().equals(wanted.label()) && !isSaid(there, "label")) {
            hidden.add(warning("label", value, wanted));
        }
        if (wanted.position() != null && value.position() != null && !value.position().equals(wanted.position())
                && !isSaid(there, "position")) {
            hidden.add(warning("position", value, wanted));
        }
        if (wanted.disabled() != null && value.disabled() != wanted.disabled() && !isSaid(there, "disabled")) {
            hidden.add(warning("disabled", value, wanted));
        }
    }

    private static boolean isSaid(ImageInStore there, String field) {
        return there != null && there.says(field);
    }

    private static String warning(String field, ValueRow value, GalleryImage wanted) {
        return "store_override: " + field + " in store " + value.storeId() + " of " + wanted.filePath();
    }

    /**
     * The claimed roles that a store view gives to something else.
     *
     * @param claims  role to path
     * @param inStore attribute and store to the value that the store has of its own after the item, or {@code null}
     * @return as in {@code store_override: image in store 2}
     */
    Set<String> ofRoles(Map<String, String> claims, BiFunction<Integer, Integer, String> inStore) {
        Set<String> hidden = new LinkedHashSet<>();
        claims.forEach((role, path) -> gallery.attributes().getOrDefault(shop.roles().get(role), Map.of()).keySet().forEach(store -> {
            String value = store == 0 ? null : inStore.apply(shop.roles().get(role), store);
            if (value != null && !value.equals(path)) {
                hidden.add("store_override: " + role + " in store " + store);
            }
        }));
        return hidden;
    }
}
