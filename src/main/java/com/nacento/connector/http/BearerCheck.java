package com.nacento.connector.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lets nobody below {@code /rest} without a token, before a byte of the body is read. */
final class BearerCheck implements Handler<RoutingContext> {

    /** Where the name of the caller's token is kept in the routing context. */
    static final String CALLER = "nacento.caller";

    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +(\\S+)");

    private final Function<String, Optional<String>> nameOf;

    private BearerCheck(Function<String, Optional<String>> nameOf) {
        this.nameOf = nameOf;
    }

    static BearerCheck against(Function<String, Optional<String>> nameOf) {
        return new BearerCheck(nameOf);
    }

    /** Takes everybody in, under the name {@code anonymous}. */
    static Handler<RoutingContext> open() {
        return context -> {
            context.put(CALLER, "anonymous");
            context.next();
        };
    }

    @Override
    public void handle(RoutingContext context) {
        String path = context.normalizedPath();
        if (!path.equals("/rest") && !path.startsWith("/rest/")) {
            context.next();
            return;
        }
        Matcher bearer = BEARER.matcher(Optional.ofNullable(context.request().getHeader("Authorization")).orElse(""));
        Optional<String> caller = bearer.matches() ? nameOf.apply(bearer.group(1)) : Optional.empty();
        if (caller.isPresent()) {
            context.put(CALLER, caller.get());
            context.next();
        } else {
            Answers.send(context, unauthorized());
        }
    }

    /** Magento's own words, which integrations look for. */
    private static Refusal unauthorized() {
        return Refusal.of(401, new ErrorAnswer("The consumer isn't authorized to access %resources.",
                Map.of("resources", "Magento_Catalog::products"))).with("WWW-Authenticate", "Bearer");
    }
}
