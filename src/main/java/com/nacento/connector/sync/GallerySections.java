package com.nacento.connector.sync;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Gathers the parts of a request into sections, each read when it is asked for: memory is bounded, however large the request. */
public final class GallerySections implements Iterable<SyncSection> {

    private static final int MOST_PRODUCTS = 20_000;
    private static final int MOST_IMAGES = 60_000;

    private final Iterable<GalleryPart> parts;

    public GallerySections(Iterable<GalleryPart> parts) {
        this.parts = parts;
    }

    @Override
    public Iterator<SyncSection> iterator() {
        Iterator<GalleryPart> left = parts.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return left.hasNext();
            }

            @Override
            public SyncSection next() {
                List<GalleryPart> section = new ArrayList<>();
                int products = 0;
                int images = 0;
                while (left.hasNext() && products < MOST_PRODUCTS && images < MOST_IMAGES) {
                    GalleryPart part = left.next();
                    section.add(part);
                    products += part.chunk().size() + part.settled().size();
                    images += part.chunk().images();
                }
                return new SyncSection(section);
            }
        };
    }
}
