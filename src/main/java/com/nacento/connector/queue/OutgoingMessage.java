package com.nacento.connector.queue;

import java.util.UUID;

/**
 * A message on its way to the broker.
 *
 * @param routingKey where it goes: the topic, or one of the connector's own queues
 * @param messageId  unique, since Magento's consumers silently drop a message whose id they have seen
 * @param body       JSON
 */
public record OutgoingMessage(String routingKey, String messageId, byte[] body) {

    public static OutgoingMessage to(String routingKey, byte[] body) {
        return new OutgoingMessage(routingKey, UUID.randomUUID().toString(), body);
    }
}
