package com.nacento.connector.lab.bench;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Figures as people read them. */
final class Figures {

    private Figures() {
    }

    /** All in one line: whole numbers as such, others with two digits. */
    static String line(Map<String, Double> figures) {
        return figures.entrySet().stream().map(figure -> figure.getKey() + " " + number(figure.getValue()))
                .collect(Collectors.joining(", "));
    }

    static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }
}
