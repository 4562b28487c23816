package com.nacento.connector.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Semaphore;

/**
 * Only so many writing requests at once: what is more would wait in memory for a database that is already busy. Reading
 * is not counted.
 */
final class RequestGate implements Handler<RoutingContext> {

    private static final int RETRY_AFTER_SECONDS = 1;

    private final int most;
    private final Semaphore places;

    RequestGate(int most) {
        this.most = most;
        this.places = new Semaphore(most);
    }

    @Override
    public void handle(RoutingContext context) {
        if (context.request().method() != HttpMethod.POST) {
            context.next();
        } else if (places.tryAcquire()) {
            context.addEndHandler(end -> places.release());
            context.next();
        } else {
            Answers.send(context, Refusal.of(429,
                    ErrorAnswer.of("%1 requests are being worked on; come again in a moment.", most))
                    .retryAfter(RETRY_AFTER_SECONDS));
        }
    }
}
