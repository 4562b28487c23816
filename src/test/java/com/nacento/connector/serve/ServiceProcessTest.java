package com.nacento.connector.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.lab.stage.FreePort;
import com.nacento.connector.testing.MagentoShop;
import com.nacento.connector.testing.ServiceProcess;
import com.nacento.connector.testing.ShopQueues;
import com.nacento.connector.testing.TestSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as users run it: in a folder of its own, with application.properties, environment and routes/ beside it. */
class ServiceProcessTest {

    private static final String OPERATION_COUNT = "bulk/receive-bulk-operation-count.camel.yaml";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private MagentoShop shop;
    private int port;
    private int managementPort;

    @BeforeEach
    void openShop() throws SQLException, IOException {
        shop = MagentoShop.open();
        port = FreePort.find();
        managementPort = FreePort.find();
    }

    @AfterEach
    void closeShop() throws SQLException {
        try (ShopQueues queues = ShopQueues.of(shop)) {
            Stream.of(ShopQueues.TOPIC, ShopQueues.BULK, ShopQueues.DEAD).filter(queues::exists).forEach(queues::delete);
        }
        shop.close();
    }

    @Test
    void theEnvironmentWinsOverTheFileInTheWorkingDirectory() throws Exception {
        Map<String, String> settings = settings();
        settings.put("nacento.http.port", Integer.toString(FreePort.find()));
        TestSettings.write(directory.resolve("application.properties"), settings);
        try (ServiceProcess service = ServiceProcess.run(directory, Map.of("NACENTO_HTTP_PORT", Integer.toString(port)), "serve")) {
            awaitApi();
            assertThat(post("/rest/V1/nacento-connector/products/media/bulk", "{\"items\":[]}").statusCode()).isEqualTo(200);
            assertThat(service.output()).doesNotContain(settings.get("nacento.s3.secret-key"));
        }
    }

    @Test
    void noFileOfTheWorkingDirectoryIsGivenOut() throws Exception {
        TestSettings.write(directory.resolve("own.properties"), settings());
        Files.writeString(directory.resolve("application.properties"), "# secret-marker\n");
        Files.createDirectories(directory.resolve("rest"));
        Files.writeString(directory.resolve("rest/file.txt"), "secret-marker");
        try (ServiceProcess service = ServiceProcess.run(directory, Map.of(), "serve", "--config", "own.properties")) {
            awaitApi();
            for (String path : new String[] {"/application.properties", "/own.properties", "/rest/file.txt",
                "/rest/V1/../../application.properties",
                "/%2e%2e/application.properties", "/routes/", "/", "/output.log"}) {
                HttpResponse<String> answer = get(port, path);
                assertThat(answer.statusCode()).as(path).isIn(400, 401, 404);
                assertThat(answer.body()).as(path).doesNotContain("secret-marker").doesNotContain("nacento.db");
                assertThat(get(managementPort, path).body()).as(path).doesNotContain("secret-marker").doesNotContain("nacento.db");
            }
        }
    }

    @Test
    void aSettingThatIsMissingStopsTheStartWithOneLineThatNamesIt() throws Exception {
        Map<String, String> settings = settings();
        settings.remove("nacento.s3.bucket");
        TestSettings.write(directory.resolve("own.properties"), settings);
        try (ServiceProcess service = ServiceProcess.run(directory, Map.of(), "serve", "--config", "own.properties")) {
            assertThat(service.exitCode()).isEqualTo(2);
            assertThat(service.output().strip().lines()).singleElement().asString().contains("nacento.s3.bucket");
        }
    }

    @Test
    void aFolderForTemporaryFilesWithoutRoomStopsTheStartWithOneLineThatNamesIt() throws Exception {
        TestSettings.write(directory.resolve("application.properties"), settings());
        // nobody can make a file in /proc
        try (ServiceProcess service = ServiceProcess.run(directory, Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=/proc"), "serve")) {
            assertThat(service.exitCode()).isEqualTo(2);
            assertThat(service.output().strip().lines().reduce((first, last) -> last).orElse("")).contains("/proc (java.io.tmpdir)");
        }
    }

    @Test
    void aRouteFileBesideTheApplicationWinsAndAnEditedOneTakesEffectWhileTheServiceRuns() throws Exception {
        TestSettings.write(directory.resolve("application.properties"), settings());
        Path route = directory.resolve("routes").resolve(OPERATION_COUNT);
        Files.createDirectories(route.getParent());
        String packaged = Files.readString(Path.of("routes", OPERATION_COUNT));
        String call = "/rest/V1/bulk/f8d3c1a3-0000-4000-8000-000000000000/operation-status/4";
        Files.writeString(route, answering(packaged, "41"));
        Path same = route.resolveSibling("write-rows.camel.yaml");
        Files.copy(Path.of("routes/database/write-rows.camel.yaml"), same);
        try (ServiceProcess service = ServiceProcess.run(directory, Map.of("NACENTO_DEV_RELOAD", "true"), "serve")) {
            awaitApi();
            assertThat(get(port, call).body()).isEqualTo("41");
            assertThat(service.output()).contains(route.getFileName() + " replaces the route file of this version, which is another one")
                    .doesNotContain(same.getFileName() + " replaces");
            assertThat(get(port, "/rest/V1/bulk/f8d3c1a3-0000-4000-8000-000000000000/status").statusCode()).isEqualTo(404);
            Files.writeString(route, answering(packaged, "42"));
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(get(port, call).body()).isEqualTo("42"));
            // all other routes are as they were
            assertThat(get(port, "/rest/V1/bulk/f8d3c1a3-0000-4000-8000-000000000000/status").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void theLogIsJsonWhereThatIsAskedForWithTheKeysOfEachLineAsFields() throws Exception {
        TestSettings.write(directory.resolve("application.properties"), settings());
        try (ServiceProcess service = ServiceProcess.run(directory, Map.of("NACENTO_LOG_FORMAT", "json"), "serve")) {
            awaitApi();
            assertThat(post("/rest/V1/nacento-connector/products/media/bulk", "{\"request\":{\"request_id\":\"op-7\",\"items\":[]}}")
                    .statusCode()).isEqualTo(200);
            service.awaitOutput("0 SKUs");
            ObjectMapper json = new ObjectMapper();
            for (String line : service.output().lines().toList()) {
                assertThat(json.readTree(line).fieldNames()).toIterable().contains("@timestamp", "message", "logger_name", "thread_name",
                        "level");
            }
            JsonNode bulk = json.readTree(service.output().lines()
                    .filter(line -> line.contains("op-7") && line.contains("receive-gallery-bulk")).findFirst().orElseThrow());
            assertThat(bulk.path("request_id").textValue()).isEqualTo("op-7");
            assertThat(bulk.path("logger_name").textValue()).isEqualTo("receive-gallery-bulk");
            assertThat(bulk.path("@timestamp").textValue()).endsWith("Z");
        }
    }

    @Test
    void setupCreatesWhatIsMissingAndSaysSo() throws Exception {
        TestSettings.write(directory.resolve("application.properties"), settings());
        try (ServiceProcess first = ServiceProcess.run(directory, Map.of(), "setup")) {
            assertThat(first.exitCode()).as(first.output()).isZero();
            assertThat(first.output()).contains("database: created table nacento_media_gallery_meta",
                    "database: created table nacento_gallery_request",
                    "database: created table nacento_gallery_bulk",
                    "broker: created queue " + shop.topic() + System.lineSeparator(), "broker: created queue " + shop.topic() + ".bulk",
                    "broker: created queue " + shop.topic() + ".dead");
        }
        assertThat(shop.number("SELECT COUNT(*) FROM nacento_gallery_request")).isZero();
        try (ShopQueues queues = ShopQueues.of(shop)) {
            assertThat(queues.exists(ShopQueues.TOPIC) && queues.exists(ShopQueues.BULK) && queues.exists(ShopQueues.DEAD)).isTrue();
        }
        try (ServiceProcess second = ServiceProcess.run(directory, Map.of(), "setup")) {
            assertThat(second.exitCode()).isZero();
            assertThat(second.output().strip().lines()).containsExactly("database: everything is there", "broker: everything is there");
        }
    }

    @Test
    void aStartIsRehearsedWithoutAnyServerAndWithoutAnybodysSettings() throws Exception {
        Files.writeString(directory.resolve("application.properties"), "nacento.no-such-setting=1\n");
        try (ServiceProcess rehearsal = ServiceProcess.run(directory, Map.of("NACENTO_HTTP_PORT", "nonsense"), "rehearse")) {
            assertThat(rehearsal.exitCode()).as(rehearsal.output()).isZero();
            assertThat(rehearsal.output()).contains("database is away", "storage is away", "broker is away").doesNotContain(shop.topic());
        }
    }

    private static String answering(String route, String number) {
        return route.replaceFirst("(?s)( +)- setVariable:.*", "$1- setBody: {expression: {constant: {expression: \"" + number + "\"}}}\n");
    }

    private Map<String, String> settings() {
        return new TreeMap<>(TestSettings.of(shop, port, managementPort));
    }

    private void awaitApi() {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> get(port, "/rest/V1/").statusCode() != 503);
    }

    private HttpResponse<String> get(int server, String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
