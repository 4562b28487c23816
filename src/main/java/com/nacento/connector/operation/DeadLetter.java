package com.nacento.connector.operation;

/**
 * A message that nobody can work off any more, one SKU each, for a person to look at.
 *
 * @param body     what it asked for
 * @param reason   {@code code: detail}
 * @param attempts how often it was tried
 */
public record DeadLetter(byte[] body, String reason, int attempts) {
}
