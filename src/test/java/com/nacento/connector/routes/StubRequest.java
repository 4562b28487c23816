package com.nacento.connector.routes;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/** A request as the HTTP server hands it to a route: paused, its body still to be read. */
public final class StubRequest {

    private Handler<Buffer> pieces;
    private Handler<Void> end;
    private boolean ended;

    private StubRequest() {
    }

    @SuppressWarnings("unchecked")
    public static HttpServerRequest of(String body) {
        StubRequest stub = new StubRequest();
        HttpServerResponse open = proxy(HttpServerResponse.class, (self, method, arguments) -> false);
        return proxy(HttpServerRequest.class, (self, method, arguments) -> switch (method.getName()) {
            case "isEnded" -> stub.ended;
            case "response" -> open;
            case "getHeader" -> null;
            case "handler" -> {
                stub.pieces = (Handler<Buffer>) arguments[0];
                yield self;
            }
            case "endHandler" -> {
                stub.end = (Handler<Void>) arguments[0];
                yield self;
            }
            case "fetch" -> {
                stub.pieces.handle(Buffer.buffer(body));
                stub.ended = true;
                stub.end.handle(null);
                yield self;
            }
            case "toString" -> "POST " + body;
            case "hashCode" -> 1;
            case "equals" -> self == arguments[0];
            default -> self;
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
