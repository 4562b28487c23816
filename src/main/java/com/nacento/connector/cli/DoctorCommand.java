package com.nacento.connector.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import com.nacento.connector.config.SettingsInParts;
import com.nacento.connector.doctor.Doctor;
import com.nacento.connector.doctor.Report;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** {@code nacento doctor}: looks at settings, database, bucket and broker, and says what to do about what is wrong. */
@Command(name = "doctor", mixinStandardHelpOptions = true, sortOptions = false,
        description = {
            "Looks at settings, database, bucket and broker without starting the service, and says what to do about what is wrong.",
            "Changes nothing: the one thing it sends is a message that consumers ignore."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing is wrong; what was skipped does not count", "1:at least one check failed", "2:an option is wrong"},
        footerHeading = "%nExamples:%n", footer = {"  ./nacento doctor", "  ./nacento doctor --config /etc/nacento.properties --full",
            "  ./nacento doctor --json | jq '.checks[] | select(.status == \"fail\")'"})
public final class DoctorCommand implements Callable<Integer> {

    private static final Map<String, String> COLOURS = Map.of("ok", "green", "fail", "red,bold", "skipped", "yellow");

    @Option(names = "--json", description = "One JSON document, for programs.")
    private boolean json;

    @Option(names = "--full",
            description = "Also what takes longer on a large shop: the plan of the main statement, twins, a sample of pictures, indexers.")
    private boolean full;

    @Option(names = "--no-publish", description = "Publish no health-check message (mq_publish is skipped).")
    private boolean noPublish;

    @Option(names = "--config", paramLabel = "FILE", description = "Settings; default: application.properties in the working directory.")
    private Path config;

    @Override
    public Integer call() {
        // what the libraries would say of a server that is away stands in the report
        ((LoggerContext) LoggerFactory.getILoggerFactory()).getLoggerList().forEach(logger -> logger.setLevel(Level.OFF));
        Report report = new Doctor(full, !noPublish).examine(SettingsInParts.load(config, System.getenv()));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (json) {
            out.println(report.json());
        } else {
            out.print(report.text((status, sign) -> Ansi.AUTO.string("@|" + COLOURS.get(status.toString()) + " " + sign + "|@")));
        }
        return report.isWell() ? 0 : 1;
    }
}
