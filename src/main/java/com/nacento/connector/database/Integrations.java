package com.nacento.connector.database;

import com.nacento.connector.auth.Caller;
import com.nacento.connector.auth.Caller.Right;
import com.nacento.connector.auth.Callers;
import com.nacento.connector.auth.CallersUnknownException;
import com.nacento.connector.auth.TokenHash;
import com.nacento.connector.failure.Cause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Magento's integrations as callers: who has an access token, and what Magento lets them use. They are
 * read every few seconds, so a token that is revoked opens nothing as soon as it is read again; while the database is away
 * what was read last counts for a little while, and then nobody comes in. Safe for many threads.
 */
public final class Integrations implements Callers {

    /** Some tries to read them may fail before calls do. */
    static final Duration TRUSTED_FOR = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger("auth");
    private static final String EVERYTHING = "Magento_Backend::all";
    private static final int LONGEST_NAME = 64;

    private final LongSupplier clock;
    private volatile Known known;
    private boolean warned;

    /** Those of a moment: the hashes of their tokens, and who has them. */
    private record Known(Map<TokenHash, Caller> callers, long readAt) {
    }

    public Integrations() {
        this(() -> System.nanoTime() / 1_000_000);
    }

    Integrations(LongSupplier clockMillis) {
        this.clock = clockMillis;
    }

    @Override
    public Optional<Caller> of(String bearerToken) {
        Known now = known;
        if (now == null || clock.getAsLong() - now.readAt > TRUSTED_FOR.toMillis()) {
            throw new CallersUnknownException("Magento's integrations cannot be read at the moment.");
        }
        byte[] digest = TokenHash.digest(bearerToken);
        Caller found = null;
        for (Map.Entry<TokenHash, Caller> integration : now.callers.entrySet()) {
            if (integration.getKey().matches(digest)) {
                found = integration.getValue();
            }
        }
        return Optional.ofNullable(found);
    }

    /** Takes the answer of {@code find-integrations}; how many tokens there are. */
    public synchronized int learn(List<Map<String, Object>> rows) {
        Map<TokenHash, List<Map<String, Object>>> tokens = new HashMap<>();
        for (Map<String, Object> row : rows) {
            TokenHash token = new TokenHash(name(row), Rows.text(row, "token_sha256"));
            tokens.computeIfAbsent(token, first -> new ArrayList<>()).add(row);
        }
        Map<TokenHash, Caller> callers = new HashMap<>();
        tokens.forEach((token, rules) -> callers.put(token, new Caller(token.name(), rights(rules))));
        if (known == null || warned) {
            LOG.info("Read {} access tokens of Magento's integrations", callers.size());
        }
        known = new Known(Map.copyOf(callers), clock.getAsLong());
        warned = false;
        return callers.size();
    }

    /** They could not be read; what was read last stays for {@link #TRUSTED_FOR}. Said once. */
    public synchronized boolean failed(Throwable failure) {
        if (!warned) {
            LOG.warn("Magento's integrations cannot be read, in {} s nobody can call any more: {}", TRUSTED_FOR.toSeconds(),
                    Cause.of(failure));
        }
        warned = true;
        return false;
    }

    /** As Magento decides: the rule for the resource itself, else the one for everything, else no. */
    private static Set<Right> rights(List<Map<String, Object>> rules) {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        for (Right right : Right.values()) {
            boolean own = right.resources().stream().anyMatch(resource -> says("allow", resource, rules));
            boolean forbidden = right.resources().stream().anyMatch(resource -> says("deny", resource, rules));
            if (own || says("allow", EVERYTHING, rules) && !forbidden) {
                rights.add(right);
            }
        }
        return rights;
    }

    private static boolean says(String permission, String resource, List<Map<String, Object>> rules) {
        return rules.stream()
                .anyMatch(rule -> resource.equals(Rows.text(rule, "resource_id")) && permission.equals(Rows.text(rule, "permission")));
    }

    /** An integration may be called anything; in a header and in the log only what reads as a name is kept. */
    private static String name(Map<String, Object> row) {
        String name = Rows.text(row, "name").strip().replaceAll("[^A-Za-z0-9._@ -]", "_");
        return name.isEmpty()
                ? "integration-" + Rows.number(row, "integration_id")
                : name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }
}
