package com.nacento.connector.testing;

import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.ImageInStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** An image of a request, with only the fields that a test speaks of. */
public final class ImageBuilder {

    private final String path;
    private String label;
    private Long position;
    private Boolean disabled;
    private List<String> roles;
    private List<String> slots = List.of();
    private final Map<String, ImageInStore> stores = new TreeMap<>();

    private ImageBuilder(String path) {
        this.path = path;
    }

    public static ImageBuilder image(String path) {
        return new ImageBuilder(path);
    }

    public ImageBuilder label(String text) {
        label = text;
        return this;
    }

    public ImageBuilder position(long number) {
        position = number;
        return this;
    }

    public ImageBuilder disabled(boolean hidden) {
        disabled = hidden;
        return this;
    }

    public ImageBuilder roles(String... codes) {
        roles = List.of(codes);
        return this;
    }

    /** What it has in a store view; a field that is named is cleared. */
    public ImageBuilder in(String store, String label, Long position, Boolean hidden, List<String> codes, String... cleared) {
        stores.put(store, new ImageInStore(Set.of(cleared), label, position, hidden, codes));
        return this;
    }

    public ImageBuilder slot(String... names) {
        slots = List.of(names);
        return this;
    }

    public GalleryImage build() {
        return new GalleryImage(path, label, position, disabled, roles, slots, stores, false);
    }
}
