package com.nacento.connector.http;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Lets out of the API the headers that an answer may have and no others: Camel would send back whatever headers the
 * message ended up with.
 */
final class AnswerHeaders implements Handler<RoutingContext> {

    private static final Set<String> ALLOWED = Set.of("content-type", "content-length", "transfer-encoding", "connection",
            "retry-after", "allow", "accept-encoding", "www-authenticate", "cache-control", "location", "etag", "last-modified",
            "x-content-type-options", "x-accel-buffering");

    @Override
    public void handle(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (context.normalizedPath().startsWith("/rest/") || context.normalizedPath().startsWith("/hooks/")) {
            context.addHeadersEndHandler(end -> complete(response));
        }
        response.putHeader("X-Content-Type-Options", "nosniff");
        context.next();
    }

    private static void complete(HttpServerResponse response) {
        MultiMap headers = response.headers();
        List.copyOf(headers.names()).stream().filter(name -> !ALLOWED.contains(name.toLowerCase(Locale.ROOT)))
                .forEach(headers::remove);
        String type = headers.get("Content-Type");
        if (type == null || "application/json".equals(type)) {
            headers.set("Content-Type", ErrorAnswer.CONTENT_TYPE);
        }
        if (response.getStatusCode() == 503 && !headers.contains("Retry-After")) {
            headers.set("Retry-After", "5");
        }
        if (!headers.contains("Cache-Control")) {
            headers.set("Cache-Control", "no-store");
        }
    }
}
