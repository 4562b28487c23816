package com.nacento.connector.auth;

import java.util.List;
import java.util.Set;

/**
 * Somebody who may call the API.
 *
 * @param name   under which the log knows the caller
 * @param rights what the caller may use
 */
public record Caller(String name, Set<Right> rights) {

    /** The name of everybody where nobody is asked for a token. */
    public static final String ANYBODY = "anonymous";

    public Caller {
        rights = Set.copyOf(rights);
    }

    /** What a call needs, in the words of Magento's access control lists. */
    public enum Right {
        /** Every call. */
        PRODUCTS("Magento_Catalog::products"),
        /** The status calls, besides. Released Magentos have it under another module's name than its sources have. */
        BULKS("Magento_Logging::system_magento_logging_bulk_operations",
                "Magento_AsynchronousOperations::system_magento_logging_bulk_operations");

        private final List<String> resources;

        Right(String... resources) {
            this.resources = List.of(resources);
        }

        /** The ids under which Magentos know the resource, the usual one first. */
        public List<String> resources() {
            return resources;
        }
    }

    /** Somebody whom nobody restricts. */
    public static Caller unrestricted(String name) {
        return new Caller(name, Set.of(Right.values()));
    }

    /** Who has sent something, for people; {@code null}: nobody is asked. */
    public static String sender(String name) {
        return ANYBODY.equals(name) ? null : name;
    }

    public boolean may(Right right) {
        return rights.contains(right);
    }
}
