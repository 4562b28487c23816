package com.nacento.connector.storage;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * How many requests may be under way at once: as many as the settings say, and fewer while the bucket asks for less. Each time
 * it does, the number is halved, but once only for all requests that were under way together; with each round of good answers
 * it grows by one.
 */
final class RequestPace {

    /** Of the number in the settings: less would not be felt by a bucket of any size. */
    private static final int LEAST_SHARE = 16;

    private final int most;
    private final int least;
    private double allowed;
    private int underWay;
    private long round;

    /** @param most at once, as long as nobody complains */
    RequestPace(int most) {
        this.most = most;
        this.least = Math.max(1, most / LEAST_SHARE);
        this.allowed = most;
    }

    /** Shows how many requests are under way, and how many may be. */
    void show(MeterRegistry metrics) {
        Gauge.builder("nacento.s3.requests.in.flight", this, RequestPace::underWay).description("Requests to S3 that are under way").register(metrics);
        Gauge.builder("nacento.s3.requests.allowed", this, RequestPace::allowed)
                .description("Requests to S3 that may be under way at once: fewer than nacento.s3.concurrency while the bucket says SlowDown").register(metrics);
    }

    /** Waits for a place; what it returns goes to {@link #leave}. */
    synchronized long enter() throws InterruptedException {
        while (underWay >= (int) allowed) {
            wait();
        }
        underWay++;
        return round;
    }

    /**
     * Gives the place back.
     *
     * @param slowDown whether the bucket asked for fewer requests
     */
    synchronized void leave(long since, boolean slowDown) {
        underWay--;
        if (!slowDown) {
            allowed = Math.min(most, allowed + 1 / allowed);
        } else if (since == round) {
            allowed = Math.max(least, allowed / 2);
            round++;
        }
        notifyAll();
    }

    private synchronized int underWay() {
        return underWay;
    }

    /** How many may be under way now. */
    synchronized int allowed() {
        return (int) allowed;
    }
}
