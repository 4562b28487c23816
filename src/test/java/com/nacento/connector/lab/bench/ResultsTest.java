package com.nacento.connector.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.lab.bench.Measurement.By;
import com.nacento.connector.lab.bench.ResultRow.Bar;
import com.nacento.connector.lab.stage.Catalogue;
import com.nacento.connector.lab.stage.EmbeddedDatabase;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class ResultsTest {

    private static final Map<String, Double> FIGURES = Map.of("reads", 1.0, "writes", 2.0, "commits", 1.0, "cpu", 0.5);
    private static final BenchPlan PLAN = new BenchPlan(Set.of("new"), List.of(0), 0, BenchPlan.Sizes.FULL, Catalogue.Layout.DENSE, "512m",
            Map.of(), Path.of("bench"), EmbeddedDatabase.Product.MARIADB);

    @Test
    void theMedianRepetitionIsComparedWithTheModuleAndTheLimit() {
        ResultRow row = rows(run("new", By.CONNECTOR, 2_000, 1.5), run("new", By.CONNECTOR, 2_000, 1), run("new", By.CONNECTOR, 2_000, 4),
                run("new", By.SEQUENTIAL, 1_000, 5), run("new", By.LIMIT, 2_000, 0.5)).get(0);

        assertThat(List.of(row.median(), row.min(), row.max())).containsExactly(1.5, 1.0, 4.0);
        assertThat(row.timesModule().getAsDouble()).isEqualTo(2_000 / 1.5 / 200);
        assertThat(row.timesLimit()).hasValue(3);
        assertThat(row.bars()).extracting(Bar::text, Bar::met).containsExactly(
                Tuple.tuple("× sequential ≥ 10", false),
                Tuple.tuple("× limit ≤ 1.50", false));
    }

    @Test
    void asyncIsHeldAgainstItsOwnLimit() {
        List<ResultRow> rows = rows(run("async-unchanged", By.CONNECTOR, 20_000, 12), run("async-unchanged", By.LIMIT, 20_000, 10));

        assertThat(rows.get(0).bars()).containsExactly(new Bar("× limit ≤ 1", false));
    }

    @Test
    void aBucketThatIsFarIsHeldAgainstOneThatIsNear() {
        List<ResultRow> rows = rows(new Measurement("heads", 20, By.CONNECTOR, 2_000, 0.8, FIGURES),
                new Measurement("heads", 100, By.CONNECTOR, 2_000, 2, FIGURES));

        assertThat(rows.get(0).bars()).containsExactly(new Bar("SKU/s ≥ 2,000", true));
        assertThat(rows.get(1).bars()).containsExactly(new Bar("× near ≤ 1.50", false));
    }

    @Test
    void aBulkWithRefusedProductsIsHeldAgainstOneWithoutAndWritesALittleLog() {
        Map<String, Double> figures = new HashMap<>(FIGURES);
        figures.put("log KB", 2_000.0);
        List<ResultRow> rows = rows(new Measurement("refused", 0, By.CONNECTOR, 20_000, 12, figures), run("refused", By.LIMIT, 20_000, 10));

        assertThat(rows.get(0).bars()).containsExactly(new Bar("× limit ≤ 1.50", true), new Bar("log KB ≤ 1,024", false));
    }

    @Test
    void growthIsTheSlowestStepBesideTheFastest() {
        List<ResultRow> rows = rows(run("growth-new-1000", By.CONNECTOR, 1_000, 1), run("growth-new-10000", By.CONNECTOR, 10_000, 12),
                run("growth-new-100000", By.CONNECTOR, 100_000, 200));

        assertThat(rows.get(2).bars()).containsExactly(new Bar("slowest step in % of fastest (50) ≥ 80", false));
    }

    @Test
    void theHookIsHeldAgainstWhatAPimWaitsFor() {
        ResultRow row = rows(new Measurement("hook", 0, By.CONNECTOR, 20_000, 12,
                Map.of("reads", 1.0, "writes", 2.0, "commits", 1.0, "cpu", 0.5, "median", 12.0, "p99", 230.0, "refused", 0.0))).get(0);

        assertThat(row.median()).isEqualTo(12);
        assertThat(row.bars()).containsExactly(new Bar("median ms ≤ 50", true), new Bar("p99 ms (230) ≤ 200", false),
                new Bar("refused ≤ 0", true));
    }

    private static List<ResultRow> rows(Measurement... runs) {
        return new Results(List.of(runs), PLAN).rows();
    }

    private static Measurement run(String scenario, By by, int skus, double seconds) {
        return new Measurement(scenario, 0, by, skus, seconds,
                Map.of("reads", 1.0, "writes", 2.0, "commits", 1.0, "cpu", 0.5, "LIST", 60.0));
    }
}
