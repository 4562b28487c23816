package com.nacento.connector.health;

import com.nacento.connector.failure.Cause;
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
    private volatile Seen seen = new Seen(null, Instant.now(), null);

    /**
     * What the last look has seen.
     *
     * @param up     {@code null} before the first look
     * @param since  since when it is so, as far as this process has seen
     * @param reason why it is away, or {@code null}
     */
    public record Seen(Boolean up, Instant since, String reason) {

        private Seen next(boolean now, String why) {
            return new Seen(now, up != null && up == now ? since : Instant.now(), why);
        }
    }

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
        Gauge.builder("nacento.part.up", this, part -> part.seen.up() == null ? Double.NaN : part.seen.up() ? 1 : 0)
                .description("Whether a part answered at the last look: database, storage, broker")
                .tag("part", getId()).register(metrics);
        return this;
    }

    /** Looks at the part now, for the lines in the log. */
    public boolean look() {
        return call().getState() == State.UP;
    }

    /** What the last look has seen, whoever it was for; no look of its own. */
    public Seen seen() {
        return seen;
    }

    @Override
    protected synchronized void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        try {
            look.at();
            if (Boolean.FALSE.equals(seen.up())) {
                LOG.info("{} is back after {} s", getId(), Duration.between(seen.since(), Instant.now()).toSeconds());
            }
            seen = seen.next(true, null);
            builder.message("since " + seen.since()).up();
        } catch (Exception e) {
            if (!Boolean.FALSE.equals(seen.up())) {
                LOG.warn("{} is away: {}", getId(), reason(e));
            }
            seen = seen.next(false, reason(e));
            // in the message, since the health answer shows details only to those who ask with ?data=true
            builder.message("away since " + seen.since() + ": " + reason(e)).down();
        }
    }

    private static String reason(Exception failure) {
        String message = Cause.of(failure);
        return message.length() > 200 ? message.substring(0, 200) + "…" : message;
    }
}
