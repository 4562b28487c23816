package com.nacento.connector.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.lab.bench.Measurement.By;
import com.nacento.connector.lab.stage.Catalogue;
import com.nacento.connector.lab.stage.EmbeddedDatabase;
import com.nacento.connector.lab.stage.EmbeddedServers;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark, run small. It checks stats and tables of every run by itself; how long anything takes does not matter here. */
class BenchTest {

    private static final int STORED = 200;

    @TempDir
    private static Path out;
    private static BenchPlan plan;
    private static List<Measurement> measurements;

    @BeforeAll
    static void runItOnce() throws Exception {
        assumeTrue(System.getenv("NACENTO_TEST_DB_URL") != null || EmbeddedServers.fit(), () -> EmbeddedServers.whyNot().orElseThrow());
        plan = new BenchPlan(new LinkedHashSet<>(BenchPlan.SCENARIOS), List.of(1), 0,
                new BenchPlan.Sizes(20, STORED, 30, List.of(10, 20), 40, List.of(1, 2), 10, 5, 0, 1),
                Catalogue.Layout.DENSE, "256m", Map.of(), out, EmbeddedDatabase.Product.ofTests());
        try (BenchStage stage = BenchStage.open(plan)) {
            measurements = new Benchmark(plan, stage, new PrintStream(OutputStream.nullOutputStream())).run();
        }
    }

    @Test
    void everyScenarioIsMeasured() {
        assertThat(measurements).filteredOn(run -> run.by() == By.CONNECTOR).extracting(Measurement::scenario).containsExactly("new",
                "unchanged", "changed",
                "labels", "replace", "stores", "refused", "single", "async-unchanged", "async-new", "hook", "event", "bucket",
                "growth-new-10",
                "growth-unchanged-10",
                "growth-new-20",
                "growth-unchanged-20", "million-unchanged", "million-async-unchanged", "first-new", "first-unchanged", "heads", "heads",
                "scale-1", "scale-2");
        assertThat(measurements).filteredOn(run -> run.by() == By.LIMIT).extracting(Measurement::scenario).containsExactly("new",
                "unchanged", "changed", "labels", "replace", "stores", "refused",
                "async-unchanged", "async-new", "bucket", "first-new", "first-unchanged");
        assertThat(measurements).filteredOn(run -> run.by() == By.SEQUENTIAL).extracting(Measurement::scenario).containsExactly("new",
                "unchanged", "million-unchanged");
    }

    @Test
    void theModuleAsksTwiceForEachPictureAndTheLimitListsThem() {
        Measurement module = run("unchanged", By.SEQUENTIAL);
        assertThat(module.figures()).containsEntry("HEAD", 2.0 * Catalogue.IMAGES * module.skus()).doesNotContainKey("LIST");
        assertThat(run("unchanged", By.LIMIT).figures()).containsEntry("LIST", 1.0).doesNotContainKey("HEAD");
    }

    @Test
    void theConnectorAsksForEachPictureAtMostOnce() {
        assertThat(measurements).filteredOn(run -> run.by() == By.CONNECTOR)
                .allSatisfy(run -> assertThat(run.figures().getOrDefault("HEAD", 0.0) + run.figures().getOrDefault("LIST", 0.0))
                        .isBetween(1.0, 3.0 * run.skus()));
    }

    @Test
    void instancesAreComparedWhereTheyWaitForTheBucket() {
        assertThat(measurements).filteredOn(run -> run.scenario().startsWith("scale-")).hasSize(2).allSatisfy(
                run -> assertThat(run.figures()).containsEntry("HEAD", (double) Catalogue.IMAGES * run.skus()).doesNotContainKey("LIST"));
    }

    @Test
    void theConnectorWritesAChunkInOneTransactionAndNothingThatIsUnchanged() {
        assumeTrue(System.getenv("NACENTO_TEST_DB_URL") == null, "the statements of others would be counted");
        // beside it, now and then, the look for bulks that a dead process has left behind, which is a transaction too, and claims by an
        // UPDATE
        assertThat(run("new", By.CONNECTOR).figures().get("commits")).isBetween(1.0, 2.0);
        assertThat(run("unchanged", By.CONNECTOR).figures().get("commits")).isLessThanOrEqualTo(1.0);
        assertThat(run("unchanged", By.CONNECTOR).figures().get("writes")).isLessThanOrEqualTo(1.0);
    }

    @Test
    void theResultsAreWrittenDown() throws Exception {
        new ResultFiles(new Results(measurements, plan), measurements, Map.of("machine", "any"), new LookUpTable(3_000, List.of(20)))
                .write(out);

        assertThat(out.toFile().list()).contains("results.json", "results.md", "scenarios.svg", "growth.svg");
        assertThat(new ObjectMapper().readTree(out.resolve("results.json").toFile()).path("results")).hasSize(25);
        assertThat(Files.readString(out.resolve("results.md"))).contains("| async-unchanged ").contains("- machine: any")
                .contains("| `/h/05/0000105_0.jpg` | 20 | in a row | ");
        assertThat(Files.readString(out.resolve("scenarios.svg"))).startsWith("<svg").endsWith("</svg>\n");
    }

    private static Measurement run(String scenario, By by) {
        return measurements.stream().filter(run -> run.scenario().equals(scenario) && run.by() == by).findFirst().orElseThrow();
    }
}
