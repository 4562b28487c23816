package com.nacento.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.nacento.connector.client.ChangeKind;
import com.nacento.connector.client.Plan;
import com.nacento.connector.failure.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** The first changes of a dry run as a table, and how many there are of each kind. */
final class PlanTable {

    private static final int LONGEST_SKU = 32;
    private static final int LONGEST_PATH = 48;
    private static final int LONGEST_CODE = 32;
    private static final int LONGEST_VALUE = 48;

    private final Plan plan;

    PlanTable(Plan plan) {
        this.plan = plan;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        List<Plan.Change> first = plan.first();
        if (!first.isEmpty()) {
            List<List<String>> rows = new ArrayList<>(List.of(List.of("SKU", "IMAGE", "WHAT", "STORE", "FROM → TO")));
            first.forEach(change -> rows.add(row(change)));
            String format = format(rows);
            rows.forEach(row -> text.append(String.format(Locale.ROOT, format, row.toArray())));
            long all = plan.counts().values().stream().mapToLong(Long::longValue).sum() + plan.leftOut();
            if (all > first.size()) {
                text.append(String.format(Locale.ROOT, "and %,d more%n", all - first.size()));
            }
            text.append(System.lineSeparator());
        }
        return text.append(counts()).toString();
    }

    private static String format(List<List<String>> rows) {
        return IntStream.range(0, rows.get(0).size() - 1)
                .mapToObj(column -> "%-" + rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(1) + "s  ")
                .collect(Collectors.joining("", "", "%s%n"));
    }

    private static List<String> row(Plan.Change change) {
        JsonNode json = change.json();
        String values = switch (change.kind()) {
            case NEW -> value(json.path("to"));
            case REMOVED -> value(json.path("from"));
            default -> value(json.path("from")) + " → " + value(json.path("to"));
        };
        return List.of(Excerpt.of(change.sku(), LONGEST_SKU), path(json.path("image").asText()), what(change),
                Excerpt.of(json.path("store").asText(), LONGEST_CODE), values);
    }

    private static String what(Plan.Change change) {
        return switch (change.kind()) {
            case NEW -> "new";
            case REMOVED -> "removed";
            case REPOINTED -> "repointed";
            default -> Excerpt.of(change.json().path("field").asText(), LONGEST_CODE);
        };
    }

    /** Paths differ at their ends. */
    private static String path(String path) {
        int length = path.codePointCount(0, path.length());
        return length <= LONGEST_PATH
                ? Excerpt.of(path, LONGEST_PATH)
                : "…" + Excerpt.of(path.substring(path.offsetByCodePoints(0, length - LONGEST_PATH)), LONGEST_PATH);
    }

    private static String value(JsonNode value) {
        if (value.isObject()) {
            return whole(value);
        }
        String text = value.asText();
        return value.isNull() || value.isMissingNode()
                ? "-"
                : text.isEmpty() ? "\"\"" : text.startsWith("/") ? path(text) : Excerpt.of(text, LONGEST_VALUE);
    }

    /** An image without its path, which has a column, and without what is as usual. */
    private static String whole(JsonNode image) {
        List<String> parts = new ArrayList<>();
        image.properties().forEach(field -> {
            JsonNode value = field.getValue();
            boolean usual = value.isNull() || value.isBoolean() && !value.booleanValue() || value.isContainerNode() && value.isEmpty();
            if (!usual && !field.getKey().equals("file_path")) {
                String text = value.isArray()
                        ? StreamSupport.stream(value.spliterator(), false).map(JsonNode::asText).collect(Collectors.joining(", "))
                        : value.isTextual() ? Excerpt.quoted(value.asText()) : value.asText();
                parts.add(field.getKey() + " " + text);
            }
        });
        return Excerpt.of(String.join("; ", parts), 2 * LONGEST_VALUE);
    }

    private String counts() {
        String kinds = plan.counts().entrySet().stream().filter(kind -> kind.getKey() != ChangeKind.OTHER || kind.getValue() > 0)
                .map(kind -> String.format(Locale.ROOT, "%s %,d", kind.getKey().title(), kind.getValue()))
                .collect(Collectors.joining(", "));
        return "changes: " + kinds + String.format(Locale.ROOT, "; left out %,d", plan.leftOut());
    }
}
