package com.nacento.connector.gallery;

/** How many images a bulk may remove. */
@FunctionalInterface
public interface RemovalLimit {

    /** Nothing is stopped. */
    RemovalLimit NONE = (product, request, had, removes) -> true;

    /**
     * Whether a request may remove what it wants to; asked again about the same product of the same bulk, the answer is the same.
     *
     * @param had     how many images of the product its source brought
     * @param removes how many of them go by the request; none: they are only counted
     */
    boolean allows(long product, GalleryRequest request, int had, int removes);
}
