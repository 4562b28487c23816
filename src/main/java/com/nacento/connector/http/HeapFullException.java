package com.nacento.connector.http;

/** The work on the requests under way leaves no memory for one more of this size: 429, it may come again. */
public class HeapFullException extends RequestException {

    private static final long serialVersionUID = 1L;
    private static final int RETRY_AFTER_SECONDS = 5;

    public HeapFullException() {
        super(Refusal.of(429, ErrorAnswer.of("The requests being worked on leave no memory for one more of this size; come again in a moment."))
                .retryAfter(RETRY_AFTER_SECONDS), null);
    }
}
