package com.nacento.connector.config;

import java.util.Optional;

/**
 * The HTTP API.
 *
 * @param enabled               {@code false}: this process only takes from the queue
 * @param maxBodySize           in bytes
 * @param maxSpooledSize        in bytes, of all bodies under way together
 * @param maxConcurrentRequests writing requests under way at once; the next one is told to come again
 * @param defaultIsView         whether {@code default} in a path is the store view of that code, and not all stores
 * @param tls                   empty: plain HTTP
 */
public record HttpSettings(boolean enabled, String host, int port, long maxBodySize, long maxSpooledSize, int maxConcurrentRequests,
        boolean defaultIsView, Optional<TlsSettings> tls) {

    /** What {@code default} means as a store code in a path. */
    public enum DefaultStore {
        ALL, VIEW
    }

    private static final String MAX_BODY_SIZE = "nacento.http.max-body-size";
    private static final String MAX_SPOOLED_SIZE = "nacento.http.max-spooled-size";
    private static final int HOOKS_PER_REQUEST = 4;

    /**
     * Calls of hooks under way at once. Most PIMs do not call again when they are refused, and their calls are small and short, so many may
     * come while a machine is busy.
     */
    public int maxConcurrentHooks() {
        return HOOKS_PER_REQUEST * maxConcurrentRequests;
    }

    static HttpSettings from(SettingValues read) {
        long maxBodySize = read.bytes(MAX_BODY_SIZE, 1024);
        long maxSpooledSize = read.bytes(MAX_SPOOLED_SIZE, 1024);
        if (maxSpooledSize < maxBodySize) {
            throw read.wrong(MAX_SPOOLED_SIZE, "it must not be smaller than " + SettingName.shown(MAX_BODY_SIZE)
                    + ", or the largest body would never be taken.");
        }
        return new HttpSettings(
                read.flag("nacento.http.enabled"),
                read.required("nacento.http.host"),
                read.port("nacento.http.port"),
                maxBodySize,
                maxSpooledSize,
                read.whole("nacento.http.max-concurrent-requests", 1, 10_000),
                read.choice("nacento.http.default-store", DefaultStore.class) == DefaultStore.VIEW,
                TlsSettings.from(read));
    }
}
