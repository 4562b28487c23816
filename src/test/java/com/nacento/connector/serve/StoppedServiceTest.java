package com.nacento.connector.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.config.Settings;
import com.nacento.connector.lab.stage.FreePort;
import com.nacento.connector.testing.Bulks;
import com.nacento.connector.testing.FaultyBucket;
import com.nacento.connector.testing.Galleries;
import com.nacento.connector.testing.MagentoShop;
import com.nacento.connector.testing.ServiceProcess;
import com.nacento.connector.testing.ShopQueues;
import com.nacento.connector.testing.ShopQueues.Taken;
import com.nacento.connector.testing.TestSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGTERM, as an operator, a container's end or a reboot sends it, in the middle of calls and of work from the queue. */
class StoppedServiceTest {

    private static final int SKUS = 300;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private MagentoShop shop;
    private ShopQueues queues;
    private Bulks bulks;
    private FaultyBucket bucket;
    private int port;

    @BeforeEach
    void openShop() throws SQLException, IOException {
        shop = MagentoShop.open();
        queues = ShopQueues.of(shop);
        bulks = new Bulks(shop);
        bucket = new FaultyBucket();
    }

    private void addProducts() throws SQLException {
        for (int i = 1; i <= SKUS; i++) {
            shop.addProduct("direct-" + i);
            shop.addProduct("queue-" + i);
        }
    }

    @AfterEach
    void closeShop() throws SQLException {
        Stream.of(ShopQueues.TOPIC, ShopQueues.BULK, ShopQueues.DEAD).filter(queues::exists).forEach(queues::delete);
        queues.close();
        bucket.close();
        shop.close();
    }

    @Test
    void whatIsInHandEndsOrIsHandedBackAndNothingIsLost() throws Exception {
        addProducts();
        String uuid;
        try (Connection other = shop.connect(); Statement lock = other.createStatement(); ServiceProcess service = start()) {
            other.setAutoCommit(false);
            lock.executeQuery("SELECT entity_id FROM catalog_product_entity WHERE sku IN ('direct-7', 'queue-7') FOR UPDATE").close();
            CompletableFuture<HttpResponse<String>> direct = client.sendAsync(call("bulk", "direct-"),
                    HttpResponse.BodyHandlers.ofString());
            uuid = JSON.readTree(client.send(call("bulk/async", "queue-"), HttpResponse.BodyHandlers.ofString()).body()).path("bulk_uuid")
                    .textValue();
            soon().pollInterval(Duration.ofMillis(300))
                    .until(() -> shop.number("SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'") >= 2);

            service.terminate();
            service.awaitOutput("Stopping: requests and messages in hand are ended or handed back");
            other.rollback();

            HttpResponse<String> answer = direct.join();
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(JSON.readTree(answer.body()).at("/stats/ok").intValue()).isEqualTo(SKUS);
            service.exitCode();
        }
        assertWhatIsOpenIsInTheQueue(uuid);

        assertCompleteAfterARestart(uuid);
        assertThat(new Galleries(shop).of("direct-7")).containsExactly("/s/t/stop.jpg|label|1|0");
    }

    @Test
    void whoWatchesThePageSeesItsStreamEndAndNotBreakOff() throws Exception {
        try (ServiceProcess service = start()) {
            HttpRequest events = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/rest/V1/nacento-connector/ui/events"))
                    .version(HttpClient.Version.HTTP_1_1).build();
            Iterator<String> lines = client.send(events, HttpResponse.BodyHandlers.ofLines()).body().iterator();
            assertThat(lines.next()).isEqualTo(": events follow");

            service.terminate();

            // a connection that is cut off in the middle of an answer throws here
            lines.forEachRemaining(line -> assertThat(line).matches("|data: .*|: .*"));
            service.exitCode();
        }
    }

    @ParameterizedTest(name = "consumption paused before: {0}")
    @ValueSource(booleans = {false, true})
    void workThatCannotEndInTimeDoesNotKeepTheServiceAndIsHandedBack(boolean paused) throws Exception {
        addProducts();
        String uuid;
        bucket.hang("/s/t/stop.jpg");
        // it gives up sooner than after its 25 s, which are seen to below
        try (ServiceProcess service = start(Map.of("nacento.s3.timeout", "5m"), Map.of("CAMEL_MAIN_SHUTDOWN_TIMEOUT", "3"))) {
            client.sendAsync(call("bulk", "direct-"), HttpResponse.BodyHandlers.ofString());
            uuid = JSON.readTree(client.send(call("bulk/async", "queue-"), HttpResponse.BodyHandlers.ofString()).body()).path("bulk_uuid")
                    .textValue();
            int before = bucket.requests();
            soon().until(() -> queues.count(ShopQueues.BULK) == 0 && bucket.requests() > before);
            if (paused) {
                assertThat(client.send(pause(), HttpResponse.BodyHandlers.ofString()).body()).contains("\"under_way\":1");
            }

            service.terminate();

            service.exitCode();
        }
        bucket.recover();
        assertThat(bulks.statuses(uuid)).hasSize(SKUS).allMatch(status -> status.endsWith(":4"));
        assertWhatIsOpenIsInTheQueue(uuid);

        assertCompleteAfterARestart(uuid);
    }

    @Test
    void anAuditThatIsUnderWayIsNotWaitedForAndLeavesNoFiles() throws Exception {
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        try (ServiceProcess service = start(Map.of("nacento.s3.timeout", "5m"),
                Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary))) {
            new Setup(Settings.load(directory.resolve("application.properties"), Map.of())).database();
            bucket.hang(FaultyBucket.FOLDERS);
            HttpRequest start = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/rest/V1/nacento-connector/ui/audit/start"))
                    .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString("{\"copies\":true}")).build();
            assertThat(client.send(start, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
            soon().until(() -> filesOfAudits(temporary).size() == 2);

            service.terminate();

            service.exitCode();
            assertThat(service.output()).doesNotContain("WARN", "ERROR", "The audit has ended");
        }
        assertThat(filesOfAudits(temporary)).isEmpty();
    }

    private static List<Path> filesOfAudits(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("nacento-audit-")).toList();
        }
    }

    /** It ends before a container is killed, which docker does after the 30 s that the manual asks for. */
    @Test
    void theServiceGivesUpWaitingBeforeItsTimeIsOver() {
        assertThat(Duration.ofSeconds(Long.parseLong(camelProperty("camel.main.shutdownTimeout")))).isLessThan(Duration.ofSeconds(30));
    }

    private void assertWhatIsOpenIsInTheQueue(String uuid) throws SQLException {
        List<String> open = bulks.statuses(uuid).stream().filter(status -> status.endsWith(":4")).map(status -> status.split(":")[0])
                .toList();
        assertThat(bulks.statuses(uuid)).hasSize(SKUS).allMatch(status -> status.matches("\\d+:[14]"));
        List<Taken> waiting = queues.takeAll(ShopQueues.BULK);
        List<String> waitingKeys = new ArrayList<>();
        waiting.forEach(message -> message.json().path("operations").forEach(operation -> waitingKeys.add(operation.path("id").asText())));
        assertThat(waitingKeys).containsAll(open);
        waiting.forEach(message -> queues.publish(ShopQueues.BULK, message));
    }

    private void assertCompleteAfterARestart(String uuid) throws Exception {
        try (ServiceProcess again = start()) {
            soon().untilAsserted(() -> assertThat(bulks.statuses(uuid)).hasSize(SKUS).allMatch(status -> status.endsWith(":1")));
            assertThat(again.output()).doesNotContain("ERROR");
        }
        assertThat(shop
                .number("SELECT COUNT(*) FROM catalog_product_entity_media_gallery_value v JOIN catalog_product_entity p USING (entity_id)"
                        + " WHERE p.sku LIKE 'queue-%' AND v.label = 'label'"))
                .isEqualTo(SKUS);
        assertThat(queues.count(ShopQueues.BULK)).isZero();
        assertThat(queues.count(ShopQueues.DEAD)).isZero();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofMinutes(3));
    }

    private ServiceProcess start() throws IOException {
        return start(Map.of(), Map.of());
    }

    private ServiceProcess start(Map<String, String> more, Map<String, String> environment) throws IOException {
        port = FreePort.find();
        Map<String, String> settings = new TreeMap<>(TestSettings.of(shop, port, FreePort.find()));
        settings.putAll(bucket.settings());
        settings.put("nacento.s3.lookup", "head");
        settings.put("nacento.s3.timeout", "10s");
        settings.put("nacento.rabbitmq.consumers", "1");
        settings.putAll(more);
        TestSettings.write(directory.resolve("application.properties"), settings);
        ServiceProcess service = ServiceProcess.run(directory, environment, "serve");
        service.awaitOutput("Ready: API");
        return service;
    }

    private HttpRequest pause() {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/rest/V1/nacento-connector/ui/consumption/pause"))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString("{}")).build();
    }

    private HttpRequest call(String kind, String sku) {
        List<String> items = new ArrayList<>();
        for (int i = 1; i <= SKUS; i++) {
            items.add("{\"sku\":\"" + sku + i + "\",\"images\":[{\"file_path\":\"/s/t/stop.jpg\",\"label\":\"label\"}]}");
        }
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/rest/V1/nacento-connector/products/media/" + kind))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"items\":[" + String.join(",", items) + "]}")).build();
    }

    private static String camelProperty(String name) {
        Properties camel = new Properties();
        try (InputStream file = StoppedServiceTest.class.getResourceAsStream("/camel.properties")) {
            camel.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return camel.getProperty(name);
    }
}
