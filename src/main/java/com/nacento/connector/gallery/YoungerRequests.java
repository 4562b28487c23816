package com.nacento.connector.gallery;

import java.util.stream.Stream;

/**
 * Requests that are already in the tables though they were submitted later than the current one: what they name, it must not
 * overwrite. What they do not name it still applies, as if it had come in time. An image that the product does not have was
 * missing in the bucket when they named it, so they decided nothing about it.
 *
 * @param gallery what the product has, with the younger requests that were processed
 */
record YoungerRequests(ProductGallery gallery) {

    /** The image without the fields that a younger request has set since. */
    GalleryImage withoutWhatTheyName(GalleryImage image, GalleryRequest request) {
        if (gallery.finished().isEmpty()) {
            return image;
        }
        return imagesAfter(request).filter(named -> named.filePath().equals(image.filePath()))
                .reduce(image, (left, named) -> new GalleryImage(left.filePath(),
                        named.label() == null ? left.label() : null,
                        named.position() == null ? left.position() : null,
                        named.disabled() == null ? left.disabled() : null, left.roles()));
    }

    /** Whether a younger request has given the role away since. */
    boolean claim(String role, GalleryRequest request) {
        return !gallery.finished().isEmpty() && imagesAfter(request).anyMatch(image -> image.roles().contains(role));
    }

    private Stream<GalleryImage> imagesAfter(GalleryRequest request) {
        return gallery.finished().stream().filter(request::before).flatMap(younger -> younger.images().stream())
                .filter(image -> gallery.hasImage(image.filePath()));
    }
}
