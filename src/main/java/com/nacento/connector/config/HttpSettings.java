package com.nacento.connector.config;

import java.util.Optional;

/**
 * The HTTP API.
 *
 * @param enabled               {@code false}: this process only works off the queue
 * @param maxBodySize           in bytes
 * @param maxConcurrentRequests writing requests under way at once; the next one is told to come again
 * @param tls                   empty: plain HTTP
 */
public record HttpSettings(boolean enabled, String host, int port, long maxBodySize, int maxConcurrentRequests,
        Optional<TlsSettings> tls) {

    static HttpSettings from(SettingValues read) {
        return new HttpSettings(
                read.flag("nacento.http.enabled"),
                read.required("nacento.http.host"),
                read.port("nacento.http.port"),
                read.bytes("nacento.http.max-body-size", 1024),
                read.whole("nacento.http.max-concurrent-requests", 1, 10_000),
                TlsSettings.from(read));
    }
}
