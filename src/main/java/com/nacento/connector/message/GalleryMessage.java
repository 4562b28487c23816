package com.nacento.connector.message;

import com.nacento.connector.gallery.GalleryItem;
import java.util.Iterator;
import java.util.List;

/** What a message on one of our queues asks for. */
public sealed interface GalleryMessage {

    /** A sign of life that a doctor or the PHP module has sent: acknowledged and otherwise ignored. */
    record HealthCheck() implements GalleryMessage {
    }

    /**
     * Work for one or many SKUs.
     *
     * @param bulkUuid   the bulk that keeps the statuses, or {@code null}
     * @param operations in the order of the message
     */
    record Operations(String bulkUuid, List<Operation> operations) implements GalleryMessage {

        public Operations {
            operations = List.copyOf(operations);
        }
    }

    /**
     * The same, read as it is asked for: a message may be larger than what can be held of it. It is known to be whole.
     *
     * @param bulkUuid   the bulk that keeps the statuses, or {@code null}
     * @param size       how many SKUs it brings
     * @param operations in the order of the message; the index of an item is its place in it
     */
    record Opened(String bulkUuid, int size, Iterator<Operation> operations) implements GalleryMessage {
    }

    /**
     * Work for one SKU.
     *
     * @param key  {@code operation_key} in the bulk, or {@code null} if the message does not say, as Magento's own often do
     * @param item what is asked for; its error says why it cannot be worked on
     */
    record Operation(Long key, GalleryItem item) {
    }
}
