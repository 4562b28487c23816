package com.nacento.connector.lab.bench;

import com.nacento.connector.lab.stage.Catalogue;
import com.nacento.connector.lab.stage.EmbeddedDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a benchmark runs, and how often.
 *
 * @param scenarios which of {@link #SCENARIOS}
 * @param latencies milliseconds by which S3 answers late, each with every scenario; growth, million and first run
 *                  without, scale with {@link #FAR}
 * @param errors    share of the connector's requests to S3, 0 to 1, that get 503 SlowDown
 * @param sizes     how many products
 * @param layout    of the bucket
 * @param heap      of the connector, as {@code -Xmx} takes it
 * @param settings  of the connector, beyond those that lead it to its servers
 * @param out       where the results go
 * @param database  the server, if the environment names none
 */
record BenchPlan(Set<String> scenarios, List<Integer> latencies, double errors, Sizes sizes, Catalogue.Layout layout, String heap,
        Map<String, String> settings, Path out, EmbeddedDatabase.Product database) {

    static final List<String> SCENARIOS = List.of("new", "unchanged", "changed", "labels", "replace", "stores", "refused",
            "single", "async-unchanged", "async-new", "hook", "event", "bucket", "growth", "first", "heads", "scale", "million");
    /** Those that run if nobody names any: a million products take a quarter of an hour to be made. */
    static final List<String> USUAL = SCENARIOS.subList(0, SCENARIOS.size() - 1);
    /** In so many bulks a whole large shop is sent. */
    static final int PARTS = 20;

    /** Milliseconds to a bucket so far away that waiting for it is what takes the time: more instances can wait for more. */
    static final int FAR = 200;
    /** Milliseconds to a bucket in the same region, and to one that is not, of {@code heads}. */
    static final int NEAR = 20;
    static final List<Integer> HEAD_LATENCIES = List.of(NEAR, 100);

    /**
     * How many products.
     *
     * @param fresh       of {@code new}, {@code labels}, {@code first}, {@code heads} and {@code scale}
     * @param stored      of {@code unchanged}, {@code changed}, {@code replace}, {@code stores}, {@code refused}, both {@code async-…}, and
     *                    the bulks beside {@code hook}
     * @param overwritten of {@code bucket}: their images are ten thousand
     * @param growth      of the steps of {@code growth}
     * @param million     of {@code million}, in {@link #PARTS} bulks
     * @param instances   of the connector on one queue, the steps of {@code scale}
     * @param sequential  of the sequential algorithm without latency; with it so many that it takes about as long
     * @param calls       of the single endpoint, 50 a second; of the hook four times as many, 200 a second
     * @param warmUp      seconds of work before the first measurement
     * @param repetitions of everything
     */
    record Sizes(int fresh, int stored, int overwritten, List<Integer> growth, int million, List<Integer> instances, int sequential,
            int calls, int warmUp, int repetitions) {

        static final Sizes FULL = new Sizes(2_000, 20_000, 3_334, List.of(1_000, 10_000, 100_000), 999_900,
                List.of(1, 2, 4), 1_000, 500, 60, 3);
        /** For a test of the benchmark itself: the figures mean nothing, the counts are as exact as in a full run. */
        static final Sizes QUICK = new Sizes(300, 600, 200, List.of(50, 100, 200), 400, List.of(1, 2), 20, 25, 0, 1);

        Sizes repeated(int times) {
            return new Sizes(fresh, stored, overwritten, growth, million, instances, sequential, calls, warmUp, times);
        }

        /** Products for the sequential algorithm: two HEADs for each picture wait for S3. */
        int sequential(int latency) {
            return latency == 0 ? sequential : Math.max(2, Math.min(sequential, sequential * 4 / (5 * latency)));
        }
    }

    boolean runs(String scenario) {
        return scenarios.contains(scenario);
    }

    /** The largest number of products that any of the scenarios needs. */
    int products() {
        return Stream.of(Stream.of(sizes.fresh, sizes.stored), runs("growth") ? sizes.growth.stream() : Stream.<Integer>empty(),
                runs("million") ? Stream.of(sizes.million) : Stream.<Integer>empty()).flatMap(each -> each).mapToInt(Integer::intValue)
                .max().orElseThrow();
    }
}
