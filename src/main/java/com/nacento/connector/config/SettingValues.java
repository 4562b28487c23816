package com.nacento.connector.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads settings as what they are meant to be, or says in one line which one is wrong and how to put it right. */
final class SettingValues {

    private final Map<String, String> values;

    SettingValues(Map<String, String> values) {
        this.values = values;
    }

    /** As it was given: a password may begin or end with a blank. */
    String secret(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is not declared in application.properties");
        }
        return value;
    }

    String text(String name) {
        return secret(name).strip();
    }

    String required(String name) {
        String value = text(name);
        if (value.isEmpty()) {
            throw new SettingsException(SettingName.shown(name) + " is missing: set it in application.properties or the"
                    + " environment.");
        }
        return value;
    }

    String matching(String name, Pattern pattern, String advice) {
        String value = text(name);
        if (!pattern.matcher(value).matches()) {
            throw wrong(name, advice);
        }
        return value;
    }

    boolean flag(String name) {
        return switch (text(name).toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(name, "give true or false.");
        };
    }

    int whole(String name, int least, int most) {
        String value = text(name);
        if (value.matches("\\d{1,9}")) {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw wrong(name, "give a whole number from " + least + " to " + most + ".");
    }

    int port(String name) {
        return whole(name, 1, 65535);
    }

    long bytes(String name, long least) {
        return Quantity.size(text(name)).filter(size -> size >= least).orElseThrow(
                () -> wrong(name, "give a size of at least " + least + " bytes, such as 64MiB."));
    }

    Duration time(String name, Duration least, Duration most) {
        return Quantity.time(text(name)).filter(t -> t.compareTo(least) >= 0 && t.compareTo(most) <= 0).orElseThrow(
                () -> wrong(name, "give a time from " + least.toMillis() + "ms to " + most.toSeconds() + "s, such as 10s."));
    }

    <E extends Enum<E>> E choice(String name, Class<E> type) {
        String value = text(name);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(value)) {
                return constant;
            }
        }
        throw wrong(name, "give one of " + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT) + ".");
    }

    /** The parts between commas, without blanks around them and without empty ones. */
    List<String> list(String name) {
        return Arrays.stream(text(name).split(",")).map(String::strip).filter(part -> !part.isEmpty()).toList();
    }

    SettingsException wrong(String name, String advice) {
        return new SettingsException(SettingName.shown(name) + " is \"" + Shown.value(name, secret(name)) + "\": " + advice);
    }
}
