package com.nacento.connector.http;

/** What the request names is not there: 404. */
public class NotFoundException extends RequestException {

    private static final long serialVersionUID = 1L;

    /** @param message for the caller, with {@code %1} … for the parameters */
    public NotFoundException(String message, Object... parameters) {
        super(Refusal.of(404, ErrorAnswer.of(message, parameters)), null);
    }
}
