package com.nacento.connector.ui;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.nacento.connector.bulk.BulkResult;
import com.nacento.connector.bulk.BulkStats;
import com.nacento.connector.bulk.GalleryPart;
import com.nacento.connector.http.NotFoundException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last bulks that this process worked off while their callers waited. They are written down nowhere, so they are kept in
 * memory: few of them, their SKUs packed, and those of the oldest given up when all of them together take too much.
 */
public final class RecentCalls {

    static final int MOST_CALLS = 30;

    /** Of the heap. At 512 MiB that is 16 MiB: some 500,000 SKUs of three images. */
    private static final int SHARE_OF_HEAP = 32;
    private static final long MOST_BYTES = 64L << 20;

    /**
     * A bulk that was worked off at once.
     *
     * @param id        counted up since the start
     * @param endedAt   milliseconds since 1970
     * @param millis    how long it took
     * @param kept      of how many SKUs it is known what became of them
     * @param skus      what became of them
     */
    public record Call(
            @JsonProperty("id") long id, @JsonProperty("request_id") String requestId, @JsonProperty("ended_at") long endedAt,
            @JsonProperty("millis") long millis, @JsonProperty("stats") BulkStats stats, @JsonProperty("kept") long kept,
            @JsonIgnore CallSkus skus) {

        Call withoutSkus() {
            return new Call(id, requestId, endedAt, millis, stats, 0, new CallSkus(0));
        }
    }

    private final boolean shown;
    private final long room;
    private final Deque<Call> calls = new ArrayDeque<>();
    private long count;
    private long seen;

    /** @param shown whether there is a page that shows them; if not, nothing is kept */
    public RecentCalls(boolean shown) {
        this(shown, Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
    }

    RecentCalls(boolean shown, long room) {
        this.shown = shown;
        this.room = room;
    }

    /**
     * What notes the SKUs of a bulk that begins; {@code null}: nothing is noted. While the bulk is under way nobody counts what
     * that takes: it is a fraction of the body, for the work on which there is memory.
     */
    public CallSkus begin() {
        return shown ? new CallSkus(room / 2) : null;
    }

    /** A part of the bulk has ended. */
    public void note(CallSkus skus, GalleryPart part) {
        skus.add(part);
    }

    /**
     * Keeps a bulk that has just ended.
     *
     * @param skus of {@link #begin}
     */
    public synchronized void keep(BulkResult bulk, CallSkus skus, long millis) {
        if (!shown) {
            return;
        }
        calls.addFirst(new Call(++count, bulk.requestId(), System.currentTimeMillis(), millis, bulk.stats(), skus.count(), skus));
        seen += bulk.stats().skusSeen();
        if (calls.size() > MOST_CALLS) {
            calls.removeLast();
        }
        giveUpOldest();
    }

    /** The list of calls stays whole; what the oldest of them did to each SKU goes. */
    private void giveUpOldest() {
        long taken = 0;
        for (Call call : List.copyOf(calls)) {
            taken += call.skus().size();
            calls.removeFirst();
            calls.addLast(taken > room ? call.withoutSkus() : call);
        }
    }

    /** The youngest first, without their SKUs. */
    public synchronized List<Call> list() {
        return List.copyOf(calls);
    }

    /** @throws NotFoundException if it is not kept, or not any more */
    public synchronized Call call(String id) {
        return calls.stream().filter(call -> Long.toString(call.id()).equals(id)).findFirst()
                .orElseThrow(() -> new NotFoundException("The direct bulk %1 is not kept any more.", id));
    }

    /**
     * Fifty of its SKUs.
     *
     * @param query {@code state} (all, done, changed, warned, failed), {@code text}, {@code after}
     * @throws NotFoundException if it is not kept, or not any more
     * @throws com.nacento.connector.http.BadRequestException if the query makes no sense
     */
    public SkuPage skus(String id, String query) {
        return call(id).skus().page(SkuQuery.of(query));
    }

    /** How many SKUs were worked off in direct bulks since the start. */
    synchronized long skus() {
        return seen;
    }
}
