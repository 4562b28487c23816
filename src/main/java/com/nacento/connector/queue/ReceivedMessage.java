package com.nacento.connector.queue;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * A message as the broker has delivered it.
 *
 * @param body        JSON, if it is one of ours; to be opened by {@link LargeBodies}
 * @param messageId   of the broker's envelope, or {@code null}
 * @param redelivered the broker's word that it was delivered before
 * @param countedIn   the queue, if it counts how often it has delivered this message in vain and will drop it one day; else {@code null}
 * @param headers     of the broker's envelope
 */
public record ReceivedMessage(byte[] body, String messageId, boolean redelivered, String countedIn, Map<String, Object> headers) {

    /** Header in which a quorum queue, and no other one, says how often it has delivered a message before. */
    public static final String DELIVERIES = "x-delivery-count";

    public ReceivedMessage {
        headers = Collections.unmodifiableMap(new HashMap<>(headers));
    }

    public ReceivedMessage(byte[] body, String messageId, boolean redelivered, String countedIn) {
        this(body, messageId, redelivered, countedIn, Map.of());
    }

    public ReceivedMessage(byte[] body, String messageId, boolean redelivered) {
        this(body, messageId, redelivered, null);
    }

    /** The text of a header, or {@code null}. */
    public String header(String name) {
        Object value = headers.get(name);
        return value == null ? null : value.toString();
    }
}
