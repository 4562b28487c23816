package com.nacento.connector.audit;

import com.nacento.connector.audit.Finding.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** Counts what is found, and hands it on, one by one. */
final class Findings implements Consumer<Finding> {

    private final Consumer<Finding> next;
    private final Map<Kind, AuditReport.Count> counts = new EnumMap<>(Kind.class);

    Findings(Consumer<Finding> next) {
        this.next = next;
        for (Kind kind : Kind.values()) {
            counts.put(kind, AuditReport.Count.NONE);
        }
    }

    @Override
    public void accept(Finding finding) {
        counts.computeIfPresent(finding.kind(), (kind, count) -> count.and(finding));
        next.accept(finding);
    }

    Map<Kind, AuditReport.Count> counts() {
        return counts;
    }
}
