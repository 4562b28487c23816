package com.nacento.connector.config;

import java.net.URI;
import java.util.Optional;

/**
 * Where spans are sent to.
 *
 * @param endpoint    of an OpenTelemetry collector that takes OTLP over HTTP; empty: there are no spans
 * @param sampleRatio share of the traces that are sent, 0 to 1
 */
public record TracingSettings(Optional<URI> endpoint, double sampleRatio) {

    static TracingSettings from(SettingValues read) {
        return new TracingSettings(endpoint(read, "nacento.tracing.endpoint"), ratio(read, "nacento.tracing.sample-ratio"));
    }

    private static Optional<URI> endpoint(SettingValues read, String name) {
        String value = read.text(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!value.matches("https?://[^\\s/?#@]+/[^\\s?#]+")) {
            throw read.wrong(name, "give the whole address, such as http://collector:4318/v1/traces.");
        }
        return Optional.of(URI.create(value));
    }

    private static double ratio(SettingValues read, String name) {
        String value = read.text(name);
        if (!value.matches("0(\\.\\d{1,9})?|1(\\.0{1,9})?")) {
            throw read.wrong(name, "give a number from 0 to 1, such as 0.1.");
        }
        return Double.parseDouble(value);
    }
}
