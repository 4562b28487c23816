package com.nacento.connector.gallery;

import java.util.List;

/**
 * Requests that are already in the tables though they were submitted later than the one at hand: what they name, it must not
 * overwrite. What they do not name it still applies, as if it had come in time.
 *
 * @param finished the younger requests of the product that were worked off
 */
record YoungerRequests(List<GalleryRequest> finished) {

    /** The image without the fields that a younger request has set since. */
    GalleryImage withoutWhatTheyName(GalleryImage image, GalleryRequest request) {
        GalleryImage left = image;
        for (GalleryRequest younger : finished) {
            if (!request.before(younger)) {
                continue;
            }
            for (GalleryImage named : younger.images()) {
                if (named.filePath().equals(image.filePath())) {
                    left = new GalleryImage(left.filePath(), named.label() == null ? left.label() : null,
                            named.position() == null ? left.position() : null,
                            named.disabled() == null ? left.disabled() : null, left.roles());
                }
            }
        }
        return left;
    }

    /** Whether a younger request has given the role away since. */
    boolean claims(String role, GalleryRequest request) {
        return finished.stream().filter(request::before)
                .anyMatch(younger -> younger.images().stream().anyMatch(image -> image.roles().contains(role)));
    }
}
