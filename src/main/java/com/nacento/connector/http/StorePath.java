package com.nacento.connector.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * {@code /rest/default/V1/…} and {@code /rest/all/V1/…} are the same calls as {@code /rest/V1/…}: Magento puts a store code
 * there, and the connector writes for all stores. A path that cannot be decoded ends here.
 */
final class StorePath implements Handler<RoutingContext> {

    private static final List<String> SAME = List.of("/rest/default/V1/", "/rest/all/V1/");

    @Override
    public void handle(RoutingContext context) {
        String path;
        try {
            path = context.normalizedPath();
        } catch (IllegalArgumentException e) {
            context.response().putHeader("Connection", "close");
            context.addEndHandler(end -> context.request().connection().close());
            Answers.send(context, Answers.malformed());
            return;
        }
        for (String prefix : SAME) {
            if (path.startsWith(prefix)) {
                String query = context.request().query();
                context.reroute("/rest/V1/" + path.substring(prefix.length()) + (query == null ? "" : "?" + query));
                return;
            }
        }
        context.next();
    }
}
