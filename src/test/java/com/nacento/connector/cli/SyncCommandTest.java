package com.nacento.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.Nacento;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that answers as the test wants it; against a real service see SyncFileTest. */
class SyncCommandTest {

    private static final String DONE = "{\"stats\":{\"inserted\":1},\"results\":[]}";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
    private final List<String> tokens = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;
    private Service service = (exchange, body) -> answer(exchange, 200, DONE);

    @FunctionalInterface
    private interface Service {
        void answer(HttpExchange exchange, String body) throws IOException;
    }

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            bodies.add(body);
            tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            service.answer(exchange, body);
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void itemsAreSentInBulksWithTheToken() throws IOException {
        assertThat(sync(items("A", "B", "C"), "--bulk-size", "2", "--token-file", write("token", "secret-1\n").toString())).isZero();
        assertThat(bodies).containsExactlyInAnyOrder(
                "{\"request\":{\"request_id\":\"items.ndjson from item 1\",\"items\":[{\"sku\":\"A\"},{\"sku\":\"B\"}]}}",
                "{\"request\":{\"request_id\":\"items.ndjson from item 3\",\"items\":[{\"sku\":\"C\"}]}}");
        assertThat(tokens).containsOnly("Bearer secret-1");
        assertThat(out.toString()).contains("3 items", "3 ok, 0 failed", "2 inserted");
    }

    @Test
    void aServiceThatIsBusyOrMissesAPartIsAskedAgain() throws IOException {
        List<Integer> statuses = Collections.synchronizedList(new ArrayList<>(List.of(429, 503)));
        service = (exchange, body) -> {
            if (statuses.isEmpty()) {
                answer(exchange, 200, DONE);
            } else {
                exchange.getResponseHeaders().add("Retry-After", "0");
                answer(exchange, statuses.remove(0), "{\"message\":\"away\"}");
            }
        };
        assertThat(sync(items("A"))).isZero();
        assertThat(bodies).hasSize(3);
    }

    @Test
    void whatFailedCanBeSentAgain() throws IOException {
        service = (exchange, body) -> answer(exchange, 200, "{\"stats\":{},\"results\":[" + Stream.of("A", "B")
                .filter(sku -> body.contains("\"" + sku + "\""))
                .map(sku -> "{\"sku\":\"" + sku + "\",\"error\":" + (sku.equals("B") ? "\"product_not_found: no B\"" : "null") + "}")
                .reduce((x, y) -> x + "," + y).orElse("") + "]}");
        Path again = folder.resolve("again.ndjson");
        assertThat(sync(items("A", "B"), "--failed", again.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("B  product_not_found: no B");
        assertThat(out.toString()).contains("1 ok, 1 failed");
        assertThat(again).hasContent("{\"sku\":\"B\"}");

        service = (exchange, body) -> answer(exchange, 200, DONE);
        assertThat(sync(again)).isZero();
    }

    @Test
    void theItemForWhichABulkIsRefusedIsFoundAndTheOthersAreSent() throws IOException {
        service = (exchange, body) -> answer(exchange, body.contains("\"C\"") ? 400 : 200,
                body.contains("\"C\"") ? "{\"message\":\"Too %1\",\"parameters\":[\"deep\"]}" : DONE);
        Path failed = folder.resolve("failed.ndjson");
        assertThat(sync(items("A", "B", "C", "D"), "--failed", failed.toString())).isEqualTo(1);
        assertThat(failed).hasContent("{\"sku\":\"C\"}");
        assertThat(err.toString()).contains("C  the service answers 400: Too deep");
        assertThat(out.toString()).contains("3 ok, 1 failed");
    }

    @Test
    void aTokenThatIsNotGoodEnoughEndsTheRunAndKeepsEverything() throws IOException {
        service = (exchange, body) -> answer(exchange, 401, "{\"message\":\"The consumer isn't authorized to access %resources.\","
                + "\"parameters\":{\"resources\":\"Magento_Catalog::products\"}}");
        Path failed = folder.resolve("failed.ndjson");
        assertThat(sync(items("A", "B", "C"), "--bulk-size", "1", "--in-flight", "1", "--failed", failed.toString())).isEqualTo(2);
        assertThat(bodies).hasSize(1);
        assertThat(failed).hasContent("{\"sku\":\"A\"}\n{\"sku\":\"B\"}\n{\"sku\":\"C\"}");
        assertThat(out.toString()).contains("0 ok, 0 failed; 3 not done").doesNotContain("images:");
        assertThat(err.toString()).startsWith(
                "Broken off: the service answers 401: The consumer isn't authorized to access Magento_Catalog::products. Set "
                        + "NACENTO_TOKEN");
    }

    @Test
    void withoutATokenNothingIsSentToAServiceWhoseSettingsAskForOne() throws IOException {
        assertThat(syncTo(null, items("A"), "--config", write("token.properties",
                "nacento.auth.mode=token\nnacento.http.port=" + server.getAddress().getPort() + "\n").toString())).isEqualTo(2);
        assertThat(err.toString()).startsWith("There is no token: set NACENTO_TOKEN, or give --token-file.");
        assertThat(bodies).isEmpty();
    }

    @Test
    void aServiceThatIsNotThereIsSaidAtOnce() throws IOException {
        server.stop(0);
        assertThat(sync(items("A"))).isEqualTo(1);
        assertThat(err.toString()).contains("no answer from http://127.0.0.1");
    }

    @Test
    void anAsynchronousBulkIsFollowedToItsEnd() throws IOException {
        List<Integer> open = Collections.synchronizedList(new ArrayList<>(List.of(2, 1, 0)));
        service = (exchange, body) -> {
            String path = exchange.getRequestURI().getPath();
            if (path.endsWith("/async")) {
                answer(exchange, 200,
                        "{\"bulk_uuid\":\"u-1\",\"request_items\":[{\"id\":1,\"status\":\"accepted\"},{\"id\":2,\"status\":\"rejected\",\"error_message\":\"invalid_item: B\"},"
                                + "{\"id\":3,\"status\":\"accepted\"}],\"errors\":true}");
            } else if (path.equals("/rest/V1/bulk/u-1/operation-status/4")) {
                answer(exchange, 200, open.remove(0).toString());
            } else {
                answer(exchange, 200,
                        "{\"operations_list\":[{\"id\":1,\"status\":1},{\"id\":2,\"status\":5},{\"id\":3,\"status\":2,\"result_message\":\"storage_unavailable: 403\"}]}");
            }
        };
        Path failed = folder.resolve("failed.ndjson");
        assertThat(sync(items("A", "B", "C"), "--async", "--failed", failed.toString())).isEqualTo(1);
        assertThat(failed).hasContent("{\"sku\":\"B\"}\n{\"sku\":\"C\"}");
        assertThat(err.toString()).contains("B  invalid_item: B", "C  storage_unavailable: 403");
        assertThat(out.toString()).contains("1 ok, 2 failed");
    }

    @Test
    void bulksThatNameTheSameProductAreNotUnderWayTogether() throws IOException {
        List<String> open = Collections.synchronizedList(new ArrayList<>());
        List<String> met = Collections.synchronizedList(new ArrayList<>());
        service = (exchange, body) -> {
            boolean same = body.toLowerCase().contains("\"a\"");
            if (same) {
                met.addAll(open);
                open.add(body);
            }
            answer(exchange, 200, DONE);
            if (same) {
                open.remove(body);
            }
        };
        assertThat(sync(items("A", "a", "A", "B", "a"), "--bulk-size", "1")).isZero();
        assertThat(met).isEmpty();
        assertThat(bodies).filteredOn(body -> body.toLowerCase().contains("\"a\"")).extracting(body -> body.replaceAll(".*\"items\"", ""))
                .containsExactly(":[{\"sku\":\"A\"}]}}", ":[{\"sku\":\"a\"}]}}", ":[{\"sku\":\"A\"}]}}", ":[{\"sku\":\"a\"}]}}");
    }

    @Test
    void whatCannotBeSentIsRefusedBeforeAnythingIs() throws IOException {
        assertThat(sync(write("broken.json", "[{\"sku\":\"A\"},"))).isEqualTo(2);
        assertThat(sync(write("cut.ndjson", "{\"sku\":\"A\""))).isEqualTo(2);
        assertThat(err.toString()).contains("cut.ndjson is not JSON at line 1, column 11").doesNotContain("Source:");
        assertThat(sync(folder.resolve("absent.json"))).isEqualTo(2);
        assertThat(err.toString()).as("what is wrong is not lost in a screenful of help").doesNotContain("Usage:")
                .endsWith("./nacento sync --help says more.\n");
        assertThat(sync(items("A"), "--failed", folder.resolve("items.ndjson").toString())).isEqualTo(2);
        assertThat(sync(items("A"), "--bulk-size", "0")).isEqualTo(2);
        assertThat(bodies).isEmpty();
        assertThat(folder.resolve("items.ndjson")).hasContent("{\"sku\":\"A\"}");
    }

    private int sync(Path file, String... options) {
        return syncTo("http://127.0.0.1:" + server.getAddress().getPort(), file, options);
    }

    /** @param url {@code null}: where the settings say */
    private int syncTo(String url, Path file, String... options) {
        List<String> arguments = new ArrayList<>(List.of("sync", file.toString()));
        arguments.addAll(url == null ? List.of() : List.of("--url", url));
        arguments.addAll(Arrays.asList(options));
        return Nacento.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }

    private Path items(String... skus) throws IOException {
        return write("items.ndjson", Stream.of(skus).map(sku -> "{\"sku\":\"" + sku + "\"}").reduce((a, b) -> a + "\n" + b).orElseThrow());
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
