package com.nacento.connector.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;

/** How far the work is behind. On the metrics page: {@code nacento_oldest_request_age_seconds}, 0 while nothing is open. */
public final class Backlog {

    private volatile double ageSeconds = Double.NaN;

    public Backlog(MeterRegistry metrics) {
        Gauge.builder("nacento.oldest.request.age", this, backlog -> backlog.ageSeconds).baseUnit("seconds")
                .description("How long the oldest open request has been waiting, for all instances together").register(metrics);
    }

    /** Takes the answer of {@code find-oldest-request}; the age in seconds. */
    public double oldest(List<Map<String, Object>> rows) {
        ageSeconds = rows.isEmpty() ? 0 : Math.max(0, ((Number) rows.get(0).get("age_seconds")).doubleValue());
        return ageSeconds;
    }

    /** It could not be looked at: nothing is shown, rather than what is no longer true. */
    public double unknown() {
        ageSeconds = Double.NaN;
        return ageSeconds;
    }
}
