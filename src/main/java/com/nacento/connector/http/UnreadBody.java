package com.nacento.connector.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * Closes the connection of a request that was answered before its body was read: the rest of the body is thrown away for
 * a short while, because a connection closed on a client that is still sending takes the answer with it, and then it is
 * closed, because nobody should be able to send on for ever.
 */
final class UnreadBody implements Handler<RoutingContext> {

    private static final long LINGER_MILLIS = 2000;

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (announced(request)) {
            boolean http1 = request.version() != HttpVersion.HTTP_2;
            context.addHeadersEndHandler(end -> {
                if (http1 && !request.isEnded()) {
                    context.response().putHeader("Connection", "close");
                }
            });
            context.addEndHandler(end -> {
                // after a broken connection there is nothing to discard, and somebody who reads the body must hear of it
                if (end.succeeded() && !request.isEnded()) {
                    discard(context, http1);
                }
            });
        }
        context.next();
    }

    /** Whether there is a body at all: a request without one is only a moment later at its end. */
    private static boolean announced(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return request.version() == HttpVersion.HTTP_2
                ? !"0".equals(length) && !"GET".equals(request.method().name())
                : request.headers().contains("Transfer-Encoding") || length != null && !"0".equals(length);
    }

    private static void discard(RoutingContext context, boolean http1) {
        HttpServerRequest request = context.request();
        long timer = context.vertx().setTimer(LINGER_MILLIS, late -> close(request, http1));
        request.handler(bytes -> {});
        request.exceptionHandler(broken -> context.vertx().cancelTimer(timer));
        request.endHandler(end -> {
            context.vertx().cancelTimer(timer);
            if (http1) {
                request.connection().close();
            }
        });
        request.resume();
    }

    private static void close(HttpServerRequest request, boolean http1) {
        if (http1) {
            request.connection().close();
        } else {
            request.response().reset();
        }
    }
}
