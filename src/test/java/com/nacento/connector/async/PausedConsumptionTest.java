package com.nacento.connector.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.Bulks;
import com.nacento.connector.testing.FaultyBucket;
import com.nacento.connector.testing.QueueJourneyTest;
import com.nacento.connector.testing.RunningConnector;
import com.nacento.connector.testing.ShopQueues;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator pauses consumption, as before he restores the shop's database, and resumes it. */
class PausedConsumptionTest extends QueueJourneyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CONSUMER = "consume-bulk-messages";
    private static final List<String> TAKEN_FROM = List.of(ShopQueues.TOPIC, ShopQueues.BULK, ShopQueues.EVENTS, ".bucket");

    @TempDir
    static Path directory;

    @Override
    protected Map<String, String> settings() {
        return Map.of("nacento.rabbitmq.consumers", "1", "nacento.bucket-events.enabled", "true", "nacento.sources", "pim",
                "nacento.source.pim.mapping", "pimcore", "nacento.source.pim.secret", "secret", "nacento.source.pim.images", "image:base",
                "nacento.hooks.spool-dir", directory.resolve("spool").toString());
    }

    /** A stop that has no patience at all: whatever interrupted work here, as a stop does, would be seen. */
    @Override
    protected Map<String, String> internals() {
        Map<String, String> internals = new HashMap<>(super.internals());
        internals.put("camel.component.spring-rabbitmq.shutdownTimeout", "1");
        return internals;
    }

    @AfterEach
    void resumeInAnyCase() {
        call(connector, "resume");
        await().atMost(PATIENCE).until(() -> TAKEN_FROM.stream().allMatch(queue -> queues.consumers(queue) == 1));
    }

    @Test
    void whatIsSubmittedMeanwhileIsAcceptedAndStaysOpenUntilItIsResumed() throws Exception {
        addProduct("pause-1", "/p/a/pause.jpg");
        addProduct("pause-2", "/p/a/pause.jpg");
        pauseAndAwaitTheEnd();

        String uuid = Bulks.uuid(connector.bulkAsync(request(item("pause-1", "/p/a/pause.jpg", "later"))));
        queues.publish(item("pause-2", "/p/a/pause.jpg", "Magento's"));
        for (int look = 0; look < 3; look++) {
            fire("watch-queues");
        }

        assertThat(TAKEN_FROM).as("nobody brings consumers back").extracting(queues::consumers).containsOnly(0);
        assertThat(bulks.statuses(uuid)).containsExactly("1:4");
        assertThat(queues.count(ShopQueues.BULK)).isEqualTo(1);
        assertThat(galleries.of("pause-2")).isEmpty();
        assertThat(connector.observe("/observe/health/ready").status()).isEqualTo(200);
        assertThat(connector.observe("/observe/metrics").body()).contains("nacento_consumption_paused 1.0");

        call(connector, "resume");

        bulks.awaitStatuses(uuid, "1:1");
        await().atMost(PATIENCE).until(() -> galleries.of("pause-2").equals(List.of("/p/a/pause.jpg|Magento's|1|0")));
        assertThat(galleries.of("pause-1")).containsExactly("/p/a/pause.jpg|later|1|0");
        assertThat(connector.observe("/observe/metrics").body()).contains("nacento_consumption_paused 0.0");
    }

    @Test
    void whatAPimTellsIsTakenAndSubmittedWhenItIsResumed() throws SQLException {
        addProduct("pause-pim", "/p/a/pim.jpg");
        pauseAndAwaitTheEnd();

        Answer answer = connector.send(connector.request("/hooks/pim").header("Authorization", "secret").POST(BodyPublishers.ofString(
                "{\"general\":{\"eventName\":\"pimcore.dataobject.postUpdate\",\"subjectType\":\"object\"},\"subject\":"
                        + "{\"sku\":\"pause-pim\",\"published\":true,\"image\":\"/p/a/pim.jpg\"}}")));

        assertThat(answer.status()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> queues.count(ShopQueues.EVENTS) == 1);
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}nacento_gallery_request WHERE sku = 'pause-pim'")).isZero();
        call(connector, "resume");
        await().atMost(PATIENCE).until(() -> galleries.of("pause-pim").size() == 1);
    }

    @Test
    void whoAsksDirectlyIsServed() throws SQLException {
        addProduct("pause-direct", "/p/a/direct.jpg");
        pauseAndAwaitTheEnd();

        assertThat(connector.sync("pause-direct", "{\"images\":[{\"file_path\":\"/p/a/direct.jpg\"}]}").status()).isEqualTo(200);
        assertThat(connector.bulk(request(item("pause-direct", "/p/a/direct.jpg", "now"))).status()).isEqualTo(200);

        assertThat(galleries.of("pause-direct")).containsExactly("/p/a/direct.jpg|now|1|0");
    }

    @Test
    void whatIsUnderWayIsEndedAndAcknowledgedAndWhatIsOnlyPrefetchedGoesBack() throws Exception {
        addProduct("pause-held", "/p/a/held.jpg");
        addProduct("pause-next", "/p/a/next.jpg");
        String next;
        String uuid;
        try (Connection other = shop.connect()) {
            uuid = submitAndHold(other, "pause-held", "/p/a/held.jpg");
            next = Bulks.uuid(connector.bulkAsync(request(item("pause-next", "/p/a/next.jpg", "n"))));

            JsonNode answer = call(connector, "pause");

            assertThat(answer.path("paused").booleanValue()).isTrue();
            assertThat(answer.path("under_way").intValue()).as("it does not wait for it").isEqualTo(1);
            assertThat(bulks.statuses(uuid)).containsExactly("1:4");
            other.rollback();
        }
        bulks.awaitStatuses(uuid, "1:1");
        awaitTheEnd();

        assertThat(galleries.of("pause-held")).containsExactly("/p/a/held.jpg|held|1|0");
        assertThat(queues.count(ShopQueues.BULK)).as("one is acknowledged, the other one waits").isEqualTo(1);
        assertThat(bulks.statuses(next)).containsExactly("1:4");
        call(connector, "resume");
        bulks.awaitStatuses(next, "1:1");
    }

    @Test
    void aResumeThatComesAtOnceLosesNoConsumer() throws Exception {
        addProduct("pause-short", "/p/a/short.jpg");
        addProduct("pause-after", "/p/a/short.jpg");
        String uuid;
        try (Connection other = shop.connect()) {
            uuid = submitAndHold(other, "pause-short", "/p/a/short.jpg");

            call(connector, "pause");
            call(connector, "pause");
            call(connector, "resume");
            call(connector, "resume");

            other.rollback();
        }
        bulks.awaitStatuses(uuid, "1:1");
        bulks.awaitStatuses(Bulks.uuid(connector.bulkAsync(request(item("pause-after", "/p/a/short.jpg", "a")))), "1:1");
    }

    @Test
    void whatWaitsForAServerGoesBackToTheQueue() throws SQLException, IOException {
        addProduct("pause-away", "/p/a/away.jpg");
        try (FaultyBucket bucket = new FaultyBucket()) {
            bucket.fail(FaultyBucket.BUCKET, 503);
            bucket.fail("/p/a/away.jpg", 404);
            pauseAndAwaitTheEnd();
            String uuid = Bulks.uuid(connector.bulkAsync(request(item("pause-away", "/p/a/away.jpg", "back"))));
            Map<String, String> settings = new HashMap<>(bucket.settings());
            settings.put("nacento.rabbitmq.consumers", "1");
            RunningConnector worker = RunningConnector.start(shop, settings, internals());
            try {
                await().atMost(PATIENCE).until(() -> bucket.requests() > 1 && inFlight(worker) == 1);

                call(worker, "pause");

                await().atMost(PATIENCE).until(() -> queues.consumers(ShopQueues.BULK) == 0);
                assertThat(queues.count(ShopQueues.BULK)).isEqualTo(1);
                assertThat(inFlight(worker)).isZero();
                assertThat(bulks.statuses(uuid)).containsExactly("1:4");
            } finally {
                worker.stop();
            }
            call(connector, "resume");
            bulks.awaitStatuses(uuid, "1:1");
        }
    }

    @Test
    void aRouteThatIsStartedMeanwhileTakesNothingUntilItIsResumed() throws Exception {
        pauseAndAwaitTheEnd();
        CamelContext camel = connector.connector().main().getCamelContext();

        camel.getRouteController().stopRoute(CONSUMER);
        camel.getRouteController().startRoute(CONSUMER);

        assertThat(queues.consumers(ShopQueues.BULK)).isZero();
        call(connector, "resume");
        await().atMost(PATIENCE).until(() -> queues.consumers(ShopQueues.BULK) == 1);
    }

    /** A bulk for one product that somebody else has locked; answers when a worker waits for it. */
    private String submitAndHold(Connection other, String sku, String image) throws SQLException {
        other.setAutoCommit(false);
        try (Statement lock = other.createStatement()) {
            lock.executeQuery("SELECT entity_id FROM catalog_product_entity WHERE sku = '" + sku + "' FOR UPDATE").close();
        }
        String uuid = Bulks.uuid(connector.bulkAsync(request(item(sku, image, "held"))));
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).until(() -> inFlight(connector) == 1
                && shop.number("SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'") > 0);
        return uuid;
    }

    private void pauseAndAwaitTheEnd() {
        call(connector, "pause");
        awaitTheEnd();
    }

    private void awaitTheEnd() {
        await().atMost(PATIENCE).until(() -> TAKEN_FROM.stream().allMatch(queue -> queues.consumers(queue) == 0));
        // it says so as well, and asking again changes nothing
        await().atMost(PATIENCE).until(() -> call(connector, "pause").path("under_way").intValue() == 0);
    }

    private static JsonNode call(RunningConnector process, String what) {
        return process.post("/rest/V1/nacento-connector/ui/consumption/" + what, "{}").json();
    }

    private void fire(String route) throws Exception {
        CamelContext camel = connector.connector().main().getCamelContext();
        Exchange exchange = new DefaultExchange(camel);
        camel.getRoute(route).getProcessor().process(exchange);
        assertThat(exchange.getException()).isNull();
    }

    private static int inFlight(RunningConnector worker) {
        return worker.connector().main().getCamelContext().getInflightRepository().size(CONSUMER);
    }
}
