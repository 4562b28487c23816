package com.nacento.connector.cli;

import com.nacento.connector.audit.AuditReport;
import com.nacento.connector.audit.AuditReport.Count;
import com.nacento.connector.audit.Finding.Kind;
import java.util.Locale;

/** What an audit has found, counted. */
final class AuditTable {

    private final AuditReport report;

    AuditTable(AuditReport report) {
        this.report = report;
    }

    String text() {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT,
                "%,d products with %,d images; %,d objects and %,d resized copies in the bucket; %,d asked for one by one%n%n",
                report.products(), report.images(), report.objects(), report.copies(), report.questions()));
        String row = "%-16s  %10s  %10s  %s%n";
        text.append(String.format(Locale.ROOT, row, "KIND", "FOUND", "BROUGHT", "WHAT"));
        for (Kind kind : Kind.values()) {
            Count count = report.counts().get(kind);
            text.append(String.format(Locale.ROOT, row, kind.code(), number(count.all()), number(count.brought()),
                    kind.words() + (count.unconfirmed() == 0
                            ? ""
                            : String.format(Locale.ROOT, " (%,d only by the listing: --heads asks for more)", count.unconfirmed()))));
        }
        return text.toString();
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
