package com.nacento.connector.gallery;

import com.nacento.connector.gallery.ProductGallery.ImageRow;
import com.nacento.connector.gallery.ProductGallery.ValueRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The images of a product as the requests that were processed so far leave them. Rows that no request is about stay as they were read. */
final class PlannedGallery {

    private static final long HIGHEST_POSITION = 4_294_967_295L;

    private final Map<String, PlannedImage> images = new LinkedHashMap<>();
    private final List<PlannedImage> removed = new ArrayList<>();
    /** Rows of images that no request has been about so far. */
    private final List<ImageRow> others;

    private final boolean bringsBack;

    /** @param bringsBack whether an image that was removed and is named again is the one that it was, or a new one */
    PlannedGallery(ProductGallery gallery, boolean bringsBack) {
        this.others = new ArrayList<>(gallery.images());
        this.bringsBack = bringsBack;
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
        PlannedImage back = bringsBack ? removed.stream().filter(gone -> gone.path().equals(path)).findFirst().orElse(null) : null;
        if (back != null) {
            removed.remove(back);
            back.comeBack();
            return back;
        }
        PlannedImage image = PlannedImage.of(path, others);
        image.rows().forEach(others::remove);
        return image;
    }

    /** The image that a source has in a slot, or {@code null}. */
    PlannedImage inSlot(String source, String slot) {
        return broughtBy(source).stream().filter(image -> image.owners().slotsOf(source).contains(slot)).findFirst().orElse(null);
    }

    /**
     * A source has an image in other slots, whatever is in them now.
     *
     * @param slots {@code null}: it has not brought the image
     */
    void putBack(PlannedImage image, String source, Collection<String> slots) {
        image.bring(image.owners().without(source));
        for (String slot : slots == null ? List.<String>of() : slots) {
            PlannedImage holder = inSlot(source, slot);
            if (holder != null) {
                holder.bring(holder.owners().withoutSlot(source, slot));
            }
        }
        if (slots != null) {
            image.bring(image.owners().with(source, Set.copyOf(slots)));
        }
    }

    /**
     * Leaves as they are, in all that is the same in another outcome, the images that the product has; and those off it that are new in
     * both.
     */
    void leaveWhatIsSame(PlannedGallery without) {
        List<PlannedImage> stay = removed.stream().filter(image -> without.removed.stream().anyMatch(other -> other.row() == image.row()))
                .toList();
        removed.removeAll(stay);
        stay.forEach(PlannedImage::comeBack);
        List<PlannedImage> all = List.copyOf(images.values());
        images.clear();
        all.stream().filter(image -> !image.isNew()).forEach(image -> {
            PlannedImage same = without.ofRow(image.row());
            if (same != null) {
                image.leaveWhatIsSame(same);
            }
            images.put(image.path(), image);
        });
        for (PlannedImage image : all) {
            PlannedImage same = without.images.get(image.path());
            boolean isThere = images.containsKey(image.path()) || stay.stream().anyMatch(row -> row.path().equals(image.path()));
            if (image.isNew() && (isThere || same != null && same.isNew())) {
                image.remove();
            } else if (image.isNew()) {
                images.put(image.path(), image);
            }
        }
    }

    private PlannedImage ofRow(ImageRow row) {
        return images.values().stream().filter(image -> image.row() == row).findFirst().orElse(null);
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
