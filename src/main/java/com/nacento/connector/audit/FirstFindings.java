package com.nacento.connector.audit;

import com.nacento.connector.audit.Finding.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The first findings of each kind, as many as can be looked at. */
final class FirstFindings implements Consumer<Finding> {

    private static final int MOST_OF_A_KIND = 100;

    private final Map<Kind, List<Finding>> kept = new EnumMap<>(Kind.class);

    @Override
    public void accept(Finding finding) {
        List<Finding> ofItsKind = kept.computeIfAbsent(finding.kind(), kind -> new ArrayList<>());
        if (ofItsKind.size() < MOST_OF_A_KIND) {
            ofItsKind.add(finding);
        }
    }

    /** Kind by kind, in their order. */
    List<Finding> all() {
        return kept.values().stream().flatMap(List::stream).toList();
    }
}
