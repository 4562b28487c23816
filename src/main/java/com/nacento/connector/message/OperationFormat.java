package com.nacento.connector.message;

import com.nacento.connector.database.Shop;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.message.GalleryMessage.Operation;
import com.nacento.connector.queue.OutgoingMessage;
import com.nacento.connector.queue.Queues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * How operations are written: as rows and as messages.
 *
 * @param skusPerMessage 1: Magento's own form on the topic; more: our form on the queue beside it
 */
public record OperationFormat(Queues queues, int skusPerMessage, GalleryMessageWriter writer, Shop shop) {

    /** The topic's name, which is also the routing key of Magento's own messages. */
    public String topic() {
        return queues.topic();
    }

    /** Magento's {@code serialized_data}, or {@code null} where its column is too small for it: the request has a row of its own. */
    public String serializedData(GalleryItem item) {
        String data = writer.writeSerializedData(item);
        return data.getBytes(StandardCharsets.UTF_8).length <= shop.schema().operationBytes() ? data : null;
    }

    /**
     * Why an item need not be handed on, though it is well-formed: no product of this shop can have its SKU, or it is for a caller who
     * waits; else {@code null}.
     */
    public SyncError hopeless(GalleryItem item) {
        if (item.error() != null) {
            return item.error();
        }
        if (item.terms().ifPlan() != null) {
            return SyncError.invalidItem("if_plan: is for the calls that answer at once");
        }
        return shop.schema().canBeSku(item.sku())
                ? null
                : new SyncError(SyncError.Code.PRODUCT_NOT_FOUND, "no product has the SKU " + item.sku());
    }

    public List<OutgoingMessage> messages(String bulkUuid, List<Operation> operations) {
        List<OutgoingMessage> messages = new ArrayList<>();
        if (skusPerMessage == 1) {
            operations.forEach(operation -> messages.add(OutgoingMessage.to(topic(), writer.writeMagentoOperation(
                    bulkUuid, operation.key(), topic(), operation.item()))));
        } else {
            for (int start = 0; start < operations.size(); start += skusPerMessage) {
                messages.add(OutgoingMessage.to(queues.bulk(), writer.writeOperations(
                        bulkUuid, operations.subList(start, Math.min(start + skusPerMessage, operations.size())))));
            }
        }
        return messages;
    }
}
