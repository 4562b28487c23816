package com.nacento.connector.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the bulks of a dry run would change: all of it in a file, the first changes and numbers here. */
public final class Plan implements AutoCloseable {

    /** How many changes are kept to be shown. */
    public static final int SHOWN = 50;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path path;
    private final OutputStream file;
    private final List<Change> first = new ArrayList<>();
    private final Map<ChangeKind, Long> counts = new LinkedHashMap<>();
    private long leftOut;
    private long warnings;

    /** @param path written anew, a result a line */
    public Plan(Path path) throws IOException {
        this.path = path;
        this.file = new BufferedOutputStream(Files.newOutputStream(path));
        for (ChangeKind kind : ChangeKind.values()) {
            counts.put(kind, 0L);
        }
    }

    /** The results of one bulk. */
    synchronized void add(JsonNode results) {
        try {
            for (JsonNode result : results) {
                write(result);
                count(result);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the plan cannot be written", e);
        }
    }

    private void write(JsonNode result) throws IOException {
        ObjectNode line = JSON.createObjectNode();
        line.set("sku", result.path("sku"));
        line.set("error", result.path("error"));
        line.set("image_stats", result.path("image_stats"));
        // an item that failed has no changes
        line.set("changes", result.has("changes") ? result.path("changes") : JSON.createArrayNode());
        line.put("changes_left_out", result.path("changes_left_out").asLong());
        file.write(JSON.writeValueAsBytes(line));
        file.write('\n');
    }

    private void count(JsonNode result) {
        for (JsonNode each : result.path("changes")) {
            Change change = new Change(result.path("sku").asText(), each);
            counts.merge(change.kind(), 1L, Long::sum);
            if (first.size() < SHOWN) {
                first.add(change);
            }
        }
        leftOut += result.path("changes_left_out").asLong();
        warnings += result.path("image_stats").path("warnings").size();
    }

    /** Where it is written. */
    public Path path() {
        return path;
    }

    /** The changes that came first. */
    public synchronized List<Change> first() {
        return List.copyOf(first);
    }

    /** How many changes there are of each kind, in the order in which they are shown; without those that the service left out. */
    public synchronized Map<ChangeKind, Long> counts() {
        return new LinkedHashMap<>(counts);
    }

    /** Changes that the service has counted, and not told. */
    public synchronized long leftOut() {
        return leftOut;
    }

    public synchronized long warnings() {
        return warnings;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /**
     * One change.
     *
     * @param json as the service tells it: {@code image}, {@code field}, {@code store}, {@code from}, {@code to}
     */
    public record Change(String sku, JsonNode json) {

        public ChangeKind kind() {
            return ChangeKind.of(json);
        }
    }
}
