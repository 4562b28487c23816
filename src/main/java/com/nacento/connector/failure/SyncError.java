package com.nacento.connector.failure;

import java.util.Locale;

/**
 * Why a SKU was not brought to the state that was asked for, in the form in which callers read it: {@code code: detail}.
 *
 * @param code   one of the public codes
 * @param detail what happened, where, and what to do about it; never a secret, never a stack trace
 * @param outage whether something that all work needs was away, so that the SKU owes no try for it
 */
public record SyncError(Code code, String detail, boolean outage) {

    public SyncError(Code code, String detail) {
        this(code, detail, false);
    }

    /** The public error codes; their names in lower case are what callers see. */
    public enum Code {
        /** No product has this SKU. */
        PRODUCT_NOT_FOUND(false),
        /** The item itself is wrong: sending it again cannot help. */
        INVALID_ITEM(false),
        /** What would be done is not what the caller has been shown by a dry run. */
        PLAN_CHANGED(false),
        /** An object could not be asked for its ETag, though the item may be fine. */
        STORAGE_UNAVAILABLE(true),
        /** The database could not be read or written, though the item may be fine. */
        DATABASE_UNAVAILABLE(true),
        /** A defect of the connector, or data that the database refuses; the log has more under the report id. */
        INTERNAL(true);

        private final boolean retriable;

        Code(boolean retriable) {
            this.retriable = retriable;
        }

        /** Whether the same item may succeed later without being changed. */
        public boolean retriable() {
            return retriable;
        }
    }

    public static SyncError invalidItem(String detail) {
        return new SyncError(Code.INVALID_ITEM, detail);
    }

    /**
     * A defect, or data that the database refuses.
     *
     * @param what   what happened
     * @param report under which the log has more, see {@link RepeatedFailures#report}
     */
    public static SyncError internal(String what, String report) {
        return new SyncError(Code.INTERNAL, what + "; the log has more under " + report);
    }

    /** As callers see it. */
    public String codeName() {
        return code.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return codeName() + ": " + detail;
    }
}
