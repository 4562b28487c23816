package com.nacento.connector.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;

/**
 * How far the work is behind. On the metrics page: {@code nacento_oldest_request_age_seconds} and
 * {@code nacento_oldest_refresh_age_seconds}, 0 while nothing waits.
 */
public final class Backlog {

    private volatile double requestSeconds = Double.NaN;
    private volatile double refreshSeconds = Double.NaN;

    public Backlog(MeterRegistry metrics) {
        Gauge.builder("nacento.oldest.request.age", this, backlog -> backlog.requestSeconds).baseUnit("seconds")
                .description("How long the oldest open request has been waiting, for all instances together").register(metrics);
        Gauge.builder("nacento.oldest.refresh.age", this, backlog -> backlog.refreshSeconds).baseUnit("seconds")
                .description(
                        "How long the oldest change has been waiting for the shop's caches to be refreshed, for all instances together")
                .register(metrics);
    }

    /** Takes the answer of {@code find-oldest-request}; the age in seconds. */
    public double oldest(List<Map<String, Object>> rows) {
        requestSeconds = age(rows);
        return requestSeconds;
    }

    /** Takes the answer of {@code find-oldest-refresh}; the age in seconds. */
    public double oldestRefresh(List<Map<String, Object>> rows) {
        refreshSeconds = age(rows);
        return refreshSeconds;
    }

    /** They could not be looked at: nothing is shown, rather than what is no longer true. */
    public double unknown() {
        requestSeconds = Double.NaN;
        refreshSeconds = Double.NaN;
        return requestSeconds;
    }

    private static double age(List<Map<String, Object>> rows) {
        return rows.isEmpty() ? 0 : Math.max(0, ((Number) rows.get(0).get("age_seconds")).doubleValue());
    }
}
