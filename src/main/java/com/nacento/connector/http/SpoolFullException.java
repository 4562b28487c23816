package com.nacento.connector.http;

/** The bodies of the requests under way leave no room for one more: 429, it may come again. */
public class SpoolFullException extends RequestException {

    private static final long serialVersionUID = 1L;
    private static final int RETRY_AFTER_SECONDS = 5;

    /** @param most in bytes, of all bodies together */
    public SpoolFullException(long most) {
        super(Refusal.of(429, ErrorAnswer.of("The requests being worked on have bodies of nearly %1 bytes in all; come again in a moment.", most))
                .retryAfter(RETRY_AFTER_SECONDS), null);
    }
}
