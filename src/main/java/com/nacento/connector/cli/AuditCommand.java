package com.nacento.connector.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import com.nacento.connector.audit.Audit;
import com.nacento.connector.audit.AuditReport;

import com.nacento.connector.audit.FindingFile;
import com.nacento.connector.config.SettingsInParts;
import com.nacento.connector.failure.Outage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
            "Reads only: an account that may only SELECT and keys that may only list and read are enough."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing was found", "1:something was found", "2:wrong option or setting, or database or bucket are away or refuse"},
        footerHeading = "%nExamples:%n",
        footer = {"  ./nacento audit", "  ./nacento audit --csv findings.csv --config /etc/nacento.properties",
            "  ./nacento audit --without-copies --csv findings.csv"})
public final class AuditCommand implements Callable<Integer> {

    @Option(names = "--csv", paramLabel = "FILE", description = "Everything that is found, a line each; a file that is there is written anew.")
    private Path csv;

    @Option(names = "--without-copies", description = "Do not list the resized copies in cache/, of which there may be twenty for each picture.")
    private boolean withoutCopies;

    @Option(names = "--heads", paramLabel = "COUNT", defaultValue = "100000",
            description = "So many objects that the listing does not show, or shows with another ETag, are asked for one by one; what is "
                    + "beyond that is counted as not confirmed. Default: ${DEFAULT-VALUE}.")
    private int heads;

    @Mixin
    private ConfigFile config;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (heads < 0) {
            throw new ParameterException(spec.commandLine(), "--heads must be a number from 0.");
        }
        ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("com.zaxxer.hikari").setLevel(Level.OFF);
        SettingsInParts settings = config.settings();
        Audit audit = new Audit(settings.database().required(), settings.storage().required(), !withoutCopies, heads, this::tell);
        try (FindingFile file = csv == null ? FindingFile.NONE : FindingFile.at(csv)) {
            AuditReport report = audit.run(file);
            out().print(new AuditTable(report).text());
            if (csv != null) {
                out().println("All findings: " + csv);
            }
            out().flush();
            return report.isClean() ? 0 : 1;
        } catch (Outage e) {
            // 1 would say that something was found
            spec.commandLine().getErr().println(settings.masked(e.getMessage()));
            return 2;
        }
    }

    private void tell(String text) {
        spec.commandLine().getErr().println(text);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
