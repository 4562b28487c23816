package com.nacento.connector.client;

/** A file of items that cannot be read to its end. The message is one line: which file, where in it, what to do. */
public final class UnreadableItemsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableItemsException(String message) {
        super(message, null, false, false);
    }
}
