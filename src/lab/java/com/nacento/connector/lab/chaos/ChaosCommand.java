package com.nacento.connector.lab.chaos;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.nacento.connector.cli.AddedCommand;
import com.nacento.connector.lab.stage.DatabaseOption;
import com.nacento.connector.lab.stage.EmbeddedServers;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nacento chaos}: a fault test, to see for oneself that nothing is lost and nothing doubled. */
@Command(name = "chaos", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Kills, cuts and starves connectors, database, broker and S3 while bulks run, and compares every row with what it "
                + "must be.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all promises were kept", "1:something is lost, doubled, stale or changed: see what is printed",
            "2:wrong option, or this machine cannot run the servers"},
        footerHeading = "%nExamples:%n", footer = {"  ./nacento chaos --short", "  ./nacento chaos --seed 7 --keep"})
public final class ChaosCommand implements AddedCommand {

    @Spec
    private CommandSpec spec;

    @Option(names = "--short", description = "Two to four minutes: 300 products, 3 kills, each other fault once or twice.")
    private boolean brief;

    @Option(names = "--seed", paramLabel = "N", description = "Of all that is left to chance; a run says which it took.")
    private Long seed;

    @Option(names = "--skus", paramLabel = "N", description = "Products, and so SKUs of the first bulk, 10 to 50000 (default: 5000).")
    private Integer skus;

    @Option(names = "--kills", paramLabel = "N", description = "How often a connector is killed while the first bulk runs (default: 20).")
    private Integer kills;

    @Option(names = "--faults", split = ",", paramLabel = "LIST",
            description = "Only these: kill, database, broker, cut, reset, hang, slow, s3-500, s3-503, s3-429, s3-403,"
                    + " s3-keys, s3-silent, s3-garbage, s3-lag, s3-other-etags, read-only, lock, admin-save (default: all).")
    private List<String> faults = List.of();

    @Mixin
    private final DatabaseOption database = new DatabaseOption();

    @Option(names = "--amqp", paramLabel = "URL",
            description = "A RabbitMQ, amqp://user:password@host:port/vhost: its connections are broken, it is not killed. Default: a node"
                    + " of its own if rabbitmq-server is installed, else a RabbitMQ at 127.0.0.1:5672, else an embedded Qpid.")
    private String amqp;

    @Option(names = "--keep", description = "Leave the folder with data and logs in place.")
    private boolean keep;

    private final PrintStream screen = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    @Override
    public Integer call() throws Exception {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        ChaosPlan plan = plan();
        Optional<String> obstacle = EmbeddedServers.whyNot();
        if (obstacle.isPresent()) {
            System.err.println("nacento chaos: " + obstacle.get());
            return ExitCode.USAGE;
        }
        return run(plan, screen, keep) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** The fault test itself; whether all promises were kept. */
    static boolean run(ChaosPlan plan, PrintStream screen, boolean keep) throws Exception {
        screen.println("seed " + plan.seed() + ": " + plan.skus() + " products, " + plan.kills() + " kills in the first bulk, faults "
                + plan.faults());
        try (ChaosStage stage = ChaosStage.open(plan)) {
            screen.println("database: " + plan.database() + ", its own · broker: " + stage.broker().name() + " · S3: a stub · connectors: "
                    + plan.instances() + " · logs: " + stage.workDir());
            try {
                ChaosRun run = new ChaosRun(plan, stage, screen);
                Verdict verdict = run.run();
                print(screen, plan, run, verdict);
                if (keep || !verdict.isGood()) {
                    stage.keepLogs();
                    screen.println("logs, what happened when (faults.txt) and what was asked of wrong products (story.txt) are left in "
                            + stage.workDir());
                }
                return verdict.isGood();
            } catch (Exception failure) {
                stage.keepLogs();
                throw new IllegalStateException(failure.getMessage() + "; the logs are left in " + stage.workDir(), failure);
            }
        }
    }

    private static void print(PrintStream screen, ChaosPlan plan, ChaosRun run, Verdict verdict) throws Exception {
        screen.println();
        table(screen, "fault", "times", run.faults());
        table(screen, "answers", "SKUs or calls", run.answers());
        Map<String, Integer> errors = run.errors();
        if (!errors.isEmpty()) {
            table(screen, "errors in the connectors' logs", "times", errors);
        }
        table(screen, "seed " + plan.seed(), "", verdict.rows());
        verdict.complaints(5).forEach(screen::println);
        screen.println(verdict.isGood() ? "nothing lost, nothing doubled" : "NOT AS IT SHOULD BE");
    }

    private static void table(PrintStream screen, String left, String right, Map<String, ?> rows) {
        screen.println("| " + left + " | " + right + " |");
        screen.println("|---|---|");
        rows.forEach((name, value) -> screen.println("| " + name + " | " + value + " |"));
        screen.println();
    }

    private ChaosPlan plan() {
        Set<Fault> chosen = EnumSet.noneOf(Fault.class);
        for (String name : faults) {
            chosen.add(EnumSet.allOf(Fault.class).stream().filter(fault -> fault.toString().equals(name)).findFirst()
                    .orElseThrow(() -> new ParameterException(spec.commandLine(),
                            "There is no fault " + name + ". There are " + EnumSet.allOf(Fault.class) + ".")));
        }
        if (chosen.isEmpty()) {
            chosen.addAll(EnumSet.allOf(Fault.class));
        }
        long chance = seed == null ? new SecureRandom().nextInt(1_000_000) : seed;
        if (skus != null && (skus < 10 || skus > 50_000)) {
            throw new ParameterException(spec.commandLine(), "--skus may be 10 to 50000.");
        }
        return (brief
                ? ChaosPlan.brief(chance, chosen, amqp, database.product())
                : ChaosPlan.thorough(chance, chosen, amqp, database.product())).with(skus, kills);
    }
}
