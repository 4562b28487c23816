package com.nacento.connector.lab.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.nacento.connector.client.Plan;
import com.nacento.connector.lab.demo.DemoApi.Answer;
import java.util.ArrayList;
import java.util.List;

/** The connector's answers as the demo shows them: shortened JSON, then what it says as a table. */
final class DemoAnswers {

    private static final List<String> COUNTS = List.of("inserted", "updated_value", "updated_meta", "skipped_no_change", "removed");

    private final DemoScreen screen;

    DemoAnswers(DemoScreen screen) {
        this.screen = screen;
    }

    /** A bulk result, its entries as a table. */
    void showBulk(Answer answer) {
        JsonNode body = answer.body();
        show(answer, "results");
        if (answer.status() != 200) {
            return;
        }
        screen.gap();
        List<List<String>> rows = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        for (JsonNode result : body.path("results")) {
            String sku = result.path("sku").asText();
            JsonNode stats = result.path("image_stats");
            List<String> row = new ArrayList<>(List.of(sku));
            COUNTS.forEach(count -> row.add(stats.path(count).asText()));
            rows.add(row);
            stats.path("warnings").forEach(warning -> remarks.add(sku + ", warning: " + warning.asText()));
            if (!result.path("error").isNull()) {
                remarks.add(sku + ", error: " + result.path("error").asText());
            }
        }
        screen.table(heading(), rows);
        remarks.forEach(remark -> screen.wrapped("", remark));
    }

    /** An answer with the first entry only of its long list. */
    void show(Answer answer, String list) {
        JsonNode shown = answer.body().deepCopy();
        String cut = "";
        if (shown.path(list) instanceof ArrayNode entries && entries.size() > 1) {
            cut = ",… " + (entries.size() - 1) + " more]";
            while (entries.size() > 1) {
                entries.remove(entries.size() - 1);
            }
        }
        String json = shown.toString();
        String first = "\"" + list + "\":" + shown.path(list);
        screen.wrapped(answer.status() + "  ",
                cut.isEmpty() ? json : json.replace(first, first.substring(0, first.length() - 1) + cut));
    }

    /** A bulk's status, its operations as a table. */
    void showOperations(Answer status) {
        show(status, "operations_list");
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode operation : status.body().path("operations_list")) {
            rows.add(
                    List.of(operation.path("id").asText(), operation.path("status").asText(), operation.path("result_message").asText("")));
        }
        screen.gap();
        screen.table(List.of("operation", "status", "message (1 complete, 2 and 3 failed, 4 open, 5 rejected)"), rows);
    }

    /** What a dry run would change, as a table of before and after. */
    void showChanges(Answer answer) {
        show(answer, "changes");
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode change : answer.body().path("changes")) {
            rows.add(List.of(change.path("image").asText(), what(change), change.path("store").asText(), value(change, "from"),
                    value(change, "to")));
        }
        screen.gap();
        screen.table(List.of("image", "what", "store", "before", "after"), rows);
    }

    private static String what(JsonNode change) {
        return switch (new Plan.Change("", change).kind()) {
            case NEW -> "new";
            case REMOVED -> "removed";
            case REPOINTED -> "other file";
            default -> change.path("field").asText();
        };
    }

    /** A whole image by its label, since its path is in the table already. */
    private static String value(JsonNode change, String side) {
        JsonNode value = change.path(side).isObject() ? change.path(side).path("label") : change.path(side);
        return value.isNull() ? "-" : change.path("field").asText().equals("etag") ? shortened(value.asText()) : value.asText();
    }

    /** An ETag is told from others by its beginning. */
    static String shortened(String etag) {
        return etag == null ? "-" : etag.length() > 10 ? etag.substring(0, 8) + "…" : etag;
    }

    private static List<String> heading() {
        List<String> heading = new ArrayList<>(List.of("sku"));
        heading.addAll(COUNTS);
        return heading;
    }
}
