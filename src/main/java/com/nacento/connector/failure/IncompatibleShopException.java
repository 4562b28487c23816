package com.nacento.connector.failure;

/** The database is none that the connector may write to; the message says why and what to check. */
public class IncompatibleShopException extends RuntimeException {

    public IncompatibleShopException(String message) {
        super(message);
    }
}
