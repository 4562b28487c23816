package com.nacento.connector.http;

/** The body is larger than this service reads: 413. */
public class PayloadTooLargeException extends RequestException {

    private static final long serialVersionUID = 1L;

    /** @param limit in bytes */
    public PayloadTooLargeException(long limit) {
        super(Refusal.of(413, ErrorAnswer.of("The request body is larger than %1 bytes.", limit)), null);
    }
}
