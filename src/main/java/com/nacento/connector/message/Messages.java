package com.nacento.connector.message;

import com.nacento.connector.config.WorkSettings;
import com.nacento.connector.database.Rows;
import com.nacento.connector.failure.Probe;
import com.nacento.connector.failure.RepeatedFailures;
import com.nacento.connector.queue.ReceivedMessage;
import com.nacento.connector.sync.SyncCall.ChunkLimits;
import com.nacento.connector.sync.SyncResults;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * From messages to work: the way out of the queue. What work is told of goes through here, since only the call of a bean gets objects:
 * in a path such as {@code ${variable.todo.took(…)}} Camel makes texts of them.
 */
public final class Messages {

    /**
     * SKUs that are worked on at once, in a round. ETags of many images are looked up cheaper together; but a round is held in memory, and
     * delivered again as a whole.
     */
    public static final int MOST_SKUS = 20_000;

    private static final int FEWEST_SKUS = 1_000;
    /** In a round, with three images: two consumers with 20,000 each filled a heap of 256 MB. */
    private static final int BYTES_A_SKU = 6_000;
    private static final int SHARE_OF_HEAP = 4;

    private final int mostSkus;
    private final GalleryMessageReader messages;
    private final OperationFormat format;
    private final ChunkLimits limits;
    private final WorkSettings work;
    private final BooleanSupplier stopping;
    private final Probe probe;
    private final RepeatedFailures repeated = new RepeatedFailures();

    /**
     * @param mostSkus that are worked on at once, see {@link #gathered}
     * @param format   of the operations that the messages bring
     * @param stopping tells whether the service is about to end, or consumption is paused: what is not done by then goes back to the queue
     * @param probe    whether the database works while something fails
     */
    public Messages(int mostSkus, GalleryMessageReader messages, OperationFormat format, WorkSettings work, ChunkLimits limits,
            BooleanSupplier stopping, Probe probe) {
        this.mostSkus = mostSkus;
        this.messages = messages;
        this.format = format;
        this.limits = limits;
        this.work = work;
        this.stopping = stopping;
        this.probe = probe;
    }

    /**
     * How many SKUs a round has at the most, and so how many of our own messages a consumer gathers: the rounds of one queue's consumers
     * together take a quarter of the heap.
     *
     * @param heap      in bytes
     * @param consumers of each queue in this process
     */
    public static int gathered(long heap, int consumers) {
        return (int) Math.max(FEWEST_SKUS, Math.min(MOST_SKUS, heap / SHARE_OF_HEAP / BYTES_A_SKU / Math.max(consumers, 1)));
    }

    /** Whether messages were handed back before to a queue that counts it. */
    public boolean hasReturned(List<ReceivedMessage> gathered) {
        return gathered.stream().anyMatch(message -> message.countedIn() != null);
    }

    /** Those messages. */
    public ReturnedMessages returned(List<ReceivedMessage> gathered) {
        return new ReturnedMessages(gathered);
    }

    /** The work on messages that were gathered, round by round; each round is read when the one before it has ended. */
    public Iterator<MessageWork> rounds(List<ReceivedMessage> gathered) {
        return new MessageRounds(gathered, messages, this::begun);
    }

    /**
     * The work on requests that have waited for objects of the bucket.
     *
     * @param rows of {@code find-awaited-requests}
     * @param seen by request, its images that are to be done now; empty: its time is up, and all of them are
     */
    public MessageWork awaited(List<Map<String, Object>> rows, Map<Long, Set<String>> seen) {
        MessageWork begun = begun();
        rows.forEach(row -> begun.takes(new AwaitedRequest(row, seen.getOrDefault(Rows.number(row, "request_id"), Set.of()))));
        return begun;
    }

    private MessageWork begun() {
        return new MessageWork(mostSkus, format, limits, work.maxAttempts(), work.awaitMissing(), stopping, probe, repeated);
    }

    /** The tables know this of the requests. */
    public void known(RequestSlice slice, List<Map<String, Object>> rows) {
        slice.known(rows);
    }

    /** How the requests ended is in the tables. */
    public void reported(RequestSlice slice) {
        slice.reported();
    }

    /** The ids of operations, as a statement takes them. */
    public Map<String, Object> idsOf(List<Map<String, Object>> operations) {
        return Map.of("operation_ids", Rows.json(operations.stream().map(row -> row.get("operation_id")).toList()));
    }

    /** These rows were written for operations without a number. */
    public void numbered(RequestSlice slice, List<Map<String, Object>> rows) {
        slice.numbered(rows);
    }

    /** The work with the results of a try. */
    public MessageWork took(MessageWork work, SyncResults results) {
        return work.took(results);
    }

    /** The dead letters that are to be published, a hundred together. */
    public List<List<DeadLetter>> deadLetters(DeadLetterWork work) {
        List<DeadLetter> letters = work.deadLetters();
        return IntStream.iterate(0, first -> first < letters.size(), first -> first + 100)
                .mapToObj(first -> letters.subList(first, Math.min(first + 100, letters.size()))).toList();
    }

    /** The broker has a dead letter. */
    public void published(DeadLetterWork work, DeadLetter letter) {
        work.published(letter);
    }

    /** The work after a try that failed as a whole. */
    public MessageWork failed(MessageWork work, Exception failure) {
        return work.failed(failure);
    }

    /** Whether to go on waiting for the first look at Magento's tables. */
    public boolean isWaiting() {
        return !stopping.getAsBoolean() && !format.shop().isKnown();
    }
}
