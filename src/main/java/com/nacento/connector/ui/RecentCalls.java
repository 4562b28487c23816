package com.nacento.connector.ui;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.nacento.connector.bulk.BulkResult;
import com.nacento.connector.bulk.BulkStats;
import com.nacento.connector.gallery.ImageStats;
import com.nacento.connector.gallery.SkuResult;
import com.nacento.connector.http.NotFoundException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * The last bulks that this process worked off while their callers waited. They are written down nowhere, so they are kept in
 * memory, few of them and of each some results only: those that failed, warned or changed something come first.
 */
public final class RecentCalls {

    static final int MOST_CALLS = 30;
    static final int MOST_RESULTS = 500;

    /**
     * A bulk that was worked off at once.
     *
     * @param id        counted up since the start
     * @param endedAt   milliseconds since 1970
     * @param millis    how long it took
     * @param results   some of its results
     */
    public record Call(
            @JsonProperty("id") long id, @JsonProperty("request_id") String requestId, @JsonProperty("ended_at") long endedAt,
            @JsonProperty("millis") long millis, @JsonProperty("stats") BulkStats stats, @JsonIgnore List<SkuResult> results) {
    }

    /** One of them with its results. */
    public record Details(@JsonProperty("call") Call call, @JsonProperty("results") List<SkuResult> results) {
    }

    private final Deque<Call> calls = new ArrayDeque<>();
    private long count;
    private long skus;

    /** Keeps a bulk that has just ended. */
    public synchronized void keep(BulkResult bulk, long millis) {
        List<SkuResult> telling = bulk.results().stream().filter(RecentCalls::isTelling).limit(MOST_RESULTS).toList();
        if (telling.size() < MOST_RESULTS) {
            telling = Stream.concat(telling.stream(), bulk.results().stream().filter(result -> !isTelling(result)))
                    .limit(MOST_RESULTS).toList();
        }
        calls.addFirst(new Call(++count, bulk.requestId(), System.currentTimeMillis(), millis, bulk.stats(), telling));
        skus += bulk.stats().skusSeen();
        if (calls.size() > MOST_CALLS) {
            calls.removeLast();
        }
    }

    private static boolean isTelling(SkuResult result) {
        ImageStats images = result.stats();
        return result.failure() != null || !images.warnings().isEmpty() || images.inserted() + images.updatedValue() + images.updatedMeta() > 0;
    }

    /** The youngest first, without their results. */
    public synchronized List<Call> list() {
        return List.copyOf(calls);
    }

    /** @throws NotFoundException if it is not kept, or not any more */
    public synchronized Details details(String id) {
        return calls.stream().filter(call -> Long.toString(call.id()).equals(id)).findFirst()
                .map(call -> new Details(call, call.results()))
                .orElseThrow(() -> new NotFoundException("The direct bulk %1 is not kept any more.", id));
    }

    /** How many SKUs were worked off in direct bulks since the start. */
    synchronized long skus() {
        return skus;
    }
}
