package com.nacento.connector.http;

/** The request is malformed or invalid: 400. */
public class BadRequestException extends RequestException {

    private static final long serialVersionUID = 1L;

    /** @param message for the caller, with {@code %1} … for the parameters */
    public BadRequestException(String message, Object... parameters) {
        super(Refusal.of(400, ErrorAnswer.of(message, parameters)), null);
    }
}
