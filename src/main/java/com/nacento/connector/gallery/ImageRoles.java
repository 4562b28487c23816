package com.nacento.connector.gallery;

import com.nacento.connector.database.MagentoSchema;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which image holds which role, and what the roles' labels say, as request after request is processed. A role that nobody
 * claims is left as it is; a label follows its image when the role moves or when the label of its holder changes, and not
 * otherwise.
 */
final class ImageRoles {

    private final ProductGallery gallery;
    private final MagentoSchema shop;
    /** Attribute id to the value it shall have; only what a request has set. */
    private final Map<Integer, String> wanted = new HashMap<>();

    ImageRoles(ProductGallery gallery, MagentoSchema shop) {
        this.gallery = gallery;
        this.shop = shop;
    }

    /**
     * Takes over what one request means for the roles.
     *
     * @param claims     role to the path of the image that gets it
     * @param named      the images that the request names, by path, already as it wants them
     * @param relabelled paths of those whose label it changes
     */
    void apply(Map<String, String> claims, Map<String, PlannedImage> named, Set<String> relabelled) {
        shop.roles().forEach((role, attribute) -> {
            String before = inMagentosForm(wanted.getOrDefault(attribute, gallery.attribute(attribute)));
            PlannedImage holder = named.get(claims.getOrDefault(role, before));
            if (holder == null) {
                return;
            }
            wanted.put(attribute, holder.path());
            boolean moves = !holder.path().equals(before);
            if (shop.roleLabels().containsKey(role) && (moves || relabelled.contains(holder.path()))) {
                wanted.put(shop.roleLabels().get(role), holder.label());
            }
        });
    }

    /**
     * The attribute values to be written (attribute id to value, {@code null} clears), and tells the images that gain a role.
     *
     * @param images the images of all requests by path
     */
    Map<Integer, String> changes(Map<String, PlannedImage> images) {
        Map<Integer, String> changes = new LinkedHashMap<>();
        wanted.forEach((attribute, value) -> {
            if (!Objects.equals(value, emptyToNull(gallery.attribute(attribute)))) {
                changes.put(attribute, value);
            }
        });
        shop.roles().values().stream().filter(changes::containsKey).forEach(role -> images.get(changes.get(role)).gainRole());
        return changes;
    }

    private static String inMagentosForm(String stored) {
        return stored == null || stored.isEmpty() ? stored : ProductGallery.inMagentosForm(stored);
    }

    private static String emptyToNull(String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
