package com.nacento.connector.storage;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How many requests may be under way at once: as many as the settings say, and fewer while the bucket asks for less. Each time
 * it does, the number is halved, but once only for all requests that were under way together; with each round of good answers
 * it grows by one.
 */
final class RequestPace {

    /** Refused in a row, one after the other: the bucket does not want less, but nothing. */
    private static final int HOPELESS = 10;

    private final int most;
    private final Duration patience;
    private double allowed;
    private int underWay;
    private long round;
    private int refusedAlone;
    private long lastAnswer = System.nanoTime();

    /** How a request ended. */
    enum Answer {
        GOOD, SLOW_DOWN, NONE
    }

    /**
     * @param most     at once, as long as nobody complains
     * @param patience how long a request waits for its turn while the bucket answers nobody
     */
    RequestPace(int most, Duration patience) {
        this.most = most;
        this.patience = patience;
        this.allowed = most;
    }

    /** Shows how many requests are under way, and how many may be. */
    void show(MeterRegistry metrics) {
        Gauge.builder("nacento.s3.requests.in.flight", this, RequestPace::underWay).description("Requests to S3 that are under way")
                .register(metrics);
        Gauge.builder("nacento.s3.requests.allowed", this, RequestPace::allowed)
                .description(
                        "Requests to S3 that may be under way at once: fewer than nacento.s3.concurrency while the bucket says SlowDown")
                .register(metrics);
    }

    /**
     * Waits for a place, as long as there are answers; what it returns goes to {@link #leave}.
     *
     * @throws TimeoutException if the bucket has answered nobody meanwhile
     */
    synchronized long enter() throws InterruptedException, TimeoutException {
        long came = System.nanoTime();
        while (underWay >= (int) allowed) {
            long left = patience.toNanos() - (System.nanoTime() - (lastAnswer - came > 0 ? lastAnswer : came));
            if (left <= 0) {
                throw new TimeoutException(
                        "the bucket has answered nobody for " + patience.toSeconds() + " s, and others are before this request");
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        underWay++;
        return round;
    }

    /** Gives the place back. */
    synchronized void leave(long since, Answer answer) {
        underWay--;
        if (answer == Answer.GOOD) {
            allowed = Math.min(most, allowed + 1 / allowed);
            refusedAlone = 0;
        } else if (answer == Answer.SLOW_DOWN) {
            refusedAlone += (int) allowed == 1 ? 1 : 0;
            if (since == round) {
                allowed = Math.max(1, allowed / 2);
                round++;
            }
        }
        lastAnswer = answer == Answer.NONE ? lastAnswer : System.nanoTime();
        notifyAll();
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
}
