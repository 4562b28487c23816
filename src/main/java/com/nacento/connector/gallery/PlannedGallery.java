package com.nacento.connector.gallery;

import com.nacento.connector.gallery.ProductGallery.ImageRow;
import com.nacento.connector.gallery.ProductGallery.ValueRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The images of a product as the requests that were processed so far leave them. Rows that no request is about stay as they were read. */
final class PlannedGallery {

    private static final long HIGHEST_POSITION = 4_294_967_295L;

    private final Map<String, PlannedImage> images = new LinkedHashMap<>();
    private final List<PlannedImage> removed = new ArrayList<>();
    /** Rows of images that no request has been about so far. */
    private final List<ImageRow> others;

    PlannedGallery(ProductGallery gallery) {
        this.others = new ArrayList<>(gallery.images());
    }

    /** The image with this path; a new one if the product has none. */
    PlannedImage image(String path) {
        return images.computeIfAbsent(path, this::taken);
    }

    /** The image with this path, or {@code null}. */
    PlannedImage existing(String path) {
        return images.containsKey(path) || others.stream().anyMatch(row -> !row.isVideo() && row.holds(path)) ? image(path) : null;
    }

    private PlannedImage taken(String path) {
        PlannedImage image = PlannedImage.of(path, others);
        image.rows().forEach(others::remove);
        return image;
    }

    /** The image that a source has in a slot, or {@code null}. */
    PlannedImage inSlot(String source, String slot) {
        return broughtBy(source).stream().filter(image -> image.owners().slotsOf(source).contains(slot)).findFirst().orElse(null);
    }

    /** The images that a source brought. */
    List<PlannedImage> broughtBy(String source) {
        for (ImageRow row : List.copyOf(others)) {
            if (!row.isVideo() && row.owners().include(source)) {
                image(ProductGallery.inMagentosForm(row.value()));
            }
        }
        return images.values().stream().filter(image -> image.owners().include(source)).toList();
    }

    /** Gives rows other files, all at once: they may swap them. */
    void repoint(Map<PlannedImage, String> paths) {
        paths.keySet().forEach(image -> images.remove(image.path()));
        paths.forEach((image, path) -> {
            image.repoint(path);
            images.put(path, image);
        });
    }

    void remove(PlannedImage image) {
        images.remove(image.path());
        image.remove();
        if (!image.isNew()) {
            removed.add(image);
        }
    }

    /** Where a new image goes: after the last one. */
    long nextPosition() {
        Stream<Long> left = others.stream().flatMap(row -> row.values().stream()).filter(value -> value.storeId() == 0)
                .map(ValueRow::position);
        long last = Stream.concat(left, images.values().stream().map(PlannedImage::position))
                .filter(Objects::nonNull).mapToLong(Long::longValue).max().orElse(0);
        return Math.min(last + 1, HIGHEST_POSITION);
    }

    /** The images that requests were about, without those that go. */
    Collection<PlannedImage> images() {
        return images.values();
    }

    /** The images that the product has and that go. */
    List<PlannedImage> removed() {
        return removed;
    }
}
