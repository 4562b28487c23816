package com.nacento.connector.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves files that are packaged with the application, each under a path that is written down beforehand, and nothing else: no
 * part of a request ever becomes the name of a file. They hold no data: what a page shows it asks the API for, with a token.
 */
final class StaticFiles implements Handler<RoutingContext> {

    private static final Map<String, String> TYPES = Map.of("html", "text/html; charset=utf-8", "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8", "yaml", "application/yaml; charset=utf-8", "png", "image/png", "svg", "image/svg+xml");

    private record StaticFile(Buffer content, String etag) {
    }

    private final Map<String, String> resources;
    private final String policy;
    private final Map<String, StaticFile> files = new ConcurrentHashMap<>();

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
        if (resource == null) {
            context.next();
        } else if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            Answers.send(context, Refusal.of(405, ErrorAnswer.of("The page is only to be read.")).with("Allow", "GET, HEAD"));
        } else {
            serve(context, resource, files.computeIfAbsent(resource, StaticFiles::read));
        }
    }

    private void serve(RoutingContext context, String resource, StaticFile file) {
        HttpServerResponse response = context.response()
                .putHeader("Content-Security-Policy", policy)
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                // kept by the browser, but asked for again each time: after an update nobody sees half of the old page
                .putHeader("Cache-Control", "no-cache")
                .putHeader("ETag", file.etag());
        if (file.etag().equals(context.request().getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader("Content-Type", TYPES.get(resource.substring(resource.lastIndexOf('.') + 1)))
                .putHeader("Content-Length", Integer.toString(file.content().length()));
        if (context.request().method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(file.content());
        }
    }

    private static StaticFile read(String resource) {
        try (InputStream stream = StaticFiles.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException(resource + " is not packaged with the application");
            }
            byte[] content = stream.readAllBytes();
            String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 12);
            return new StaticFile(Buffer.buffer(content), '"' + hash + '"');
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
