package com.nacento.connector.page;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.nacento.connector.bulk.BulkDescription;
import com.nacento.connector.database.Rows;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What the page says of the systems that speak for themselves. */
public final class SourceView {

    private static final Duration PERIOD = Duration.ofSeconds(30);
    private static final String SOURCE = "source";

    private final List<String> sources;
    private final Set<String> hooks;
    private final MeterRegistry metrics;
    private final Clock clock;
    private Instant due = Instant.MIN;
    private Map<String, Long> positions = Map.of();
    private Map<String, Long> awaited = Map.of();

    /**
     * How a source is.
     *
     * @param hook      whether it has an address to call
     * @param lastEvent when it last sent an event to this process over HTTP, in milliseconds since 1970; {@code null}: not yet
     * @param lag       from the receiving of an event until what it asks for was submitted, on average, in milliseconds; {@code null}: none
     *                  yet
     * @param refused   calls of which it is not known who made them
     * @param dead      events that became dead letters
     * @param position  what was changed before has been asked for; {@code null}: its PIM is not asked
     * @param awaited   images that wait for their objects
     */
    public record Standing(String name, boolean hook, @JsonProperty("last_event") Long lastEvent, Double lag, long refused, long dead,
            Long position,
            long awaited) {
    }

    /** @param hooks those of the sources that have an address to call */
    public SourceView(List<String> sources, Set<String> hooks, MeterRegistry metrics, Clock clock) {
        this.sources = List.copyOf(sources);
        this.hooks = Set.copyOf(hooks);
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Whether it is time to ask the database: now and then, since all that is awaited is read for it. */
    public synchronized boolean isDue() {
        if (sources.isEmpty() || clock.instant().isBefore(due)) {
            return false;
        }
        due = clock.instant().plus(PERIOD);
        return true;
    }

    /** Takes the answers of {@code find-source-positions} and {@code count-awaited-images-by-bulk}. */
    public synchronized void take(List<Map<String, Object>> positions, List<Map<String, Object>> awaited) {
        this.positions = positions.stream()
                .collect(Collectors.toMap(row -> Rows.text(row, SOURCE), row -> Rows.number(row, "position"), Math::max));
        this.awaited = new HashMap<>();
        for (Map<String, Object> row : awaited) {
            BulkDescription bulk = BulkDescription.read(Rows.text(row, "description"));
            if (bulk.ofSource()) {
                this.awaited.merge(bulk.sender(), Rows.number(row, "images"), Long::sum);
            }
        }
    }

    /** How each is, as far as this process knows. */
    synchronized List<Standing> standings() {
        return sources.stream().map(source -> {
            Gauge last = metrics.find("nacento.source.last.event.timestamp").tag(SOURCE, source).gauge();
            Timer lag = metrics.find("nacento.source.lag").tag(SOURCE, source).timer();
            return new Standing(source, hooks.contains(source), last == null || last.value() == 0 ? null : Math.round(last.value() * 1000),
                    lag == null || lag.count() == 0 ? null : lag.mean(TimeUnit.MILLISECONDS), counted("refused", source),
                    counted("dead", source), positions.get(source), awaited.getOrDefault(source, 0L));
        }).toList();
    }

    private long counted(String what, String source) {
        return (long) metrics.find("nacento.source.events." + what).tag(SOURCE, source).counters().stream().filter(Objects::nonNull)
                .mapToDouble(Counter::count).sum();
    }
}
