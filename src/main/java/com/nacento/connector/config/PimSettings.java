package com.nacento.connector.config;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A source's PIM, where it can be asked: Akeneo's REST API.
 *
 * @param url          {@code http(s)://host[:port][/path]}, without a slash at its end
 * @param clientId     of the connection
 * @param clientSecret of the connection
 * @param user         of the connection
 * @param password     of the connection
 * @param timeZone     in which the PIM understands times that it is asked for
 * @param reconcile    how often it is asked what has changed; zero: never
 */
public record PimSettings(URI url, String clientId, String clientSecret, String user, String password, ZoneId timeZone,
        Duration reconcile) {

    /** The settings of a source that stand here, by the ends of their names, with what they are when nobody sets them. */
    static final Map<String, String> DEFAULTS = Map.of("url", "", "client-id", "", "client-secret", "", "user", "", "password", "",
            "time-zone", "UTC", "reconcile", "15m");

    private static final Pattern URL = Pattern.compile("(https?://[A-Za-z0-9\\[][^\\s?#@]*)?");
    private static final Duration MOST_OFTEN = Duration.ofSeconds(1);
    private static final Duration LEAST_OFTEN = Duration.ofHours(24);

    /**
     * @param prefix of the source's settings, {@code nacento.source.<name>.}
     * @return nothing, if the source has no {@code url}
     */
    static Optional<PimSettings> from(SettingValues read, String prefix) {
        String url = read.matching(prefix + "url", URL, "give the PIM's address, such as https://pim.example.com, without user or query.");
        Duration reconcile = read.time(prefix + "reconcile", Duration.ZERO, LEAST_OFTEN);
        if (!reconcile.isZero() && reconcile.compareTo(MOST_OFTEN) < 0) {
            throw read.wrong(prefix + "reconcile", "give 0s (never) or at least a second, such as 15m.");
        }
        ZoneId timeZone = timeZone(read, prefix + "time-zone");
        if (url.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new PimSettings(URI.create(url.replaceFirst("/+$", "")), read.required(prefix + "client-id"),
                read.required(prefix + "client-secret"), read.required(prefix + "user"), present(read, prefix + "password"), timeZone,
                reconcile));
    }

    /** What calls share that may only be so many at once. */
    public String connection() {
        return url + " " + clientId;
    }

    private static String present(SettingValues read, String name) {
        read.required(name);
        return read.secret(name);
    }

    private static ZoneId timeZone(SettingValues read, String name) {
        try {
            return ZoneId.of(read.text(name));
        } catch (DateTimeException unknown) {
            throw read.wrong(name, "give a time zone such as UTC or Europe/Paris.");
        }
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "PimSettings[" + url + "]";
    }
}
