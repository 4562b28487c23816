package com.nacento.connector.lab.bench;

import com.nacento.connector.lab.bench.Measurement.By;
import com.nacento.connector.lab.bench.ResultRow.Bar;
import com.nacento.connector.lab.stage.Catalogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** What the measurements mean: medians, ratios, and the bars of docs and issue that were reached or not. */
final class Results {

    /** Nobody should need more than this for 60,000 unchanged images in dense folders. */
    private static final int MOST_REQUESTS = 200;

    private final List<Measurement> measurements;
    private final BenchPlan plan;

    Results(List<Measurement> measurements, BenchPlan plan) {
        this.measurements = measurements;
        this.plan = plan;
    }

    /** A line for each scenario and latency, in the order in which they first ran. */
    List<ResultRow> rows() {
        List<ResultRow> rows = new ArrayList<>();
        measurements.stream().filter(one -> one.by() == By.CONNECTOR).map(one -> List.of(one.scenario(), one.latency())).distinct()
                .forEach(name -> rows.add(row((String) name.get(0), (int) name.get(1))));
        return rows;
    }

    /** Median products a second; empty if that was not measured. */
    OptionalDouble rate(String scenario, int latency, By by) {
        return median(all(scenario, latency, by), Measurement::skusPerSecond);
    }

    private ResultRow row(String scenario, int latency) {
        List<Measurement> runs = all(scenario, latency, By.CONNECTOR);
        boolean paced = ResultRow.isPaced(scenario);
        ToDoubleFunction<Measurement> time = paced ? run -> run.figures().get("median") : Measurement::seconds;
        Measurement last = runs.get(runs.size() - 1);
        double rate = median(runs, Measurement::skusPerSecond).orElseThrow();
        OptionalDouble module = paced || Set.of("event", "bucket").contains(scenario) || scenario.startsWith("scale-")
                ? OptionalDouble.empty()
                : rate(isAbout(scenario, "new") ? "new" : "unchanged", latency, By.SEQUENTIAL);
        OptionalDouble limit = median(all(scenario, latency, By.LIMIT), Measurement::seconds);
        double median = median(runs, time).orElseThrow();
        OptionalDouble timesModule = module.isPresent() ? OptionalDouble.of(rate / module.getAsDouble()) : module;
        OptionalDouble timesLimit = limit.isPresent() ? OptionalDouble.of(median / limit.getAsDouble()) : limit;
        return new ResultRow(scenario, latency, last.skus(), median, runs.stream().mapToDouble(time).min().orElseThrow(),
                runs.stream().mapToDouble(time).max().orElseThrow(), rate, timesModule, timesLimit, requests(last),
                Figures.number(last.figures().get("reads")) + " + " + Figures.number(last.figures().get("writes")) + " + "
                        + Figures.number(last.figures().get("commits")),
                median(runs, run -> run.figures().get("cpu")).orElseThrow(), bars(scenario, latency, runs, rate, timesModule, timesLimit));
    }

    private List<Bar> bars(String scenario, int latency, List<Measurement> runs, double rate, OptionalDouble timesModule,
            OptionalDouble timesLimit) {
        List<Bar> bars = new ArrayList<>();
        double moduleBar = switch (scenario) {
            case "new" -> latency == 0 ? 10 : 250;
            case "unchanged" -> latency == 0 ? 20 : 1_000;
            case "changed" -> latency == 0 ? 0 : 1_000;
            default -> 0;
        };
        if (moduleBar > 0 && timesModule.isPresent() && (latency == 0 || latency == 20)) {
            bars.add(Bar.atLeast("× sequential", moduleBar, timesModule.getAsDouble()));
        }
        double limitBar = scenario.startsWith("async-") ? 1 : scenario.equals("unchanged") && latency == 0 ? 2.5 : 1.5;
        timesLimit.ifPresent(ratio -> bars.add(Bar.atMost("× limit", limitBar, ratio)));
        if (scenario.equals("unchanged") && plan.layout() == Catalogue.Layout.DENSE) {
            bars.add(Bar.atMost("S3 requests", MOST_REQUESTS, runs.stream().mapToDouble(Results::countedRequests).max().orElseThrow()));
        }
        if (scenario.equals("refused")) {
            bars.add(Bar.atMost("log KB", 1_024, runs.stream().mapToDouble(run -> run.figures().get("log KB")).max().orElseThrow()));
        }
        if (scenario.startsWith("first-")) {
            double ready = median(runs, run -> run.figures().get("ready")).orElseThrow();
            bars.add(Bar.atMost("ready s (" + Figures.number(ready) + ")", 1.5, ready));
        }
        if (scenario.equals("heads") && latency == BenchPlan.NEAR) {
            bars.add(Bar.atLeast("SKU/s", 2_000, rate));
        } else if (scenario.equals("heads")) {
            rate(scenario, BenchPlan.NEAR, By.CONNECTOR).ifPresent(near -> bars.add(Bar.atMost("× near", 1.5, near / rate)));
        }
        if (scenario.equals("single")) {
            bars.addAll(bars(runs, latency + 10, latency + 50));
        }
        if (scenario.equals("hook")) {
            bars.addAll(bars(runs, 50, 200));
            bars.add(Bar.atMost("refused", 0, runs.stream().mapToDouble(run -> run.figures().get("refused")).max().orElseThrow()));
        }
        if (scenario.equals("event")) {
            bars.add(Bar.atMost("s", 2, median(runs, Measurement::seconds).orElseThrow()));
        }
        if (scenario.startsWith("million-")) {
            double peak = runs.stream().mapToDouble(run -> run.figures().get("peak MB")).max().orElseThrow();
            bars.add(Bar.atMost("s", scenario.contains("async") ? 150 : 90, median(runs, Measurement::seconds).orElseThrow()));
            bars.add(Bar.atMost("peak MB (" + Figures.number(peak) + ")", 450, peak));
        }
        if (scenario.startsWith("growth-") && scenario.endsWith("-" + plan.sizes().growth().get(plan.sizes().growth().size() - 1))) {
            double[] rates = plan.sizes().growth().stream()
                    .mapToDouble(skus -> rate(scenario.replaceFirst("[0-9]+$", skus.toString()), latency, By.CONNECTOR).orElseThrow())
                    .sorted().toArray();
            double share = 100 * rates[0] / rates[rates.length - 1];
            bars.add(Bar.atLeast("slowest step in % of fastest (" + Figures.number(Math.rint(share)) + ")", 80, share));
        }
        return bars;
    }

    private static List<Bar> bars(List<Measurement> runs, double mostMedian, double mostP99) {
        double p99 = median(runs, run -> run.figures().get("p99")).orElseThrow();
        return List.of(Bar.atMost("median ms", mostMedian, median(runs, run -> run.figures().get("median")).orElseThrow()),
                Bar.atMost("p99 ms (" + Figures.number(p99) + ")", mostP99, p99));
    }

    private static boolean isAbout(String scenario, String what) {
        return Arrays.asList(scenario.split("-")).contains(what);
    }

    private static String requests(Measurement run) {
        return List.of("LIST", "HEAD", "BUCKET", "OTHER").stream().filter(run.figures()::containsKey)
                .map(kind -> Figures.number(run.figures().get(kind)) + " " + kind).reduce((a, b) -> a + ", " + b).orElse("none");
    }

    private static double countedRequests(Measurement run) {
        return List.of("LIST", "HEAD", "BUCKET", "OTHER").stream().mapToDouble(kind -> run.figures().getOrDefault(kind, 0.0)).sum();
    }

    private List<Measurement> all(String scenario, int latency, By by) {
        return measurements.stream().filter(one -> one.scenario().equals(scenario) && one.latency() == latency && one.by() == by).toList();
    }

    private static OptionalDouble median(List<Measurement> runs, ToDoubleFunction<Measurement> value) {
        double[] sorted = runs.stream().mapToDouble(value).sorted().toArray();
        return sorted.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(sorted.length % 2 == 1
                        ? sorted[sorted.length / 2]
                        : (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2);
    }
}
