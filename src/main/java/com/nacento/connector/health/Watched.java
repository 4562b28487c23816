package com.nacento.connector.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A part that the service cannot work without, looked at whenever somebody asks for the service's health. Says since when it
 * is there or away, and writes one line to the log when it goes and one when it comes back.
 */
public final class Watched extends AbstractHealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger("health");

    /** Looks at the part; throws if it is away. */
    @FunctionalInterface
    public interface Look {

        /** @throws Exception what is wrong, for operators to read */
        void at() throws Exception;
    }

    private final Look look;
    private Instant awaySince;
    private Instant upSince;
    private volatile double up = Double.NaN;

    /** @param part its name in the health answer: {@code database}, {@code storage}, {@code broker} */
    public Watched(String part, Look look) {
        super("nacento", part);
        this.look = look;
    }

    /** A service whose parts are away is alive: restarting it would not bring them back. */
    @Override
    public boolean isLiveness() {
        return false;
    }

    /** Shows how the part was at the last look: {@code nacento_part_up}, 1 or 0. */
    public Watched show(MeterRegistry metrics) {
        Gauge.builder("nacento.part.up", this, part -> part.up).description("Whether a part answered at the last look: database, storage, broker")
                .tag("part", getId()).register(metrics);
        return this;
    }

    /** Looks at the part now, for the lines in the log. */
    public boolean look() {
        return call().getState() == State.UP;
    }

    @Override
    protected synchronized void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        try {
            look.at();
            if (awaySince != null) {
                LOG.info("{} is back after {} s", getId(), Duration.between(awaySince, Instant.now()).toSeconds());
                awaySince = null;
            }
            upSince = upSince == null ? Instant.now() : upSince;
            up = 1;
            builder.message("since " + upSince).up();
        } catch (Exception e) {
            up = 0;
            if (awaySince == null) {
                awaySince = Instant.now();
                upSince = null;
                LOG.warn("{} is away: {}", getId(), reason(e));
            }
            // in the message, since the health answer shows details only to those who ask with ?data=true
            builder.message("away since " + awaySince + ": " + reason(e)).down();
        }
    }

    private static String reason(Exception failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return message.length() > 200 ? message.substring(0, 200) + "…" : message;
    }
}
