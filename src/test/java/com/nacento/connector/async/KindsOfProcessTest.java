package com.nacento.connector.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.testing.Bulks;
import com.nacento.connector.testing.QueueJourneyTest;
import com.nacento.connector.testing.RunningConnector;
import com.nacento.connector.testing.ShopQueues;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KindsOfProcessTest extends QueueJourneyTest {

    @Override
    protected Map<String, String> settings() {
        return Map.of("nacento.rabbitmq.consumers", "0");
    }

    @Test
    void aProcessWithoutConsumersOnlyServesTheApi() throws SQLException {
        addProduct("api-1", "/a/p/api.jpg");
        assertThat(queues.consumers(ShopQueues.TOPIC)).isZero();
        assertThat(queues.consumers(ShopQueues.BULK)).isZero();
        String uuid = Bulks.uuid(connector.bulkAsync(request(item("api-1", "/a/p/api.jpg", "later"))));
        assertThat(connector.sync("api-1", "{\"images\":[{\"file_path\":\"/a/p/api.jpg\"}]}").status()).isEqualTo(200);
        assertThat(connector.observe("/observe/health").status()).isEqualTo(200);
        assertThat(queues.take(ShopQueues.BULK).json().path("bulk_uuid").textValue()).isEqualTo(uuid);
    }

    @Test
    void aProcessWithoutHttpOnlyWorksOffTheQueue() throws SQLException {
        addProduct("work-1", "/w/o/work.jpg");
        RunningConnector worker = RunningConnector.start(shop, Map.of("nacento.rabbitmq.consumers", "3", "nacento.http.enabled", "false"));
        try {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> queues.consumers(ShopQueues.TOPIC) == 3 && queues.consumers(ShopQueues.BULK) == 3);
            assertThatThrownBy(() -> worker.get("/rest/V1/")).hasMessage("the connector does not answer");
            assertThat(worker.observe("/observe/health").status()).isEqualTo(200);
            bulks.awaitStatuses(Bulks.uuid(connector.bulkAsync(request(item("work-1", "/w/o/work.jpg", "w")))), "1:1");
        } finally {
            worker.stop();
        }
        assertThat(galleries.of("work-1")).containsExactly("/w/o/work.jpg|w|1|0");
    }

    @Test
    void twoProcessesOnOneQueueMakeNoTwinsAndDoEverything() throws SQLException {
        for (int sku = 0; sku < 8; sku++) {
            addProduct("two-" + sku, "/t/w/two" + sku + ".jpg", "/t/w/second" + sku + ".jpg");
        }
        List<String> uuids = new ArrayList<>();
        for (int message = 0; message < 40; message++) {
            List<String> items = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                int sku = (message + i) % 8;
                items.add(("{\"sku\":\"two-%d\",\"images\":[{\"file_path\":\"/t/w/two%d.jpg\",\"label\":\"%d\",\"roles\":[\"base\"]},"
                        + "{\"file_path\":\"/t/w/second%d.jpg\"}]}").formatted(sku, sku, message, sku));
            }
            uuids.add(Bulks.uuid(connector.bulkAsync(request(items.toArray(String[]::new)))));
        }
        Map<String, String> settings = Map.of("nacento.rabbitmq.consumers", "3", "nacento.http.enabled", "false");
        RunningConnector first = RunningConnector.start(shop, settings);
        RunningConnector second = RunningConnector.start(shop, settings);
        try {
            for (String uuid : uuids) {
                bulks.awaitStatuses(uuid, "1:1", "2:1", "3:1", "4:1", "5:1");
            }
        } finally {
            first.stop();
            second.stop();
        }
        for (int sku = 0; sku < 8; sku++) {
            int last = lastMessageFor(sku);
            assertThat(galleries.of("two-" + sku)).containsExactly("/t/w/second" + sku + ".jpg|NULL|2|0",
                    "/t/w/two" + sku + ".jpg|" + last + "|1|0");
        }
        assertThat(queues.count(ShopQueues.BULK)).isZero();
    }

    private static int lastMessageFor(int sku) {
        for (int message = 39; message >= 0; message--) {
            for (int i = 0; i < 5; i++) {
                if ((message + i) % 8 == sku) {
                    return message;
                }
            }
        }
        throw new AssertionError("no message for " + sku);
    }
}
