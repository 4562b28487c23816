package com.nacento.connector.page;

import com.nacento.connector.audit.AuditFinding;
import com.nacento.connector.audit.AuditFinding.Kind;
import com.nacento.connector.audit.AuditProgress;
import com.nacento.connector.audit.AuditReport;
import com.nacento.connector.audit.Audits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** In place of an audit: it finds what it is told to, goes on until it is let through, or fails. */
final class StubAudit implements Audits.Work {

    final List<AuditFinding> findings = new ArrayList<>();
    final List<Boolean> begun = new ArrayList<>();
    final Semaphore ends = new Semaphore(0);
    RuntimeException failure;

    static AuditFinding finding(Kind kind, String sku, String path) {
        return new AuditFinding(kind, true, sku != null, path, sku == null ? null : 7L, sku, 11L, null, null, "HEAD: 404");
    }

    @Override
    public AuditReport run(boolean copies, Consumer<AuditFinding> each, AuditProgress progress) {
        begun.add(copies);
        findings.forEach(each);
        try {
            do {
                progress.at("%,d objects listed", 1_234);
            } while (!ends.tryAcquire(5, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (failure != null) {
            throw failure;
        }
        Map<Kind, AuditReport.Count> counts = Arrays.stream(Kind.values()).collect(Collectors.toMap(kind -> kind, kind -> {
            long all = findings.stream().filter(finding -> finding.kind() == kind).count();
            return new AuditReport.Count(all, 0, all);
        }));
        return new AuditReport(1_000, 2_000, 1_500, 1_990, 20, findings.size(), counts);
    }
}
