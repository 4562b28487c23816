package com.nacento.connector.http;

/** A request ends with an answer in the error shape, and the caller may know why. */
public abstract class RequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    protected RequestException(Refusal refusal, Throwable cause) {
        super(refusal.status() + ": " + refusal.answer(), cause);
        this.refusal = refusal;
    }

    /** The answer as it goes to the caller. */
    public Refusal refusal() {
        return refusal;
    }
}
