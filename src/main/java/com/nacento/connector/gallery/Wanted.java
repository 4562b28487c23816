package com.nacento.connector.gallery;

import java.util.List;

/**
 * What is asked for one product, as the connector stores it for itself.
 *
 * @param terms  how it is meant
 * @param images already checked
 */
public record Wanted(RequestTerms terms, List<GalleryImage> images) {

    public Wanted {
        images = List.copyOf(images);
    }

    /** The same, meant otherwise. */
    Wanted withTerms(RequestTerms others) {
        return new Wanted(others, images);
    }
}
