package com.nacento.connector.http;

/** What the request needs is away at the moment: 503, with the advice when to come again. */
public class UnavailableException extends RequestException {

    private static final long serialVersionUID = 1L;

    private static final int RETRY_AFTER_SECONDS = 10;

    /** @param message for the caller, with {@code %1} … for the parameters; {@code cause} is for the log alone */
    public UnavailableException(Throwable cause, String message, Object... parameters) {
        super(Refusal.of(503, ErrorAnswer.of(message, parameters)).retryAfter(RETRY_AFTER_SECONDS), cause);
    }
}
