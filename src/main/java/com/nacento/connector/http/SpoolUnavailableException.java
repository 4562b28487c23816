package com.nacento.connector.http;

/** The folder for the bodies of requests cannot take one more, its disk is full for example: 503, it may come again. */
public class SpoolUnavailableException extends RequestException {

    private static final long serialVersionUID = 1L;
    private static final int RETRY_AFTER_SECONDS = 10;

    public SpoolUnavailableException(Throwable cause) {
        super(Refusal.of(503, ErrorAnswer.of("The body of the request cannot be stored at the moment; come again.")).retryAfter(RETRY_AFTER_SECONDS), cause);
    }
}
