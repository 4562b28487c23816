package com.nacento.connector.http;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Sends refusals from the event loop, and knows those that need no words of their own. */
final class Answers {

    private Answers() {
    }

    static void send(RoutingContext context, Refusal refusal) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            // half an answer is out: only a broken connection tells the caller that it is not whole
            context.request().connection().close();
            return;
        }
        response.setStatusCode(refusal.status());
        refusal.headers().forEach(response::putHeader);
        response.putHeader("Content-Type", ErrorAnswer.CONTENT_TYPE);
        response.end(refusal.answer().toJson());
    }

    /** What Magento answers to a path that it does not know, word by word. */
    static Refusal noSuchRoute() {
        return Refusal.of(404, ErrorAnswer.of("Request does not match any route."));
    }

    static Refusal stopping() {
        return Refusal.of(503, ErrorAnswer.of("The service is starting or stopping.")).retryAfter(5);
    }

    static Refusal malformed() {
        return Refusal.of(400, ErrorAnswer.of("The request is malformed."));
    }
}
