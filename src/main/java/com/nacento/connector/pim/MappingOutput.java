package com.nacento.connector.pim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a body becomes.
 *
 * @param items      requests in the form of the API (docs/api.md). An item may hold two fields beside those: {@code event_time}, the time
 *                   that counts for its order (ISO 8601, UTC), and {@code "model": true}, if its SKU is a product model's code, which may
 *                   be no product in Magento
 * @param load       what is to be loaded from the PIM and mapped then
 * @param skipped    items without a SKU: products that have no identifier
 * @param noPictures what was left out of items
 */
public record MappingOutput(List<ObjectNode> items, List<LoadKey> load, int skipped, NoPictures noPictures) {

    /** The field of an item with the time of its event. */
    public static final String EVENT_TIME = "event_time";
    /** The field of an item that says whether its SKU is a product model's code. */
    public static final String MODEL = "model";

    public MappingOutput {
        items = List.copyOf(items);
        load = List.copyOf(load);
    }

    /** Whether the body means nothing to the connector. */
    public boolean isEmpty() {
        return items.isEmpty() && load.isEmpty();
    }
}
