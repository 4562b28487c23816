package com.nacento.connector.doctor;

/** A check cannot tell anything; the message says why. */
final class SkippedException extends Exception {

    private static final long serialVersionUID = 1L;

    SkippedException(String reason) {
        super(reason);
    }
}
