package com.nacento.connector.operation;

import static com.nacento.connector.gallery.GalleryChanges.row;
import static com.nacento.connector.gallery.OperationStatus.FAILED;
import static com.nacento.connector.gallery.OperationStatus.OPEN;
import static com.nacento.connector.gallery.OperationStatus.RETRIABLY_FAILED;

import com.nacento.connector.bulk.GalleryCall;
import com.nacento.connector.bulk.GalleryCall.ChunkLimits;
import com.nacento.connector.bulk.GalleryCall.Submission;
import com.nacento.connector.bulk.GalleryResults;
import com.nacento.connector.bulk.Outage;
import com.nacento.connector.database.DatabaseFailure;
import com.nacento.connector.database.Rows;
import com.nacento.connector.gallery.GalleryImages;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.gallery.SkuResult;
import com.nacento.connector.gallery.SyncError;
import com.nacento.connector.operation.GalleryMessage.Operations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The work on one message, until each of its SKUs has ended one way or another: done, wrong in itself, or tried often enough.
 * While something that all work needs is away, the work waits and no try is counted.
 */
public final class MessageWork {

    private static final Logger LOG = LoggerFactory.getLogger("sync-gallery-message");
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final long FIRST_PAUSE_MILLIS = 250;

    private final String name;
    private final String bulkUuid;
    private final MessageIdentity identity;
    private final List<MessageItem> items;
    private final OperationFormat format;
    private final ChunkLimits limits;
    private final int maxAttempts;
    private final BooleanSupplier stopping;
    private int attempts;
    private int outages;
    private boolean firstLook = true;
    private boolean ended;

    MessageWork(Operations message, MessageIdentity identity, OperationFormat format, ChunkLimits limits, int maxAttempts, BooleanSupplier stopping) {
        this.bulkUuid = message.bulkUuid();
        this.identity = identity;
        this.format = format;
        this.limits = limits;
        this.maxAttempts = maxAttempts;
        this.stopping = stopping;
        this.name = bulkUuid == null ? identity.id() : bulkUuid;
        this.items = new ArrayList<>();
        for (GalleryMessage.Operation operation : message.operations()) {
            items.add(new MessageItem(items.size(), operation.item(), operation.key(), format.hopeless(operation.item())));
        }
    }

    /** Whether there is more to do; while the service stops, what is left goes back to the queue. */
    public boolean goesOn() {
        return !ended && !stopping.getAsBoolean();
    }

    /** Whether the message must go back to the queue, since the service stops. */
    public boolean isAbandoned() {
        return !ended;
    }

    /** The parameters for finding what is known of the message's requests. */
    public Map<String, Object> lookUp() {
        return Map.of("message_requests", Rows.json(items.stream().map(item -> item.isOperationOf(bulkUuid)
                ? row("bulk_uuid", bulkUuid, "operation_key", item.key(), "message_id", null)
                : row("bulk_uuid", null, "operation_key", item.index() + 1, "message_id", identity.id())).toList()));
    }

    /** Takes the answer of {@code find-requests}. */
    public MessageWork known(List<Map<String, Object>> rows) {
        Map<Integer, List<Map<String, Object>>> byItem = rows.stream().collect(Collectors.groupingBy(row -> Rows.number(row, "item").intValue()));
        items.forEach(item -> item.known(byItem.getOrDefault(item.index(), List.of()), identity, item.isOperationOf(bulkUuid), firstLook));
        firstLook = false;
        return this;
    }

    /** Whether requests of the message must be written down first, since it is here for the first time, or rows of operations be found. */
    public boolean hasUnknown() {
        return items.stream().anyMatch(item -> item.isUnknown() || item.isUnlinked(bulkUuid));
    }

    /** The parameters for writing them down. */
    public Map<String, Object> unknown() {
        List<Object> requests = new ArrayList<>();
        List<Object> operations = new ArrayList<>();
        List<Object> unlinked = new ArrayList<>();
        items.stream().filter(MessageItem::isUnknown).forEach(item -> {
            boolean operation = item.isOperationOf(bulkUuid);
            requests.add(row("sku", item.sku(), "submitted_at", item.bulkStartedAt(), "state", OPEN, "bulk_uuid", operation ? bulkUuid : null,
                    "operation_key", operation ? item.key() : item.index() + 1, "message_id", operation ? null : identity.id(),
                    "images", GalleryImages.write(item.item().images())));
        });
        items.stream().filter(item -> item.isUnlinked(bulkUuid)).forEach(item -> {
            operations.add(operation(item, OPEN, null));
            unlinked.add(row("bulk_uuid", bulkUuid, "operation_key", item.key()));
        });
        return Map.of("new_requests", Rows.json(requests), "new_operations", Rows.json(operations), "unlinked_operations", Rows.json(unlinked));
    }

    /** Whether requests that had failed before are here again: somebody wants them tried once more. */
    public boolean hasFailedBefore() {
        return items.stream().anyMatch(MessageItem::failedBefore);
    }

    /** The parameters for opening them again. */
    public Map<String, Object> reopened() {
        return Map.of("finished_requests", Rows.json(items.stream().filter(MessageItem::failedBefore)
                .map(item -> row("request_id", item.requestId(), "state", OPEN)).toList()));
    }

    /** Whether anything is left to do. */
    public boolean isDue() {
        return items.stream().anyMatch(MessageItem::isDue);
    }

    /** What is left to do, as a call. */
    public GalleryCall call() {
        List<MessageItem> due = items.stream().filter(MessageItem::isDue).toList();
        return new GalleryCall(name, due.stream().map(MessageItem::sku).toList(), () -> renumbered(due).iterator(),
                (place, asked) -> {
                    MessageItem item = due.get(place);
                    boolean operation = item.isOperationOf(bulkUuid);
                    return new Submission(item.requestId(), item.submittedAt(), operation ? bulkUuid : null, operation ? null : identity.id(),
                            operation ? item.key() : item.index() + 1);
                }, limits);
    }

    private static List<GalleryItem> renumbered(List<MessageItem> due) {
        List<GalleryItem> items = new ArrayList<>();
        due.forEach(item -> items.add(new GalleryItem(items.size(), item.sku(), item.item().images(), item.item().warnings(), null)));
        return items;
    }

    /** Takes the results; what failed for a reason of its own counts as tried, what met an outage does not. */
    public MessageWork took(GalleryResults results) {
        List<MessageItem> due = items.stream().filter(MessageItem::isDue).toList();
        Map<Integer, SkuResult> byPlace = results.inOrder().stream().collect(Collectors.toMap(SkuResult::index, result -> result));
        if (results.outage() == null) {
            attempts++;
        } else {
            waitFor(results.outage());
        }
        boolean last = results.outage() == null && attempts >= maxAttempts;
        for (int place = 0; place < due.size(); place++) {
            due.get(place).took(byPlace.get(place), last);
        }
        return this;
    }

    /** Takes a failure that kept the message as a whole from being worked on. */
    public MessageWork failed(Exception failure) {
        Outage outage = Outage.in(failure);
        if (outage != null) {
            waitFor(outage);
        } else if (DatabaseFailure.of(failure) == DatabaseFailure.TABLE_MISSING) {
            format.shop().doubt();
            waitFor(new Outage(Outage.Part.DATABASE, "a table of the connector is gone and will be created again", failure));
        } else if (DatabaseFailure.of(failure) == DatabaseFailure.AWAY) {
            waitFor(new Outage(Outage.Part.DATABASE, "the database cannot be reached", failure));
        } else {
            attempts++;
            LOG.error("{}: try {} of {} failed", name, attempts, maxAttempts, failure);
            if (attempts >= maxAttempts) {
                SyncError error = SyncError.internal("a defect of the connector");
                LOG.error("{}: given up, {}", name, error);
                items.stream().filter(MessageItem::isDue).forEach(item -> item.end(RETRIABLY_FAILED, error));
            }
        }
        return this;
    }

    private void waitFor(Outage outage) {
        if (outages++ == 0) {
            LOG.warn("{}: waiting, {}", name, outage.getMessage());
        }
    }

    /** Everything about the message is in the tables and on the queues; it may be acknowledged, unless SKUs are still due. */
    public MessageWork reported() {
        items.forEach(MessageItem::reported);
        ended = items.stream().noneMatch(MessageItem::isDue);
        if (ended) {
            LOG.atLevel(items.size() > 1 ? Level.INFO : Level.DEBUG).log("{}: {} SKUs worked off, {} of them failed", name, items.size(),
                    items.stream().filter(item -> item.state() == FAILED || item.state() == RETRIABLY_FAILED).count());
        }
        return this;
    }

    /** Pause before the next try in milliseconds, longer each time, with jitter. */
    public long pause() {
        long bound = Math.min(FIRST_PAUSE_MILLIS << Math.min(attempts + outages, 10), LONGEST_PAUSE.toMillis());
        return ended ? 0 : ThreadLocalRandom.current().nextLong(bound / 2, bound);
    }

    /** Whether SKUs ended otherwise than by being saved or found unchanged. */
    public boolean hasReport() {
        return items.stream().anyMatch(MessageItem::isUnreported);
    }

    /**
     * The parameters for noting how they ended; empty lists write nothing. An operation whose bulk is there may have no row:
     * Magento's publisher writes none, and its "retry" deletes the row that failed.
     */
    public Map<String, Object> report() {
        List<Object> requests = new ArrayList<>();
        List<Object> operations = new ArrayList<>();
        List<Object> missing = new ArrayList<>();
        items.stream().filter(MessageItem::isUnreported).forEach(item -> {
            if (item.requestId() != null) {
                requests.add(row("request_id", item.requestId(), "state", item.state()));
            }
            if (item.hasStatusRow(bulkUuid)) {
                operations.add(row("operation_id", item.operationId(), "bulk_uuid", bulkUuid, "operation_key", item.key(), "status", item.state(),
                        "result_message", OperationMessage.cut(item.message())));
                if (item.operationId() == null) {
                    missing.add(operation(item, item.state(), item.message()));
                }
            }
        });
        return Map.of("finished_requests", Rows.json(requests), "finished_operations", Rows.json(operations), "new_operations", Rows.json(missing));
    }

    /** What goes to the dead letters: SKUs that were tried often enough, and wrong ones for which no status row speaks. */
    public List<DeadLetter> deadLetters() {
        return items.stream().filter(MessageItem::isUnreported)
                .filter(item -> item.state() == RETRIABLY_FAILED || item.state() == FAILED && !item.hasStatusRow(bulkUuid))
                .map(item -> new DeadLetter(identity.bodyOf(item, items.size(), bulkUuid, format), item.message(), Math.max(attempts, 1)))
                .toList();
    }

    private Map<String, Object> operation(MessageItem item, int status, String message) {
        return row("bulk_uuid", bulkUuid, "operation_key", item.key(), "topic_name", format.topic(),
                "serialized_data", format.serializedData(item.item()), "status", status, "result_message", OperationMessage.cut(message));
    }
}
