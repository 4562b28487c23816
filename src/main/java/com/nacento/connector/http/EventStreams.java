package com.nacento.connector.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The streams of server-sent events that the page watches: all of them are told the same. A Camel route answers once and is
 * done, so these are answered here; what is told comes from the route {@code watch-progress}. There are only so many of
 * them, each ends after some minutes (the page comes back, and its token is looked at again), and all end when the service
 * begins to stop.
 */
public final class EventStreams implements Handler<RoutingContext>, Watchers {

    static final String PATH = BearerCheck.PAGE_CALLS + "events";
    static final int MOST = 32;
    private static final Duration LONGEST = Duration.ofMinutes(10);
    /** Counting large bulks may keep the next event waiting for longer than a page believes in a silent connection. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Set<RoutingContext> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    @Override
    public void handle(RoutingContext context) {
        if (!context.normalizedPath().equals(PATH)) {
            context.next();
        } else if (context.request().method() != HttpMethod.GET) {
            Answers.send(context, Refusal.of(405, ErrorAnswer.of("This route takes %1 only.", "GET")).with("Allow", "GET"));
        } else if (closed) {
            Answers.send(context, Answers.stopping());
        } else if (streams.size() >= MOST) {
            Answers.send(context,
                    Refusal.of(429, ErrorAnswer.of("%1 pages are watching already; come again in a moment.", MOST)).retryAfter(10));
        } else {
            open(context);
        }
    }

    private void open(RoutingContext context) {
        streams.add(context);
        long end = context.vertx().setTimer(LONGEST.toMillis(), late -> end(context));
        long alive = context.vertx().setPeriodic(SIGN_OF_LIFE.toMillis(), now -> write(context, ": still there\n\n"));
        context.addEndHandler(ended -> {
            context.vertx().cancelTimer(end);
            context.vertx().cancelTimer(alive);
            streams.remove(context);
        });
        HttpServerResponse response = context.response().setChunked(true);
        response.putHeader("Content-Type", "text/event-stream; charset=utf-8");
        // proxies must hand on what they get when they get it
        response.putHeader("X-Accel-Buffering", "no");
        response.write(": events follow\n\n");
        if (closed) {
            end(context);
        }
    }

    @Override
    public boolean isWatched() {
        return !streams.isEmpty();
    }

    /** Who has not taken the last event yet is spared this one. */
    @Override
    public void send(String json) {
        String event = "data: " + json + "\n\n";
        for (RoutingContext stream : streams) {
            stream.vertx().runOnContext(now -> write(stream, event));
        }
    }

    private static void write(RoutingContext stream, String text) {
        HttpServerResponse response = stream.response();
        if (!response.ended() && !response.closed() && !response.writeQueueFull()) {
            response.write(text);
        }
    }

    /**
     * Ends all streams, and takes no more. Returns when that is sent, since the server cuts its connections off soon after; who
     * does not fetch it is not waited for.
     */
    public void close() {
        closed = true;
        CompletableFuture<?>[] ends = streams.stream().map(stream -> {
            CompletableFuture<Void> end = new CompletableFuture<>();
            stream.vertx().runOnContext(now -> end(stream).onComplete(sent -> end.complete(null)));
            return end;
        }).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(ends).completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    private static Future<Void> end(RoutingContext stream) {
        return stream.response().ended() || stream.response().closed() ? Future.succeededFuture() : stream.response().end();
    }
}
