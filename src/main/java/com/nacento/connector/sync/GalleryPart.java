package com.nacento.connector.sync;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.gallery.GalleryChunk;
import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.GalleryRequest;
import com.nacento.connector.gallery.ProductSync;
import com.nacento.connector.gallery.SkuResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * One part of a request: a chunk of products, and the results that are known without working on any.
 *
 * @param chunk   what is to be worked on; after the work: how it ended
 * @param settled results of refused items
 * @param refused the images that refused items asked for, by the place of their results; of an invalid item nothing is known
 * @param outage  what was away when the chunk was worked on, or {@code null}
 * @param heads   how many images were asked for one by one
 */
public record GalleryPart(
        GalleryChunk chunk, List<SkuResult> settled, Map<Integer, List<GalleryImage>> refused, Outage outage, int heads) {

    public GalleryPart {
        settled = List.copyOf(settled);
        refused = Map.copyOf(refused);
    }

    /** A part that is not worked on yet. */
    public GalleryPart(GalleryChunk chunk, List<SkuResult> settled, Map<Integer, List<GalleryImage>> refused) {
        this(chunk, settled, refused, null, 0);
    }

    /** The part with its chunk further on. */
    public GalleryPart withChunk(GalleryChunk further) {
        return new GalleryPart(further, settled, refused, null, heads);
    }

    /** The part after its chunk was worked on. */
    public GalleryPart done(GalleryChunk done, int asked) {
        return new GalleryPart(done, settled, refused, null, asked);
    }

    /** The part whose chunk could not be worked on at all. */
    public GalleryPart failed(SyncError error) {
        return new GalleryPart(chunk.failed(error), settled, refused, null, heads);
    }

    /** The part whose chunk met an outage. */
    public GalleryPart interrupted(Outage met) {
        return new GalleryPart(chunk.failed(met.asError()), settled, refused, met, heads);
    }

    /** The results of all its items. */
    public List<SkuResult> results() {
        List<SkuResult> results = new ArrayList<>();
        forEachItem((result, images) -> results.add(result));
        return results;
    }

    /** Hands over the result of each of its items, with the images that the item asked for. */
    public void forEachItem(BiConsumer<SkuResult, List<GalleryImage>> taker) {
        settled.forEach(result -> taker.accept(result, refused.getOrDefault(result.index(), List.of())));
        for (ProductSync product : chunk.products()) {
            for (GalleryRequest own : product.own()) {
                taker.accept(product.resultOf(own), own.images());
            }
        }
    }

    /**
     * Equal only to itself. Camel takes the hash of whatever an expression calls a method on, each time: that of all that is in
     * here would cost more than the work.
     */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
