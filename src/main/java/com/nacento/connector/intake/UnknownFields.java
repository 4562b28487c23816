package com.nacento.connector.intake;

import com.nacento.connector.failure.Excerpt;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names of fields that nobody knows, each once; bounded, because the names are the caller's. */
final class UnknownFields {

    private static final int MAX_NAMES = 20;
    private static final int MAX_NAME_LENGTH = 64;

    private final Set<String> names = new LinkedHashSet<>();
    private boolean more;

    void add(String name) {
        String shown = Excerpt.of(name, MAX_NAME_LENGTH);
        if (names.size() < MAX_NAMES) {
            names.add(shown);
        } else if (!names.contains(shown)) {
            more = true;
        }
    }

    /** One {@code unknown_field: <name>} for each name, in the order in which they were met. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        names.forEach(name -> warnings.add("unknown_field: " + name));
        if (more) {
            warnings.add("unknown_field: … and others");
        }
        return warnings;
    }
}
