package com.nacento.connector.message;

import java.util.List;

/**
 * What a message on one of our queues is about, whatever its images are worth.
 *
 * @param bulkUuid     the bulk that keeps its status, or {@code null}
 * @param operationKey its number in the bulk, of a message of one operation that says it; else {@code null}
 * @param skus         in the order of the message; {@code ""} for one that has none
 * @param ownFormat    whether it is the connector's own message of many SKUs, which belongs on {@code <topic>.bulk}
 */
public record MessageSubject(String bulkUuid, Long operationKey, List<String> skus, boolean ownFormat) {

    public MessageSubject {
        skus = List.copyOf(skus);
    }
}
