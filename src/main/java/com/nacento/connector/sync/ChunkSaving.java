package com.nacento.connector.sync;

import com.nacento.connector.database.Rows;
import com.nacento.connector.database.Shop;
import com.nacento.connector.failure.Probe;
import com.nacento.connector.failure.RepeatedFailures;
import com.nacento.connector.failure.Trouble;
import com.nacento.connector.gallery.GalleryChanges;
import com.nacento.connector.gallery.ProductSync;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.gallery.RequestNotes;
import com.nacento.connector.gallery.RequestReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What the routes ask that save a chunk: what is tried, what is decided under the lock, and what a failure means for whom. */
public final class ChunkSaving {

    private static final Logger LOG = LoggerFactory.getLogger("sync-gallery-call");

    private final Shop shop;
    private final Refreshes refreshes;
    private final ChunkSize size;
    private final SavesAtOnce saves;
    private final Probe probe;
    private final Duration patience;
    private final boolean notes;
    private final RepeatedFailures repeated = new RepeatedFailures();

    /**
     * @param refreshes what the shop is to be made to forget after changes
     * @param size      of the chunks that are cut from now on; learns here how long transactions take
     * @param saves     of chunks at the same time; learns the same
     * @param probe     whether the database works while something fails
     * @param patience  how long requests wait for missing objects
     * @param notes     whether it is noted for people what requests have changed
     */
    public ChunkSaving(Shop shop, Refreshes refreshes, ChunkSize size, SavesAtOnce saves, Probe probe, Duration patience, boolean notes) {
        this.notes = notes;
        this.patience = patience;
        this.shop = shop;
        this.refreshes = refreshes;
        this.size = size;
        this.saves = saves;
        this.probe = probe;
    }

    /** How a planned chunk is saved, try by try; how long others are waited for is up to the whole call. */
    public SaveAttempts attempts(SyncChunk planned, SyncResults call) {
        return new SaveAttempts(planned, call.patience(), repeated);
    }

    /** What the next try is about: products that must be locked. Waits while enough others are saved, until {@link #ended} says so. */
    public SyncChunk begun(SaveAttempts attempts) {
        return attempts.next(saves.begin());
    }

    /** Puts aside what somebody else holds; the rest is what is tried. */
    public SyncChunk free(SaveAttempts attempts, List<Map<String, Object>> rows) {
        return attempts.free(rows);
    }

    /** What was tried is saved, but for products whose rows were refused: how long it took to find them says nothing of a chunk's size. */
    public void succeeded(SaveAttempts attempts, SyncChunk done) {
        if (done.size() == attempts.products()) {
            learn(attempts, done.size());
        }
        attempts.succeeded(done);
    }

    /**
     * What was tried could not be saved this time. If an own table is gone, the shop is looked at again before the next try.
     *
     * @throws Outage if nothing can be saved at the moment
     */
    public void failed(SaveAttempts attempts, Exception failure) {
        Trouble trouble = shop.judged(failure, probe);
        learn(attempts, attempts.products());
        for (ProductSync product : attempts.failed(trouble, failure)) {
            RepeatedFailures.Telling telling = repeated.count(failure);
            ProductLine.about(telling.line(LOG, Level.WARN), product)
                    .log("product {} is not saved: {}{}", product.productId(), product.error(), telling.rest());
        }
    }

    /** The try has ended, whatever came of it: if nobody has learnt from it, others may be saved nevertheless. */
    public void ended(SaveAttempts attempts) {
        Integer turn = attempts.endTurn();
        if (turn != null) {
            saves.end(turn, attempts.elapsed());
        }
    }

    /** The chunk with all its products as they ended. */
    public SyncChunk merged(SaveAttempts attempts) {
        return attempts.merged();
    }

    /** The chunk under its lock; products that are gone by now fail. */
    public SyncChunk onlyLocked(SyncChunk chunk, List<Map<String, Object>> locked) {
        return chunk.onlyLocked(locked);
    }

    /** What must be written for each product of the chunk. */
    public SyncChunk plan(SyncChunk chunk, SyncResults call) {
        return chunk.planned(shop.schema(), call.removals());
    }

    /** The rows to be written for a planned chunk, with the notes on the requests that end by it. */
    public GalleryChanges changes(SyncChunk chunk, SyncResults call) {
        GalleryChanges changes = new GalleryChanges(chunk.products(), shop.schema(), refreshes);
        new RequestReport(chunk.good(), patience, new RequestNotes(notes, call.caller())).addTo(changes);
        return changes;
    }

    /**
     * The parameters for noting which SKUs of a direct call have failed for a reason of their own; {@code null} if none has. What waits in
     * the database has rows that tell, and what met an outage is sent again.
     */
    public Map<String, Object> failures(SyncChunk chunk, SyncResults call) {
        if (!notes || call.caller() == null || call.isDryRun() || chunk.outage() != null) {
            return null;
        }
        List<Map<String, Object>> failures = chunk.failures(shop.schema(), new RequestNotes(true, call.caller()));
        return failures.isEmpty() ? null : Map.of("failed_requests", Rows.json(failures));
    }

    /**
     * Finds out whom a statement of the chunk's transaction refuses that has just failed.
     *
     * @param before the search before in the same transaction, or {@code null}
     */
    public RefusedProducts refusedProducts(RefusedProducts before, GalleryChanges changes, String statement, Exception failure) {
        return new RefusedProducts(before, changes, statement, failure);
    }

    /** The statement has taken the rows of the products that it was tried with. */
    public void passed(RefusedProducts search) {
        search.passed();
    }

    /**
     * It has not taken them.
     *
     * @throws Exception the failure, if it is no refusal
     */
    public void refused(RefusedProducts search, Exception failure) throws Exception {
        if (!search.refused(failure)) {
            throw failure;
        }
    }

    /**
     * The chunk without those whom the statement refuses; they are tried by themselves afterwards.
     *
     * @throws Exception the statement's failure, if nobody else is left to be written, or it is not known who is refused
     */
    public SyncChunk without(SyncChunk chunk, RefusedProducts search) throws Exception {
        if (chunk.size() == 1 || !search.isSuccessful()) {
            throw search.failure();
        }
        return chunk.with(chunk.products().stream().filter(product -> !search.found().contains(product.productId())).toList());
    }

    /** The rows that need the ids of the gallery rows just inserted. */
    public GalleryChanges withNewIds(GalleryChanges changes, List<Map<String, Object>> inserted) {
        return changes.withNewIds(inserted);
    }

    /** What is to be written, once the server has given the new values their ids. */
    public GalleryChanges withNewRecords(GalleryChanges changes, List<Map<String, Object>> inserted) {
        return changes.withNewRecords(inserted);
    }

    private void learn(SaveAttempts attempts, int products) {
        Integer turn = attempts.endTurn();
        if (turn == null) {
            return;
        }
        Duration time = attempts.elapsed();
        int before = saves.allowed();
        boolean tooLarge = saves.end(turn, time);
        if (tooLarge || !ChunkSize.isTooLong(time)) {
            tooLarge = size.took(products, time);
        }
        int after = saves.allowed();
        if (tooLarge || after < before) {
            LOG.info("a transaction of {} products took {} ms: from now on {} at once, of up to {} SKUs", products, time.toMillis(), after,
                    size.current());
        }
    }
}
