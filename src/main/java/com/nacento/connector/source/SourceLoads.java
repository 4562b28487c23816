package com.nacento.connector.source;

import com.nacento.connector.failure.Backoff;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.pim.LoadKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is being loaded from the PIMs, one load a source, and what has been. A load goes on while its events make room for those of others;
 * when they come again, it is known here that it has ended. A PIM that could not be asked is left in peace for a while.
 */
public final class SourceLoads {

    private static final Logger LOG = LoggerFactory.getLogger("submit-source-events");
    private static final Backoff PAUSE = new Backoff(500, 10_000);
    /** What was found before it failed is found, and submitted, once more. */
    private static final Backoff PAUSE_AFTER_PAGES = new Backoff(10_000, 300_000);
    /** The process that has received an event may have another clock than the one that loads what it names. */
    private static final Duration CLOCKS_APART = Duration.ofSeconds(5);
    /** Of a source. What is forgotten is loaded once more. */
    private static final int REMEMBERED = 20_000;

    private final Clock clock;
    private final Map<String, Pim> pims = new HashMap<>();

    /**
     * What was loaded of a name.
     *
     * @param begun since when
     * @param own   when the events came that it was loaded for
     */
    private record Loaded(Instant begun, Set<Instant> own) {

        boolean isFor(Instant received) {
            return own.contains(received) || begun.isAfter(received.plus(CLOCKS_APART));
        }
    }

    /** What is known of a source's PIM. */
    private static final class Pim {

        private final Map<String, Loaded> loaded = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Loaded> eldest) {
                return size() > REMEMBERED;
            }
        };
        private SourceLoad underWay;
        private Loaded willBe;
        /** Whether something of the load under way is on its way already. */
        private boolean found;
        private Instant next = Instant.MIN;
        private int setbacks;
    }

    SourceLoads(Clock clock) {
        this.clock = clock;
    }

    private Pim pim(String source) {
        return pims.computeIfAbsent(source, key -> new Pim());
    }

    /** Whether all of this was loaded after an event that names it had come. */
    synchronized boolean hasLoaded(String source, List<LoadKey> keys, Instant received) {
        return received != null && keys.stream().map(key -> pim(source).loaded.get(name(key)))
                .allMatch(loaded -> loaded != null && loaded.isFor(received));
    }

    private static String name(LoadKey key) {
        return key.kind() + ":" + key.value();
    }

    /** Whether the PIM can be asked now: no other load is under way, and it is not away. */
    synchronized boolean isFree(String source) {
        return pim(source).underWay == null && !clock.instant().isBefore(pim(source).next);
    }

    /**
     * Begins a load; empty, if somebody else has begun one.
     *
     * @param received when the events came that name the keys
     */
    synchronized Optional<SourceLoad> begin(String source, List<LoadKey> keys, Set<Instant> received) {
        if (!isFree(source)) {
            return Optional.empty();
        }
        Pim pim = pim(source);
        pim.willBe = new Loaded(clock.instant(), Set.copyOf(received));
        pim.found = false;
        pim.underWay = new SourceLoad(source, keys, received.stream().min(Instant::compareTo).orElse(pim.willBe.begun));
        return Optional.of(pim.underWay);
    }

    /** Whether the last load has failed, so that this one is not worth waiting for. */
    synchronized boolean isDoubtful(String source) {
        return pim(source).setbacks > 0;
    }

    /** A part of it was found. */
    synchronized void found(SourceLoad load) {
        pim(load.source()).found = true;
    }

    /** All of it is on the queue of events. */
    void ended(SourceLoad load) {
        synchronized (this) {
            Pim pim = pim(load.source());
            for (LoadKey key : load.keys()) {
                // again at the end of those that are remembered
                pim.loaded.remove(name(key));
                pim.loaded.put(name(key), pim.willBe);
            }
            if (pim.setbacks > 0) {
                LOG.info("Events of {} go on", load.source());
            }
            pim.setbacks = 0;
            pim.underWay = null;
        }
        load.end().complete(null);
    }

    /** It could not be loaded, or not all of it. */
    void failed(SourceLoad load, Throwable failure) {
        synchronized (this) {
            Pim pim = pim(load.source());
            pim.underWay = null;
            Outage outage = Outage.in(failure);
            if (outage != null) {
                pim.setbacks++;
                pim.next = clock.instant().plusMillis((pim.found ? PAUSE_AFTER_PAGES : PAUSE).after(pim.setbacks));
                if (pim.setbacks == 1) {
                    LOG.warn("Events of {} wait: {}", load.source(), outage.getMessage());
                }
            } else {
                LOG.warn("What events of {} have named cannot be loaded", load.source(), failure);
            }
        }
        load.end().completeExceptionally(failure);
    }
}
