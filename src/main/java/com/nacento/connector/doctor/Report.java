package com.nacento.connector.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.config.SettingsInParts;
import com.nacento.connector.doctor.CheckResult.Status;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the checks saw, for people and for programs; secrets masked in both. */
public final class Report {

    private static final String HANGING = " ".repeat(36);

    private final SettingsInParts settings;
    private final List<CheckResult> results;

    Report(SettingsInParts settings, List<CheckResult> results) {
        this.settings = settings;
        this.results = results;
    }

    /** Whether nothing failed. */
    public boolean isWell() {
        return failed().isEmpty();
    }

    /** The names of the checks that failed. */
    public List<String> failed() {
        return results.stream().filter(result -> result.status() == Status.FAIL).map(CheckResult::name).toList();
    }

    List<CheckResult> results() {
        return results;
    }

    /** {@code {"env":{},"checks":[{"name","status","duration_ms","details","error"}],"summary":{"total","ok","fail","skipped"}}}. */
    public String json() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("env", environment());
        report.put("checks", results.stream().map(this::check).toList());
        report.put("summary", summary());
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(masked(report));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is always JSON", e);
        }
    }

    /** A line a check, with what to do below it. @param paint colours a sign */
    public String text(Paint paint) {
        StringBuilder text = new StringBuilder();
        for (CheckResult result : results) {
            Finding finding = result.finding();
            String time = result.status() == Status.SKIPPED ? "" : result.millis() + " ms";
            text.append(paint.of(result.status(), sign(result.status()))).append(' ')
                    .append("%-22s %9s   %s%n".formatted(result.name(), time, line(result)));
            finding.errors().stream().skip(1).forEach(error -> line(text, "", error));
            finding.advice().forEach(advice -> line(text, "→ ", advice));
            finding.notes().forEach(note -> line(text, "· ", note));
        }
        Map<String, Long> summary = summary();
        text.append("%n%d checks: %d ok, %d failed, %d skipped%n".formatted(summary.get("total"), summary.get("ok"), summary.get("fail"),
                summary.get("skipped")));
        return settings.masked(text.toString());
    }

    /** Colours a sign by how the check ended. */
    @FunctionalInterface
    public interface Paint {

        /** @param status {@code ok}, {@code fail} or {@code skipped} */
        String of(Object status, String sign);
    }

    private static void line(StringBuilder text, String mark, String content) {
        text.append(HANGING).append(mark).append(content.replace("\n", System.lineSeparator() + HANGING)).append(System.lineSeparator());
    }

    private static String line(CheckResult result) {
        return switch (result.status()) {
            case OK -> result.finding().details().entrySet().stream().filter(detail -> !String.valueOf(detail.getValue()).isEmpty())
                    .map(detail -> detail.getKey() + " " + detail.getValue()).collect(Collectors.joining(", "));
            case FAIL -> result.finding().errors().get(0);
            case SKIPPED -> result.reason();
        };
    }

    private static String sign(Status status) {
        return switch (status) {
            case OK -> "✓";
            case FAIL -> "✗";
            case SKIPPED -> "–";
        };
    }

    private Map<String, Object> environment() {
        String version = Report.class.getPackage().getImplementationVersion();
        Map<String, Object> environment = new LinkedHashMap<>();
        environment.put("version", version == null ? "development" : version);
        environment.put("java", System.getProperty("java.version"));
        environment.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        environment.put("settings_file", settings.source());
        environment.put("settings", settings.changed());
        return environment;
    }

    private Map<String, Object> check(CheckResult result) {
        Finding finding = result.finding();
        Map<String, Object> details = new LinkedHashMap<>(finding.details());
        if (result.reason() != null) {
            details.put("reason", result.reason());
        }
        if (!finding.notes().isEmpty()) {
            details.put("notes", finding.notes());
        }
        if (!finding.advice().isEmpty()) {
            details.put("what_to_do", finding.advice());
        }
        Map<String, Object> check = new LinkedHashMap<>();
        check.put("name", result.name());
        check.put("status", result.status().toString());
        check.put("duration_ms", result.millis());
        check.put("details", details);
        check.put("error", finding.errors().isEmpty() ? null : String.join("; ", finding.errors()));
        return check;
    }

    private Map<String, Long> summary() {
        Map<String, Long> summary = new LinkedHashMap<>();
        summary.put("total", (long) results.size());
        for (Status status : Status.values()) {
            summary.put(status.toString(), count(status));
        }
        return summary;
    }

    private long count(Status status) {
        return results.stream().filter(result -> result.status() == status).count();
    }

    /** Every text in it without secrets, so that none can break the JSON. */
    private Object masked(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> masked = new LinkedHashMap<>();
            map.forEach((key, inner) -> masked.put(key, masked(inner)));
            return masked;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::masked).toList();
        }
        return value instanceof String text
                ? settings.masked(text)
                : value instanceof Number || value instanceof Boolean || value == null ? value : settings.masked(value.toString());
    }
}
