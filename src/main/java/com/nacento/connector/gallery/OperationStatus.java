package com.nacento.connector.gallery;

/** The statuses of Magento's operations, as {@code magento_operation.status} holds them; requests have the same. */
public final class OperationStatus {

    /** Done. */
    public static final int COMPLETE = 1;
    /** Tried often enough; sending it again may help. */
    public static final int RETRIABLY_FAILED = 2;
    /** Wrong in itself; sending it again cannot help. */
    public static final int FAILED = 3;
    /** Waits, or is being worked on. */
    public static final int OPEN = 4;
    /** Never taken. */
    public static final int REJECTED = 5;

    private OperationStatus() {
    }
}
