package com.nacento.connector.http;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * So many writing requests are under way at once and no more. A request keeps its place until it is answered <em>and</em> the
 * work on it has ended: a client that hangs up and comes again must not have the same work done many times side by side.
 */
public final class RequestPlaces {

    private final int most;
    private final Semaphore free;
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong lastName = new AtomicLong();
    private final Map<String, AtomicInteger> holders = new ConcurrentHashMap<>();
    private final Map<String, byte[]> bodies = new ConcurrentHashMap<>();

    /** @param most requests at once */
    public RequestPlaces(int most) {
        this.most = most;
        this.free = new Semaphore(most);
    }

    /** Shows how many requests are under way, and counts those that found no place. */
    public RequestPlaces show(MeterRegistry metrics) {
        Gauge.builder("nacento.http.requests.in.flight", free, places -> most - places.availablePermits())
                .description("Writing requests that are being worked on").register(metrics);
        FunctionCounter.builder("nacento.http.requests.refused", refused, AtomicLong::get)
                .description("Writing requests that found no place and got 429").register(metrics);
        return this;
    }

    int most() {
        return most;
    }

    /** A place for a request that came in: its name, or empty if all are taken. */
    Optional<String> enter() {
        if (!free.tryAcquire()) {
            refused.incrementAndGet();
            return Optional.empty();
        }
        String name = Long.toString(lastName.incrementAndGet());
        holders.put(name, new AtomicInteger(1));
        return Optional.of(name);
    }

    /** Somebody else holds the place too; {@code false} if it was given up already: then there is nobody to work for. */
    boolean hold(String name) {
        AtomicInteger holding = holders.get(name);
        return holding != null && holding.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    /** A small body is there already; it is kept as long as the place is. */
    void bring(String name, byte[] body) {
        bodies.put(name, body);
    }

    /** The body that was brought, or {@code null}: it is still to be read. */
    byte[] brought(String name) {
        return bodies.get(name);
    }

    /** One of those who hold the place has done with it; with the last one it is free. */
    void leave(String name) {
        if (holders.get(name).decrementAndGet() == 0) {
            holders.remove(name);
            bodies.remove(name);
            free.release();
        }
    }

    /** How many requests could come in now. */
    int free() {
        return free.availablePermits();
    }
}
