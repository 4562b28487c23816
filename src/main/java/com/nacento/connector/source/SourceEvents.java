package com.nacento.connector.source;

import com.nacento.connector.bulk.BulkSubmission;
import com.nacento.connector.bulk.Bulks;
import com.nacento.connector.failure.Probe;
import com.nacento.connector.pim.Mappings;
import com.nacento.connector.queue.ReceivedMessage;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * From what sources send to bulks. What a batch is told of goes through here, since only the call of a bean gets objects: in a path such as
 * {@code ${variable.batch.loaded(…)}} Camel makes texts of them.
 */
public final class SourceEvents {

    private final Mappings mappings;
    private final Bulks bulks;
    private final SourceCount count;
    private final int maxAttempts;
    private final BooleanSupplier stopping;
    private final Probe probe;
    private final Clock clock;
    private final SourceLoads pims;

    /**
     * @param maxAttempts how often an event is tried that fails by itself
     * @param stopping    tells whether the service is about to end, or consumption is paused: what is not done by then goes back to the
     *                    queue
     * @param probe       whether the database works while something fails
     */
    public SourceEvents(Mappings mappings, Bulks bulks, SourceCount count, int maxAttempts, BooleanSupplier stopping, Probe probe,
            Clock clock) {
        this.mappings = mappings;
        this.bulks = bulks;
        this.count = count;
        this.maxAttempts = maxAttempts;
        this.stopping = stopping;
        this.probe = probe;
        this.clock = clock;
        this.pims = new SourceLoads(clock);
    }

    /** An event that has come just now over HTTP. */
    public SourceEvent received(String source, byte[] body) {
        SourceEvent event = new SourceEvent(source, clock.instant(), body);
        if (event.hasBody()) {
            count.received(event);
        }
        return event;
    }

    /** What has changed in a PIM, as an event of now: that it was asked for must not look as if the PIM had called. */
    public SourceEvent polled(String source, byte[] body) {
        return new SourceEvent(source, clock.instant(), body);
    }

    /** The work on events that were gathered. */
    public SourceEventBatch batch(List<ReceivedMessage> gathered) {
        return new SourceEventBatch(gathered, mappings, count, maxAttempts, stopping, probe, pims);
    }

    /** Events that are to be published anew, since their queue counts how often it has delivered them. */
    public List<SourceEvent> returned(SourceEventBatch batch) {
        return batch.returned();
    }

    /** They are published. */
    public void forgetReturned(SourceEventBatch batch) {
        batch.forgetReturned();
    }

    /** Events that are to be published anew, since their PIM is away and others' shall have their turn. */
    public List<SourceEvent> later(SourceEventBatch batch) {
        return batch.later();
    }

    /** They are published. */
    public void forgetLater(SourceEventBatch batch) {
        batch.forgetLater();
    }

    /** Maps the events of a turn. */
    public void map(SourceEventBatch batch) throws IOException {
        batch.map();
    }

    /** Waits a moment for what is being loaded. */
    public void awaitLoads(SourceEventBatch batch) throws Exception {
        batch.awaitLoads();
    }

    /** A part of what was loaded, as an event: it is as old as the events that have named it. */
    public SourceEvent loaded(SourceLoad load, byte[] body) {
        pims.found(load);
        return new SourceEvent(load.source(), load.received(), body);
    }

    /** All of a load is on the queue of events. */
    public void loadEnded(SourceLoad load) {
        pims.ended(load);
    }

    /** A load has failed. */
    public void loadFailed(SourceLoad load, Exception failure) {
        pims.failed(load, failure);
    }

    /** All of a turn is submitted, or on the queue of dead letters. */
    public void ended(SourceEventBatch batch) {
        batch.ended();
    }

    /** A turn has failed. */
    public void failed(SourceEventBatch batch, Exception failure) {
        batch.failed(failure);
    }

    /** The parameters for finding the products of models. */
    public Map<String, Object> models(SourceItems items) {
        return Map.of("skus", items.modelsAsJson());
    }

    /** The items without models that Magento has no product of. */
    public SourceItems withProducts(SourceItems items, List<Map<String, Object>> rows) {
        SourceItems left = items.withProducts(rows);
        count.itemsSkipped(items.source(), items.items().size() - left.items().size());
        return left;
    }

    /** The bulks to submit. */
    public List<BulkSubmission> submissions(SourceItems items) {
        return items.submissions(bulks);
    }
}
