package com.nacento.connector.queue;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this process takes from the queues and starts work on the shop's tables by itself, or whether an operator has paused that. What
 * has begun when he does is ended, and acknowledged, however long it takes. Other processes know nothing of it, and the end of this one
 * ends the pause.
 *
 * <p>Camel's control bus would not do: a suspended route waits five seconds for what it works on, then interrupts that, and has its
 * messages delivered again while a second try of the first delivery goes on.
 */
public final class Consumption {

    private static final Logger LOG = LoggerFactory.getLogger("consumption");

    /** Somebody who takes from a queue. */
    interface Taker {

        /** Takes nothing more; returns at once, also if there is something to be ended. */
        void pause();

        /** Takes again, as soon as what had begun has ended. */
        void resume();

        /** Whether something that was taken before a pause has not ended. */
        boolean isEnding();
    }

    /**
     * How it is at the moment.
     *
     * @param since    when it was paused; {@code null} while it is not
     * @param by       whose token it was; {@code null} where nobody is asked for one
     * @param underWay how many pieces of work are not ended yet that were taken or started before
     */
    public record State(Instant since, String by, int underWay) {

        public boolean isPaused() {
            return since != null;
        }
    }

    private record Pause(Instant since, String by) {
    }

    private final Set<Taker> takers = ConcurrentHashMap.newKeySet();
    private final IntSupplier underWay;
    private final Clock clock;
    private volatile Pause pause;

    /** @param underWay counts the work that was taken from queues or that timers have started */
    public Consumption(IntSupplier underWay, Clock clock) {
        this.underWay = underWay;
        this.clock = clock;
    }

    /** Shows whether it is paused: {@code nacento_consumption_paused}, 1 or 0. */
    public Consumption show(MeterRegistry metrics) {
        Gauge.builder("nacento.consumption.paused", this, each -> each.isPaused() ? 1 : 0)
                .description("Whether an operator has paused what this process takes from the queues and starts by itself")
                .register(metrics);
        return this;
    }

    /** Whether nothing is to be taken or started. */
    public boolean isPaused() {
        return pause != null;
    }

    /** How it is at the moment. */
    public State state() {
        Pause now = pause;
        // a consumer may hold what no route has yet
        int gathering = takers.stream().anyMatch(Taker::isEnding) ? 1 : 0;
        return new State(now == null ? null : now.since(), now == null ? null : now.by(), Math.max(underWay.getAsInt(), gathering));
    }

    /**
     * Pauses. If it is paused already, it stays so since when and by whom it was.
     *
     * @param by whose token it was, or {@code null}
     */
    public synchronized State pause(String by) {
        boolean isNew = pause == null;
        if (isNew) {
            pause = new Pause(clock.instant(), by);
        }
        // each time: one that could not be paused the first time goes on taking
        takers.forEach(taker -> tell(taker::pause));
        if (isNew) {
            LOG.info("Consumption is paused{}: nothing is taken from the queues and nothing started until it is resumed on the page",
                    by == null ? "" : " by " + by);
        }
        return state();
    }

    /** One that fails keeps no other from it. */
    private static void tell(Runnable taker) {
        try {
            taker.run();
        } catch (RuntimeException e) {
            LOG.warn("A consumer could not be paused or resumed: ask for it once more", e);
        }
    }

    /**
     * Ends the pause, if there is one.
     *
     * @param by whose token it was, or {@code null}
     */
    public synchronized State resume(String by) {
        Pause ended = pause;
        if (ended != null) {
            pause = null;
        }
        takers.forEach(taker -> tell(taker::resume));
        if (ended != null) {
            LOG.info("Consumption is resumed{} after {} s", by == null ? "" : " by " + by,
                    Duration.between(ended.since(), clock.instant()).toSeconds());
        }
        return state();
    }

    /** From now on it is told. */
    void follows(Taker taker) {
        takers.add(taker);
    }

    /** It has ended. */
    void leaves(Taker taker) {
        takers.remove(taker);
    }
}
