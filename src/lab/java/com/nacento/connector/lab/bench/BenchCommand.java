package com.nacento.connector.lab.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.nacento.connector.cli.AddedCommand;
import com.nacento.connector.lab.stage.Catalogue;
import com.nacento.connector.lab.stage.DatabaseOption;
import com.nacento.connector.lab.stage.EmbeddedServers;
import com.sun.management.OperatingSystemMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nacento bench}: how fast the connector is, beside what it replaces and beside what is possible at all. */
@Command(name = "bench", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Measures the connector with servers of its own, beside the PHP module's algorithm and beside the bare database and "
                + "bucket.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:measured", "1:a count was wrong, or the servers did not start",
            "2:wrong option, or this machine cannot run the servers"},
        footerHeading = "%nExamples:%n",
        footer = {"  ./nacento bench --quick", "  ./nacento bench --scenario unchanged async-new --latency 20"})
public final class BenchCommand implements AddedCommand {

    /** The names, as the help lists them. */
    static final class Scenarios implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return BenchPlan.SCENARIOS.iterator();
        }
    }

    @Spec
    private CommandSpec spec;

    @Option(names = "--scenario", arity = "1..*", paramLabel = "NAME", completionCandidates = Scenarios.class,
            description = "Only these: ${COMPLETION-CANDIDATES} (default: all but million).")
    private List<String> scenarios = BenchPlan.USUAL;

    @Option(names = "--latency", split = ",", paramLabel = "MS", description = "Milliseconds by which S3 answers late (default: 0,20).")
    private List<Integer> latencies = List.of(0, 20);

    @Mixin
    private final DatabaseOption database = new DatabaseOption();

    @Option(names = "--errors", paramLabel = "SHARE",
            description = "Share of the connector's requests to S3, 0 to 1, that get 503 SlowDown (default: 0).")
    private double errors;

    @Option(names = "--layout", description = "Where the pictures lie: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
            defaultValue = "DENSE")
    private Catalogue.Layout layout;

    @Option(names = "--heap", paramLabel = "SIZE", description = "The connector's heap, as -Xmx takes it (default: ${DEFAULT-VALUE}).",
            defaultValue = "512m")
    private String heap;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A setting of the connector.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--repetitions", paramLabel = "N", description = "How often everything is measured (default: 3).")
    private Integer repetitions;

    @Option(names = "--quick", description = "Small and only once, to see whether it works: the times mean nothing.")
    private boolean quick;

    @Option(names = "--keep", description = "Leave everything running at the end, for a profiler, until Ctrl-C.")
    private boolean keep;

    @Option(names = "--out", paramLabel = "DIR",
            description = "Where results.json, results.md and the plots go (default: ${DEFAULT-VALUE}).", defaultValue = "bench")
    private Path out;

    private final PrintStream screen = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    /** 0 when everything was measured, 1 when a count was wrong, 2 when this machine cannot run the servers. */
    @Override
    public Integer call() throws Exception {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        BenchPlan plan = plan();
        Optional<String> obstacle = EmbeddedServers.whyNot();
        if (obstacle.isPresent() && System.getenv("NACENTO_TEST_DB_URL") == null) {
            System.err.println("nacento bench: " + obstacle.get());
            return ExitCode.USAGE;
        }
        try (BenchStage stage = BenchStage.open(plan)) {
            return run(plan, stage);
        } catch (IllegalStateException wrong) {
            System.err.println("nacento bench: " + wrong.getMessage());
            return ExitCode.SOFTWARE;
        }
    }

    private int run(BenchPlan plan, BenchStage stage) throws Exception {
        Map<String, String> conditions = conditions(plan, stage);
        conditions.forEach((name, value) -> screen.println(name + ": " + value));
        screen.println("connector: process " + stage.connector().pid() + ", log in " + stage.workDir());
        List<Measurement> measurements;
        try {
            measurements = new Benchmark(plan, stage, screen).run();
        } catch (Exception failure) {
            stage.keepLogs();
            throw new IllegalStateException(failure.getMessage() + "; the logs are kept in " + stage.workDir(), failure);
        }
        Results results = new Results(measurements, plan);
        new ResultFiles(results, measurements, conditions, lookUps()).write(plan.out());
        screen.println("\n" + ResultFiles.table(results.rows()) + "\nwritten: " + plan.out().resolve("results.md")
                + ", results.json and the plots");
        if (keep) {
            screen.println("everything is left running: the connector is process " + stage.connector().pid() + "; Ctrl-C ends it");
            stage.connector().onExit().join();
        }
        return ExitCode.OK;
    }

    private LookUpTable lookUps() {
        return quick ? new LookUpTable(3_000, List.of(20)) : new LookUpTable(300_000, List.of(2_000, 20_000));
    }

    private BenchPlan plan() {
        for (String name : scenarios) {
            if (!BenchPlan.SCENARIOS.contains(name)) {
                throw new ParameterException(spec.commandLine(),
                        "There is no scenario " + name + ". There are " + String.join(", ", BenchPlan.SCENARIOS) + ".");
            }
        }
        BenchPlan.Sizes sizes = quick ? BenchPlan.Sizes.QUICK : BenchPlan.Sizes.FULL;
        return new BenchPlan(new LinkedHashSet<>(scenarios), latencies, errors, repetitions == null ? sizes : sizes.repeated(repetitions),
                layout, heap, settings, out, database.product());
    }

    private Map<String, String> conditions(BenchPlan plan, BenchStage stage) throws Exception {
        var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put("measured", Instant.now().truncatedTo(ChronoUnit.MINUTES).toString());
        conditions.put("machine",
                machine.getAvailableProcessors() + " cores, " + (machine.getTotalMemorySize() >> 30) + " GiB, " + machine.getName()
                        + "; all processes share it");
        conditions.put("java",
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version") + ", connector's heap " + plan.heap());
        conditions.put("database", stage.shop().server());
        conditions.put("broker", stage.broker());
        conditions.put("catalogue", plan.products() + " products, " + Catalogue.IMAGES + " images each, paths "
                + plan.layout().name().toLowerCase(Locale.ROOT));
        conditions.put("errors of S3", Figures.number(100 * plan.errors()) + " %");
        conditions.put("settings", plan.settings().isEmpty() ? "defaults" : plan.settings().toString());
        conditions.put("repetitions", Integer.toString(plan.sizes().repetitions()));
        return conditions;
    }
}
