package com.nacento.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.Nacento;
import com.nacento.connector.testing.JourneyTest;
import com.nacento.connector.testing.WriteCounters;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is tried against a running service. */
class SyncDryRunTest extends JourneyTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void whatWouldChangeIsShownAndKeptAndNothingIsWritten() throws SQLException, IOException {
        for (String name : List.of("old", "new", "more")) {
            shop.putImage("/d/r/" + name + ".jpg", name);
        }
        for (String sku : List.of("dry-1", "dry-2", "dry-3")) {
            shop.addProduct(sku);
            connector.sync(sku, "{\"images\":[{\"file_path\":\"/d/r/old.jpg\",\"slot\":\"front\",\"label\":\"Old\"}]}");
        }
        Path file = Files.writeString(folder.resolve("spring.sale.ndjson"), String.join("\n",
                "{\"sku\":\"dry-1\",\"images\":[{\"file_path\":\"/d/r/new.jpg\",\"slot\":\"front\"}]}",
                "{\"sku\":\"dry-2\",\"mode\":\"replace\",\"images\":[{\"file_path\":\"/d/r/more.jpg\",\"label\":\"More\",\"roles\":[\"base\"]}]}",
                "{\"sku\":\"dry-3\",\"images\":[{\"file_path\":\"/d/r/old.jpg\",\"label\":\"" + "very ".repeat(30) + "long\"}]}",
                "{\"sku\":\"dry-absent\",\"images\":[{\"file_path\":\"/d/r/old.jpg\"}]}"));
        Path plan = Files.writeString(folder.resolve("spring.sale.plan.jsonl"), "of yesterday");

        WriteCounters before = WriteCounters.read(shop);
        String said = sync(file, "--dry-run", "--bulk-size", "2");
        assertThat(WriteCounters.read(shop).since(before)).isEmpty();

        assertThat(said).contains("exit 1", "4 items", "3 ok, 1 failed", "product_not_found",
                "changes: new images 1, removed 1, repointed 1, labels 1,",
                "; left out 0", "Dry run: nothing was written. The whole plan: " + plan).doesNotContain("Send the file again");
        assertThat(said.lines()).anyMatch(line -> line.matches("SKU +IMAGE +WHAT +STORE +FROM → TO"))
                .anyMatch(line -> line.matches("dry-1 +/d/r/new.jpg +repointed +admin +/d/r/old.jpg → /d/r/new.jpg"))
                .anyMatch(line -> line.matches("dry-2 +/d/r/more.jpg +new +admin +label \"More\".*roles image"))
                .anyMatch(line -> line.matches("dry-2 +/d/r/old.jpg +removed +admin +label \"Old\".*"))
                .anyMatch(line -> line.matches("dry-3 +/d/r/old.jpg +label +admin +Old → (very ){9}ver…"));

        Map<String, JsonNode> lines = lines(plan);
        assertThat(lines).containsOnlyKeys("dry-1", "dry-2", "dry-3", "dry-absent");
        assertThat(lines.values()).allSatisfy(line -> assertThat(line.fieldNames()).toIterable()
                .containsExactly("sku", "error", "image_stats", "changes", "changes_left_out"));
        assertThat(lines.get("dry-3").at("/changes/0/to").asText()).endsWith("long");
        assertThat(lines.get("dry-2").at("/image_stats/removed").intValue()).isEqualTo(1);
        assertThat(lines.get("dry-absent").path("error").asText()).startsWith("product_not_found");
        assertThat(lines.get("dry-absent").path("changes")).isEmpty();
    }

    @Test
    void ofManyChangesTheFirstAreShownAndAllAreCounted() throws SQLException, IOException {
        List<String> images = new ArrayList<>();
        for (int i = 0; i < 110; i++) {
            shop.putImage("/d/m/" + i + ".jpg", "x" + i);
            images.add("{\"file_path\":\"/d/m/" + i + ".jpg\"}");
        }
        shop.addProduct("dry-many");
        Path file = Files.writeString(folder.resolve("many"), "{\"sku\":\"dry-many\",\"images\":[" + String.join(",", images) + "]}");
        Path plan = folder.resolve("own.jsonl");
        String said = sync(file, "--dry-run", "--plan", plan.toString());
        assertThat(said).contains("exit 0", "new images 100, ", "images: 110 inserted");
        assertThat(said.lines().filter(line -> line.startsWith("dry-many "))).hasSize(50);
        JsonNode line = lines(plan).get("dry-many");
        assertThat(line.path("changes")).hasSize(100);
        int leftOut = line.path("changes_left_out").intValue();
        assertThat(leftOut).isGreaterThanOrEqualTo(10);
        assertThat(said).contains("and " + (50 + leftOut) + " more", "; left out " + leftOut);
    }

    @Test
    void whatMakesNoSenseIsRefusedInOneLine() throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), "{\"items\":[{\"sku\":\"A\"}]}");
        assertThat(sync(file, "--dry-run", "--async")).contains("exit 2", "--dry-run and --async do not go together");
        assertThat(sync(file, "--plan", folder.resolve("p").toString())).contains("exit 2", "--plan goes with --dry-run");
        assertThat(sync(file, "--dry-run", "--plan", file.toString())).contains("exit 2", "a file of its own");
        assertThat(sync(file, "--dry-run", "--plan", folder.resolve("x").toString(), "--failed", folder.resolve("./x").toString()))
                .contains("exit 2", "a file of its own");
        assertThat(sync(file, "--dry-run", "--plan", folder.resolve("no/where").toString())).contains("exit 2", "cannot be written");
        Path said = Files.writeString(folder.resolve("said.json"), "{\"dry_run\":true,\"items\":[{\"sku\":\"A\"}]}");
        assertThat(sync(said)).contains("exit 2", "says dry_run itself");
        assertThat(file).hasContent("{\"items\":[{\"sku\":\"A\"}]}");
    }

    @Test
    void aServiceThatWouldWriteIsSentNothing() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        HttpServer older = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        older.createContext("/", exchange -> {
            calls.incrementAndGet();
            assertThat(new String(exchange.getRequestBody().readAllBytes())).contains("\"items\":[]");
            byte[] answer = "{\"stats\":{},\"results\":[]}".getBytes();
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        older.start();
        try {
            Path file = Files.writeString(folder.resolve("a.ndjson"), "{\"sku\":\"A\"}");
            assertThat(run(file, "http://127.0.0.1:" + older.getAddress().getPort(), "--dry-run"))
                    .contains("exit 1", "1 not done", "knows no dry run");
            assertThat(calls).hasValue(1);
        } finally {
            older.stop(0);
        }
    }

    private static Map<String, JsonNode> lines(Path plan) throws IOException {
        Map<String, JsonNode> lines = new TreeMap<>();
        for (String line : Files.readAllLines(plan)) {
            JsonNode json = JSON.readTree(line);
            lines.put(json.path("sku").asText(), json);
        }
        return lines;
    }

    private String sync(Path file, String... options) {
        return run(file, "http://127.0.0.1:" + connector.settings().http().port(), options);
    }

    private String run(Path file, String url, String... options) {
        StringWriter text = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of("sync", file.toString(), "--url", url));
        arguments.addAll(Arrays.asList(options));
        int exit = Nacento.commandLine().setOut(new PrintWriter(text, true)).setErr(new PrintWriter(text, true))
                .execute(arguments.toArray(String[]::new));
        return text + "exit " + exit;
    }
}
