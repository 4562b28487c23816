package com.nacento.connector.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * Only so many writing requests at once: what is more would wait in memory for a database that is already busy. Reading
 * is not counted.
 */
final class RequestGate implements Handler<RoutingContext> {

    /** Where the name of the request's place is kept in the routing context. */
    static final String PLACE = "nacento.place";

    private static final int RETRY_AFTER_SECONDS = 1;

    private final RequestPlaces ofApi;
    private final RequestPlaces ofHooks;

    /** @param ofHooks of their own, since whoever calls them waits half a second, and the API's requests may take minutes */
    RequestGate(RequestPlaces ofApi, RequestPlaces ofHooks) {
        this.ofApi = ofApi;
        this.ofHooks = ofHooks;
    }

    @Override
    public void handle(RoutingContext context) {
        if (context.request().method() != HttpMethod.POST) {
            context.next();
            return;
        }
        RequestPlaces places = HookGate.hook(context) == null ? ofApi : ofHooks;
        Optional<String> place = places.enter();
        if (place.isPresent()) {
            context.put(PLACE, place.get());
            context.addEndHandler(end -> places.leave(place.get()));
            context.next();
        } else {
            Answers.send(context, Refusal.of(429,
                    ErrorAnswer.of("%1 requests are being worked on; come again in a moment.", places.most()))
                    .retryAfter(RETRY_AFTER_SECONDS));
        }
    }
}
