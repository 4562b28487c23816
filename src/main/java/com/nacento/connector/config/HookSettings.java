package com.nacento.connector.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How it is known who calls a hook.
 *
 * @param secrets of which each is right: two, while one is being replaced; never empty
 * @param header  that holds a secret as it is; {@code null} if calls are signed
 * @param hmac    how calls are signed; {@code null} if they hold the secret itself
 */
public record HookSettings(List<String> secrets, String header, Hmac hmac) {

    /** What signatures are made of: replaced by the time that the call names, and by its body. */
    public static final String TIMESTAMP = "{timestamp}";
    public static final String BODY = "{body}";

    private static final String AUTHORIZATION = "Authorization";
    private static final Duration LONGEST_TOLERANCE = Duration.ofHours(24);
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final Pattern HEADERS = Pattern.compile(HEADER + "(\\s*,\\s*" + HEADER + ")*");
    private static final Pattern HEADER_OR_NOTHING = Pattern.compile("(" + HEADER + ")?");
    private static final Pattern SIGNED = Pattern.compile("[^{}]*(\\{timestamp}[^{}]*)?\\{body}[^{}]*(\\{timestamp}[^{}]*)?");

    /** How a caller shows that it knows the secret. */
    private enum Auth {
        HMAC, HEADER
    }

    /**
     * A signature: the hexadecimal HMAC-SHA256 of what is signed.
     *
     * @param headers         that may hold it, each against either secret
     * @param signed          text with {@link #BODY}, and perhaps with {@link #TIMESTAMP}
     * @param timestampHeader that holds the time, in seconds since 1970; empty if no time is signed
     * @param tolerance       how far from now the time may be, before and after; zero: it does not matter
     * @param prefix          what stands in front of the signature
     */
    public record Hmac(List<String> headers, String signed, String timestampHeader, Duration tolerance, String prefix) {
    }

    /**
     * @param prefix of the source's settings, {@code nacento.source.<name>.}
     * @return nothing, if there is no secret
     */
    static Optional<HookSettings> from(SettingValues read, String prefix) {
        List<String> secrets = secrets(read, prefix);
        boolean signs = read.choice(prefix + "auth", Auth.class) == Auth.HMAC;
        if (secrets.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(signs
                ? new HookSettings(secrets, null, hmac(read, prefix + "hmac."))
                : new HookSettings(secrets, header(read, prefix + "header"), null));
    }

    /** Of hooks that are no sources': calls hold the secret itself. */
    static Optional<HookSettings> ofSecret(SettingValues read, String prefix) {
        List<String> secrets = secrets(read, prefix);
        return secrets.isEmpty() ? Optional.empty() : Optional.of(new HookSettings(secrets, header(read, prefix + "header"), null));
    }

    private static List<String> secrets(SettingValues read, String prefix) {
        return Stream.of("secret", "secret-2").map(key -> read.secret(prefix + key)).filter(secret -> !secret.isBlank()).toList();
    }

    private static String header(SettingValues read, String name) {
        return read.matching(name, HEADER, "give the name of a header, such as " + AUTHORIZATION + ".");
    }

    private static Hmac hmac(SettingValues read, String prefix) {
        read.matching(prefix + "header", HEADERS, "give the header that holds the signature, or several, separated by commas.");
        String signed = read.matching(prefix + "signed", SIGNED,
                "give what is signed, with " + BODY + " once and " + TIMESTAMP + " at most once, such as " + TIMESTAMP + "." + BODY + ".");
        String timestamp = read.matching(prefix + "timestamp-header", HEADER_OR_NOTHING, "give the name of a header, or nothing.");
        boolean dated = signed.contains(TIMESTAMP);
        if (dated && timestamp.isEmpty()) {
            throw read.wrong(prefix + "timestamp-header", "name the header with the time, which is signed (hmac.signed).");
        }
        if (signed.indexOf(TIMESTAMP) != signed.lastIndexOf(TIMESTAMP)) {
            throw read.wrong(prefix + "signed", "give " + TIMESTAMP + " at most once.");
        }
        Duration tolerance = read.time(prefix + "tolerance", Duration.ZERO, LONGEST_TOLERANCE);
        return new Hmac(read.list(prefix + "header"), signed, dated ? timestamp : "", dated ? tolerance : Duration.ZERO,
                read.text(prefix + "prefix"));
    }

    /**
     * The settings of a hook by the ends of their names, with what they are when nobody sets them.
     *
     * @param mapping whose systems sign in a known way (api.akeneo.com, Events API: security; Event Platform: key platform behaviors)
     */
    static Map<String, String> defaults(String mapping) {
        return switch (mapping) {
            case "akeneo-events" -> defaults(Auth.HMAC, "X-Akeneo-Request-Signature", TIMESTAMP + "." + BODY,
                    "X-Akeneo-Request-Timestamp", "5m");
            // it tries again up to 35 minutes later, and signs no time
            case "akeneo-event-platform" -> defaults(Auth.HMAC, "X-AKENEO-SIGNATURE-PRIMARY,X-AKENEO-SIGNATURE-SECONDARY", BODY, "", "0s");
            default -> defaults(Auth.HEADER, "", BODY, "", "5m");
        };
    }

    private static Map<String, String> defaults(Auth auth, String signature, String signed, String timestamp, String tolerance) {
        return Map.of("auth", auth.name().toLowerCase(Locale.ROOT), "secret", "", "secret-2", "", "header", AUTHORIZATION,
                "hmac.header", signature, "hmac.signed", signed, "hmac.timestamp-header", timestamp, "hmac.tolerance", tolerance,
                "hmac.prefix", "");
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "HookSettings[" + (hmac == null ? header : hmac.toString()) + "]";
    }
}
