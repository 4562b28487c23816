package com.nacento.connector.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The description of the API, {@code /openapi.yaml}, and a page to read it and try it out, {@code /docs}. */
final class ApiPages {

    private static final String SWAGGER_UI = "/META-INF/resources/webjars/swagger-ui/5.18.2/";
    /** Nothing from elsewhere, nothing inline; data: is how its style sheet draws its arrows. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src "
            + "'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private ApiPages() {
    }

    static Handler<RoutingContext> handler() {
        Map<String, String> files = new HashMap<>(Map.of("/openapi.yaml", "/openapi.yaml", "/docs", "/docs/index.html",
                "/docs/start.js", "/docs/start.js"));
        for (String file : List.of("swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png")) {
            files.put("/docs/" + file, SWAGGER_UI + file);
        }
        Handler<RoutingContext> served = new StaticFiles(files, POLICY);
        return context -> {
            if (context.normalizedPath().equals("/docs/")) {
                // its files are named from there, so that a proxy may put something in front of the path
                context.response().setStatusCode(308).putHeader("Location", "../docs").end();
            } else {
                served.handle(context);
            }
        };
    }
}
