package com.nacento.connector.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * 404 and 405 before anything else is asked of a request, by the routes that Camel has registered at that moment: they
 * change when routes are reloaded.
 */
final class KnownRoute implements Handler<RoutingContext> {

    private final Router routes;
    private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

    KnownRoute(Router routes) {
        this.routes = routes;
    }

    @Override
    public void handle(RoutingContext context) {
        String path = context.normalizedPath();
        Set<String> methods = new TreeSet<>();
        for (Route route : routes.getRoutes()) {
            if (route.getPath() != null && matches(route, path)) {
                if (route.methods() == null || route.methods().contains(context.request().method())) {
                    context.next();
                    return;
                }
                route.methods().stream().map(HttpMethod::name).forEach(methods::add);
            }
        }
        Answers.send(context, methods.isEmpty() ? Answers.noSuchRoute() : wrongMethod(methods));
    }

    private boolean matches(Route route, String path) {
        String template = route.getPath() + (route.isExactPath() ? "/?" : ".*");
        return patterns.computeIfAbsent(template, KnownRoute::pattern).matcher(path).matches();
    }

    /** From {@code /products/:sku/media}; what stands between the parameters is taken literally. */
    private static Pattern pattern(String template) {
        String tail = template.endsWith(".*") ? ".*" : "/?";
        String path = template.substring(0, template.length() - 2);
        StringBuilder regex = new StringBuilder();
        for (String segment : path.split("(?=/)")) {
            regex.append(segment.startsWith("/:") ? "/[^/]+" : Pattern.quote(segment));
        }
        return Pattern.compile(regex + tail, Pattern.DOTALL);
    }

    private static Refusal wrongMethod(Set<String> allowed) {
        return Refusal.of(405, ErrorAnswer.of("This route takes %1 only.", String.join(", ", allowed)))
                .with("Allow", String.join(", ", allowed));
    }
}
