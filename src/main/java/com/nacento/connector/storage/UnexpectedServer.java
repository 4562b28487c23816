package com.nacento.connector.storage;

import software.amazon.awssdk.core.exception.SdkClientException;

/** The server at the endpoint is not the one that is meant, or cannot prove it. */
final class UnexpectedServer extends SdkClientException {

    private static final long serialVersionUID = 1;

    private final transient String advice;

    /** @param message what is wrong, to be read by operators */
    UnexpectedServer(String message, String advice) {
        super(builder().message(message));
        this.advice = advice;
    }

    /** What to do about it. */
    String advice() {
        return advice;
    }
}
