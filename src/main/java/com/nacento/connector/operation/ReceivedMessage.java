package com.nacento.connector.operation;

/**
 * A message as the broker has delivered it.
 *
 * @param body        JSON, if it is one of ours
 * @param messageId   of the broker's envelope, or {@code null}
 * @param redelivered the broker's word that it was delivered before
 */
public record ReceivedMessage(byte[] body, String messageId, boolean redelivered) {
}
