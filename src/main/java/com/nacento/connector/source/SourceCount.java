package com.nacento.connector.source;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What has become of the events of each source. */
public final class SourceCount {

    private static final String SOURCE = "source";
    private static final String UNKNOWN = "unknown";

    private final MeterRegistry metrics;
    private final Clock clock;
    private final Map<String, Instant> last = new ConcurrentHashMap<>();

    /** @param sources that are configured: they are shown from the beginning */
    public SourceCount(Collection<String> sources, MeterRegistry metrics, Clock clock) {
        this.metrics = metrics;
        this.clock = clock;
        for (String source : sources) {
            receivedOf(source);
            skippedOf(source);
            itemsSkippedOf(source);
            filesSkippedOf(source);
            deadOf(source);
            lagOf(source);
            Gauge.builder("nacento.source.last.event.timestamp", last, times -> seconds(times.get(source))).baseUnit("seconds")
                    .description("When a source last sent an event to this process over HTTP, in seconds since 1970; 0: not yet")
                    .tag(SOURCE, source).register(metrics);
        }
    }

    private static double seconds(Instant time) {
        return time == null ? 0 : time.toEpochMilli() / 1000.0;
    }

    /** An event has come over HTTP. */
    void received(SourceEvent event) {
        receivedOf(event.source()).increment();
        last.put(event.source(), event.received());
    }

    /** An event means nothing to the connector. */
    void skipped(String source) {
        skippedOf(source).increment();
    }

    /** Items have no SKU, or that of a model that is no product in Magento. */
    void itemsSkipped(String source, int items) {
        itemsSkippedOf(source).increment(items);
    }

    /** Files are no pictures. */
    void filesSkipped(String source, int files) {
        filesSkippedOf(source).increment(files);
    }

    /** An event is a dead letter; {@code null}: nobody knows whose it is. */
    void dead(String source) {
        deadOf(source == null ? UNKNOWN : source).increment();
    }

    /** All that an event asks for is submitted. */
    void submitted(String source, Instant received) {
        if (received != null) {
            Duration lag = Duration.between(received, clock.instant());
            lagOf(source).record(lag.isNegative() ? Duration.ZERO : lag);
        }
    }

    private Counter receivedOf(String source) {
        return counter("nacento.source.events.received", "Events that came over HTTP from who may send them", source);
    }

    private Counter skippedOf(String source) {
        return counter("nacento.source.events.skipped", "Events that mean nothing to the connector", source);
    }

    private Counter itemsSkippedOf(String source) {
        return counter("nacento.source.items.skipped", "Products without an identifier, and models that are no products in Magento",
                source);
    }

    private Counter filesSkippedOf(String source) {
        return counter("nacento.source.files.skipped", "Files among a product's images that are no pictures by their names", source);
    }

    private Counter deadOf(String source) {
        return counter("nacento.source.events.dead", "Events that became dead letters", source);
    }

    private Counter counter(String name, String description, String source) {
        return Counter.builder(name).description(description).tag(SOURCE, source).register(metrics);
    }

    private Timer lagOf(String source) {
        return Timer.builder("nacento.source.lag").description("From the receiving of an event until what it asks for was submitted")
                .tag(SOURCE, source).register(metrics);
    }
}
