package com.nacento.connector.queue;

/**
 * A message as the broker has delivered it.
 *
 * @param body        JSON, if it is one of ours; to be opened by {@link LargeBodies}
 * @param messageId   of the broker's envelope, or {@code null}
 * @param redelivered the broker's word that it was delivered before
 * @param countedIn   the queue, if it counts how often it has delivered this message in vain and will drop it one day; else {@code null}
 */
public record ReceivedMessage(byte[] body, String messageId, boolean redelivered, String countedIn) {

    public ReceivedMessage(byte[] body, String messageId, boolean redelivered) {
        this(body, messageId, redelivered, null);
    }
}
