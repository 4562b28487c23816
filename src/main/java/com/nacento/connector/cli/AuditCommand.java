package com.nacento.connector.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import com.nacento.connector.audit.Audit;
import com.nacento.connector.audit.AuditFailure;
import com.nacento.connector.audit.AuditProgress;
import com.nacento.connector.audit.AuditReport;
import com.nacento.connector.audit.AuditTerms;
import com.nacento.connector.audit.FindingFile;
import com.nacento.connector.audit.Repair;
import com.nacento.connector.config.DatabaseSettings;
import com.nacento.connector.config.SettingsInParts;
import com.nacento.connector.config.StorageSettings;
import com.nacento.connector.failure.Excerpt;
import com.nacento.connector.gallery.GalleryChange;
import com.nacento.connector.gallery.Refreshes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nacento audit}: the whole gallery against the whole bucket. */
@Command(name = "audit", mixinStandardHelpOptions = true, sortOptions = false,
        description = {
            "Holds the whole gallery against the whole bucket: missing objects, broken roles, twins, ETags that differ, gallery rows and "
                    + "objects that nobody links, resized copies of what is gone.",
            "Reads only, without --apply: an account that may only SELECT and keys that may only list and read are enough."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing was found", "1:something was found",
            "2:wrong option or setting, or database or bucket are away or refuse"},
        footerHeading = "%nExamples:%n",
        footer = {"  ./nacento audit", "  ./nacento audit --csv findings.csv --config /etc/nacento.properties",
            "  ./nacento audit --without-copies --fix --only twins,roles", "  ./nacento audit --fix --apply"})
public final class AuditCommand implements Callable<Integer> {

    private static final int MOST_SHOWN = 50;
    private static final int LONGEST = 64;

    @Option(names = "--csv", paramLabel = "FILE",
            description = "Everything that is found, a line each; a file that is there is written anew.")
    private Path csv;

    @Option(names = "--without-copies",
            description = "Do not list the resized copies in cache/, of which there may be twenty for each picture.")
    private boolean withoutCopies;

    @Option(names = "--heads", paramLabel = "COUNT", defaultValue = "" + AuditTerms.QUESTIONS,
            description = "So many objects that the listing does not show, or shows with another ETag, are asked for one by one; what is "
                    + "beyond that is counted as not confirmed. Default: ${DEFAULT-VALUE}.")
    private int heads;

    @Option(names = "--fix",
            description = "Show what would put twins, roles and images without an object right, of those that requests have "
                    + "brought; nothing else is ever touched. Nothing is written without --apply.")
    private boolean fix;

    @Option(names = "--apply", description = "With --fix: do it, some dozen products at a time, decided once more under their lock.")
    private boolean apply;

    @Option(names = "--only", paramLabel = "WHAT", split = ",",
            description = "With --fix: only this, of twins, roles, dead-links (images whose object is missing are taken off their "
                    + "product).")
    private Set<Repair.What> only = EnumSet.allOf(Repair.What.class);

    @Option(names = "--max-removals", paramLabel = "PERCENT",
            description = "With --fix: nothing is done if more of a hundred images that requests have brought have no object. "
                    + "Default: nacento.gallery.max-removals.")
    private Integer maxRemovals;

    @Mixin
    private ConfigFile config;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (heads < 0) {
            throw new ParameterException(spec.commandLine(), "--heads must be a number from 0.");
        }
        if (!fix && (apply || maxRemovals != null || spec.commandLine().getParseResult().hasMatchedOption("--only"))) {
            throw new ParameterException(spec.commandLine(), "--apply, --only and --max-removals say how to fix: say --fix, too.");
        }
        if (maxRemovals != null && (maxRemovals < 0 || maxRemovals > 100)) {
            throw new ParameterException(spec.commandLine(), "--max-removals must be from 0 to 100.");
        }
        ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("com.zaxxer.hikari").setLevel(Level.OFF);
        SettingsInParts settings = config.settings();
        DatabaseSettings database = settings.database().required();
        StorageSettings storage = settings.storage().required();
        Set<Repair.What> wanted = fix ? only : Set.of();
        try (Repair repair = new Repair(database, storage, refreshes(settings), wanted);
                FindingFile file = csv == null ? FindingFile.NONE : FindingFile.at(csv)) {
            AuditProgress progress = AuditProgress.everyFewSeconds(this::tell);
            AuditReport report = new Audit(database, storage, AuditTerms.alone(!withoutCopies, heads), progress).run(finding -> {
                file.accept(finding);
                repair.accept(finding);
            });
            out().print(new AuditTable(report).text());
            if (csv != null) {
                out().println("All findings: " + csv);
            }
            if (fix) {
                fix(repair, report, maxRemovals == null ? settings.gallery().required().maxRemovals() : maxRemovals);
            }
            out().flush();
            return report.isClean() ? 0 : 1;
        } catch (IOException e) {
            return broken("The file " + csv + " cannot be written: " + e);
        } catch (RuntimeException e) {
            return broken(settings.masked(AuditFailure.words(e).orElseThrow(() -> e)));
        }
    }

    /** Not 1, which would say that something was found. */
    private int broken(String why) {
        out().flush();
        spec.commandLine().getErr().println(why);
        return 2;
    }

    private void fix(Repair repair, AuditReport report, int percent) {
        out().println();
        if (repair.isTooMuch(report, percent)) {
            out().printf(Locale.ROOT,
                    "Nothing is put right: %,d of the %,d images that requests have brought have no object, more than %d %%. "
                            + "Look whether this is the right bucket and all of it is there; --max-removals allows more, --only twins "
                            + "leaves out what is told by the bucket.%n",
                    repair.missing(), report.brought(), percent);
            return;
        }
        AtomicLong shown = new AtomicLong();
        Repair.Outcome outcome = repair.run(apply, (sku, change) -> {
            if (shown.incrementAndGet() <= MOST_SHOWN) {
                out().println(line(sku, change));
            }
        });
        if (shown.get() > MOST_SHOWN) {
            out().printf(Locale.ROOT, "and %,d more%n", shown.get() - MOST_SHOWN);
        }
        out().printf(Locale.ROOT, "%s: %,d changes of %,d products%n", apply ? "Put right" : "To be put right, with --apply",
                outcome.changes(),
                outcome.products());
        if (outcome.held() > 0) {
            out().printf(Locale.ROOT, "%,d products were held by somebody else: run it once more%n", outcome.held());
        }
        if (outcome.left() > 0) {
            out().printf(Locale.ROOT, "%,d products need a row of their own for a path that others share: a sync makes it%n",
                    outcome.left());
        }
    }

    private static String line(String sku, GalleryChange change) {
        return String.join("  ", Excerpt.of(Objects.toString(sku, "-"), LONGEST), change.image(), change.field(), change.store(),
                value(change.from()) + " → " + value(change.to()));
    }

    private static String value(Object value) {
        return value == null
                ? "-"
                : value instanceof String || value instanceof Number ? Excerpt.of(value.toString(), LONGEST) : "an image";
    }

    /** As the service would; a shop without caches of its own has nothing to forget. */
    private static Refreshes refreshes(SettingsInParts settings) {
        return settings.refresh().settings()
                .map(refresh -> new Refreshes(refresh.purgesPages(), refresh.looksAtReplacedImages(), refresh.looksAtNewImages()))
                .orElse(Refreshes.NONE);
    }

    private void tell(String text) {
        spec.commandLine().getErr().println(text);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
