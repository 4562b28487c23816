package com.nacento.connector.storage;

import software.amazon.awssdk.core.exception.SdkClientException;

/** The server at the endpoint is not the one that is meant, or cannot prove it; or somebody else answers in its place. */
final class UnexpectedServer extends SdkClientException {

    private static final long serialVersionUID = 1;

    private final transient String advice;
    private final transient boolean passing;

    /** @param message what is wrong, to be read by operators */
    UnexpectedServer(String message, String advice) {
        this(message, advice, false);
    }

    /**
     * @param message what is wrong, to be read by operators
     * @param passing whether the next try may find the right one
     */
    UnexpectedServer(String message, String advice, boolean passing) {
        super(builder().message(message));
        this.advice = advice;
        this.passing = passing;
    }

    @Override
    public boolean retryable() {
        return passing;
    }

    /** What to do about it. */
    String advice() {
        return advice;
    }
}
