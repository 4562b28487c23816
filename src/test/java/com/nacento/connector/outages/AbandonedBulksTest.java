package com.nacento.connector.outages;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.lab.stage.FreePort;
import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.Bulks;
import com.nacento.connector.testing.RunningConnector;
import com.nacento.connector.testing.ServiceProcess;
import com.nacento.connector.testing.ShopQueues;
import com.nacento.connector.testing.ShopQueues.Taken;
import com.nacento.connector.testing.TestSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Between the commit of a bulk's rows and the broker's confirm: the broker is frozen there, and then something happens. */
class AbandonedBulksTest extends OutageTest {

    private static final int SKUS = 250;
    private static final int MESSAGES = 3;
    /** Looks often, and believes soon that a process has died. */
    private static final Map<String, String> IMPATIENT = Map.of("watch-shop.period", "1h", "watch-bulks.period", "250",
            "watch-abandoned-bulks.period", "250", "bulk.abandoned-after", "4");

    @TempDir
    private Path directory;

    private final List<RunningConnector> others = new ArrayList<>();

    @BeforeEach
    void addProducts() throws SQLException {
        for (int i = 1; i <= SKUS; i++) {
            shop.addProduct("left-" + i);
        }
        shop.putImage("/o/u/out.jpg", "picture");
    }

    @Test
    void aServiceThatIsKilledBetweenCommitAndConfirmPublishesWhatIsOpenWhenItIsBack() throws Exception {
        String uuid = killWithAnOpenBulk();
        String magentos = bulks.addByMagento(1);
        shop.execute("INSERT INTO magento_operation (operation_key, bulk_uuid, topic_name, status) VALUES (1, ?, ?, 4)", magentos,
                shop.topic());
        // as if half a minute had gone by: a lease is old enough then
        shop.execute("UPDATE nacento_gallery_bulk SET heartbeat_at = heartbeat_at - INTERVAL 30 SECOND");
        broker.flow();

        try (ServiceProcess again = service()) {
            again.awaitOutput("has died: " + SKUS + " SKUs of it were still open and are published");
            soon().untilAsserted(() -> assertThat(bulks.statuses(uuid)).hasSize(SKUS).allMatch(status -> status.endsWith(":1")));
        }

        assertThat(galleries.of("left-1")).containsExactly("/o/u/out.jpg|label 1|1|0");
        assertThat(galleries.of("left-" + SKUS)).containsExactly("/o/u/out.jpg|label " + SKUS + "|1|0");
        assertThat(leases()).isZero();
        assertThat(bulks.statuses(magentos)).as("an open status alone is no reason").containsExactly("1:4");
        assertThat(queues.count(ShopQueues.DEAD)).isZero();
        deleteQueues();
    }

    @Test
    void ofSeveralInstancesOnlyOnePublishesWhatADeadOneHasLeftBehind() throws Exception {
        String uuid = killWithAnOpenBulk();
        broker.flow();
        List<CompletableFuture<RunningConnector>> starting = IntStream.range(0, 3)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> RunningConnector.start(shop, Map.of(), IMPATIENT))).toList();
        starting.forEach(start -> others.add(start.join()));
        try {
            soon().until(() -> leases() == 0);
        } finally {
            others.forEach(RunningConnector::stop);
        }

        List<Taken> messages = new ArrayList<>();
        // the broker may hand the first bulk's message back as late as now, see killWithAnOpenBulk
        soon().until(() -> {
            queues.takeAll(ShopQueues.BULK).stream().filter(message -> uuid.equals(message.json().path("bulk_uuid").textValue()))
                    .forEach(messages::add);
            return messages.size() >= MESSAGES;
        });
        assertThat(messages).hasSize(MESSAGES).flatExtracting(message -> message.json().path("operations").findValuesAsText("sku"))
                .hasSize(SKUS)
                .doesNotHaveDuplicates();
        assertThat(messages).extracting(message -> message.properties().getMessageId()).doesNotHaveDuplicates().doesNotContainNull();
        deleteQueues();
    }

    @Test
    void aProcessThatIsMerelySlowIsLeftAlone() throws SQLException {
        connector = RunningConnector.start(shop, apiOnly(), IMPATIENT);
        others.add(RunningConnector.start(shop, Map.of(), IMPATIENT));
        try {
            Bulks.uuid(connector.bulkAsync(request("left-1", "warm")));
            queues.take(ShopQueues.BULK);
            broker.hang();
            CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> connector.bulkAsync(bulk()));
            soon().until(() -> leases() == 1);
            // longer than a lease lasts that is not renewed
            String begun = shop.text("SELECT CAST(heartbeat_at AS CHAR) FROM nacento_gallery_bulk");
            soon().until(
                    () -> shop.number("SELECT COUNT(*) FROM nacento_gallery_bulk WHERE heartbeat_at > ? + INTERVAL 6 SECOND", begun) == 1);
            assertThat(queues.count(ShopQueues.BULK)).isZero();
            broker.flow();

            String uuid = Bulks.uuid(answer.join());
            assertThat(leases()).isZero();
            assertThat(queues.take(ShopQueues.BULK, MESSAGES)).extracting(message -> message.json().path("bulk_uuid").textValue())
                    .containsOnly(uuid);
        } finally {
            others.forEach(RunningConnector::stop);
        }
    }

    @Test
    void aBulkThatCouldNotBeRejectedIsRejectedWhenTheDatabaseIsBack() throws SQLException {
        connector = RunningConnector.start(shop, apiOnly(), IMPATIENT);
        Bulks.uuid(connector.bulkAsync(request("left-1", "warm")));
        queues.take(ShopQueues.BULK);
        broker.hang();
        CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> connector.bulkAsync(bulk()));
        soon().until(() -> leases() == 1 && openRequests() == 1 + SKUS);
        database.cut();
        assertUnavailable(answer.join());
        String uuid = shop.text("SELECT bulk_uuid FROM nacento_gallery_bulk");
        assertThat(bulks.statuses(uuid)).hasSize(SKUS).allMatch(status -> status.endsWith(":4"));

        database.open();
        soon().untilAsserted(() -> assertThat(bulks.statuses(uuid)).hasSize(SKUS).allMatch(status -> status.endsWith(":5")));
        soon().until(() -> leases() == 0);
        // the broker gets the messages after all: nobody processes them
        broker.flow();
        assertLeftUndone(uuid, SKUS);
    }

    @Test
    void ofABulkThatTheBrokerTakesInPartNothingIsWorkedOff() throws SQLException {
        queues.declare(ShopQueues.BULK, Map.of("x-max-length", 1, "x-overflow", "reject-publish"));
        connector = RunningConnector.start(shop, apiOnly(), IMPATIENT);
        assertUnavailable(connector.bulkAsync(bulk()));
        String uuid = shop.text("SELECT CAST(uuid AS CHAR) FROM magento_bulk");
        assertThat(queues.count(ShopQueues.BULK)).as("messages that the broker has taken").isPositive();
        assertThat(bulks.statuses(uuid)).hasSize(SKUS).allMatch(status -> status.endsWith(":5"));
        assertThat(leases()).isZero();
        assertLeftUndone(uuid, SKUS);
    }

    private void assertLeftUndone(String uuid, int skus) throws SQLException {
        soon().until(() -> queues.count(ShopQueues.BULK) > 0);
        RunningConnector worker = RunningConnector.start(shop, Map.of("nacento.rabbitmq.consumers", "1", "nacento.http.enabled", "false"));
        try {
            soon().until(() -> queues.count(ShopQueues.BULK) == 0
                    && worker.connector().main().getCamelContext().getInflightRepository().size("consume-bulk-messages") == 0);
        } finally {
            worker.stop();
        }
        assertThat(queues.count(ShopQueues.BULK)).as("acknowledged").isZero();
        assertThat(bulks.statuses(uuid)).hasSize(skus).allMatch(status -> status.endsWith(":5"));
        assertThat(shop.number("SELECT COUNT(*) FROM catalog_product_entity_media_gallery")).isZero();
        assertThat(queues.count(ShopQueues.DEAD)).isZero();
    }

    /** A service that dies while the broker has nothing of its bulk; the uuid of that bulk. */
    private String killWithAnOpenBulk() throws Exception {
        int port = FreePort.find();
        try (ServiceProcess service = service(port)) {
            service.awaitOutput("Ready: API");
            soon().until(() -> queues.exists(ShopQueues.BULK) && queues.consumers(ShopQueues.BULK) == 1);
            HttpClient client = HttpClient.newHttpClient();
            assertThat(client.send(call(port, request("left-1", "warm")), HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
            bulks.awaitNothingOpen();
            broker.hang();
            client.sendAsync(call(port, bulk()), HttpResponse.BodyHandlers.ofString());
            soon().until(() -> openRequests() == SKUS);
            service.kill();
            // what the gate still holds must not reach the broker after all
            broker.reset();
        }
        String uuid = shop.text("SELECT bulk_uuid FROM nacento_gallery_bulk");
        // the gate may have held the acknowledgement of the first bulk as well
        assertThat(queues.takeAll(ShopQueues.BULK)).extracting(message -> message.json().path("bulk_uuid").textValue())
                .doesNotContain(uuid);
        assertThat(bulks.statuses(uuid)).hasSize(SKUS).allMatch(status -> status.endsWith(":4"));
        return uuid;
    }

    private ServiceProcess service() throws IOException {
        return service(FreePort.find());
    }

    private ServiceProcess service(int port) throws IOException {
        Map<String, String> settings = new TreeMap<>(TestSettings.of(shop, port, FreePort.find()));
        settings.putAll(settings());
        TestSettings.write(directory.resolve("application.properties"), settings);
        return ServiceProcess.run(directory, Map.of(), "serve");
    }

    private Map<String, String> apiOnly() {
        Map<String, String> settings = settings();
        settings.put("nacento.rabbitmq.consumers", "0");
        return settings;
    }

    private void deleteQueues() {
        List.of(ShopQueues.TOPIC, ShopQueues.BULK, ShopQueues.DEAD).forEach(queues::delete);
    }

    private long leases() throws SQLException {
        return shop.number("SELECT COUNT(*) FROM nacento_gallery_bulk");
    }

    private long openRequests() throws SQLException {
        return shop.number("SELECT COUNT(*) FROM nacento_gallery_request WHERE state = 4");
    }

    private static HttpRequest call(int port, String json) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/rest/V1/nacento-connector/products/media/bulk/async"))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(json)).build();
    }

    private static String bulk() {
        List<String> items = new ArrayList<>();
        for (int i = 1; i <= SKUS; i++) {
            items.add("{\"sku\":\"left-" + i + "\",\"images\":[{\"file_path\":\"/o/u/out.jpg\",\"label\":\"label " + i + "\"}]}");
        }
        return "{\"items\":[" + String.join(",", items) + "]}";
    }
}
