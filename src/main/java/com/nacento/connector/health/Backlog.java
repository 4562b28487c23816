package com.nacento.connector.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How far the work is behind. On the metrics page: {@code nacento_oldest_request_age_seconds} and
 * {@code nacento_oldest_refresh_age_seconds}, 0 while nothing waits; and {@code nacento_awaited_images}, of which the work is not behind:
 * their objects have not come yet.
 */
public final class Backlog {

    private static final long EVERY_NANOS = Duration.ofMinutes(1).toNanos();

    private final LongSupplier clock;
    private volatile long counted;
    private volatile double requestSeconds = Double.NaN;
    private volatile double refreshSeconds = Double.NaN;
    private volatile double awaitedImages = Double.NaN;

    public Backlog(MeterRegistry metrics) {
        this(metrics, System::nanoTime);
    }

    /** @param clock nanoseconds */
    Backlog(MeterRegistry metrics, LongSupplier clock) {
        this.clock = clock;
        Gauge.builder("nacento.oldest.request.age", this, backlog -> backlog.requestSeconds).baseUnit("seconds")
                .description("How long the oldest open request has been waiting, for all instances together").register(metrics);
        Gauge.builder("nacento.oldest.refresh.age", this, backlog -> backlog.refreshSeconds).baseUnit("seconds")
                .description(
                        "How long the oldest change has been waiting for the shop's caches to be refreshed, for all instances together")
                .register(metrics);
        Gauge.builder("nacento.awaited.images", this, backlog -> backlog.awaitedImages)
                .description("Images of requests that wait for their objects, for all instances together").register(metrics);
    }

    /** Whether it is time to count what is awaited: every minute, since many are read for it, and while nothing is known. */
    public boolean isCountDue() {
        return Double.isNaN(awaitedImages) || clock.getAsLong() - counted >= EVERY_NANOS;
    }

    /** Takes the answer of {@code count-awaited-images}. */
    public double awaited(List<Map<String, Object>> rows) {
        counted = clock.getAsLong();
        awaitedImages = rows.isEmpty() ? 0 : ((Number) rows.get(0).get("images")).doubleValue();
        return awaitedImages;
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
        awaitedImages = Double.NaN;
        return requestSeconds;
    }

    private static double age(List<Map<String, Object>> rows) {
        return rows.isEmpty() ? 0 : Math.max(0, ((Number) rows.get(0).get("age_seconds")).doubleValue());
    }
}
