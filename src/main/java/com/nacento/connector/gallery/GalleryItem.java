package com.nacento.connector.gallery;

import com.nacento.connector.failure.SyncError;
import java.time.Instant;
import java.util.List;

/**
 * What a request asks for one product: the unit of work, of success and of failure.
 *
 * @param index    place of the item in its request, from 0
 * @param sku      as it was sent; {@code ""} when it was missing
 * @param terms    how it is meant
 * @param images   each image once, in the order of the request; empty when {@code error} is set
 * @param warnings what was odd about the item but did not refuse it, as {@code code: detail}
 * @param error    why the item is refused, or {@code null}
 */
public record GalleryItem(int index, String sku, RequestTerms terms, List<GalleryImage> images, List<String> warnings, SyncError error) {

    public GalleryItem {
        images = List.copyOf(images);
        warnings = List.copyOf(warnings);
    }

    /** An item that says nothing but its images. */
    public GalleryItem(int index, String sku, List<GalleryImage> images, List<String> warnings, SyncError error) {
        this(index, sku, RequestTerms.PLAIN, images, warnings, error);
    }

    /** An item as it was written down. */
    public static GalleryItem stored(int index, String sku, Wanted wanted) {
        return new GalleryItem(index, sku, wanted.terms(), wanted.images(), List.of(), null);
    }

    /** What it asks for. */
    public Wanted wanted() {
        return new Wanted(terms, images);
    }

    /** The same at another place. */
    public GalleryItem at(int place) {
        return new GalleryItem(place, sku, terms, images, warnings, error);
    }

    /** The same, of an event of that time; {@code null}: of none. */
    public GalleryItem ofEvent(Instant time) {
        return time == null ? this : new GalleryItem(index, sku, terms.ofEvent(time), images, warnings, error);
    }

    /** The same, refused. */
    public GalleryItem refused(SyncError reason) {
        return new GalleryItem(index, sku, terms, List.of(), warnings, reason);
    }
}
