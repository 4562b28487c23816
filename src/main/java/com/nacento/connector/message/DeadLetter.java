package com.nacento.connector.message;

import com.nacento.connector.queue.LargeBodies;

/**
 * A message that nobody can process any more, one SKU each, for a person to look at.
 *
 * @param body      what it asked for
 * @param reason    {@code code: detail}
 * @param sku       whose gallery it is, or {@code null} if that cannot be read, or it is about an object of the bucket
 * @param attempts  how often it was tried
 * @param messageId as which its request is known, if it is known as a message of one SKU: replayed under this id it keeps its
 *                  place in the order of submission; else {@code null}
 * @param source    whose event it is, as it was received; {@code null} if it is none
 */
public record DeadLetter(byte[] body, String sku, String reason, int attempts, String messageId, String source) {

    /** What is no event. */
    public DeadLetter(byte[] body, String sku, String reason, int attempts, String messageId) {
        this(body, sku, reason, attempts, messageId, null);
    }

    /** Whether its body is in a file, so that only our own connections can publish it. */
    public boolean isLarge() {
        return LargeBodies.isStandIn(body);
    }

    /** What it is, for the log. */
    public String what() {
        if (source != null) {
            return "an event of " + source;
        }
        return sku == null ? "a message that cannot be read" : "the SKU " + sku;
    }
}
