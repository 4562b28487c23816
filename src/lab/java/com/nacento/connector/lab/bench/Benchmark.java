package com.nacento.connector.lab.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.nacento.connector.lab.bench.Measurement.By;
import com.nacento.connector.lab.bench.Work.Kind;
import com.nacento.connector.lab.stage.Catalogue;
import com.nacento.connector.lab.stage.RepeatedLook;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Runs the scenarios in turn, as often as the plan says, so that whatever disturbs the machine meets all of them. What each run did
 * to bucket and tables is looked at, and a wrong count ends the benchmark: a fast wrong answer is none.
 */
final class Benchmark {

    private static final RepeatedLook WORKED_OFF = new RepeatedLook(Duration.ofHours(1), Duration.ofMillis(50));

    private static final int COMPLETE = 1;
    /** As many as Akeneo puts into one call. */
    private static final int EVENT_PRODUCTS = 10;
    private static final int HOOK_CALLS = 4;
    private static final int HEADS_WARM_UP = 10;
    /** What takes events runs only beside bulks, and a small part of the time: it takes some rounds until it is compiled. */
    private static final int HOOK_WARM_UP = 5;

    private final BenchPlan plan;
    private final BenchStage stage;
    private final PrintStream out;
    private PimClient pim;
    private final List<Measurement> measurements = new ArrayList<>();
    private final Map<Work, byte[]> bodies = new LinkedHashMap<>();
    private int version;
    private boolean quiet;

    Benchmark(BenchPlan plan, BenchStage stage, PrintStream out) {
        this.plan = plan;
        this.stage = stage;
        this.out = out;
        this.pim = stage.pim();
    }

    /** One way of doing a work; gives what it counted, and {@code seconds} if it does not take the whole of its time. */
    private interface Doing {
        Map<String, Double> run(Work work) throws Exception;
    }

    /**
     * Warms up, measures, and gives what was measured.
     *
     * @throws IllegalStateException if an answer or a table is not what it should be
     */
    List<Measurement> run() throws Exception {
        try (SequentialModule sequential = new SequentialModule(stage.catalogue(), stage.client(), stage.shop());
                BareLimit limit = new BareLimit(stage.catalogue(), stage.client(), stage.shop())) {
            warmUp(sequential, limit);
            for (int repetition = 1; repetition <= plan.sizes().repetitions(); repetition++) {
                out.println("repetition " + repetition + " of " + plan.sizes().repetitions());
                for (int latency : plan.latencies()) {
                    repeat(latency, sequential, limit);
                }
                if (plan.runs("growth")) {
                    grow();
                }
            }
        }
        if (plan.runs("million")) {
            try (SequentialModule sequential = new SequentialModule(stage.catalogue(), stage.client(), stage.shop())) {
                million(sequential);
            }
        }
        if (plan.runs("first")) {
            first();
        }
        if (plan.runs("heads")) {
            heads();
        }
        if (plan.runs("scale")) {
            scale();
        }
        return measurements;
    }

    /** The connector's work is what counts for the seconds; the others are compiled along the way. */
    private void warmUp(SequentialModule sequential, BareLimit limit) throws Exception {
        quiet = true;
        int few = Math.min(500, plan.sizes().fresh());
        int many = Math.min(5_000, plan.sizes().stored());
        double worked = 0;
        for (int round = 0; worked < plan.sizes().warmUp(); round++) {
            int before = measurements.size();
            measure("warm-up", 0, By.CONNECTOR, new Work(Kind.NEW, few), this::sync);
            measure("warm-up", 0, By.CONNECTOR, new Work(Kind.UNCHANGED, many), this::sync);
            measure("warm-up", 0, By.CONNECTOR, new Work(Kind.LABELS, few), this::sync);
            measure("warm-up", 0, By.CONNECTOR, new Work(Kind.NEW, few), this::async);
            measure("warm-up", 0, By.CONNECTOR, new Work(Kind.UNCHANGED, many), this::async);
            // what only one scenario does is compiled as well before it counts
            for (Work rare : rare(few)) {
                measure("warm-up", 0, By.CONNECTOR, rare, this::sync);
                if (round < 4) {
                    measure("warm-up", 0, By.LIMIT, rare, limit::run);
                }
            }
            worked += measurements.subList(before, measurements.size()).stream().mapToDouble(Measurement::seconds).sum();
            if (round < 4) {
                measure("warm-up", 0, By.LIMIT, new Work(Kind.NEW, few), limit::run);
                measure("warm-up", 0, By.LIMIT, new Work(Kind.UNCHANGED, many), limit::run);
                measure("warm-up", 0, By.SEQUENTIAL, new Work(Kind.NEW, few / 2), work -> sequential(sequential, work));
            }
        }
        if (plan.runs("hook") && plan.sizes().warmUp() > 0) {
            for (int round = 0; round < HOOK_WARM_UP; round++) {
                measure("warm-up", 0, By.CONNECTOR, new Work(Kind.UNCHANGED, many), this::hooked);
            }
        }
        if (plan.runs("bucket") && plan.sizes().warmUp() > 0) {
            for (int round = 0; round < HOOK_WARM_UP; round++) {
                measure("warm-up", 0, By.CONNECTOR, new Work(Kind.OVERWRITTEN, few), this::overwritten);
            }
        }
        out.printf(Locale.ROOT, "warmed up: %.1f s of work%n", worked);
        measurements.clear();
        quiet = false;
    }

    private List<Work> rare(int skus) {
        return Stream.of(Kind.REPLACE, Kind.STORES).filter(kind -> plan.runs(kind.name().toLowerCase(Locale.ROOT)))
                .map(kind -> new Work(kind, skus)).toList();
    }

    private void repeat(int latency, SequentialModule sequential, BareLimit limit) throws Exception {
        Map<String, Work> bulks = new LinkedHashMap<>();
        bulks.put("new", new Work(Kind.NEW, plan.sizes().fresh()));
        bulks.put("unchanged", new Work(Kind.UNCHANGED, plan.sizes().stored()));
        bulks.put("changed", new Work(Kind.CHANGED, plan.sizes().stored()));
        bulks.put("labels", new Work(Kind.LABELS, plan.sizes().fresh()));
        bulks.put("replace", new Work(Kind.REPLACE, plan.sizes().stored()));
        bulks.put("stores", new Work(Kind.STORES, plan.sizes().stored()));
        for (Map.Entry<String, Work> bulk : bulks.entrySet()) {
            if (plan.runs(bulk.getKey())) {
                measure(bulk.getKey(), latency, By.CONNECTOR, bulk.getValue(), this::sync);
                measure(bulk.getKey(), latency, By.LIMIT, bulk.getValue(), limit::run);
                Kind kind = bulk.getValue().kind();
                if (kind == Kind.NEW || kind == Kind.UNCHANGED) {
                    measure(bulk.getKey(), latency, By.SEQUENTIAL, new Work(kind, plan.sizes().sequential(latency)),
                            work -> sequential(sequential, work));
                }
            }
        }
        if (plan.runs("refused")) {
            measure("refused", latency, By.CONNECTOR, new Work(Kind.REFUSED, plan.sizes().stored()), this::refused);
            // as fast as it could be is as fast as it is when nothing is refused
            measure("refused", latency, By.LIMIT, new Work(Kind.NEW, plan.sizes().stored()), this::sync);
        }
        if (plan.runs("single")) {
            measure("single", latency, By.CONNECTOR, new Work(Kind.UNCHANGED, plan.sizes().calls()),
                    work -> single().run(work.skus()));
        }
        if (plan.runs("async-unchanged")) {
            measure("async-unchanged", latency, By.CONNECTOR, new Work(Kind.UNCHANGED, plan.sizes().stored()), this::async);
            measure("async-unchanged", latency, By.LIMIT, new Work(Kind.UNCHANGED, plan.sizes().stored()), work -> queued(limit, work));
        }
        if (plan.runs("async-new")) {
            measure("async-new", latency, By.CONNECTOR, new Work(Kind.NEW, plan.sizes().stored()), this::async);
            measure("async-new", latency, By.LIMIT, new Work(Kind.NEW, plan.sizes().stored()), work -> queued(limit, work));
        }
        if (plan.runs("hook")) {
            measure("hook", latency, By.CONNECTOR, new Work(Kind.UNCHANGED, plan.sizes().stored()), this::hooked);
        }
        if (plan.runs("event")) {
            measure("event", latency, By.CONNECTOR, new Work(Kind.NEW, EVENT_PRODUCTS), this::event);
        }
        if (plan.runs("bucket")) {
            Work work = new Work(Kind.OVERWRITTEN, plan.sizes().overwritten());
            measure("bucket", latency, By.CONNECTOR, work, this::overwritten);
            // what the bucket tells, a bulk finds out by itself
            measure("bucket", latency, By.LIMIT, work, this::sync);
        }
    }

    private PacedCalls single() {
        return new PacedCalls(50, call -> pim.postLater(Catalogue.sku(call + 1), stage.catalogue().single(call + 1)),
                (status, body) -> status == 200 && body.contains("\"skipped_no_change\":" + Catalogue.IMAGES));
    }

    /** Signed events at 200 a second, of products that are as they say, while bulks of all products run one after the other. */
    private Map<String, Double> hooked(Work work) throws Exception {
        int calls = HOOK_CALLS * plan.sizes().calls();
        long before = stage.shop().operations(COMPLETE);
        AtomicBoolean told = new AtomicBoolean();
        CompletableFuture<Integer> bulks = CompletableFuture.supplyAsync(() -> {
            int done = 0;
            do {
                bulk(work);
                done++;
            } while (!told.get());
            return done;
        });
        Map<String, Double> figures;
        try {
            figures = new TreeMap<>(new PacedCalls(200,
                    call -> pim.tellLater(BenchSource.event(stage.catalogue(), 1 + call % work.skus(), 1, null)),
                    (status, body) -> status == 200 || status == PacedCalls.TOO_MANY).run(calls));
        } finally {
            told.set(true);
        }
        figures.put("bulks beside", (double) bulks.join());
        long taken = calls - figures.get("refused").longValue();
        WORKED_OFF.until(() -> stage.shop().operations(COMPLETE) - before >= taken && !stage.shop().hasOpenOperations());
        // as many as events that were taken: one whose confirm never came would be published twice
        figures.put("operations", (double) (stage.shop().operations(COMPLETE) - before));
        stage.shop().changed();
        return figures;
    }

    private void bulk(Work work) {
        try {
            check("stats.ok", work.skus(), PimClient.stats(pim.post(PimClient.BULK, body(work))).path("ok").asLong());
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException("the bulk beside the hook failed", failure);
        }
    }

    /** From the sending of an event until all that it names is in the tables. */
    private Map<String, Double> event(Work work) throws Exception {
        stage.shop().changed();
        long before = stage.shop().operations(COMPLETE);
        long start = System.nanoTime();
        byte[] event = BenchSource.event(stage.catalogue(), 1, work.skus(), "Named in the PIM");
        check("status of the hook", 200, pim.tellLater(event).join().statusCode());
        WORKED_OFF.until(() -> stage.shop().operations(COMPLETE) - before >= work.skus());
        double seconds = (System.nanoTime() - start) / 1e9;
        check("operations of the event", work.skus(), stage.shop().operations(COMPLETE) - before);
        return Map.of("seconds", seconds);
    }

    /** From the first event of many overwritten pictures until all their ETags are in the tables. */
    private Map<String, Double> overwritten(Work work) throws Exception {
        stage.shop().changed();
        List<byte[]> events = BenchSource.overwritten(stage.catalogue(), work.skus(), version);
        long start = System.nanoTime();
        stage.tellOfObjects(events);
        WORKED_OFF.until(() -> stage.shop().overwritten(work.skus()) >= work.images());
        return Map.of("seconds", (System.nanoTime() - start) / 1e9);
    }

    private void grow() throws Exception {
        for (int skus : plan.sizes().growth()) {
            measure("growth-new-" + skus, 0, By.CONNECTOR, new Work(Kind.NEW, skus), this::sync);
            measure("growth-unchanged-" + skus, 0, By.CONNECTOR, new Work(Kind.UNCHANGED, skus), this::sync);
        }
    }

    /** All products of a very large shop, one bulk after the other and through the queue, once. */
    private void million(SequentialModule sequential) throws Exception {
        Work work = new Work(Kind.UNCHANGED, plan.sizes().million());
        measure("million-unchanged", 0, By.CONNECTOR, work, this::syncInParts);
        measure("million-async-unchanged", 0, By.CONNECTOR, work, this::asyncInParts);
        measure("million-unchanged", 0, By.SEQUENTIAL, new Work(Kind.UNCHANGED, plan.sizes().sequential()),
                some -> sequential(sequential, some));
    }

    private Map<String, Double> syncInParts(Work work) throws Exception {
        double seconds = 0;
        for (int part = 0; part < BenchPlan.PARTS; part++) {
            byte[] body = part(work, part);
            long start = System.nanoTime();
            check("stats.skipped_no_change", work.images() / BenchPlan.PARTS,
                    PimClient.stats(pim.post(PimClient.BULK, body)).path("skipped_no_change").asLong());
            seconds += (System.nanoTime() - start) / 1e9;
        }
        return Map.of("seconds", seconds, "peak MB", stage.connectorPeak());
    }

    /** All are sent one after the other, while the first are worked on. */
    private Map<String, Double> asyncInParts(Work work) throws Exception {
        stage.shop().changed();
        long before = stage.shop().operations(COMPLETE);
        long start = System.nanoTime();
        for (int part = 0; part < BenchPlan.PARTS; part++) {
            pim.post(PimClient.ASYNC, part(work, part));
        }
        double accepted = (System.nanoTime() - start) / 1e9;
        WORKED_OFF.until(() -> !stage.shop().hasOpenOperations());
        double seconds = (System.nanoTime() - start) / 1e9;
        check("complete operations", work.skus(), stage.shop().operations(COMPLETE) - before);
        return Map.of("accepted", accepted, "seconds", seconds, "peak MB", stage.connectorPeak());
    }

    private byte[] part(Work work, int part) {
        int skus = work.skus() / BenchPlan.PARTS;
        return stage.catalogue().bulk(1 + part * skus, skus, work.labels());
    }

    /**
     * The first bulk after a start. As fast as it could be is as fast as the same bulk is by a connector that has been at work for long.
     */
    private void first() throws Exception {
        List<Work> firsts = List.of(new Work(Kind.NEW, plan.sizes().fresh()), new Work(Kind.UNCHANGED, plan.sizes().fresh()));
        for (Work work : firsts) {
            for (int repetition = 1; repetition <= plan.sizes().repetitions(); repetition++) {
                measure(firstOf(work), 0, By.LIMIT, work, this::sync);
            }
        }
        for (int repetition = 1; repetition <= plan.sizes().repetitions(); repetition++) {
            for (Work work : firsts) {
                stage.restart(Map.of());
                pim = stage.pim();
                measure(firstOf(work), 0, By.CONNECTOR, work, this::firstBulk);
            }
        }
    }

    private static String firstOf(Work work) {
        return "first-" + work.kind().name().toLowerCase(Locale.ROOT);
    }

    private Map<String, Double> firstBulk(Work work) throws Exception {
        sync(work);
        return Map.of("ready", stage.ready());
    }

    /** Every picture is asked for by HEAD, from a bucket that is near and one that is far. */
    private void heads() throws Exception {
        stage.restart(Map.of("nacento.s3.lookup", "head"));
        pim = stage.pim();
        Work work = new Work(Kind.UNCHANGED, plan.sizes().fresh());
        for (int latency : BenchPlan.HEAD_LATENCIES) {
            // a bucket does not move: how many HEADs it bears at once has been found out before
            quiet = true;
            int before = measurements.size();
            for (int time = 0; time < (plan.sizes().warmUp() > 0 ? HEADS_WARM_UP : 1); time++) {
                measure("warm-up", latency, By.CONNECTOR, work, this::sync);
            }
            measurements.subList(before, measurements.size()).clear();
            quiet = false;
            for (int repetition = 1; repetition <= plan.sizes().repetitions(); repetition++) {
                measure("heads", latency, By.CONNECTOR, work, this::sync);
            }
        }
    }

    /**
     * Last, since the connectors get another setting for it: they ask by HEAD, so that waiting for the bucket is what takes the time.
     * Every instance works once before it counts; that no image is there twice is seen in the tables.
     */
    private void scale() throws Exception {
        stage.restart(Map.of("nacento.s3.lookup", "head"));
        for (int repetition = 1; repetition <= plan.sizes().repetitions(); repetition++) {
            out.println("instances, repetition " + repetition + " of " + plan.sizes().repetitions());
            for (int instances : plan.sizes().instances()) {
                stage.instances(instances);
                pim = stage.pim();
                quiet = true;
                int before = measurements.size();
                measure("warm-up", 0, By.CONNECTOR, new Work(Kind.NEW, plan.sizes().fresh()), this::async);
                measurements.subList(before, measurements.size()).clear();
                quiet = false;
                measure("scale-" + instances, BenchPlan.FAR, By.CONNECTOR, new Work(Kind.NEW, plan.sizes().fresh()), this::async);
            }
        }
    }

    private void measure(String scenario, int latency, By by, Work work, Doing doing) throws Exception {
        int stored = prepare(work);
        if (!scenario.startsWith("million-")) {
            body(work);
        }
        stage.stub().set(latency, by == By.CONNECTOR ? plan.errors() : 0);
        Map<String, Long> statements = stage.shop().statements();
        double cpu = stage.connectorCpu();
        long start = System.nanoTime();
        Map<String, Double> found = doing.run(work);
        double seconds = found.getOrDefault("seconds", (System.nanoTime() - start) / 1e9);
        Map<String, Double> figures = new TreeMap<>(found);
        figures.remove("seconds");
        if (by == By.CONNECTOR) {
            figures.put("cpu", stage.connectorCpu() - cpu);
        }
        stage.shop().statements().forEach((kind, count) -> figures.put(kind, (double) (count - statements.get(kind))));
        stage.stub().counts().forEach((kind, count) -> figures.put(kind, (double) count));
        checkTables(scenario + " by " + by, work, stored);
        Measurement measurement = new Measurement(scenario, latency, by, work.skus(), seconds, figures);
        measurements.add(measurement);
        if (!quiet) {
            out.printf(Locale.ROOT, "  %-24s %2d ms  %-10s %7.2f s  %8.1f SKU/s  %s%n", scenario, latency,
                    by.name().toLowerCase(Locale.ROOT), seconds,
                    measurement.skusPerSecond(), Figures.line(figures));
        }
    }

    /** Brings shop and bucket into the state that the work begins with; how many products have a gallery then. */
    private int prepare(Work work) throws Exception {
        int stored = work.isFresh() ? 0 : Math.max(work.skus(), Math.min(plan.sizes().stored(), stage.catalogue().products()));
        if (stage.shop().store(stored) && version > 0) {
            stage.stub().change(stage.catalogue().products(), 1, 0);
        }
        if (work.exchanged() > 0) {
            stage.shop().renameLastImages(work.skus());
        }
        if (work.replaced() > 0) {
            stage.stub().change(work.skus(), work.every(), ++version);
        }
        return stored;
    }

    private byte[] body(Work work) {
        // one at a time: a body of 100,000 products has some 30 MB
        if (!bodies.containsKey(work)) {
            bodies.clear();
            bodies.put(work, switch (work.kind()) {
                case REPLACE -> stage.catalogue().replacing(work.skus());
                case STORES -> stage.catalogue().translated(work.skus());
                default -> stage.catalogue().bulk(work.skus(), work.labels());
            });
        }
        return bodies.get(work);
    }

    private Map<String, Double> sync(Work work) throws Exception {
        JsonNode stats = PimClient.stats(pim.post(PimClient.BULK, body(work)));
        if (work.changesShop()) {
            stage.shop().changed();
        }
        int refused = work.refused() * Catalogue.IMAGES;
        boolean labels = work.kind() == Kind.LABELS || work.kind() == Kind.STORES;
        check("stats.ok", work.skus() - work.refused(), stats.path("ok").asLong());
        check("stats.error", work.refused(), stats.path("error").asLong());
        check("stats.inserted", work.isFresh() ? work.images() - refused : work.exchanged(), stats.path("inserted").asLong());
        check("stats.updated_value", labels ? work.images() : 0, stats.path("updated_value").asLong());
        check("stats.updated_meta", work.replaced(), stats.path("updated_meta").asLong());
        check("stats.removed", work.exchanged(), stats.path("removed").asLong());
        check("stats.skipped_no_change", work.isFresh() || labels ? 0 : work.images() - work.replaced() - work.exchanged(),
                stats.path("skipped_no_change").asLong());
        return Map.of();
    }

    private Map<String, Double> refused(Work work) throws Exception {
        stage.shop().refuse(Work.REFUSED);
        long log = stage.log();
        long start = System.nanoTime();
        try {
            sync(work);
            return Map.of("seconds", (System.nanoTime() - start) / 1e9, "log KB", (stage.log() - log) / 1024.0);
        } finally {
            stage.shop().refuse(0);
        }
    }

    /** From sending the request until the last operation is complete, as the tables say. */
    private Map<String, Double> async(Work work) throws Exception {
        stage.shop().changed();
        long start = System.nanoTime();
        byte[] answer = pim.post(PimClient.ASYNC, body(work));
        double accepted = (System.nanoTime() - start) / 1e9;
        WORKED_OFF.until(() -> !stage.shop().hasOpenOperations());
        double seconds = (System.nanoTime() - start) / 1e9;
        check("operations of the receipt", work.skus(), PimClient.json(answer).path("request_items").size());
        check("complete operations", work.skus(), stage.shop().operations(1));
        return Map.of("accepted", accepted, "seconds", seconds);
    }

    /** Leaves operations behind, which the next one who counts them must not find. */
    private Map<String, Double> queued(BareLimit limit, Work work) throws Exception {
        stage.shop().changed();
        return limit.runQueued(work);
    }

    private Map<String, Double> sequential(SequentialModule sequential, Work work) throws Exception {
        stage.shop().changed();
        sequential.run(work);
        return Map.of();
    }

    private void checkTables(String run, Work work, int stored) throws Exception {
        if (!work.changesShop()) {
            return;
        }
        stage.shop().changed();
        long products = work.isFresh() ? work.skus() - work.refused() : stored;
        Map<String, Long> rows = stage.shop().rows();
        for (String table : List.of("images", "links", "values", "etags")) {
            check(run + ": " + table, products * Catalogue.IMAGES, rows.get(table));
        }
        check(run + ": values of store views", work.inStores(), rows.get("in stores"));
        check(run + ": roles and their labels", products * 6, rows.get("roles"));
        check(run + ": renamed", work.kind() == Kind.LABELS ? work.images() : 0, rows.get("renamed"));
        check(run + ": images of before", 0, rows.get("old"));
        check(run + ": ETags that changed", work.replaced(), stage.shop().changedETags());
    }

    private static void check(String what, long expected, long found) {
        if (expected != found) {
            throw new IllegalStateException(what + ": " + expected + " were expected, it is " + found);
        }
    }
}
