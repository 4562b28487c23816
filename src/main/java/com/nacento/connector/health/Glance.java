package com.nacento.connector.health;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that takes a while to find out, or for ever while its server is away: whoever asks is given what was found out last
 * and does not wait, and it is found out anew in the background.
 */
public final class Glance<T> {

    private static final Logger LOG = LoggerFactory.getLogger("health");

    private final Callable<T> source;
    private final Duration period;
    private final ExecutorService threads;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private volatile T value;
    private volatile Instant next = Instant.MIN;

    /** @param period how old the answer may become */
    public Glance(Callable<T> source, Duration period, ExecutorService threads) {
        this.source = source;
        this.period = period;
        this.threads = threads;
    }

    /** What was found out last; {@code null} if nothing was yet, or the last try failed. */
    public T get() {
        if (!Instant.now().isBefore(next) && underWay.compareAndSet(false, true)) {
            threads.execute(this::refresh);
        }
        return value;
    }

    private void refresh() {
        try {
            value = source.call();
        } catch (Exception e) {
            // the health check of the same part tells operators; who asked here is told that nothing is known
            LOG.debug("a look failed", e);
            value = null;
        } finally {
            next = Instant.now().plus(period);
            underWay.set(false);
        }
    }
}
