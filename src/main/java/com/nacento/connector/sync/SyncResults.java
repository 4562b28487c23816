package com.nacento.connector.sync;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.gallery.RemovalLimit;
import com.nacento.connector.gallery.SkuResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The results of all chunks of a request, as they come in, one at a time but from any thread, and what they add up to. */
public final class SyncResults {

    private final Refreshes refreshes;
    private final RemovalTally shared;
    private final RemovalTally own;
    private final List<SkuResult> results = new ArrayList<>();
    private final Patience patience = new Patience();
    private final Turns turns = new Turns();
    private final boolean dryRun;
    private final String caller;
    private final BooleanSupplier rests;
    private boolean written;
    private volatile Outage outage;
    private int pages;
    private int heads;

    /**
     * @param refreshes what is refreshed in the shop after changes
     * @param removals  what bulks remove whose messages are worked on one after the other
     * @param dryRun    whether it is only to be told what would be done
     */
    public SyncResults(Refreshes refreshes, RemovalTally removals, boolean dryRun) {
        this(refreshes, removals, dryRun, null, () -> false);
    }

    /**
     * @param caller what a direct call is called, and by whom; {@code null}: it is none
     * @param rests  whether the request is to be broken off, since it will be taken up again
     */
    SyncResults(Refreshes refreshes, RemovalTally removals, boolean dryRun, String caller, BooleanSupplier rests) {
        this.rests = rests;
        this.caller = caller;
        this.dryRun = dryRun;
        this.refreshes = refreshes;
        this.shared = removals;
        this.own = removals.fresh();
    }

    /** Adds a chunk. */
    public SyncResults add(SyncChunk chunk) {
        return took(chunk, results(chunk));
    }

    /** The results of a chunk, as this call tells them. */
    List<SkuResult> results(SyncChunk chunk) {
        return dryRun ? chunk.dryResults() : chunk.results();
    }

    /** Whether nothing is written, locked or noted: it is only told what would be done. */
    public boolean isDryRun() {
        return dryRun;
    }

    /** What a direct call is called, and by whom, or {@code null}. */
    String caller() {
        return caller;
    }

    /** Adds a chunk whose results are known already. */
    SyncResults took(SyncChunk chunk, List<SkuResult> more) {
        results.addAll(more);
        heads += chunk.heads();
        outage = outage == null ? chunk.outage() : outage;
        written |= !dryRun && chunk.products().stream().anyMatch(product -> product.isChanged());
        return this;
    }

    /** Counts the pages that were listed for a section. */
    public SyncResults listed(int asked) {
        pages += asked;
        return this;
    }

    /** Whether further chunks are not to be begun: something that the work needs is away, or the service stops or pauses. */
    public boolean isInterrupted() {
        return outage != null || rests.getAsBoolean();
    }

    /** How much may be removed: of a direct call by the call, of a bulk's messages by the bulk. */
    RemovalLimit removals() {
        return (product, request, had, removes) -> (request.bulkUuid() == null && request.messageId() == null ? own : shared)
                .allows(product, request, had, removes);
    }

    /** In which order its chunks decide what goes. */
    Turns turns() {
        return turns;
    }

    /** How long the request waits for other writers. */
    Patience patience() {
        return patience;
    }

    /** The results in the order of the items. */
    public List<SkuResult> inOrder() {
        return results.stream().sorted(Comparator.comparingInt(SkuResult::index)).toList();
    }

    public BulkStats stats() {
        return BulkStats.of(results, refreshes);
    }

    /** How many pages of the bucket's listing were asked for, retries not counted. */
    public int pages() {
        return pages;
    }

    /** How many images were asked for by HEAD, retries not counted. */
    public int heads() {
        return heads;
    }

    /** What was met on the way that is away, or {@code null}. */
    public Outage outage() {
        return outage;
    }

    /** Whether anything of the request is in the tables: then the caller must learn what, however it ended. */
    public boolean isWritten() {
        return written;
    }
}
