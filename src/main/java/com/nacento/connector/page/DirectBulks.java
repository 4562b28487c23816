package com.nacento.connector.page;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.nacento.connector.auth.Caller;
import com.nacento.connector.http.Refused;
import com.nacento.connector.intake.BulkEnvelope;
import com.nacento.connector.sync.BulkResult;
import com.nacento.connector.sync.BulkStats;
import com.nacento.connector.sync.SyncChunk;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * The bulks that are processed here while their callers wait, and the last ones that were. They are written down nowhere, so they are kept
 * in memory: few of them, their SKUs packed, and those of the oldest given up when all of them together take too much.
 */
public final class DirectBulks {

    static final int MOST_CALLS = 30;

    /** Of the heap. At 512 MiB that is 16 MiB: some 500,000 SKUs of three images. */
    private static final int SHARE_OF_HEAP = 32;
    private static final long MOST_BYTES = 64L << 20;

    /**
     * A bulk that is processed while its caller waits, or was.
     *
     * @param id        counted up from the time of the start, so that no link to a bulk leads to another one after a restart
     * @param sender    whose token it was; {@code null}: nobody is asked for one
     * @param items     how many it has; several may name the same product, and then count as one SKU
     * @param startedAt when its body had come in, milliseconds since 1970
     * @param endedAt   milliseconds since 1970; {@code null}, as the next two, while it is under way
     * @param millis    how long it took
     * @param skus      what became of them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Call(
            @JsonProperty("id") long id, @JsonProperty("request_id") String requestId, @JsonProperty("sender") String sender,
            @JsonProperty("operations") int items,
            @JsonProperty("started_at") long startedAt, @JsonProperty("ended_at") Long endedAt, @JsonProperty("millis") Long millis,
            @JsonProperty("stats") BulkStats stats, @JsonIgnore DirectBulkSkus skus) {

        private Call ended(BulkStats sums, long took) {
            return new Call(id, requestId, sender, items, startedAt, System.currentTimeMillis(), took, sums, skus);
        }

        private Call withoutSkus() {
            return new Call(id, requestId, sender, items, startedAt, endedAt, millis, stats, new DirectBulkSkus(0));
        }

        /** Of how many SKUs it is known what became of them. */
        @JsonProperty("kept")
        public long kept() {
            return skus.count();
        }

        /** While it is under way: whether it is known of all SKUs that have ended what became of them. */
        @JsonProperty("whole")
        public Boolean whole() {
            return endedAt == null ? skus.isWhole() : null;
        }

        /** While it is under way: how many SKUs have which of Magento's operation statuses, as for an asynchronous bulk. */
        @JsonProperty("counts")
        public Map<Integer, Long> counts() {
            return endedAt == null ? skus.counts(items) : null;
        }
    }

    private final boolean shown;
    private final long room;
    private final Map<Long, Call> running = new LinkedHashMap<>();
    private final Deque<Call> calls = new ArrayDeque<>();
    private long begun = System.currentTimeMillis();
    private long ended;

    /** @param shown whether there is a page that shows them; if not, nothing is kept */
    public DirectBulks(boolean shown) {
        this(shown, Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
    }

    DirectBulks(boolean shown, long room) {
        this.shown = shown;
        this.room = room;
    }

    /**
     * A bulk begins; {@code null}: nothing of it is noted, as of a dry run. It is under way until it is kept, or its exchange has ended
     * otherwise. While it is, nobody counts the memory that its SKUs take: it is a fraction of the body, for the work on which there is
     * memory.
     */
    public synchronized Call begin(BulkEnvelope bulk, String caller, Exchange exchange) {
        if (!shown || Boolean.TRUE.equals(bulk.dryRun())) {
            return null;
        }
        Call call = new Call(++begun, bulk.requestId(), Caller.sender(caller), bulk.size(),
                System.currentTimeMillis(), null, null, null,
                new DirectBulkSkus(room / 2));
        running.put(call.id(), call);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                forget(call);
            }
        });
        return call;
    }

    private synchronized void forget(Call call) {
        running.remove(call.id());
    }

    /** A chunk of the bulk has ended. */
    public void note(Call call, SyncChunk chunk) {
        call.skus().add(chunk);
    }

    /**
     * Keeps a bulk that has just ended.
     *
     * @param call of {@link #begin}
     */
    public synchronized void keep(BulkResult bulk, Call call, long millis) {
        if (call == null) {
            return;
        }
        running.remove(call.id());
        calls.addFirst(call.ended(bulk.stats(), millis));
        ended++;
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

    /** Those that have ended, the last one first, without their SKUs. */
    public synchronized List<Call> list() {
        return List.copyOf(calls);
    }

    /** Those that are under way, the youngest first. */
    synchronized List<Call> running() {
        List<Call> youngestFirst = new ArrayList<>(running.values());
        Collections.reverse(youngestFirst);
        return youngestFirst;
    }

    /** @throws Refused with 404 if it is not kept, or not any more */
    public synchronized Call call(String id) {
        return Stream.concat(running.values().stream(), calls.stream()).filter(call -> Long.toString(call.id()).equals(id)).findFirst()
                .orElseThrow(() -> Refused.notFound("The direct bulk %1 is not kept any more.", id));
    }

    /**
     * Fifty of its SKUs.
     *
     * @param query {@code state} (all, done, changed, warned, failed), {@code text}, {@code reason}, {@code after}
     * @throws Refused with 404 if it is not kept, or not any more
     * @throws Refused with 400 if the query makes no sense
     */
    public SkuPage skus(String id, String query) {
        return call(id).skus().page(SkuQuery.of(query));
    }

    /**
     * How many SKUs of a bulk are kept of each kind.
     *
     * @throws Refused with 404 if it is not kept, or not any more
     */
    public SkuSummary summary(String id) {
        return call(id).skus().summary();
    }

    /** How many have ended since the start: another number means another list. */
    synchronized long ended() {
        return ended;
    }
}
