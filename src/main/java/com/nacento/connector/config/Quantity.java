package com.nacento.connector.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A whole number with a unit, as settings give sizes and times: {@code 64MiB}, {@code 5 s}. */
final class Quantity {

    private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\s*([A-Za-z]*)");
    private static final Map<String, Long> BYTES = Map.of("", 1L, "b", 1L, "kb", 1_000L, "mb", 1_000_000L,
            "gb", 1_000_000_000L, "kib", 1L << 10, "mib", 1L << 20, "gib", 1L << 30);
    private static final Map<String, Long> MILLIS = Map.of("", 1L, "ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L);

    private Quantity() {
    }

    /** Bytes; a number without a unit is bytes. Empty if it is no size, or too large for any disk. */
    static Optional<Long> size(String text) {
        return parse(text, BYTES);
    }

    /** A number without a unit is milliseconds. Empty if it is no time. */
    static Optional<Duration> time(String text) {
        return parse(text, MILLIS).map(Duration::ofMillis);
    }

    private static Optional<Long> parse(String text, Map<String, Long> units) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Long unit = units.get(matcher.group(2).toLowerCase(Locale.ROOT));
        long number = Long.parseLong(matcher.group(1));
        return unit == null || number > Long.MAX_VALUE / unit ? Optional.empty() : Optional.of(number * unit);
    }
}
