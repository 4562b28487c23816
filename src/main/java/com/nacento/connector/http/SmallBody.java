package com.nacento.connector.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * Reads the small body of a hook's call where it arrives, before a worker is asked for. A worker that reads asks for each piece and waits
 * for it: on a busy machine every change of thread costs milliseconds, and who calls a hook waits half a second for his answer.
 */
final class SmallBody implements Handler<RoutingContext> {

    /** In bytes, as announced. A call of Akeneo with ten products has some 20 KiB. */
    static final int LARGEST = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RequestPlaces places;
    private final Duration patience;

    /** @param places of the calls, which keep their bodies */
    SmallBody(RequestPlaces places) {
        this(places, PATIENCE);
    }

    SmallBody(RequestPlaces places, Duration patience) {
        this.places = places;
        this.patience = patience;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String place = context.get(RequestGate.PLACE);
        String announced = request.getHeader(ClientHeaders.BODY_SIZE);
        if (HookGate.hook(context) == null || place == null || announced == null || Long.parseLong(announced) > LARGEST
                || request.isEnded()) {
            context.next();
            return;
        }
        Buffer body = Buffer.buffer(Integer.parseInt(announced));
        long timer = context.vertx().setTimer(patience.toMillis(), late -> Answers.send(context,
                Refused.badRequest("The request body did not come within %1 seconds.", patience.toSeconds()).refusal()));
        // who is gone needs no answer, and gives up his place by that
        request.exceptionHandler(broken -> context.vertx().cancelTimer(timer));
        request.handler(body::appendBuffer);
        request.endHandler(end -> {
            context.vertx().cancelTimer(timer);
            places.bring(place, body.getBytes());
            context.next();
        });
        request.resume();
    }
}
