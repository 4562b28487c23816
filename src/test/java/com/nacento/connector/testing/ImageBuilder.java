package com.nacento.connector.testing;

import com.nacento.connector.gallery.GalleryImage;
import java.util.List;

/** An image of a request, with only the fields that a test speaks of. */
public final class ImageBuilder {

    private final String path;
    private String label;
    private Long position;
    private Boolean disabled;
    private List<String> roles = List.of();

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

    public GalleryImage build() {
        return new GalleryImage(path, label, position, disabled, roles);
    }
}
