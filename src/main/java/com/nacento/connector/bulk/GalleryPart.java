package com.nacento.connector.bulk;

import com.nacento.connector.gallery.GalleryChunk;
import com.nacento.connector.gallery.GalleryRequest;
import com.nacento.connector.gallery.ProductSync;
import com.nacento.connector.gallery.SkuResult;
import com.nacento.connector.gallery.SyncError;
import java.util.ArrayList;
import java.util.List;

/**
 * One part of a request: a chunk of products, and the results that are known without working on any.
 *
 * @param chunk   what is to be worked on; after the work: how it ended
 * @param settled results of refused items
 * @param outage  what was away when the chunk was worked on, or {@code null}
 */
public record GalleryPart(GalleryChunk chunk, List<SkuResult> settled, Outage outage) {

    public GalleryPart {
        settled = List.copyOf(settled);
    }

    /** The part after its chunk was worked on. */
    public GalleryPart withChunk(GalleryChunk done) {
        return new GalleryPart(done, settled, null);
    }

    /** The part whose chunk could not be worked on at all. */
    public GalleryPart failed(SyncError error) {
        return new GalleryPart(chunk.failed(error), settled, null);
    }

    /** The part whose chunk met an outage. */
    public GalleryPart interrupted(Outage met) {
        return new GalleryPart(chunk.failed(met.asError()), settled, met);
    }

    /** The results of all its items. */
    public List<SkuResult> results() {
        List<SkuResult> results = new ArrayList<>(settled);
        for (ProductSync product : chunk.products()) {
            for (GalleryRequest own : product.own()) {
                results.add(product.resultOf(own));
            }
        }
        return results;
    }
}
