package com.nacento.connector.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nacento.connector.testing.Bulks;
import com.nacento.connector.testing.FaultyBucket;
import com.nacento.connector.testing.Galleries;
import com.nacento.connector.testing.MagentoShop;
import com.nacento.connector.testing.RunningConnector;
import com.nacento.connector.testing.ShopQueues;
import com.nacento.connector.testing.ShopQueues.Taken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * All queues are quorum queues, declared by somebody else, and drop a message that they have delivered three times in vain. (From
 * RabbitMQ 4 on every quorum queue has a limit, of 20.) The embedded broker has no such queues.
 */
class QuorumQueuesTest {

    private static final Map<String, Object> QUORUM = Map.of("x-queue-type", "quorum", "x-delivery-limit", 3);
    private static final Map<String, String> WORKER = Map.of("nacento.rabbitmq.consumers", "1", "nacento.retry.max-attempts", "3");

    private MagentoShop shop;
    private ShopQueues queues;
    private Bulks bulks;
    private Galleries galleries;
    private FaultyBucket bucket;
    private RunningConnector connector;

    @BeforeEach
    void declareQueues() throws SQLException, IOException {
        shop = MagentoShop.open();
        queues = ShopQueues.of(shop);
        bulks = new Bulks(shop);
        galleries = new Galleries(shop);
        bucket = new FaultyBucket();
        assumeTrue(declares(), "this broker has no quorum queues");
        connector = RunningConnector.start(shop, settings(Map.of()));
        shop.addProduct("q-1");
        shop.addProduct("q-2");
    }

    @AfterEach
    void removeQueues() throws SQLException {
        if (connector != null) {
            connector.close();
        }
        queues.close();
        bucket.close();
        shop.close();
    }

    @Test
    void bulksAndMagentosMessagesAreWorkedOffAndFailuresBecomeDeadLettersAfterTheirAttempts() throws SQLException {
        bucket.fail("/q/u/forbidden.jpg", 403);
        String uuid = Bulks.uuid(connector
                .bulkAsync("{\"items\":[" + item("q-1", "/q/u/fine.jpg", "bulk") + "," + item("q-2", "/q/u/forbidden.jpg", "x") + "]}"));
        queues.publish(item("q-1", "/q/u/second.jpg", "topic"));
        queues.publish("nobody understands this");
        RunningConnector worker = RunningConnector.start(shop, settings(WORKER));
        try {
            bulks.awaitStatuses(uuid, "1:1", "2:2");
            Map<String, Taken> letters = new HashMap<>();
            queues.take(ShopQueues.DEAD, 2).forEach(letter -> letters.put(letter.header("x-nacento-reason").split(":")[0], letter));
            assertThat(letters.get("storage_unavailable").header("x-nacento-reason"))
                    .isEqualTo("storage_unavailable: 403 media/catalog/product/q/u/forbidden.jpg");
            assertThat(letters.get("storage_unavailable").header("x-nacento-attempts")).isEqualTo("3");
            assertThat(letters.get("invalid_message").text()).isEqualTo("nobody understands this");
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(galleries.of("q-1"))
                    .containsExactly("/q/u/fine.jpg|bulk|1|0", "/q/u/second.jpg|topic|2|0"));
        } finally {
            worker.stop();
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> queues.count(ShopQueues.BULK) + queues.count(ShopQueues.TOPIC) == 0);
    }

    @Test
    void aMessageThatIsHandedBackAgainAndAgainIsNotDroppedByItsQueue() throws SQLException {
        String uuid = Bulks.uuid(connector.bulkAsync("{\"items\":[" + item("q-1", "/q/u/late.jpg", "bulk") + "]}"));
        queues.publish(item("q-2", "/q/u/late.jpg", "topic"));
        bucket.fail(FaultyBucket.BUCKET, 503);
        bucket.fail("/q/u/late.jpg", 404);
        for (int stop = 1; stop <= 6; stop++) {
            RunningConnector worker = RunningConnector.start(shop, settings(WORKER));
            try {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> inFlight(worker, "consume-bulk-messages") == 1 && inFlight(worker, "consume-gallery-messages") == 1);
            } finally {
                worker.stop();
            }
            // a quorum queue tells its length with a delay of some seconds
            await("both messages are there after stop " + stop).atMost(Duration.ofSeconds(60))
                    .until(() -> queues.count(ShopQueues.BULK) > 0 && queues.count(ShopQueues.TOPIC) > 0);
        }
        bucket.recover();
        RunningConnector worker = RunningConnector.start(shop, settings(WORKER));
        try {
            bulks.awaitStatuses(uuid, "1:1");
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(galleries.of("q-2")).containsExactly("/q/u/late.jpg|topic|1|0"));
        } finally {
            worker.stop();
        }
        assertThat(shop.number("SELECT COUNT(*) FROM nacento_gallery_request WHERE sku = 'q-2'")).as("it is known again under its id")
                .isEqualTo(1);
        assertThat(queues.count(ShopQueues.DEAD)).isZero();
    }

    private boolean declares() {
        try {
            queues.declare(ShopQueues.TOPIC, QUORUM);
            queues.declare(ShopQueues.BULK, QUORUM);
            queues.declare(ShopQueues.DEAD, QUORUM);
            return true;
        } catch (UncheckedIOException refused) {
            return false;
        }
    }

    private Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(bucket.settings());
        settings.putAll(more);
        return settings;
    }

    private static int inFlight(RunningConnector worker, String route) {
        return worker.connector().main().getCamelContext().getInflightRepository().size(route);
    }

    private static String item(String sku, String image, String label) {
        return "{\"sku\":\"" + sku + "\",\"images\":[{\"file_path\":\"" + image + "\",\"label\":\"" + label + "\"}]}";
    }
}
