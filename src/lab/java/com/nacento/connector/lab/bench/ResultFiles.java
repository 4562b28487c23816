package com.nacento.connector.lab.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.nacento.connector.lab.bench.Measurement.By;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes {@code results.json}, {@code results.md} and its plots. */
final class ResultFiles {

    private final Results results;
    private final List<Measurement> measurements;
    private final Map<String, String> conditions;
    private final LookUpTable lookUps;

    /**
     * @param conditions under which it was measured, by what they are called
     * @param lookUps    what is counted beside it
     */
    ResultFiles(Results results, List<Measurement> measurements, Map<String, String> conditions, LookUpTable lookUps) {
        this.lookUps = lookUps;
        this.results = results;
        this.measurements = measurements;
        this.conditions = conditions;
    }

    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("conditions", conditions);
        json.put("results", results.rows().stream().map(ResultFiles::fields).toList());
        json.put("measurements", measurements);
        Files.write(folder.resolve("results.json"), new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(json));
        Files.writeString(folder.resolve("scenarios.svg"), scenarios().svg());
        boolean grown = results.rows().stream().anyMatch(ResultFiles::isGrowth);
        if (grown) {
            Files.writeString(folder.resolve("growth.svg"), growth().svg());
        }
        Files.writeString(folder.resolve("results.md"), page(grown));
    }

    /** The rows as a table of Markdown, which a terminal shows as well. */
    static String table(List<ResultRow> rows) {
        List<List<String>> lines = new ArrayList<>(List.of(ResultRow.HEADINGS));
        rows.forEach(row -> lines.add(row.cells()));
        int[] widths = new int[ResultRow.HEADINGS.size()];
        lines.forEach(line -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        });
        StringBuilder table = new StringBuilder();
        for (int number = 0; number < lines.size(); number++) {
            for (int i = 0; i < widths.length; i++) {
                String cell = lines.get(number).get(i);
                String blank = " ".repeat(widths[i] - cell.length());
                table.append("| ").append(isText(i) ? cell + blank : blank + cell).append(' ');
            }
            table.append("|\n");
            if (number == 0) {
                for (int i = 0; i < widths.length; i++) {
                    table.append('|').append("-".repeat(widths[i] + 1)).append(isText(i) ? "-" : ":");
                }
                table.append("|\n");
            }
        }
        return table.toString();
    }

    private static boolean isText(int column) {
        return column == 0 || column == ResultRow.HEADINGS.size() - 1;
    }

    private String page(boolean grown) {
        StringBuilder page = new StringBuilder(
                "# Results of `./nacento bench`\n\nWritten by the command; [README.md](README.md) says what the columns mean.\n\n");
        conditions.forEach((name, value) -> page.append("- ").append(name).append(": ").append(value).append('\n'));
        page.append('\n').append(table(results.rows())).append("\n![SKU/s by scenario](scenarios.svg)\n");
        return page.append(grown ? "\n![SKU/s by the number of SKUs](growth.svg)\n" : "").append('\n').append(lookUps.text()).toString();
    }

    private BarChart scenarios() {
        BarChart chart = new BarChart("SKU/s, 3 images each (logarithmic)", List.of("connector", "sequential", "limit"));
        results.rows().stream().filter(row -> !isGrowth(row) && !row.isPaced())
                .forEach(row -> chart.add(row.scenario() + ", " + row.latency() + " ms",
                        List.of(results.rate(row.scenario(), row.latency(), By.CONNECTOR),
                                results.rate(row.scenario(), row.latency(), By.SEQUENTIAL),
                                results.rate(row.scenario(), row.latency(), By.LIMIT))));
        return chart;
    }

    private BarChart growth() {
        BarChart chart = new BarChart("SKU/s by the number of SKUs in the request (logarithmic)", List.of("connector"));
        results.rows().stream().filter(ResultFiles::isGrowth).forEach(row -> chart.add(row.scenario().substring("growth-".length()),
                List.of(results.rate(row.scenario(), row.latency(), By.CONNECTOR))));
        return chart;
    }

    private static boolean isGrowth(ResultRow row) {
        return row.scenario().startsWith("growth-");
    }

    private static Map<String, Object> fields(ResultRow row) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("scenario", row.scenario());
        fields.put("s3_latency_ms", row.latency());
        fields.put("skus", row.skus());
        fields.put("unit", row.isPaced() ? "ms" : "s");
        fields.put("median", row.median());
        fields.put("min", row.min());
        fields.put("max", row.max());
        fields.put("skus_per_second", row.isPaced() ? null : row.rate());
        fields.put("times_sequential", row.timesModule().isPresent() ? row.timesModule().getAsDouble() : null);
        fields.put("times_limit", row.timesLimit().isPresent() ? row.timesLimit().getAsDouble() : null);
        fields.put("connector_cpu_seconds", row.cpu());
        fields.put("bars", row.bars());
        return fields;
    }
}
