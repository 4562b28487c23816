package com.nacento.connector.config;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The systems that speak for themselves, as {@code nacento.sources} names them: each has settings of its own,
 * {@code nacento.source.<name>.…}.
 *
 * @param names   those that can be taken
 * @param problem what is wrong with the others, if anything is
 */
record SourceNames(List<String> names, Optional<String> problem) {

    static final String SETTING = "nacento.sources";

    private static final String PREFIX = "nacento.source.";
    private static final String VARIABLES = SettingName.inEnvironment(PREFIX);
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");
    /** Its events come from the bucket, and have settings of their own. */
    private static final String RESERVED = "bucket";

    /** @param list of names, comma-separated */
    static SourceNames in(String list) {
        List<String> all = Stream.of(list.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
        List<String> names = all.stream().distinct().filter(name -> NAME.matcher(name).matches() && !name.equals(RESERVED)).toList();
        String problem = null;
        if (names.size() < all.size()) {
            problem = SettingName.shown(SETTING) + " is \"" + Shown.oneLine(list) + "\": give names of 1 to 32 small letters, digits or"
                    + " '-', separated by commas, each once, and none of them \"" + RESERVED + "\".";
        }
        return new SourceNames(names, Optional.ofNullable(problem).or(() -> collision(names)));
    }

    /** Two settings that one environment variable would set: {@code a.hmac.header} and {@code a-hmac.header}. */
    private static Optional<String> collision(List<String> names) {
        Map<String, String> variables = new HashMap<>();
        for (String name : names) {
            for (String key : SourceSettings.defaults("").keySet()) {
                String other = variables.put(SettingName.inEnvironment(prefix(name) + key), name);
                if (other != null) {
                    return Optional
                            .of(SettingName.shown(SETTING) + " names " + other + " and " + name + ", which share the environment variable "
                                    + SettingName.inEnvironment(prefix(name) + key) + ": give one of them another name.");
                }
            }
        }
        return Optional.empty();
    }

    /** What the settings of a source begin with. */
    static String prefix(String name) {
        return PREFIX + name + ".";
    }

    /**
     * All settings of these sources, with what they are when nobody sets them: that depends on the mapping.
     *
     * @param said gives what a setting is set to, or {@code null}
     */
    Map<String, String> settings(UnaryOperator<String> said) {
        Map<String, String> settings = new TreeMap<>();
        for (String name : names) {
            String mapping = Optional.ofNullable(said.apply(prefix(name) + "mapping")).orElse("").strip();
            SourceSettings.defaults(mapping).forEach((key, value) -> settings.put(prefix(name) + key, value));
        }
        return settings;
    }

    /** What to do about an unknown setting that is meant for a source; empty if it is not, or its source is known. */
    static Optional<String> hint(String setting, Collection<String> known) {
        if (!setting.startsWith(PREFIX) || setting.indexOf('.', PREFIX.length()) < 0) {
            return Optional.empty();
        }
        String name = setting.substring(PREFIX.length(), setting.indexOf('.', PREFIX.length()));
        return known.stream().anyMatch(other -> other.startsWith(prefix(name)))
                ? Optional.empty()
                : Optional.of(Shown.oneLine(name) + " is not among " + SettingName.shown(SETTING) + ".");
    }

    /** The same for an environment variable, of which one cannot tell where the name of the source ends. */
    static Optional<String> hint(String variable) {
        return variable.startsWith(VARIABLES)
                ? Optional.of("no source of that name is among " + SettingName.shown(SETTING) + ", or a source has no such setting.")
                : Optional.empty();
    }
}
