package com.nacento.connector.storage;

import com.nacento.connector.config.StorageSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * How many requests may be under way at once: as many as the bucket bears, up to what the settings say. The number is doubled with every
 * other round of answers, as long as HEADs take no longer than when there were fewer; once that has ended it grows by one a round. It
 * shrinks while they take much longer, and is halved when the bucket asks for less or stays silent, but once only for all requests that
 * were under way together; silence, which may have other reasons, never brings it below the number at the beginning.
 */
public final class RequestPace {

    /** So many the smallest server bears. */
    private static final int BEGINNING = 32;
    /** Refused in a row, one after the other: the bucket does not want less, but nothing. */
    private static final int HOPELESS = 10;
    /** Threads beyond the requests that may be under way. With hundreds for a few dozen places a HEAD costs half as much CPU again. */
    private static final int SPARE = 32;
    /** HEADs of a round: the mean of fewer says nothing. */
    private static final int FEWEST = 16;
    /** What is a small difference between two machines that are also at other things, in nanoseconds. */
    private static final double SLACK = 5e6;
    private static final double SHRINK = 0.8;
    private static final long IDLE_NANOS = Duration.ofSeconds(10).toNanos();

    private final int most;
    private final Duration patience;
    private final LongSupplier clock;
    private final Latency latency = new Latency();
    private double allowed;
    /** Up to here the number is doubled. */
    private double known;
    private int underWay;
    private int waiting;
    /** Of those that wait, how many were told of a free place and have not come back yet. */
    private int woken;
    private ThreadPoolExecutor threads;
    private int round;
    private int answered;
    private boolean full;
    /** Whether many connections are new in this round, so that it says nothing about how long a HEAD takes. */
    private boolean opening;
    private int refusedAlone;
    private long lastAnswer;

    /** How a request ended. */
    enum Answer {
        GOOD, SLOW_DOWN,
        /** Nobody answered, within the time-out or at all. */
        SILENCE,
        /** Nobody waited for it. */
        NONE
    }

    /**
     * A request that is under way.
     *
     * @param round in which it was sent
     * @param since when, in nanoseconds
     */
    record Place(int round, long since) {
    }

    /** The pace for the bucket of the settings: a request waits for its turn as long as all tries of one may take, also the direct one. */
    public static RequestPace of(StorageSettings storage) {
        return new RequestPace(storage.concurrency(), storage.timeout().multipliedBy(S3Clients.TIMEOUTS + 1L));
    }

    /**
     * @param most     at once, however well the bucket bears it
     * @param patience how long a request waits for its turn while the bucket answers nobody
     */
    RequestPace(int most, Duration patience) {
        this(most, patience, System::nanoTime);
    }

    /** @param clock nanoseconds */
    RequestPace(int most, Duration patience, LongSupplier clock) {
        this.most = most;
        this.patience = patience;
        this.clock = clock;
        this.allowed = Math.min(most, BEGINNING);
        this.known = most;
        this.lastAnswer = clock.getAsLong();
    }

    /** Shows how many requests are under way, and how many may be. */
    void show(MeterRegistry metrics) {
        Gauge.builder("nacento.s3.requests.in.flight", this, RequestPace::underWay).description("Requests to S3 that are under way")
                .register(metrics);
        Gauge.builder("nacento.s3.requests.allowed", this, RequestPace::allowed)
                .description("Requests to S3 that may be under way at once: as many as the bucket bears, nacento.s3.concurrency at most")
                .register(metrics);
    }

    /**
     * Waits for a place, as long as there are answers; what it returns goes to {@link #leave}.
     *
     * @throws TimeoutException if the bucket has answered nobody meanwhile
     */
    synchronized Place enter() throws InterruptedException, TimeoutException {
        long came = clock.getAsLong();
        while (underWay >= (int) allowed) {
            long left = patience.toNanos() - (clock.getAsLong() - (lastAnswer - came > 0 ? lastAnswer : came));
            if (left <= 0) {
                throw new TimeoutException(
                        "the bucket has answered nobody for " + patience.toSeconds() + " s, and others are before this request");
            }
            await(left);
        }
        // connections that nobody has used for a while are new again
        opening |= underWay == 0 && clock.getAsLong() - lastAnswer > IDLE_NANOS;
        underWay++;
        full |= underWay == (int) allowed;
        return new Place(round, clock.getAsLong());
    }

    /**
     * Gives the place back.
     *
     * @param isHead whether it was one of the requests that all take about as long
     */
    synchronized void leave(Place place, Answer answer, boolean isHead) {
        long now = clock.getAsLong();
        underWay--;
        if (answer == Answer.GOOD) {
            refusedAlone = 0;
            if (place.round() == round) {
                answered++;
                if (isHead) {
                    latency.add(now - place.since());
                }
                // the others were sent when there were as many as in the round before
                if (answered >= Math.max(allowed / 2, Math.min(FEWEST, allowed))) {
                    endRound();
                }
            }
        } else if (answer == Answer.SLOW_DOWN) {
            refusedAlone += (int) allowed == 1 ? 1 : 0;
            if (place.round() == round) {
                shrink(allowed / 2);
                beginRound();
            }
        } else if (answer == Answer.SILENCE && place.round() == round && allowed > BEGINNING) {
            // it says nothing of how many the bucket bears when it answers again
            double borne = Math.max(known, allowed);
            shrink(Math.max(BEGINNING, allowed / 2));
            known = borne;
            beginRound();
        }
        lastAnswer = answer == Answer.GOOD || answer == Answer.SLOW_DOWN ? now : lastAnswer;
        // one for each place: hundreds may wait
        for (; woken < Math.min(waiting, (int) allowed - underWay); woken++) {
            notify();
        }
    }

    private void await(long nanos) throws InterruptedException {
        waiting++;
        try {
            TimeUnit.NANOSECONDS.timedWait(this, nanos);
        } finally {
            waiting--;
            woken = Math.max(0, woken - 1);
        }
    }

    private void endRound() {
        Latency.Sign sign = opening || !full ? Latency.Sign.NONE : latency.endRound(allowed);
        if (sign == Latency.Sign.MUCH_LONGER) {
            shrink(allowed * SHRINK);
        } else if (sign == Latency.Sign.LONGER) {
            known = allowed;
        } else if (sign == Latency.Sign.FARTHER) {
            known = most;
        }
        boolean doubles = sign == Latency.Sign.AS_EVER && allowed < known;
        if (doubles) {
            allowed = Math.min(known, allowed * 2);
        } else if (sign == Latency.Sign.AS_EVER || sign == Latency.Sign.NONE && full && !opening) {
            allowed = Math.min(most, allowed + 1);
        }
        beginRound();
        opening = doubles;
    }

    private void shrink(double fewer) {
        allowed = Math.max(1, fewer);
        known = allowed;
    }

    private void beginRound() {
        adapt();
        round++;
        answered = 0;
        full = false;
        opening = false;
        latency.beginRound();
    }

    /** From now on these are as many as there may be requests, and some more that bring in the next: each waits for its answer. */
    public synchronized void follow(ThreadPoolExecutor askers) {
        threads = askers;
        adapt();
    }

    private void adapt() {
        int size = Math.min(most, (int) allowed + SPARE);
        if (threads == null || threads.getCorePoolSize() == size) {
            return;
        }
        // neither may pass the other
        if (size > threads.getMaximumPoolSize()) {
            threads.setMaximumPoolSize(size);
            threads.setCorePoolSize(size);
        } else {
            threads.setCorePoolSize(size);
            threads.setMaximumPoolSize(size);
        }
    }

    /** Whether the bucket refuses even one request at a time, so that asking it again is no use. */
    synchronized boolean isHopeless() {
        return refusedAlone >= HOPELESS;
    }

    private synchronized int underWay() {
        return underWay;
    }

    /** How many may be under way now. */
    synchronized int allowed() {
        return (int) allowed;
    }

    /** How long HEADs take, compared with rounds in which they took least. */
    private static final class Latency {

        private enum Sign {
            NONE, AS_EVER, LONGER, MUCH_LONGER, FARTHER
        }

        /** Rounds. */
        private static final int LONG = 100;

        private double least = Double.MAX_VALUE;
        private int longer;
        private double sum;
        private int heads;
        private double longest;
        private double shrunkFrom;

        void add(long nanos) {
            sum += nanos;
            heads++;
        }

        Sign endRound(double allowed) {
            if (heads < Math.min(FEWEST, allowed)) {
                return Sign.NONE;
            }
            double mean = sum / heads;
            least = Math.min(least, mean);
            if (mean <= 1.5 * least + SLACK) {
                shrunkFrom = 0;
                longer = 0;
                return Sign.AS_EVER;
            }
            // for long: it is tried whether fewer change anything
            longer = mean <= 2.5 * least + 4 * SLACK ? longer + 1 : LONG;
            if (longer < LONG) {
                return Sign.LONGER;
            }
            if (shrunkFrom == 0) {
                shrunkFrom = allowed;
                longest = 0;
            }
            longest = Math.max(longest, mean);
            if (allowed > Math.max(1, shrunkFrom / 2)) {
                return Sign.MUCH_LONGER;
            }
            shrunkFrom = 0;
            longer = 0;
            if (mean < SHRINK * longest) {
                return Sign.MUCH_LONGER;
            }
            // half as many have changed nothing: it is not their number
            least = mean;
            return Sign.FARTHER;
        }

        void beginRound() {
            sum = 0;
            heads = 0;
        }
    }
}
