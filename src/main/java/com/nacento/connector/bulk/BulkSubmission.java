package com.nacento.connector.bulk;

import static com.nacento.connector.gallery.GalleryChanges.row;
import static com.nacento.connector.gallery.OperationStatus.COMPLETE;
import static com.nacento.connector.gallery.OperationStatus.OPEN;
import static com.nacento.connector.gallery.OperationStatus.REJECTED;

import com.nacento.connector.database.BulkId;
import com.nacento.connector.database.Rows;
import com.nacento.connector.failure.Cause;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.failure.Trouble;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.gallery.ImagesJson;
import com.nacento.connector.gallery.OperationStatus;
import com.nacento.connector.gallery.ResultMessage;
import com.nacento.connector.intake.BulkEnvelope;
import com.nacento.connector.log.LogSubject;
import com.nacento.connector.message.GalleryMessage.Operation;
import com.nacento.connector.message.OperationFormat;
import com.nacento.connector.queue.OutgoingMessage;
import com.nacento.connector.queue.Publishable;
import com.nacento.connector.sync.ItemChunks;
import com.nacento.connector.sync.LastWins;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bulk that is submitted for later: its rows for Magento's Bulk Actions page and for the order of submission, its messages,
 * and the receipt. It is worked through in slices, so that a large bulk needs no more memory than a small one.
 */
public final class BulkSubmission implements Iterable<BulkSubmission.Slice>, LogSubject {

    private static final Logger LOG = LoggerFactory.getLogger("receive-gallery-bulk-async");
    private static final int ITEMS_PER_SLICE = 1_000;
    private static final int IMAGES_PER_SLICE = 20_000;
    private static final long BYTES_PER_SLICE = 4L << 20;

    private final BulkId id = BulkId.random();
    private final BulkEnvelope envelope;
    private final BulkDescription description;
    private final Supplier<Iterator<GalleryItem>> items;
    private final OperationFormat format;
    private final Map<Integer, Integer> superseded;
    private final List<ReceiptItem> receipt = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** @param description who has sent it, for the log and for Magento's page */
    public BulkSubmission(BulkEnvelope envelope, BulkDescription description, Supplier<Iterator<GalleryItem>> items,
            OperationFormat format) {
        this.envelope = envelope;
        this.description = description;
        this.items = items;
        this.format = format;
        List<String> keys = new ArrayList<>(envelope.skus());
        keys.replaceAll(sku -> sku.isEmpty() ? null : sku);
        this.superseded = LastWins.amongGood(keys, items, item -> item.error() != null);
    }

    @Override
    public Map<String, String> logKeys() {
        Map<String, String> keys = new HashMap<>(envelope.logKeys());
        keys.put("bulk_uuid", id.text());
        return keys;
    }

    /** Under this name the status calls know the bulk. */
    public String bulkUuid() {
        return id.text();
    }

    /** The parameters of the bulk's own row. */
    public Map<String, Object> parameters() {
        return Map.of("bulk_uuid", id.bytes(), "operation_count", envelope.size(),
                "description", description.text());
    }

    /** The parameters for giving up what is still open. */
    public Map<String, Object> rejection() {
        return Map.of("bulk_uuid", id.bytes(),
                "result_message", "the broker did not confirm the bulk: send it again");
    }

    /** Whether all that was tried of it has succeeded so far; if not, no more of it is begun. */
    public boolean goesOn() {
        return failure.get() == null;
    }

    /** Ends a submission that failed: no receipt, but a line in the log, since a service that refuses all bulks may call itself ready. */
    public void refuse() throws Exception {
        Throwable reason = failure.get();
        LOG.warn("{} ({}): refused, no receipt is given and bulk {} is rejected: {}", name(), description.sender(), id.text(),
                Cause.in(reason, Outage.class).map(Throwable::getMessage).orElseGet(() -> Trouble.of(reason).words()));
        if (reason instanceof Exception exception) {
            throw exception;
        }
        throw (Error) reason;
    }

    private String name() {
        return envelope.requestId() == null ? "bulk" : envelope.requestId();
    }

    /** What went wrong first, or {@code null}. */
    public Throwable failure() {
        return failure.get();
    }

    /** Throwable and no Exception: Camel keeps every object on which it calls a method if its class has one that takes an Exception. */
    public void failed(Throwable problem) {
        failure.compareAndSet(null, problem);
    }

    /**
     * The slices, one after the other, each of neighbours in the bucket, read as they are asked for. Going through them makes the receipt.
     */
    @Override
    public Iterator<Slice> iterator() {
        ItemChunks chunks = new ItemChunks(new BucketOrder(items.get()), () -> ITEMS_PER_SLICE, IMAGES_PER_SLICE,
                format.shop().schema().atOnce(BYTES_PER_SLICE));
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return chunks.hasNext();
            }

            @Override
            public Slice next() {
                return new Slice(chunks.next());
            }
        };
    }

    /** The answer, once every message is confirmed. */
    public AsyncReceipt receipt() {
        receipt.sort(Comparator.comparingInt(ReceiptItem::id));
        AsyncReceipt answer = AsyncReceipt.of(id.text(), receipt, envelope.warnings());
        LOG.info("{} ({}): {} SKUs submitted as bulk {}{}", name(), description.sender(), receipt.size(), id.text(),
                answer.errors() ? ", some of them rejected" : "");
        return answer;
    }

    /** Some items: their rows, and their messages once the rows are committed. */
    public final class Slice implements Publishable {

        private final List<Object> operations = new ArrayList<>();
        private final List<Operation> accepted = new ArrayList<>();

        private Slice(List<GalleryItem> slice) {
            slice.forEach(this::add);
        }

        private void add(GalleryItem item) {
            int key = item.index() + 1;
            SyncError error = format.hopeless(item);
            if (error != null) {
                receipt.add(ReceiptItem.rejected(key, item.sku(), error));
                addOperation(key, item, REJECTED, error.toString());
            } else if (superseded.containsKey(item.index())) {
                ReceiptItem loser = ReceiptItem.superseded(key, item.sku(), superseded.get(item.index()) + 1);
                receipt.add(loser);
                addOperation(key, item, COMPLETE, loser.errorMessage());
            } else {
                receipt.add(ReceiptItem.accepted(key, item.sku()));
                addOperation(key, item, OPEN, null);
                accepted.add(new Operation((long) key, item));
            }
        }

        private void addOperation(int key, GalleryItem item, OperationStatus status, String message) {
            Map<String, Object> operation = row("operation_key", key, "status", status.code(), "result_message",
                    ResultMessage.cut(message));
            String data = format.serializedData(item);
            if (data != null) {
                operation.put("serialized_data", data);
            }
            operations.add(operation);
        }

        /** The operations of the slice, as parameters of {@code insert-operations}. */
        public Map<String, Object> operations() {
            return Map.of("bulk_uuid", id.bytes(), "topic", format.topic(), "new_operations", Rows.json(operations));
        }

        /**
         * The requests of the slice, as parameters of {@code insert-open-requests}.
         *
         * @param inserted its operations, as the database has numbered them
         */
        public Map<String, Object> requests(List<Map<String, Object>> inserted) {
            Map<Long, Object> ids = new HashMap<>();
            inserted.forEach(row -> ids.put(Rows.number(row, "operation_key"), row.get("operation_id")));
            List<Map<String, Object>> requests = accepted.stream()
                    .map(operation -> row("sku", operation.item().sku(), "operation_key", operation.key(),
                            "operation_id", ids.get(operation.key()), "submitted_at", operation.item().terms().eventTime(), "images",
                            ImagesJson.write(operation.item().wanted())))
                    .toList();
            return Map.of("bulk_uuid", id.bytes(), "open_requests", Rows.json(requests));
        }

        /** The messages of the slice. */
        @Override
        public List<OutgoingMessage> messages() {
            return format.messages(id.text(), accepted);
        }
    }
}
