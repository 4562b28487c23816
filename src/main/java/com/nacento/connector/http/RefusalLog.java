package com.nacento.connector.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log who was refused and why, so that a guessed token or a caller gone wild is seen; at most one line in ten
 * seconds for a caller and a status, which says how many more there were. What is refused because there is no such product
 * (404), or because something is away (5xx), has lines elsewhere.
 */
final class RefusalLog implements Handler<RoutingContext> {

    static final long PAUSE_MILLIS = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger("http");
    private static final int LONGEST_PATH = 200;
    private static final String NOBODY = "unknown caller";

    private final LongSupplier clock;
    /** By caller and status: callers have configured names, so there are not many. */
    private final Map<String, Quiet> lines = new HashMap<>();

    /** Since when nothing was said, and how often there was something to say. */
    private static final class Quiet {

        private long since;
        private int passedOver;
    }

    RefusalLog() {
        this(() -> System.nanoTime() / 1_000_000);
    }

    RefusalLog(LongSupplier clockMillis) {
        this.clock = clockMillis;
    }

    @Override
    public void handle(RoutingContext context) {
        context.addEndHandler(end -> {
            int status = context.response().getStatusCode();
            if (end.succeeded() && status >= 400 && status < 500 && status != 404) {
                String caller = context.get(BearerCheck.CALLER, NOBODY);
                say(caller, status, context);
            }
        });
        context.next();
    }

    private void say(String caller, int status, RoutingContext context) {
        int more = turn(caller + " " + status);
        if (more < 0) {
            return;
        }
        String path = String.valueOf(context.request().path());
        LOG.info("{}: refused with {}: {} {} from {}{}", caller, status, context.request().method(),
                path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) + "…" : path,
                context.request().remoteAddress() == null ? "?" : context.request().remoteAddress().hostAddress(),
                more == 0 ? "" : "; and " + more + " times more since the last such line");
    }

    /** How many were passed over since the last line; {@code -1}: this one is, too. */
    private synchronized int turn(String kind) {
        long now = clock.getAsLong();
        Quiet quiet = lines.get(kind);
        if (quiet == null) {
            quiet = new Quiet();
            lines.put(kind, quiet);
        } else if (now - quiet.since < PAUSE_MILLIS) {
            quiet.passedOver++;
            return -1;
        }
        int more = quiet.passedOver;
        quiet.since = now;
        quiet.passedOver = 0;
        return more;
    }
}
