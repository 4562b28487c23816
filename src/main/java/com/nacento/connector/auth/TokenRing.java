package com.nacento.connector.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bearer tokens that open the API: those of the settings, and those of a file that is looked at again, at most once a
 * second, when somebody asks. Safe for many threads.
 */
public final class TokenRing implements Callers {

    private static final Logger LOG = LoggerFactory.getLogger(TokenRing.class);
    private static final long LOOK_AGAIN_MILLIS = 1000;

    private final List<TokenHash> fixed;
    private final Path file;
    private final LongSupplier clock;
    private volatile List<TokenHash> ring;
    private String stamp = "";
    private long lookedAt;
    private boolean warned;

    /** @param file may be empty: then the ring never changes */
    public TokenRing(List<TokenHash> fixed, Optional<Path> file) {
        this(fixed, file, () -> System.nanoTime() / 1_000_000);
    }

    TokenRing(List<TokenHash> fixed, Optional<Path> file, LongSupplier clockMillis) {
        this.fixed = List.copyOf(fixed);
        this.file = file.orElse(null);
        this.clock = clockMillis;
        this.ring = this.fixed;
        this.lookedAt = clockMillis.getAsLong() - LOOK_AGAIN_MILLIS;
        lookAgain();
    }

    @Override
    public Optional<Caller> of(String bearerToken) {
        return nameOf(bearerToken).map(Caller::unrestricted);
    }

    /** The name of the token, or nothing if it opens nothing. Takes as long for a wrong token as for a right one. */
    public Optional<String> nameOf(String bearerToken) {
        lookAgain();
        byte[] digest = TokenHash.digest(bearerToken);
        String found = null;
        for (TokenHash token : ring) {
            if (token.matches(digest)) {
                found = token.name();
            }
        }
        return Optional.ofNullable(found);
    }

    private synchronized void lookAgain() {
        long now = clock.getAsLong();
        if (file == null || now - lookedAt < LOOK_AGAIN_MILLIS) {
            return;
        }
        lookedAt = now;
        try {
            String seen = Files.getLastModifiedTime(file) + "/" + Files.size(file);
            if (!seen.equals(stamp)) {
                List<TokenHash> read = TokenFile.read(file);
                ring = Stream.concat(fixed.stream(), read.stream()).toList();
                stamp = seen;
                warned = false;
                LOG.info("Read {} tokens from {}", read.size(), file);
            }
        } catch (IOException e) {
            if (!warned) {
                LOG.warn("The tokens of nacento.auth.tokens-file stay as they were, it cannot be read: {}", e.toString());
            }
            warned = true;
        }
    }
}
