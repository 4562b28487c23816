package com.nacento.connector.http;

import com.nacento.connector.auth.Caller;
import com.nacento.connector.auth.Caller.Right;
import com.nacento.connector.auth.Callers;
import com.nacento.connector.auth.CallersUnknownException;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lets nobody below {@code /rest} without a token and the right to do what is asked for, before a byte of the body is read. */
final class BearerCheck implements Handler<RoutingContext> {

    /** Where the name of the caller's token is kept in the routing context. */
    static final String CALLER = "nacento.caller";

    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +(\\S+)");
    private static final String STATUS_CALLS = "/rest/V1/bulk/";
    /** The page shows bulks, too. */
    static final String PAGE_CALLS = "/rest/V1/nacento-connector/ui/";
    private static final int RETRY_AFTER_SECONDS = 5;

    private final Callers callers;

    private BearerCheck(Callers callers) {
        this.callers = callers;
    }

    static BearerCheck against(Callers callers) {
        return new BearerCheck(callers);
    }

    /** Takes everybody in, under the name {@code anonymous}. */
    static Handler<RoutingContext> open() {
        return context -> {
            context.put(CALLER, Caller.ANYBODY);
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
        Optional<Caller> caller;
        try {
            caller = bearer.matches() ? callers.of(bearer.group(1)) : Optional.empty();
        } catch (CallersUnknownException unknown) {
            Answers.send(context,
                    Refusal.of(503, ErrorAnswer.of("database_unavailable: " + unknown.getMessage())).retryAfter(RETRY_AFTER_SECONDS));
            return;
        }
        caller.ifPresent(known -> context.put(CALLER, known.name()));
        if (caller.isEmpty() || !caller.get().may(Right.PRODUCTS)) {
            Answers.send(context, unauthorized(Right.PRODUCTS));
        } else if ((path.startsWith(STATUS_CALLS) || path.startsWith(PAGE_CALLS)) && !caller.get().may(Right.BULKS)) {
            Answers.send(context, unauthorized(Right.BULKS));
        } else {
            context.next();
        }
    }

    /** Magento's own words, which integrations look for. */
    private static Refusal unauthorized(Right missing) {
        return Refusal.of(401, new ErrorAnswer("The consumer isn't authorized to access %resources.",
                Map.of("resources", missing.resources().get(0)))).with("WWW-Authenticate", "Bearer");
    }
}
