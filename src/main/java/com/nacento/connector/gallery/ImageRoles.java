package com.nacento.connector.gallery;

import com.nacento.connector.database.MagentoSchema;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which image holds which role, and what the roles' labels say. A role that nobody claims is left as it is; a label follows
 * its image when the role moves or when the label of its holder changes, and not otherwise.
 */
final class ImageRoles {

    private final ProductGallery gallery;
    private final MagentoSchema shop;
    private final Map<String, String> claims = new LinkedHashMap<>();

    ImageRoles(ProductGallery gallery, MagentoSchema shop) {
        this.gallery = gallery;
        this.shop = shop;
    }

    /** Gives a role to an image; the last claim wins. */
    void claim(String role, String path) {
        claims.put(role, path);
    }

    /**
     * The attribute values to be written (attribute id to value, {@code null} clears), and tells the images that gain a role.
     *
     * @param images the named images by path
     */
    Map<Integer, String> changes(Map<String, PlannedImage> images) {
        Map<Integer, String> changes = new LinkedHashMap<>();
        for (Map.Entry<String, Integer> role : shop.roles().entrySet()) {
            String stored = gallery.attribute(role.getValue());
            PlannedImage holder = images.get(claims.getOrDefault(role.getKey(), withSlash(stored)));
            if (holder == null) {
                continue;
            }
            boolean moves = !holder.path().equals(stored);
            if (moves) {
                changes.put(role.getValue(), holder.path());
                holder.gainRole();
            }
            Integer label = shop.roleLabels().get(role.getKey());
            boolean follows = label != null && (moves && !holder.path().equals(withSlash(stored)) || holder.labelDiffers());
            if (follows && !Objects.equals(holder.label(), emptyToNull(gallery.attribute(label)))) {
                changes.put(label, holder.label());
            }
        }
        return changes;
    }

    /** The claims that a store view hides by a value of its own, as {@code role in store 2}. */
    Set<String> hidden() {
        Set<String> hidden = new LinkedHashSet<>();
        claims.forEach((role, path) -> gallery.attributes().getOrDefault(shop.roles().get(role), Map.of()).forEach((store, value) -> {
            if (store != 0 && value != null && !value.equals(path)) {
                hidden.add(role + " in store " + store);
            }
        }));
        return hidden;
    }

    private static String withSlash(String stored) {
        return stored == null || stored.startsWith("/") ? stored : "/" + stored;
    }

    private static String emptyToNull(String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
