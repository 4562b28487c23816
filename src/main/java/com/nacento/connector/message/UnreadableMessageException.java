package com.nacento.connector.message;

/** Nobody can tell what a message asks for; it belongs to the dead letters. */
public final class UnreadableMessageException extends RuntimeException {

    /** @param detail what could not be understood */
    public UnreadableMessageException(String detail) {
        super("invalid_message: " + detail, null, false, false);
    }

    /** {@code invalid_message: detail}, as the dead letter's header says it. */
    public String reason() {
        return getMessage();
    }
}
