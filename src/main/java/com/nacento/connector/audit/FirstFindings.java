package com.nacento.connector.audit;

import com.nacento.connector.audit.AuditFinding.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The first findings of each kind, as many as can be looked at. */
final class FirstFindings implements Consumer<AuditFinding> {

    private static final int MOST_OF_A_KIND = 100;

    private final Map<Kind, List<AuditFinding>> kept = new EnumMap<>(Kind.class);

    @Override
    public void accept(AuditFinding finding) {
        List<AuditFinding> ofItsKind = kept.computeIfAbsent(finding.kind(), kind -> new ArrayList<>());
        if (ofItsKind.size() < MOST_OF_A_KIND) {
            ofItsKind.add(finding);
        }
    }

    /** Kind by kind, in their order. */
    List<AuditFinding> all() {
        return kept.values().stream().flatMap(List::stream).toList();
    }
}
