package com.nacento.connector.bulk;

import com.nacento.connector.database.BulkId;
import com.nacento.connector.database.Rows;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.gallery.ImagesJson;
import com.nacento.connector.message.GalleryMessage.Operation;
import com.nacento.connector.message.OperationFormat;
import com.nacento.connector.queue.OutgoingMessage;
import com.nacento.connector.queue.Publishable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A bulk whose process has died before the broker had all of it: what is still open, page by page, as messages once more. */
public final class AbandonedBulk implements Publishable {

    private final String bulkUuid;
    private final OperationFormat format;
    private final BooleanSupplier stopping;
    private List<Operation> page = List.of();
    private long lastKey;
    private int open;
    private boolean read;

    public AbandonedBulk(String bulkUuid, OperationFormat format, BooleanSupplier stopping) {
        this.bulkUuid = bulkUuid;
        this.format = format;
        this.stopping = stopping;
    }

    /** Under this name the status calls know the bulk. */
    public String bulkUuid() {
        return bulkUuid;
    }

    /** Whether there may be another page; while the service stops, the rest is left to others. */
    public boolean goesOn() {
        return !read && !stopping.getAsBoolean();
    }

    /** Whether all that was open has been read, and so published. */
    public boolean isPublished() {
        return read;
    }

    /** The parameters for finding the next page, and for ending the lease. */
    public Map<String, Object> parameters() {
        return Map.of("bulk_uuid", new BulkId(bulkUuid).bytes(), "operation_key", lastKey);
    }

    /** Takes the next page, the answer of {@code find-open-requests}. */
    public AbandonedBulk found(List<Map<String, Object>> rows) {
        List<Operation> found = new ArrayList<>();
        for (Map<String, Object> row : rows) {
            lastKey = Rows.number(row, "operation_key");
            found.add(new Operation(lastKey,
                    GalleryItem.stored(found.size(), Rows.text(row, "sku"), ImagesJson.read(Rows.text(row, "images")))));
        }
        page = found;
        open += found.size();
        read = found.isEmpty();
        return this;
    }

    /** The messages of the page. */
    @Override
    public List<OutgoingMessage> messages() {
        return format.messages(bulkUuid, page);
    }

    /** What became of it, for the log. */
    public String outcome() {
        return "The process that was submitting bulk %s has died: %d SKUs of it were still open and are published".formatted(bulkUuid,
                open);
    }
}
