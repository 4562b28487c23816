package com.nacento.connector.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The two spellings of a setting's name, and what somebody who misspelt it probably meant. */
final class SettingName {

    static final String PREFIX = "nacento.";

    private static final List<String> SECRETS = List.of("password", ".secret-key", ".tokens", ".secret", ".secret-2", ".client-secret");

    private SettingName() {
    }

    /** {@code nacento.db.table-prefix} is {@code NACENTO_DB_TABLE_PREFIX} in the environment. */
    static String inEnvironment(String name) {
        return name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** Both spellings, as messages show them. */
    static String shown(String name) {
        return name + " (" + inEnvironment(name) + ")";
    }

    /** Settings whose values must not be seen in logs. */
    static boolean isSecret(String name) {
        return SECRETS.stream().anyMatch(name::endsWith);
    }

    static String nearest(String name, Collection<String> known) {
        return known.stream().min(Comparator.comparingInt(other -> distance(name, other))).orElseThrow();
    }

    /** The name that is at most two keystrokes away, if there is one. */
    static Optional<String> almost(String name, Collection<String> known) {
        String nearest = nearest(name, known);
        return distance(name, nearest) <= 2 ? Optional.of(nearest) : Optional.empty();
    }

    /** Levenshtein's distance: how many characters must be put in, taken out or changed. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
