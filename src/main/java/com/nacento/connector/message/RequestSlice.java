package com.nacento.connector.message;

import static com.nacento.connector.gallery.GalleryChanges.row;
import static com.nacento.connector.gallery.OperationStatus.OPEN;

import com.nacento.connector.database.Rows;
import com.nacento.connector.gallery.AwaitedImages;
import com.nacento.connector.gallery.ImagesJson;
import com.nacento.connector.gallery.OperationStatus;
import com.nacento.connector.gallery.ResultMessage;
import com.nacento.connector.sync.ItemChunks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Requests of a round of which one statement tells, or is told, the state: a round is larger than what travels to the database in one
 * parameter. Each is found, written down and reported by itself.
 */
public final class RequestSlice {

    /** The rows of so many are found in a moment. */
    private static final int MOST = 5_000;
    /** Of requests, in JSON. */
    private static final long MOST_BYTES = 8L << 20;

    private final List<MessageItem> items;
    private final OperationFormat format;
    private final int maxAttempts;
    private final Duration patience;

    private RequestSlice(List<MessageItem> items, OperationFormat format, int maxAttempts, Duration patience) {
        this.items = items;
        this.format = format;
        this.maxAttempts = maxAttempts;
        this.patience = patience;
    }

    /** All items, cut into slices that the server takes. */
    static List<RequestSlice> of(List<MessageItem> items, OperationFormat format, int maxAttempts, Duration patience) {
        long mostBytes = Math.min(MOST_BYTES, format.shop().schema().packetBytes() / 2);
        List<RequestSlice> slices = new ArrayList<>();
        int first = 0;
        long bytes = 0;
        for (int next = 0; next < items.size(); next++) {
            long more = ItemChunks.bytes(items.get(next).item());
            if (next > first && (next - first == MOST || bytes + more > mostBytes)) {
                slices.add(new RequestSlice(items.subList(first, next), format, maxAttempts, patience));
                first = next;
                bytes = 0;
            }
            bytes += more;
        }
        if (first < items.size()) {
            slices.add(new RequestSlice(items.subList(first, items.size()), format, maxAttempts, patience));
        }
        return slices;
    }

    int size() {
        return items.size();
    }

    /** The parameters for finding what is known of the requests. */
    public Map<String, Object> lookUp() {
        return Map.of("message_requests", Rows.json(items.stream()
                .map(item -> row("bulk_uuid", item.message().bulkUuid(), "operation_key", item.key(), "message_id", item.messageId(),
                        "place", item.place() + 1))
                .toList()));
    }

    /** Takes the answer of {@code find-requests}. */
    public void known(List<Map<String, Object>> rows) {
        Map<Integer, List<Map<String, Object>>> byItem = rows.stream()
                .collect(Collectors.groupingBy(row -> Rows.number(row, "item").intValue()));
        for (int i = 0; i < items.size(); i++) {
            items.get(i).known(byItem.getOrDefault(i, List.of()));
        }
    }

    /** Whether requests must be written down first, since they are here for the first time, or rows of operations be found. */
    public boolean hasUnknown() {
        return items.stream().anyMatch(item -> item.isUnknown() || item.isUnlinked());
    }

    /** The parameters for writing and finding them. */
    public Map<String, Object> unknown() {
        return Map.of(
                "new_requests",
                rows(MessageItem::isUnknown,
                        item -> row("sku", item.sku(), "submitted_at", item.wantedSince(), "bulk_uuid", item.bulkUuid(), "operation_key",
                                item.number(), "operation_id", item.operationId(), "message_id",
                                item.messageId(),
                                "images", ImagesJson.write(item.item().wanted()))),
                "new_operations", rows(MessageItem::isUnlinked, item -> operation(item, OPEN)),
                "unlinked_operations",
                rows(MessageItem::isUnlinked, item -> row("bulk_uuid", item.bulkUuid(), "operation_key", item.key())));
    }

    /** Whether there are requests without a number in a bulk that is there: their statuses have rows, too. */
    public boolean hasUnnumbered() {
        return items.stream().anyMatch(MessageItem::isUnnumbered);
    }

    /** The parameters for writing these rows, which are to be written only once with the requests. */
    public Map<String, Object> unnumbered() {
        return Map.of("new_operations", rows(MessageItem::isUnnumbered, item -> operation(item, OPEN)));
    }

    /** Takes the answer of {@code insert-unnumbered-operations}. */
    void numbered(List<Map<String, Object>> rows) {
        Iterator<Map<String, Object>> ids = rows.iterator();
        items.stream().filter(MessageItem::isUnnumbered).toList().forEach(item -> item.numbered(Rows.number(ids.next(), "operation_id")));
    }

    /** Whether requests that had failed before are here again: somebody wants them tried once more. */
    public boolean hasFailedBefore() {
        return items.stream().anyMatch(MessageItem::failedBefore);
    }

    /** The parameters for opening them again. */
    public Map<String, Object> reopened() {
        return Map.of("finished_requests",
                rows(MessageItem::failedBefore, item -> row("request_id", item.requestId(), "state", OPEN.code())));
    }

    /** Whether any of them ended otherwise than by being saved or found unchanged. */
    public boolean hasReport() {
        return items.stream().anyMatch(MessageItem::isToBeReported);
    }

    /** How they ended is noted, and need not be once more if a later slice is refused. */
    void reported() {
        items.forEach(MessageItem::reported);
    }

    /**
     * The parameters for noting how they ended; empty lists write nothing. An operation whose bulk is there may have no row:
     * Magento's publisher writes none, and its "retry" deletes the row that failed.
     */
    public Map<String, Object> report() {
        Predicate<MessageItem> hasRow = item -> item.isUnreported() && item.hasStatusRow() && !item.isUntold(maxAttempts);
        return Map.of(
                "finished_requests", rows(item -> item.isUnreported() && item.requestId() != null,
                        item -> row("request_id", item.requestId(), "state", item.state().code())),
                "finished_operations", rows(hasRow, item -> row("operation_id", item.operationId(), "bulk_uuid", item.bulkUuid(),
                        "operation_key", item.key(), "status", item.state().code(), "result_message", ResultMessage.cut(item.outcome()))),
                "new_operations", rows(hasRow.and(item -> item.operationId() == null), item -> operation(item, item.state())),
                "awaiting_requests", rows(MessageItem::isWaitUnreported, item -> row("request_id", item.requestId(), "awaits",
                        AwaitedImages.ofUnknownProduct(item.item().wanted()), "result_message",
                        ResultMessage.waitingForProduct(item.sku(), item.submittedAt(), patience))),
                "awaited_images", Rows.json(items.stream().filter(MessageItem::isWaitUnreported).flatMap(RequestSlice::awaited).toList()));
    }

    /** Its images are looked for, as if they were missing: those that are there bring it back to be tried. */
    private static Stream<Map<String, Object>> awaited(MessageItem item) {
        return item.item().images().stream().map(image -> row("request_id", item.requestId(), "submitted_at", item.submittedAt(),
                "file_path", image.filePath()));
    }

    private Map<String, Object> operation(MessageItem item, OperationStatus status) {
        return row("bulk_uuid", item.message().bulkUuid(), "operation_key", item.key(), "topic_name", format.topic(),
                "serialized_data", format.serializedData(item.item()), "status", status.code(), "result_message",
                ResultMessage.cut(item.outcome()));
    }

    private String rows(Predicate<MessageItem> which, Function<MessageItem, Object> rowOf) {
        return Rows.json(items.stream().filter(which).map(rowOf).toList());
    }
}
