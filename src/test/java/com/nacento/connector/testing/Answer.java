package com.nacento.connector.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;

/** What the connector answered over HTTP. */
public record Answer(int status, HttpHeaders headers, String body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The body as JSON. */
    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON, status " + status + ": " + body, e);
        }
    }

    /** The result of one item of a bulk, by its place. */
    public JsonNode result(int place) {
        return json().path("results").path(place);
    }

    /** {@code inserted, updated_value, updated_meta, skipped_no_change} of a SKU result or of a bulk's totals. */
    public static String counts(JsonNode stats) {
        return "inserted %s, updated_value %s, updated_meta %s, skipped %s".formatted(stats.path("inserted"),
                stats.path("updated_value"), stats.path("updated_meta"), stats.path("skipped_no_change"));
    }

    /** The counts of a call for one product. */
    public String counts() {
        return counts(json().path("image_stats"));
    }

    /** The totals of a bulk. */
    public String totals() {
        return counts(json().path("stats"));
    }
}
