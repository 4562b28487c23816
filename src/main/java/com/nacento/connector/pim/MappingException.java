package com.nacento.connector.pim;

/** A body that its mapping cannot make requests of: the body or the mapping is at fault, and trying again is no use. */
public final class MappingException extends RuntimeException {

    /** @param message what is wrong, where, on one line */
    public MappingException(String message) {
        super(message, null, false, false);
    }
}
