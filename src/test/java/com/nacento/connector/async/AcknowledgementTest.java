package com.nacento.connector.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.testing.Bulks;
import com.nacento.connector.testing.FaultyBucket;
import com.nacento.connector.testing.QueueJourneyTest;
import com.nacento.connector.testing.RunningConnector;
import com.nacento.connector.testing.ShopQueues;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A message that a consumer holds is seen by stopping the consumer: it is back in the queue if it was not acknowledged. */
class AcknowledgementTest extends QueueJourneyTest {

    private static final String CONSUMER = "consume-bulk-messages";

    @Override
    protected Map<String, String> settings() {
        return Map.of("nacento.rabbitmq.consumers", "0");
    }

    @Test
    void aMessageIsHeldUntilItsWorkAndItsStatusAreCommitted() throws SQLException {
        addProduct("lock-1", "/l/o/lock.jpg");
        String uuid = Bulks.uuid(connector.bulkAsync(request(item("lock-1", "/l/o/lock.jpg", "late"))));
        try (Connection other = shop.connect(); Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.executeQuery("SELECT entity_id FROM catalog_product_entity WHERE sku = 'lock-1' FOR UPDATE").close();
            RunningConnector worker = RunningConnector.start(shop, Map.of("nacento.rabbitmq.consumers", "1"));
            try {
                await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(300))
                        .until(() -> isWaitingForALock() && inFlight(worker) == 1);
                assertThat(bulks.statuses(uuid)).containsExactly("1:4");
                assertThat(galleries.of("lock-1")).isEmpty();
                other.rollback();
                bulks.awaitStatuses(uuid, "1:1");
                assertThat(galleries.of("lock-1")).containsExactly("/l/o/lock.jpg|late|1|0");
                await().atMost(Duration.ofSeconds(30)).until(() -> inFlight(worker) == 0);
            } finally {
                worker.stop();
            }
        }
        assertThat(queues.count(ShopQueues.BULK)).isZero();
    }

    @Test
    void aMessageThatAWorkerHoldsWhenItStopsIsBackInTheQueueAndAnotherOneDoesIt() throws SQLException, IOException {
        addProduct("stop-1", "/s/t/stop.jpg");
        try (FaultyBucket bucket = new FaultyBucket()) {
            bucket.fail(FaultyBucket.BUCKET, 503);
            bucket.fail("/s/t/stop.jpg", 404);
            String uuid = Bulks.uuid(connector.bulkAsync(request(item("stop-1", "/s/t/stop.jpg", "after the stop"))));
            Map<String, String> settings = new HashMap<>(bucket.settings());
            settings.put("nacento.rabbitmq.consumers", "1");
            RunningConnector worker = RunningConnector.start(shop, settings);
            try {
                await().atMost(Duration.ofSeconds(30)).until(() -> bucket.requests() > 1 && inFlight(worker) == 1);
            } finally {
                worker.stop();
            }
            assertThat(queues.count(ShopQueues.BULK)).isEqualTo(1);
            assertThat(bulks.statuses(uuid)).containsExactly("1:4");

            RunningConnector second = RunningConnector.start(shop, Map.of("nacento.rabbitmq.consumers", "1"));
            try {
                bulks.awaitStatuses(uuid, "1:1");
            } finally {
                second.stop();
            }
            assertThat(galleries.of("stop-1")).containsExactly("/s/t/stop.jpg|after the stop|1|0");
            assertThat(queues.count(ShopQueues.BULK)).isZero();
        }
    }

    /** The server renews what it shows here only when nobody has looked for 100 ms. */
    private boolean isWaitingForALock() throws SQLException {
        return shop.number("SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'") > 0;
    }

    private static int inFlight(RunningConnector worker) {
        return worker.connector().main().getCamelContext().getInflightRepository().size(CONSUMER);
    }
}
