package com.nacento.connector.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is kept of a bearer token: a name for the log, and its SHA-256, from which the token cannot be had back (it is 256
 * random bits, so no salt is needed).
 *
 * @param name   who the token was made for
 * @param sha256 64 hex digits, lower case
 */
public record TokenHash(String name, String sha256) {

    /** What a token may be called. */
    public static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private static final Pattern FORM = Pattern.compile("(?:(" + NAME.pattern() + "):)?([0-9A-Fa-f]{64})");

    /**
     * Reads {@code SHA-256 hex} or {@code name:SHA-256 hex}; a hash without a name is called by its first eight digits.
     */
    public static Optional<TokenHash> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String sha256 = matcher.group(2).toLowerCase(Locale.ROOT);
        String name = matcher.group(1);
        return Optional.of(new TokenHash(name == null ? sha256.substring(0, 8) : name, sha256));
    }

    public static TokenHash of(String name, String token) {
        return new TokenHash(name, HexFormat.of().formatHex(digest(token)));
    }

    /** Compares without telling by its duration how much was right. */
    public boolean matches(byte[] digest) {
        return MessageDigest.isEqual(HexFormat.of().parseHex(sha256), digest);
    }

    public static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** As settings and tokens-file have it: {@code name:SHA-256 hex}. */
    @Override
    public String toString() {
        return name + ":" + sha256;
    }
}
