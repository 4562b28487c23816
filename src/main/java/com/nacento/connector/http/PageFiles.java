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
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/**
 * Serves the page at {@code /ui/}: the files of the folder {@code ui/} of the application and those of the charts' library, all
 * read into memory at the start. What is asked for is looked up by its name among them and never searched for anywhere, so
 * there is no path that leads to another file. The files hold no data: what the page shows it asks the API for, with a token.
 */
final class PageFiles implements Handler<RoutingContext> {

    private static final String FOLDER = "/ui/";
    private static final String INDEX = "index.html";
    /** No inline script or style, nothing from elsewhere, in nobody's frame. Pictures come with a token, so they become blobs. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final Map<String, String> TYPES = Map.of("html", "text/html; charset=utf-8", "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8", "svg", "image/svg+xml");
    private static final String CHARTS = "META-INF/resources/webjars/uplot/%s/dist/%s";
    private static final String CHARTS_VERSION = "META-INF/maven/org.webjars.npm/uplot/pom.properties";

    private record PageFile(Buffer content, String type, String etag) {
    }

    private final Map<String, PageFile> files = new HashMap<>();

    PageFiles(CamelContext camel) {
        try {
            for (Resource file : PluginHelper.getPackageScanResourceResolver(camel).findResources("classpath:ui/*.*")) {
                String location = file.getLocation();
                add(location.substring(location.lastIndexOf('/') + 1), file.getInputStream());
            }
            Properties charts = new Properties();
            try (InputStream properties = resource(CHARTS_VERSION)) {
                charts.load(properties);
            }
            for (String file : new String[] {"uPlot.esm.js", "uPlot.min.css"}) {
                add(file, resource(CHARTS.formatted(charts.getProperty("version"), file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the files of the page cannot be read", e);
        } catch (Exception e) {
            throw new IllegalStateException("the files of the page cannot be found", e);
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream stream = PageFiles.class.getClassLoader().getResourceAsStream(name);
        if (stream == null) {
            throw new IOException(name + " is missing from the classpath");
        }
        return stream;
    }

    private void add(String name, InputStream stream) throws IOException, NoSuchAlgorithmException {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IOException("ui/" + name + " is of a kind that is not served");
        }
        try (stream) {
            byte[] content = stream.readAllBytes();
            String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 12);
            files.put(name, new PageFile(Buffer.buffer(content), type, '"' + hash + '"'));
        }
    }

    @Override
    public void handle(RoutingContext context) {
        String path = context.normalizedPath();
        if (path.equals("/ui")) {
            // relative, so that it is right behind a proxy that puts something in front
            context.response().setStatusCode(308).putHeader("Location", "ui/").end();
        } else if (!path.startsWith(FOLDER)) {
            context.next();
        } else if (context.request().method() != HttpMethod.GET && context.request().method() != HttpMethod.HEAD) {
            Answers.send(context, Refusal.of(405, ErrorAnswer.of("The page is only to be read.")).with("Allow", "GET, HEAD"));
        } else {
            String name = path.substring(FOLDER.length());
            PageFile file = files.get(name.isEmpty() ? INDEX : name);
            if (file == null) {
                Answers.send(context, Answers.noSuchRoute());
            } else {
                serve(context, file);
            }
        }
    }

    private static void serve(RoutingContext context, PageFile file) {
        HttpServerResponse response = context.response()
                .putHeader("Content-Security-Policy", POLICY)
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
        response.putHeader("Content-Type", file.type());
        if (context.request().method() == HttpMethod.HEAD) {
            response.putHeader("Content-Length", Integer.toString(file.content().length())).end();
        } else {
            response.end(file.content());
        }
    }
}
