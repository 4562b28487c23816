package com.nacento.connector.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves files that are packaged with the application, each under a path that is written down beforehand, and nothing else: no
 * part of a request ever becomes the name of a file.
 */
final class StaticFiles implements Handler<RoutingContext> {

    private static final Map<String, String> TYPES = Map.of("html", "text/html; charset=utf-8", "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8", "yaml", "application/yaml; charset=utf-8", "png", "image/png", "svg", "image/svg+xml");

    private final Map<String, String> resources;
    private final String policy;
    private final Map<String, Buffer> contents = new ConcurrentHashMap<>();

    /**
     * @param resources path in the address to resource of the application; its extension says its type
     * @param policy    the Content-Security-Policy of all of them
     */
    StaticFiles(Map<String, String> resources, String policy) {
        this.resources = Map.copyOf(resources);
        this.policy = policy;
    }

    @Override
    public void handle(RoutingContext context) {
        String resource = resources.get(context.request().path());
        HttpMethod method = context.request().method();
        if (resource == null || !method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            context.next();
            return;
        }
        Buffer content = contents.computeIfAbsent(resource, StaticFiles::read);
        HttpServerResponse response = context.response()
                .putHeader("Content-Type", TYPES.get(resource.substring(resource.lastIndexOf('.') + 1)))
                .putHeader("Content-Length", Integer.toString(content.length()))
                .putHeader("Content-Security-Policy", policy)
                .putHeader("Referrer-Policy", "no-referrer")
                // an upgrade of the service must not meet pages of the version before
                .putHeader("Cache-Control", "no-cache");
        if (method.equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(content);
        }
    }

    private static Buffer read(String resource) {
        try (InputStream stream = StaticFiles.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException(resource + " is not packaged with the application");
            }
            return Buffer.buffer(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read", e);
        }
    }
}
