package com.nacento.connector.database;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * How long each statement of {@code sql/} takes, by the name of its file, failed ones too. On the metrics page:
 * {@code nacento_sql_statement_seconds}.
 */
final class StatementTimes {

    private static final String OTHER = "other";

    private final MeterRegistry metrics;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    StatementTimes(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** @param began by {@link System#nanoTime()} */
    void took(String sql, long began) {
        timers.computeIfAbsent(SqlFiles.nameIn(sql).orElse(OTHER), this::timer).record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
    }

    private Timer timer(String statement) {
        return Timer.builder("nacento.sql.statement").description("Time of a statement, by its file in sql/").tag("statement", statement)
                .register(metrics);
    }
}
