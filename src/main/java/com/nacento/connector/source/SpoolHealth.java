package com.nacento.connector.source;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Says how many events wait on disk: a service that keeps them is up. */
public final class SpoolHealth extends AbstractHealthCheck {

    private final EventSpool spool;

    public SpoolHealth(EventSpool spool) {
        super("nacento", "events");
        this.spool = spool;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.message(spool.state()).up();
    }
}
