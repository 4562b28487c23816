package com.nacento.connector.bulk;

import com.nacento.connector.database.Rows;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.gallery.ImagesJson;
import com.nacento.connector.message.GalleryMessage.Operation;
import com.nacento.connector.message.GalleryMessage.Operations;
import com.nacento.connector.message.GalleryMessageReader;
import com.nacento.connector.message.OperationFormat;
import com.nacento.connector.queue.OutgoingMessage;
import com.nacento.connector.queue.Publishable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Operations of a bulk that failed and are to be tried again: their messages, and which they are. */
public final class FailedOperations implements Publishable {

    private static final int MOST = 10_000;

    private final String bulkUuid;
    private final OperationFormat format;
    private final List<Operation> operations = new ArrayList<>();
    private final Long next;

    /** @param rows of {@code find-failed-operations}; one more than are tried at once tells that there are more */
    public FailedOperations(String bulkUuid, List<Map<String, Object>> rows, OperationFormat format, GalleryMessageReader reader) {
        this.bulkUuid = bulkUuid;
        this.format = format;
        rows.stream().limit(MOST).forEach(row -> add(row, reader));
        this.next = rows.size() > MOST ? Rows.number(rows.get(MOST - 1), "operation_key") : null;
    }

    /** What was asked for is in the connector's own table for a week, and then only with the operation. */
    private void add(Map<String, Object> row, GalleryMessageReader reader) {
        long key = Rows.number(row, "operation_key");
        String images = Rows.text(row, "images");
        String data = Rows.text(row, "serialized_data");
        if (images != null) {
            operations.add(new Operation(key, GalleryItem.stored(0, Rows.text(row, "sku"), ImagesJson.read(images))));
        } else if (data != null && reader.read(data.getBytes(StandardCharsets.UTF_8)) instanceof Operations read) {
            read.operations().stream().filter(one -> one.item().error() == null).findFirst()
                    .ifPresent(one -> operations.add(new Operation(key, one.item())));
        }
    }

    public String bulkUuid() {
        return bulkUuid;
    }

    /** Their numbers in the bulk; those of which nobody knows any more what they asked for are not among them. */
    public Set<Long> keys() {
        return operations.stream().map(Operation::key).collect(Collectors.toSet());
    }

    /** The number after which there are more; {@code null}: these are all. */
    public Long next() {
        return next;
    }

    /** Their messages. */
    @Override
    public List<OutgoingMessage> messages() {
        return format.messages(bulkUuid, operations);
    }
}
