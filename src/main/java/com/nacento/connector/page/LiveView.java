package com.nacento.connector.page;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.failure.Cause;
import com.nacento.connector.health.Glance;
import com.nacento.connector.health.Watched;
import com.nacento.connector.http.Watchers;
import com.nacento.connector.queue.Consumption;
import com.nacento.connector.queue.QueueTopology.Depth;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the page watches, put together while somebody watches it: bulks of both kinds, the parts the service needs, sources,
 * queues, and counters from which the page makes its charts.
 */
public final class LiveView {

    /** Counting large bulks takes the database a while: it shall be busy with it a tenth of the time at the most. */
    private static final int PAUSE_FACTOR = 9;
    private static final String OLDEST_REQUEST = "nacento.oldest.request.age";
    private static final String SKUS = "nacento.skus";
    private static final String S3_REQUESTS = "nacento.s3.requests";

    /** A part whose state is shown. */
    public record Part(Watched watched, Glance<Boolean> looks) {
    }

    private record PartState(String name, Boolean up, long since, String reason) {
    }

    private record Counts(String operation, String status, double total) {
    }

    private record View(
            long time, List<BulkProgress> bulks, @JsonProperty("older_bulks") Long olderBulks,
            @JsonProperty("bulks_at") Long bulksAt, String problem, List<DirectBulks.Call> calls,
            @JsonProperty("ended_calls") long endedCalls,
            List<PartState> parts, List<SourceView.Standing> sources, List<Depth> queues, ConsumptionView.Shown consumption,
            @JsonProperty("oldest_open") Double oldestOpen, @JsonProperty("s3_requests") List<Counts> s3Requests, double skus) {
    }

    private static final String COUNTING = "The bulks are being counted.";
    private static final RecentBulks.Page UNKNOWN = new RecentBulks.Page(null, null);
    private static final Logger LOG = LoggerFactory.getLogger(LiveView.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Watchers watchers;
    private final Map<String, Part> parts;
    private final SourceView sources;
    private final Glance<List<Depth>> queues;
    private final ConsumptionView consumption;
    private final DirectBulks calls;
    private final MeterRegistry metrics;
    private final Clock clock;
    private Instant begun = Instant.MIN;
    private Instant due = Instant.MIN;
    private Instant countedAt;
    private RecentBulks.Page bulks = UNKNOWN;
    private String problem = COUNTING;

    /** @param parts by their names */
    public LiveView(Watchers watchers, Map<String, Part> parts, SourceView sources, Glance<List<Depth>> queues, Consumption consumption,
            DirectBulks calls, MeterRegistry metrics, Clock clock) {
        this.clock = clock;
        this.watchers = watchers;
        this.parts = new TreeMap<>(parts);
        this.sources = sources;
        this.queues = queues;
        this.consumption = new ConsumptionView(consumption);
        this.calls = calls;
        this.metrics = metrics;
    }

    /** Whether somebody watches. */
    public boolean isWatched() {
        return watchers.isWatched();
    }

    /** Whether somebody watches, and the bulks may be counted again. */
    public synchronized boolean isDue() {
        if (!watchers.isWatched()) {
            if (!clock.instant().isBefore(due)) {
                // whoever comes next shall not be told what was so when the last one left
                bulks = UNKNOWN;
                countedAt = null;
                problem = COUNTING;
            }
            return false;
        }
        if (clock.instant().isBefore(due)) {
            return false;
        }
        begun = clock.instant();
        return true;
    }

    /** Takes the bulks as they have just been counted. */
    public synchronized void counted(RecentBulks.Page page) {
        countedAt = clock.instant();
        due = countedAt.plus(Duration.between(begun, countedAt).multipliedBy(PAUSE_FACTOR));
        bulks = page;
        problem = null;
    }

    /** They could not be counted; all else is told. */
    public synchronized void notCounted(Exception failure) {
        String words = "The bulks are not known at the moment: " + Cause.of(failure);
        if (!words.equals(problem)) {
            LOG.warn("For the page: {}", words, failure);
        }
        countedAt = clock.instant();
        due = Instant.MIN;
        bulks = UNKNOWN;
        problem = words;
    }

    /** Whether somebody watches, and the bulks could be read when they were last asked for. */
    public synchronized boolean knowsBulks() {
        return problem == null && watchers.isWatched();
    }

    /** Tells everybody who watches. */
    public synchronized void tell() {
        View view = new View(clock.millis(), bulks.bulks(), bulks.next(), countedAt == null ? null : countedAt.toEpochMilli(), problem,
                calls.running(), calls.ended(), partStates(), sources.standings(), queues.get(), consumption.view(), oldestOpen(),
                s3Requests(), metrics.find(SKUS).counters().stream().mapToDouble(Counter::count).sum());
        try {
            watchers.send(JSON.writeValueAsString(view));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("numbers and texts", impossible);
        }
    }

    private List<PartState> partStates() {
        List<PartState> states = new ArrayList<>();
        parts.forEach((name, part) -> {
            part.looks().get();
            Watched.Seen seen = part.watched().seen();
            states.add(new PartState(name, seen.up(), seen.since().toEpochMilli(), seen.reason()));
        });
        return states;
    }

    /** Seconds that the oldest open request has waited, a minute old at the most, or {@code null}: not known. */
    private Double oldestOpen() {
        Gauge age = metrics.find(OLDEST_REQUEST).gauge();
        return age == null || Double.isNaN(age.value()) ? null : age.value();
    }

    private List<Counts> s3Requests() {
        return metrics.find(S3_REQUESTS).counters().stream()
                .map((Counter counter) -> new Counts(counter.getId().getTag("operation"), counter.getId().getTag("status"),
                        counter.count()))
                .toList();
    }
}
