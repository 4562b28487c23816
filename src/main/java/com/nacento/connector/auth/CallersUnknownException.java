package com.nacento.connector.auth;

/** Who may call is not known at the moment: nobody comes in, and everybody may come again. */
public final class CallersUnknownException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public CallersUnknownException(String message) {
        super(message);
    }
}
