package com.nacento.connector.lab.demo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.nacento.connector.cli.AddedCommand;
import com.nacento.connector.lab.stage.DatabaseOption;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nacento demo}: everything on this machine, nothing installed, nothing left behind. */
@Command(name = "demo", mixinStandardHelpOptions = true,
        description = "Starts a small Magento shop with real pictures and everything around it, and shows the connector at work.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every step gave what it should", "1:one did not, or the servers did not start",
            "2:wrong option, or this machine cannot run the servers"},
        footerHeading = "%nExamples:%n", footer = {"  ./nacento demo", "  ./nacento demo --exit"})
public final class DemoCommand implements AddedCommand {

    @Mixin
    private final DatabaseOption database = new DatabaseOption();

    @Option(names = "--exit", description = "End after the last step; exit code 0 only if every step gave what it should.")
    private boolean exit;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    /** 0 when every step gave what it should, 1 when one did not, 2 when this machine cannot run the servers. */
    @Override
    public Integer call() throws Exception {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        Optional<String> obstacle = DemoStage.obstacle(System.getenv());
        if (obstacle.isPresent()) {
            System.err.println("nacento demo: " + obstacle.get());
            return ExitCode.USAGE;
        }
        out.println("""
                This starts a Magento database, a message broker and an S3 server on free ports, then the connector.
                It sends galleries in all three ways, changes one picture, sends again, and shows what was written
                and what the shop forgets by it. Then a gallery follows the PIM: one picture is replaced, one goes,
                an admin's stays; and a PIM speaks for itself.""");
        DemoScreen screen = new DemoScreen(out);
        try (DemoStage stage = DemoStage.open(database.product(), screen)) {
            DemoChecks checks = new DemoStory(stage, screen).tell();
            boolean good = report(checks, stage);
            if (!exit) {
                return stayUp(stage);
            }
            return good ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (CompletionException | IllegalStateException failure) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            out.println();
            out.println("The demo could not go on: " + cause.getMessage());
            return ExitCode.SOFTWARE;
        }
    }

    private boolean report(DemoChecks checks, DemoStage stage) {
        out.println();
        if (checks.failed().isEmpty()) {
            out.println("Every step gave what it should (" + checks.count() + " checks).");
            return true;
        }
        out.println("NOT as it should be:");
        checks.failed().forEach(failure -> out.println("   " + failure));
        stage.keepLogs();
        out.println("The logs are kept in " + stage.workDir());
        return false;
    }

    private int stayUp(DemoStage stage) throws InterruptedException {
        out.println();
        out.println("The shop stays open until Ctrl-C, which removes everything. Open the page, or paste this line into another terminal,");
        out.println("in the same folder, and then the calls of README.md:");
        out.println();
        out.println(stage.export());
        out.println();
        stage.whereToLook().forEach(line -> out.println("   " + line));
        while (stage.connectorIsAlive()) {
            Thread.sleep(500);
        }
        if (stage.isEnding()) {
            return ExitCode.OK;
        }
        stage.keepLogs();
        out.println("The connector has ended by itself, its log is in " + stage.workDir());
        return ExitCode.SOFTWARE;
    }
}
