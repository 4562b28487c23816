package com.nacento.connector.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The way to {@code POST /hooks/<source>}. Tokens mean nothing here, and neither does what the body is said to be. Who does not hold the
 * secret, or nothing like a signature of this time, is refused with his body unread; that a signature is right is known when it has been
 * read. An address that is there is never answered 404 or 3xx, since some systems then stop sending for good.
 */
final class HookGate implements Handler<RoutingContext> {

    /** Where the {@link Hook} is kept that is called. */
    static final String HOOK = "nacento.hook";

    private static final String FOLDER = "/hooks";
    private static final Pattern ADDRESS = Pattern.compile(FOLDER + "/([^/]+)/?");

    private final Hooks hooks;

    HookGate(Hooks hooks) {
        this.hooks = hooks;
    }

    static Hook hook(RoutingContext context) {
        return context.get(HOOK);
    }

    @Override
    public void handle(RoutingContext context) {
        String path = context.normalizedPath();
        if (!path.equals(FOLDER) && !path.startsWith(FOLDER + "/")) {
            context.next();
            return;
        }
        Matcher address = ADDRESS.matcher(path);
        Optional<Hook> hook = address.matches() ? hooks.find(address.group(1)) : Optional.empty();
        if (hook.isEmpty()) {
            Answers.send(context, Answers.noSuchRoute());
            return;
        }
        String source = hook.get().source();
        context.put(BearerCheck.CALLER, source);
        context.addEndHandler(end -> {
            if (context.response().getStatusCode() >= 400) {
                hooks.countRefused(source, context.response().getStatusCode());
            }
        });
        if (context.request().method() == HttpMethod.HEAD) {
            context.response().end();
        } else if (context.request().method() != HttpMethod.POST) {
            Answers.send(context, Refusal.of(405, ErrorAnswer.of("This route takes %1 only.", "HEAD, POST")).with("Allow", "HEAD, POST"));
        } else if (!hooks.mayAdmit(hook.get(), name -> ClientHeaders.single(context.request(), name))) {
            Answers.send(context, Refused.unsigned().refusal());
        } else {
            context.put(HOOK, hook.get());
            context.next();
        }
    }
}
