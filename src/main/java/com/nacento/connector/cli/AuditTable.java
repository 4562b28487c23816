package com.nacento.connector.cli;

import com.nacento.connector.audit.AuditReport;
import java.util.Locale;

/** What an audit has found, counted. */
final class AuditTable {

    private static final String ROW = "%-16s  %10s  %10s  %s%n";

    private final AuditReport report;

    AuditTable(AuditReport report) {
        this.report = report;
    }

    String text() {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%s%n%n", report.summary()));
        text.append(String.format(Locale.ROOT, ROW, "KIND", "FOUND", "BROUGHT", "WHAT"));
        report.rows().forEach(row -> text.append(
                String.format(Locale.ROOT, ROW, row.kind().code(), number(row.found()), number(row.brought()), row.what())));
        return text.toString();
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
