package com.nacento.connector.lab.bench;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A line of the result: one scenario over all repetitions.
 *
 * @param median       seconds; of calls at a pace the milliseconds of the median call
 * @param min          the fastest repetition
 * @param max          the slowest one
 * @param rate         SKU/s at the median
 * @param timesModule  how many times as fast as the sequential algorithm
 * @param timesLimit   how many times as long as the limit
 * @param requests     to S3, of the last repetition
 * @param statements   reads + writes + commits, of the last repetition
 * @param cpu          CPU seconds of the connector, median
 * @param bars         what must be reached
 */
record ResultRow(String scenario, int latency, int skus, double median, double min, double max, double rate,
        OptionalDouble timesModule, OptionalDouble timesLimit, String requests, String statements, double cpu, List<Bar> bars) {

    static final List<String> HEADINGS = List.of("scenario", "S3", "SKUs", "median", "min – max", "SKU/s", "× sequential", "× limit",
            "S3 requests", "SQL r + w + c", "CPU", "bar");

    /** Something that must be reached, and whether it was. */
    record Bar(String text, boolean met) {

        static Bar atLeast(String what, double bar, double value) {
            return new Bar(what + " ≥ " + Figures.number(bar), value >= bar);
        }

        static Bar atMost(String what, double bar, double value) {
            return new Bar(what + " ≤ " + Figures.number(bar), value <= bar);
        }
    }

    /** Whether it is about how long calls take that come at a pace of their own. */
    boolean isPaced() {
        return isPaced(scenario);
    }

    static boolean isPaced(String scenario) {
        return scenario.equals("single") || scenario.equals("hook");
    }

    List<String> cells() {
        String unit = isPaced() ? " ms" : " s";
        return List.of(scenario, latency + " ms", String.format(Locale.ROOT, "%,d", skus), Figures.number(median) + unit,
                Figures.number(min) + " – " + Figures.number(max) + unit, isPaced() ? "" : Figures.number(rate), shown(timesModule),
                shown(timesLimit), requests, statements,
                Figures.number(cpu) + " s",
                bars.stream().map(bar -> bar.text() + (bar.met() ? " ✓" : " NOT MET")).reduce((a, b) -> a + "; " + b).orElse(""));
    }

    private static String shown(OptionalDouble ratio) {
        return ratio.isPresent() ? Figures.number(ratio.getAsDouble()) : "";
    }
}
