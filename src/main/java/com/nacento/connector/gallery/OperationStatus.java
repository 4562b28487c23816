package com.nacento.connector.gallery;

/** The statuses of Magento's operations, as {@code magento_operation.status} holds them; requests have the same, and one of their own. */
public enum OperationStatus {

    /** Done. */
    COMPLETE(1),
    /** Tried often enough; sending it again may help. */
    RETRIABLY_FAILED(2),
    /** Wrong in itself; sending it again cannot help. */
    FAILED(3),
    /** Waits, or is being worked on. */
    OPEN(4),
    /** Never taken. */
    REJECTED(5),
    /** Of requests only: all that could be done is done, images wait for their objects. Their operations are open. */
    AWAITING(6);

    private final int code;

    OperationStatus(int code) {
        this.code = code;
    }

    /** The number that the tables, Magento's messages and the answers hold. */
    public int code() {
        return code;
    }

    /** Whether a number that was read stands for this status; others may have written one that stands for none. */
    public boolean is(int number) {
        return code == number;
    }
}
