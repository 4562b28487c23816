package com.nacento.connector.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The page at {@code /ui/}: the files of the folder {@code ui/} of the application, and those of the charts' library. */
final class PageFiles {

    /** All of the folder; {@code PageJourneyTest} compares. */
    static final List<String> FILES = List.of("address.js", "api.js", "app.js", "audit.js", "auditview.js", "bulk.js", "bulklist.js",
            "bulks.js", "call.js",
            "changes.js", "charts.js", "consumption.js", "dom.js",
            "format.js",
            "icon.svg", "index.html", "items.js", "letters.js", "live.js", "overview.js", "pictures.js", "plan.js", "planview.js",
            "preview.js", "product.js", "progress.js", "reasons.js", "settings.js", "skulist.js", "skus.js", "style.css");

    private static final String CHARTS = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
    /** No inline script or style, nothing from elsewhere, in nobody's frame. Pictures come with a token, so they become blobs. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src "
            + "'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private PageFiles() {
    }

    static Handler<RoutingContext> handler() {
        Map<String, String> files = new HashMap<>(Map.of("/ui/", "/ui/index.html"));
        FILES.forEach(file -> files.put("/ui/" + file, "/ui/" + file));
        List.of("uPlot.esm.js", "uPlot.min.css").forEach(file -> files.put("/ui/" + file, CHARTS + file));
        StaticFiles page = new StaticFiles(files, POLICY);
        return context -> {
            if (context.request().path().equals("/ui")) {
                // relative, so that it is right behind a proxy that puts something in front
                context.response().setStatusCode(308).putHeader("Location", "ui/").end();
            } else {
                page.handle(context);
            }
        };
    }
}
