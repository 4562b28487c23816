package com.nacento.connector.sync;

import com.nacento.connector.database.Shop;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.failure.Probe;
import com.nacento.connector.failure.RepeatedFailures;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.failure.Trouble;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.storage.ImageListing;
import com.nacento.connector.storage.ListingWalk;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What the routes ask that take a call apart and put its results together: sections, chunks, and what became of each. */
public final class SyncCalls {

    private static final Logger LOG = LoggerFactory.getLogger("sync-gallery-call");
    private static final String BROKEN_OFF = "the service stops or consumption is paused";

    private final Shop shop;
    private final ImageListing listing;
    private final Refreshes refreshes;
    private final Probe probe;
    private final RemovalTally removals;
    private final BooleanSupplier rests;
    private final RepeatedFailures repeated = new RepeatedFailures();

    /**
     * @param refreshes what the shop is to be made to forget after changes
     * @param probe     whether the database works while something fails
     * @param removals  what bulks remove
     * @param rests     whether work that nobody waits for is to be broken off, since the queue brings it again
     */
    public SyncCalls(Shop shop, ImageListing listing, Refreshes refreshes, Probe probe, RemovalTally removals, BooleanSupplier rests) {
        this.rests = rests;
        this.removals = removals;
        this.shop = shop;
        this.listing = listing;
        this.refreshes = refreshes;
        this.probe = probe;
    }

    /** The look-ups for the SKUs of a request. */
    public List<String> lookUps(SyncCall call) {
        return call.lookUps(shop.schema());
    }

    /** The parameters of a look-up of SKUs. */
    public Map<String, Object> skus(String lookUp) {
        return Map.of("skus", lookUp);
    }

    /** The sections into which a request is split, once its products are known. */
    public SectionReader sections(SyncCall call, List<List<Map<String, Object>>> products) {
        return call.withProducts(products, shop.schema());
    }

    /** No results yet. */
    public SyncResults results(SectionReader sections) {
        return new SyncResults(refreshes, removals, sections.isDryRun(), sections.caller(),
                sections.caller() == null ? rests : () -> false);
    }

    /** The stretches of the bucket that are worth listing for some images. */
    public List<ListingWalk> walks(ListedImages images) {
        return images.walks(listing);
    }

    /** The images with what the listings said. */
    public ListedImages listed(ListedImages images, List<ListingWalk> walks) {
        return images.listed(walks);
    }

    /** The results with the pages that were listed for a section. */
    public SyncResults counted(SyncResults results, SyncSection section) {
        return results.listed(section.pages());
    }

    /** A chunk has ended, whatever came of it: those after it need not wait for it. */
    public void ended(SyncChunk chunk, SyncResults results) {
        results.turns().end(chunk.turn());
    }

    /** A chunk that is not even begun, because something is away, or the work is broken off. */
    public SyncChunk interrupted(SyncChunk chunk, SyncResults results) {
        return chunk.interrupted(results.outage() == null ? new Outage(Outage.Part.BROKER, BROKEN_OFF, null) : results.outage());
    }

    /**
     * A chunk that could not be worked on: every product of it has the error. What is away is noted as such; anything else is
     * a defect, and the log has its story under the id that the caller is given.
     */
    public SyncChunk failed(SyncChunk chunk, Exception failure) {
        Outage outage = Outage.in(failure);
        if (outage != null) {
            return chunk.interrupted(outage);
        }
        Trouble trouble = shop.judged(failure, probe);
        if (trouble.kind() != Trouble.Kind.REFUSED && trouble.kind() != Trouble.Kind.TOO_LARGE) {
            return chunk.interrupted(Outage.of(trouble, failure));
        }
        SyncError defect = SyncError.internal(trouble.words(), repeated.report(failure));
        RepeatedFailures.Telling telling = repeated.count(failure);
        telling.line(LOG, Level.ERROR)
                .log("a chunk of {} products failed: {}{}", chunk.size(), defect, telling.rest());
        return chunk.failed(defect);
    }
}
