package com.nacento.connector.sync;

import com.nacento.connector.database.Shop;
import com.nacento.connector.failure.RepeatedFailures;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.GalleryChanges;
import com.nacento.connector.gallery.ImageETag;
import com.nacento.connector.gallery.ProductSync;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.gallery.RequestReport;
import com.nacento.connector.storage.ImageListing;
import com.nacento.connector.storage.OtherSpellings;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What the routes ask that compare a chunk with the bucket and the database, before anything is locked. */
public final class Comparison {

    private static final Logger LOG = LoggerFactory.getLogger("sync-gallery-call");

    private final Shop shop;
    private final ImageListing listing;
    private final Duration patience;
    private final RepeatedFailures repeated = new RepeatedFailures();

    /** @param patience how long requests wait for missing objects */
    public Comparison(Shop shop, ImageListing listing, Duration patience) {
        this.shop = shop;
        this.listing = listing;
        this.patience = patience;
    }

    /** The parameters for locking the products of a chunk, and for reading what they have. */
    public Map<String, Object> parameters(SyncChunk chunk) {
        return chunk.parameters(shop.schema(), patience);
    }

    /** The chunk with what its products have now. */
    public SyncChunk withGalleries(SyncChunk chunk, List<Map<String, Object>> requests, List<Map<String, Object>> images,
            List<Map<String, Object>> values) {
        return chunk.withGalleries(requests, images, values);
    }

    /** The images of a chunk that must be asked for one by one, or that now must be, after some were. */
    public Set<String> toAsk(SyncChunk chunk) {
        Set<String> paths = new HashSet<>(chunk.unanswered());
        paths.addAll(listing.doubtful(chunk.listedOnly(), chunk.heads() > 0));
        return paths;
    }

    /** The chunk with what HEAD said about some of its images; a listing that it contradicts is doubted. */
    public SyncChunk withHeads(SyncChunk chunk, List<ImageETag> answers) {
        Map<String, ETagAnswer> listed = chunk.listed();
        answers.stream().filter(head -> listed.containsKey(head.path()))
                .forEach(head -> listing.compare(head.path(), listed.get(head.path()), head.answer()));
        return chunk.withHeads(answers);
    }

    /** The images of a chunk that the bucket refuses, each by itself. */
    public Set<String> refused(SyncChunk chunk) {
        return chunk.refused();
    }

    /** The chunk whose missing objects know under which other spelling they are there, as far as that can be told. */
    public SyncChunk withSpellings(SyncChunk chunk, OtherSpellings spellings) {
        Map<String, ETagAnswer> notes = new HashMap<>();
        chunk.missing().forEach((path, tidied) -> notes.put(path, ETagAnswer.missing(spellings.note(path, tidied))));
        return chunk.withETags(notes);
    }

    /**
     * The products of a chunk, one by one. Where images may go, earlier chunks of the call are waited for: how many of them may is counted
     * in the order of the items, so that a dry run and the real one withhold the same, however they are cut.
     */
    public List<ProductSync> inTurn(SyncChunk chunk, SyncResults call) {
        if (chunk.mayRemove()) {
            call.turns().await(chunk.turn());
        }
        return chunk.inOrder();
    }

    /** What must be written for the product; how much may be removed is up to the whole call. */
    public ProductSync planned(ProductSync product, SyncResults results) {
        return product.planned(shop.schema(), results.removals());
    }

    /** A product whose comparison brought a defect to light: the log has its story under the id that the caller is given. */
    public ProductSync undecided(ProductSync product, Exception failure) {
        SyncError defect = SyncError.internal("a defect of the connector", repeated.report(failure));
        RepeatedFailures.Telling telling = repeated.count(failure);
        ProductLine.about(telling.line(LOG, Level.ERROR), product)
                .log("product {}: {}{}", product.productId(), defect, telling.rest());
        return product.failed(defect);
    }

    /** The chunk with its products as their own exchanges have them now; it is the turn of the next. */
    public SyncChunk with(SyncChunk chunk, List<ProductSync> products, SyncResults call) {
        call.turns().end(chunk.turn());
        return chunk.with(products);
    }

    /** The notes on requests that ended without anything to write. */
    public GalleryChanges report(SyncChunk chunk) {
        GalleryChanges notes = new GalleryChanges(chunk.unchanged(), shop.schema(), Refreshes.NONE);
        new RequestReport(chunk.unchanged(), patience).addTo(notes);
        return notes;
    }
}
