package com.nacento.connector.akeneo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nacento.connector.config.SourceSettings;
import com.nacento.connector.failure.Backoff;
import com.nacento.connector.failure.Cause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which changes in PIMs are asked for, and when. */
public final class AkeneoUpdates {

    /** What was saved within this time before the last look is asked for once more: it may not have been found then. */
    static final Duration OVERLAP = Duration.ofMinutes(2);
    /** Is renewed while a source is asked: the source of a process that has died is due again by then. */
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final long FIRST_PAUSE_MILLIS = 60_000;
    private static final String KIND = "updated";
    private static final Logger LOG = LoggerFactory.getLogger("watch-akeneo-updates");

    private final AkeneoSources sources;
    private final Map<String, Duration> periods = new TreeMap<>();
    private final Clock clock;
    /** Those that this process is asking, or trying to take. */
    private final Set<String> begun = ConcurrentHashMap.newKeySet();
    private final Map<String, Setbacks> failing = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Object>> underWay = new ConcurrentHashMap<>();

    /**
     * A source could not be asked.
     *
     * @param times in a row
     * @param next  when it is tried again
     */
    private record Setbacks(int times, Instant next) {
    }

    public AkeneoUpdates(AkeneoSources sources, List<SourceSettings> all, Clock clock) {
        this.sources = sources;
        this.clock = clock;
        all.forEach(source -> source.pim().filter(pim -> !pim.reconcile().isZero())
                .ifPresent(pim -> periods.put(source.name(), pim.reconcile())));
    }

    /**
     * The sources that are to be asked if they are due, each of which ends with {@link #ended} or {@link #failed}. Left out are those that
     * this process is asking already, and those that have failed: as often as that happens they are left in peace longer, up to the time
     * between two looks, since what was found before the failure is found, and submitted, once more.
     */
    public List<String> begin() {
        Instant now = clock.instant();
        return periods.keySet().stream().filter(source -> !failing.containsKey(source) || !now.isBefore(failing.get(source).next()))
                .filter(begun::add).toList();
    }

    /** The parameters for taking a source, if it is due. */
    public Map<String, Object> claim(String source) {
        Map<String, Object> claim = Map.of("source", source, "kind", KIND, "claim", UUID.randomUUID().toString(), "lease",
                LEASE.toSeconds());
        underWay.put(source, claim);
        return claim;
    }

    /** The claims of the sources that this process is asking, or trying to take. */
    public List<Map<String, Object>> underWay() {
        return List.copyOf(underWay.values());
    }

    /** Begins to load what has changed in a source that was taken. */
    public AkeneoLoad load(String source, List<Map<String, Object>> rows) {
        long position = ((Number) rows.get(0).get("position")).longValue();
        return sources.changed(source, Instant.ofEpochMilli(position).minus(OVERLAP));
    }

    /** The events that a page is: several if it is large, none if nothing is in it. */
    public List<byte[]> events(ObjectNode body) throws JsonProcessingException {
        return PageEvents.of(body);
    }

    /** The parameters for noting that all of it is loaded. */
    public Map<String, Object> loaded(Map<String, Object> claim, AkeneoLoad load) {
        Map<String, Object> parameters = new HashMap<>(claim);
        parameters.put("position", load.begun().toEpochMilli());
        parameters.put("pause", periods.get(load.source()).toSeconds());
        return parameters;
    }

    /** All that has changed in a source is submitted. */
    public void recovered(String source) {
        if (failing.remove(source) != null) {
            LOG.info("{} can be asked again what has changed", source);
        }
    }

    /** A source was asked, or was not due: that says nothing of whether it can be asked. */
    public void ended(String source) {
        underWay.remove(source);
        begun.remove(source);
    }

    /** A source could not be asked. */
    public void failed(String source, Throwable failure) {
        underWay.remove(source);
        int times = failing.containsKey(source) ? failing.get(source).times() + 1 : 1;
        long pause = new Backoff(FIRST_PAUSE_MILLIS, periods.get(source).toMillis()).after(times);
        failing.put(source, new Setbacks(times, clock.instant().plusMillis(pause)));
        if (times == 1) {
            LOG.warn("{} could not be asked what has changed, it is tried again: {}", source, Cause.of(failure));
        }
        begun.remove(source);
    }
}
