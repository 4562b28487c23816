package com.nacento.connector.message;

import com.nacento.connector.queue.LargeBodies;

/**
 * A message that nobody can work off any more, one SKU each, for a person to look at.
 *
 * @param body      what it asked for
 * @param reason    {@code code: detail}
 * @param sku       whose gallery it is, or {@code null} if that cannot be read
 * @param attempts  how often it was tried
 * @param messageId as which its request is known, if it is known as a message of one SKU: replayed under this id it keeps its
 *                  place in the order of submission; else {@code null}
 */
public record DeadLetter(byte[] body, String sku, String reason, int attempts, String messageId) {

    /** Whether its body is in a file, so that only our own connections can publish it. */
    public boolean isLarge() {
        return LargeBodies.isStandIn(body);
    }

    /** What it is, for the log. */
    public String what() {
        return sku == null ? "a message that cannot be read" : "the SKU " + sku;
    }
}
