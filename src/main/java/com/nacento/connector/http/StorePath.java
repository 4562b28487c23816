package com.nacento.connector.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Magento puts the code of a store into the path: {@code /rest/<code>/V1/…} is the same call as {@code /rest/V1/…}, meant for that store
 * view. {@code all} means all stores, and so does {@code default}, unless the settings say otherwise. A code that the shop does not have
 * is a path that does not exist; so is one that cannot be decoded.
 */
final class StorePath implements Handler<RoutingContext> {

    /** Where the store view is kept that a request is meant for. */
    static final String STORE = "store";

    private static final Pattern WITH_STORE = Pattern.compile("/rest/([A-Za-z][A-Za-z0-9_]{0,31})(/V1/.*)", Pattern.DOTALL);

    private final boolean defaultIsView;
    private final Predicate<String> known;

    /**
     * @param defaultIsView whether {@code default} is the store view of that code
     * @param known         whether the shop has a store view of this code
     */
    StorePath(boolean defaultIsView, Predicate<String> known) {
        this.defaultIsView = defaultIsView;
        this.known = known;
    }

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
        Matcher named = WITH_STORE.matcher(path);
        if (!named.matches()) {
            context.next();
            return;
        }
        String code = named.group(1);
        boolean all = code.equals("all") || code.equals("default") && !defaultIsView;
        if (!all && !known.test(code)) {
            context.next();
            return;
        }
        if (!all) {
            context.put(STORE, code);
        }
        String query = context.request().query();
        context.reroute("/rest" + named.group(2) + (query == null ? "" : "?" + query));
    }
}
