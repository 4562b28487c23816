package com.nacento.connector.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.testing.FaultyBucket;
import com.nacento.connector.testing.GeneralLog;
import com.nacento.connector.testing.QueueJourneyTest;
import com.nacento.connector.testing.RunningConnector;
import com.nacento.connector.testing.ShopQueues;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Messages of one SKU each wait in the queue before a consumer is there, which then takes what it finds. */
class GatheredMessagesTest extends QueueJourneyTest {

    private static final int MESSAGES = 200;
    private static final String CONSUMER = "consume-gallery-messages";

    @Override
    protected Map<String, String> settings() {
        return Map.of("nacento.rabbitmq.consumers", "0");
    }

    @Test
    void manyMessagesOfOneSkuCostTheStatementsOfAFew() throws SQLException {
        for (int i = 0; i < MESSAGES; i++) {
            shop.addProduct("gather-" + i);
            queues.publish(item("gather-" + i, "/g/a/gather.jpg", "label " + i));
        }
        shop.putImage("/g/a/gather.jpg", "picture");
        try (GeneralLog log = GeneralLog.open(shop)) {
            RunningConnector worker = RunningConnector.start(shop, Map.of("nacento.rabbitmq.consumers", "1"));
            try {
                bulks.awaitNothingOpen();
                awaitWorkedOff(worker, "gather-" + (MESSAGES - 1), "label " + (MESSAGES - 1));
                assertThat(log.statements())
                        .filteredOn(
                                statement -> statement.startsWith("Execute") && statement.contains("catalog_product_entity_media_gallery "))
                        .as("new gallery rows of %s messages", MESSAGES).hasSizeLessThan(MESSAGES / 10);
            } finally {
                worker.stop();
            }
        }
        assertThat(galleries.of("gather-0")).containsExactly("/g/a/gather.jpg|label 0|1|0");
        assertThat(queues.count(ShopQueues.TOPIC)).isZero();
        assertThat(queues.count(ShopQueues.DEAD)).isZero();
    }

    @Test
    void oneThatNobodyUnderstandsAndOneWithoutAProductCostTheOthersNothing() throws SQLException {
        addProduct("good-1", "/g/o/good.jpg");
        addProduct("good-2", "/g/o/good.jpg");
        queues.publish(item("good-1", "/g/o/good.jpg", "one"));
        queues.publish("nobody understands this");
        queues.publish("{\"type\":\"healthcheck\"}");
        queues.publish(item("no-such-product", "/g/o/good.jpg", "x"));
        queues.publish(item("good-2", "/g/o/good.jpg", "two"));
        RunningConnector worker = RunningConnector.start(shop, Map.of("nacento.rabbitmq.consumers", "1"));
        try {
            assertThat(queues.take(ShopQueues.DEAD, 2)).extracting(letter -> letter.header("x-nacento-reason").split(":")[0])
                    .containsExactlyInAnyOrder("invalid_message", "product_not_found");
            awaitWorkedOff(worker, "good-2", "two");
        } finally {
            worker.stop();
        }
        assertThat(galleries.of("good-1")).containsExactly("/g/o/good.jpg|one|1|0");
        assertThat(queues.count(ShopQueues.TOPIC)).isZero();
    }

    @Test
    void messagesForOneProductEndAsIfTheyHadBeenWorkedOffOneByOne() throws SQLException {
        addProduct("Same-1", "/s/a/same.jpg");
        queues.publish(item("Same-1", "/s/a/same.jpg", "first"));
        queues.publish("{\"sku\":\"SAME-1\",\"images\":[{\"file_path\":\"/s/a/same.jpg\",\"position\":7}]}");
        queues.publish("{\"sku\":\"same-1\",\"images\":[{\"file_path\":\"/s/a/same.jpg\",\"label\":\"last\"}]}");
        RunningConnector worker = RunningConnector.start(shop, Map.of("nacento.rabbitmq.consumers", "1"));
        try {
            awaitWorkedOff(worker, "Same-1", "last");
        } finally {
            worker.stop();
        }
        assertThat(galleries.of("Same-1")).containsExactly("/s/a/same.jpg|last|7|0");
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}nacento_gallery_request WHERE sku = 'same-1' AND state = 1")).isEqualTo(3);
        assertThat(queues.count(ShopQueues.TOPIC)).isZero();
    }

    @Test
    void allAreHeldUntilTheWorkOfAllIsCommitted() throws SQLException, IOException {
        for (int i = 1; i <= 2; i++) {
            addProduct("held-" + i, "/h/e/held.jpg");
            queues.publish(item("held-" + i, "/h/e/held-" + i + ".jpg", "label"));
        }
        shop.putImage("/h/e/held-1.jpg", "picture");
        shop.putImage("/h/e/held-2.jpg", "picture");
        try (FaultyBucket bucket = new FaultyBucket()) {
            bucket.fail(FaultyBucket.BUCKET, 503);
            bucket.fail("/h/e/held-2.jpg", 404);
            Map<String, String> settings = new HashMap<>(bucket.settings());
            settings.put("nacento.rabbitmq.consumers", "1");
            RunningConnector worker = RunningConnector.start(shop, settings);
            try {
                await().atMost(Duration.ofSeconds(30)).until(() -> bucket.requests() > 1 && inFlight(worker) == 1);
            } finally {
                worker.stop();
            }
        }
        assertThat(queues.count(ShopQueues.TOPIC)).as("both are back in the queue").isEqualTo(2);
        assertThat(queues.count(ShopQueues.DEAD)).isZero();
        RunningConnector second = RunningConnector.start(shop, Map.of("nacento.rabbitmq.consumers", "1"));
        try {
            awaitWorkedOff(second, "held-2", "label");
        } finally {
            second.stop();
        }
        assertThat(galleries.of("held-1")).containsExactly("/h/e/held-1.jpg|label|1|0");
        assertThat(queues.count(ShopQueues.TOPIC)).isZero();
    }

    private void awaitWorkedOff(RunningConnector worker, String sku, String label) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> galleries.of(sku).stream().anyMatch(row -> row.contains("|" + label + "|")) && inFlight(worker) == 0);
    }

    private static int inFlight(RunningConnector worker) {
        return worker.connector().main().getCamelContext().getInflightRepository().size(CONSUMER);
    }
}
