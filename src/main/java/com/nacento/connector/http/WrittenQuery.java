package com.nacento.connector.http;

import com.nacento.connector.failure.Excerpt;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The query of a call that writes: {@code dry_run}, where the call knows it, and nothing else. If one were passed over, {@code dryRun}
 * say, what nobody wanted would be written. Whoever calls a hook may have put anything there.
 */
final class WrittenQuery implements Handler<RoutingContext> {

    /** Where it is kept what the address says: a Boolean, or nothing. */
    static final String DRY_RUN = "dry-run";

    private static final int LONGEST_SHOWN = 200;
    private static final Pattern DIRECT = Pattern.compile("/rest/V1/nacento-connector/products/(media/bulk|[^/]+/media)/?");
    private static final Set<String> TRUE = Set.of("true", "1");
    private static final Set<String> FALSE = Set.of("false", "0");

    @Override
    public void handle(RoutingContext context) {
        boolean written = context.request().method() == HttpMethod.POST && HookGate.hook(context) == null;
        String query = written ? context.request().query() : null;
        Set<String> others = new TreeSet<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            String name = pair.replaceFirst("(?s)(?<=.)=.*", "");
            if (name.equals("dry_run") && DIRECT.matcher(context.request().path()).matches()) {
                String value = pair.substring(Math.min(pair.length(), name.length() + 1));
                Boolean before = context.get(DRY_RUN);
                if (!TRUE.contains(value) && !FALSE.contains(value) || before != null && before != TRUE.contains(value)) {
                    Answers.send(context, Refusal.of(400, ErrorAnswer.of("%1 must be true or false, and nothing was done.", name)));
                    return;
                }
                context.put(DRY_RUN, TRUE.contains(value));
            } else if (!pair.isEmpty()) {
                others.add(name);
            }
        }
        if (others.isEmpty()) {
            context.next();
        } else {
            Answers.send(context, Refusal.of(400, ErrorAnswer.of("This call does not take these query parameters, and nothing was done: %1",
                    Excerpt.of(String.join(", ", others), LONGEST_SHOWN))));
        }
    }
}
