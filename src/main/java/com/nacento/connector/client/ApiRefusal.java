package com.nacento.connector.client;

/** The service does not do what it was asked for; the message says why and is meant for the user. */
public final class ApiRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int UNAUTHORIZED = 401;
    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;
    private static final int INTERNAL = 500;

    private final int status;

    /** @param status of HTTP; 0: there was no answer */
    ApiRefusal(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** Whether it is about what a bulk holds: without the items at fault it would be taken. */
    boolean isForContent() {
        return status == BAD_REQUEST || status == TOO_LARGE;
    }

    /** Whether it is about one bulk: a defect of the service that this one has met. */
    boolean isForBulk() {
        return status == INTERNAL;
    }

    /** Whether the token is missing or not good enough. */
    public boolean isForToken() {
        return status == UNAUTHORIZED;
    }
}
