package com.nacento.connector.lab.bench;

import java.util.Map;

/**
 * One run of one scenario.
 *
 * @param scenario its name, {@code new} or {@code growth-new-1000}
 * @param latency  milliseconds by which S3 answered late
 * @param by       who did the work
 * @param skus     how many products it was
 * @param seconds  how long it took; for single calls the length of the run
 * @param figures  what else was counted: S3 requests by kind, statements by kind, CPU seconds, parts of the limit, milliseconds of
 *                 single calls
 */
record Measurement(String scenario, int latency, By by, int skus, double seconds, Map<String, Double> figures) {

    /** Who did the work. */
    enum By {
        CONNECTOR, SEQUENTIAL, LIMIT
    }

    double skusPerSecond() {
        return skus / seconds;
    }
}
