package com.nacento.connector.audit;

import com.nacento.connector.audit.AuditFinding.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** Counts what is found, and hands it on, one by one. */
final class Findings implements Consumer<AuditFinding> {

    private final Consumer<AuditFinding> next;
    private final Map<Kind, AuditReport.Count> counts = new EnumMap<>(Kind.class);

    Findings(Consumer<AuditFinding> next) {
        this.next = next;
        for (Kind kind : Kind.values()) {
            counts.put(kind, AuditReport.Count.NONE);
        }
    }

    @Override
    public void accept(AuditFinding finding) {
        counts.computeIfPresent(finding.kind(), (kind, count) -> count.and(finding));
        next.accept(finding);
    }

    Map<Kind, AuditReport.Count> counts() {
        return counts;
    }
}
