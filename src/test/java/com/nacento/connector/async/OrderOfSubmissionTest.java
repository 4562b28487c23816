package com.nacento.connector.async;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.Bulks;
import com.nacento.connector.testing.QueueJourneyTest;
import com.nacento.connector.testing.RunningConnector;
import com.nacento.connector.testing.ShopQueues;
import com.nacento.connector.testing.ShopQueues.Taken;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Nothing takes from the queue but the workers that a test starts: so a message is as late as the test wants it to be. */
class OrderOfSubmissionTest extends QueueJourneyTest {

    @Override
    protected Map<String, String> settings() {
        return Map.of("nacento.rabbitmq.consumers", "0");
    }

    @Test
    void aDirectCallTakesTheOlderRequestThatStillWaitsAlong() throws SQLException {
        addProduct("o-1", "/o/1/common.jpg", "/o/1/older.jpg", "/o/1/younger.jpg");
        String uuid = Bulks.uuid(connector.bulkAsync(request("{\"sku\":\"o-1\",\"images\":["
                + "{\"file_path\":\"/o/1/common.jpg\",\"label\":\"older\",\"position\":7},{\"file_path\":\"/o/1/older.jpg\",\"roles\":[\"base\"]}]}")));
        Answer younger = connector.sync("o-1", "{\"images\":[{\"file_path\":\"/o/1/common.jpg\",\"label\":\"younger\"},"
                + "{\"file_path\":\"/o/1/younger.jpg\",\"label\":\"new\"}]}");
        assertThat(younger.json().path("error").isNull()).isTrue();
        assertThat(bulks.statuses(uuid)).containsExactly("1:1");
        assertThat(galleries.of("o-1")).containsExactly("/o/1/common.jpg|younger|7|0", "/o/1/older.jpg|NULL|8|0",
                "/o/1/younger.jpg|new|9|0");
        // its own images, by what became of them in this transaction
        assertThat(younger.counts()).isEqualTo("inserted 2, updated_value 0, updated_meta 0, skipped 0");
        assertThat(bulks.message(uuid, 1)).isEqualTo("2 inserted, 0 updated, 0 new ETags, 0 unchanged");
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}nacento_gallery_request WHERE sku = 'o-1' AND state = 4")).isZero();
        List<String> before = galleries.of("o-1");
        shop.execute("UPDATE {prefix}catalog_product_entity SET updated_at = '2020-01-01' WHERE sku = 'o-1'");

        process(1);
        assertThat(bulks.statuses(uuid)).containsExactly("1:1");
        assertThat(galleries.of("o-1")).isEqualTo(before);
        assertThat(shop.text("SELECT updated_at FROM {prefix}catalog_product_entity WHERE sku = 'o-1'")).startsWith("2020-01-01");
    }

    @Test
    void aDirectCallThatFindsNothingToDoCompletesTheOlderRequestThatHadNothingToDoEither() throws SQLException {
        addProduct("o-2", "/o/2/a.jpg");
        assertThat(connector.sync("o-2", "{\"images\":[{\"file_path\":\"/o/2/a.jpg\",\"label\":\"same\"}]}").status()).isEqualTo(200);
        String uuid = Bulks.uuid(connector.bulkAsync(request(item("o-2", "/o/2/a.jpg", "same"))));
        assertThat(connector.sync("o-2", "{\"images\":[{\"file_path\":\"/o/2/a.jpg\",\"label\":\"same\"}]}").counts())
                .isEqualTo("inserted 0, updated_value 0, updated_meta 0, skipped 1");
        assertThat(bulks.statuses(uuid)).containsExactly("1:1");
        process(1);
    }

    @Test
    void ofTwoBulksWhoseMessagesComeInTheWrongOrderTheYoungerStands() throws SQLException {
        addProduct("o-3", "/o/3/a.jpg", "/o/3/older.jpg");
        String older = Bulks.uuid(connector.bulkAsync(request("{\"sku\":\"o-3\",\"images\":["
                + "{\"file_path\":\"/o/3/a.jpg\",\"label\":\"older\"},{\"file_path\":\"/o/3/older.jpg\",\"label\":\"older only\"}]}")));
        String younger = Bulks.uuid(connector.bulkAsync(request(item("o-3", "/o/3/a.jpg", "younger"))));
        List<Taken> messages = queues.take(ShopQueues.BULK, 2);
        queues.publish(ShopQueues.BULK, messageOf(younger, messages));
        queues.publish(ShopQueues.BULK, messageOf(older, messages));
        process(2);
        assertThat(bulks.statuses(older)).containsExactly("1:1");
        assertThat(bulks.statuses(younger)).containsExactly("1:1");
        assertThat(galleries.of("o-3")).containsExactly("/o/3/a.jpg|younger|1|0", "/o/3/older.jpg|older only|2|0");
    }

    @Test
    void anOlderRequestThatFailedAndIsReplayedDoesNotOverwriteAYoungerOne() throws SQLException {
        addProduct("o-4", "/o/4/a.jpg", "/o/4/older.jpg");
        String uuid = Bulks.uuid(connector.bulkAsync(request("{\"sku\":\"o-4\",\"images\":["
                + "{\"file_path\":\"/o/4/a.jpg\",\"label\":\"older\",\"position\":5,\"roles\":[\"base\"]},"
                + "{\"file_path\":\"/o/4/older.jpg\",\"label\":\"older only\"}]}")));
        shop.execute("UPDATE {prefix}nacento_gallery_request SET state = 2, finished_at = UTC_TIMESTAMP(6) WHERE bulk_uuid = ?", uuid);
        shop.execute("UPDATE {prefix}magento_operation SET status = 2 WHERE bulk_uuid = ?", uuid);
        assertThat(
                connector.sync("o-4", "{\"images\":[{\"file_path\":\"/o/4/a.jpg\",\"label\":\"younger\",\"roles\":[\"base\"]}]}").status())
                .isEqualTo(200);
        process(1);
        assertThat(bulks.statuses(uuid)).containsExactly("1:1");
        // what the younger one did not name is applied as if it had come in time
        assertThat(galleries.of("o-4")).containsExactly("/o/4/a.jpg|younger|5|0", "/o/4/older.jpg|older only|6|0");
    }

    @Test
    void anOlderRequestThatFailedAndIsReplayedDoesNotTakeWhatAYoungerOneFoundAsItWantedIt() throws SQLException {
        addProduct("o-11", "/o/11/a.jpg", "/o/11/b.jpg");
        String same = "{\"images\":[{\"file_path\":\"/o/11/a.jpg\",\"label\":\"same\",\"roles\":[\"base\"]}]}";
        assertThat(connector.sync("o-11", same).counts()).isEqualTo("inserted 1, updated_value 0, updated_meta 0, skipped 0");
        String uuid = Bulks.uuid(connector.bulkAsync(request("{\"sku\":\"o-11\",\"images\":["
                + "{\"file_path\":\"/o/11/a.jpg\",\"label\":\"older\"},{\"file_path\":\"/o/11/b.jpg\",\"label\":\"older\",\"roles\":[\"base\"]}]}")));
        shop.execute("UPDATE {prefix}nacento_gallery_request SET state = 2, finished_at = UTC_TIMESTAMP(6) WHERE bulk_uuid = ?", uuid);
        shop.execute("UPDATE {prefix}magento_operation SET status = 2 WHERE bulk_uuid = ?", uuid);
        assertThat(connector.sync("o-11", same).counts()).isEqualTo("inserted 0, updated_value 0, updated_meta 0, skipped 1");

        process(1);

        assertThat(bulks.statuses(uuid)).containsExactly("1:1");
        assertThat(galleries.of("o-11")).containsExactly("/o/11/a.jpg|same|1|0", "/o/11/b.jpg|older|2|0");
        assertThat(shop
                .text("SELECT v.value FROM {prefix}catalog_product_entity_varchar v JOIN {prefix}catalog_product_entity p USING (entity_id)"
                        + " JOIN {prefix}eav_attribute a USING (attribute_id) WHERE p.sku = 'o-11' AND a.attribute_code = 'image' AND "
                        + "v.store_id = 0"))
                .isEqualTo("/o/11/a.jpg");
    }

    @Test
    void aRejectedBulkIsLeftUndone() throws SQLException {
        addProduct("o-5", "/o/5/a.jpg");
        String uuid = Bulks.uuid(connector.bulkAsync(request(item("o-5", "/o/5/a.jpg", "rejected"))));
        shop.execute("UPDATE {prefix}nacento_gallery_request SET state = 5 WHERE bulk_uuid = ?", uuid);
        shop.execute("UPDATE {prefix}magento_operation SET status = 5 WHERE bulk_uuid = ?", uuid);
        process(1);
        assertThat(bulks.statuses(uuid)).containsExactly("1:5");
        assertThat(galleries.of("o-5")).isEmpty();
    }

    @Test
    void aMessageOfOurOwnThatIsDeliveredTwiceIsDoneOnce() throws SQLException {
        addProduct("o-6", "/o/6/a.jpg");
        String uuid = Bulks.uuid(connector.bulkAsync(request(item("o-6", "/o/6/a.jpg", "first"))));
        Taken message = queues.take(ShopQueues.BULK);
        queues.publish(ShopQueues.BULK, message);
        process(1);
        assertThat(connector.sync("o-6", "{\"images\":[{\"file_path\":\"/o/6/a.jpg\",\"label\":\"since\"}]}").status()).isEqualTo(200);
        queues.publish(ShopQueues.BULK, message);
        process(1);
        assertThat(bulks.statuses(uuid)).containsExactly("1:1");
        assertThat(galleries.of("o-6")).containsExactly("/o/6/a.jpg|since|1|0");
    }

    @Test
    void aMessageOfAnotherProgramCountsFromWhenItIsFirstReceived() throws SQLException {
        addProduct("o-7", "/o/7/a.jpg");
        queues.publish(ShopQueues.TOPIC, "m-7", item("o-7", "/o/7/a.jpg", "received last").getBytes(StandardCharsets.UTF_8));
        assertThat(connector.sync("o-7", "{\"images\":[{\"file_path\":\"/o/7/a.jpg\",\"label\":\"direct\"}]}").status()).isEqualTo(200);
        process(1);
        assertThat(galleries.of("o-7")).containsExactly("/o/7/a.jpg|received last|1|0");
    }

    private Taken messageOf(String uuid, List<Taken> messages) {
        return messages.stream().filter(message -> message.json().path("bulk_uuid").textValue().equals(uuid)).findFirst().orElseThrow();
    }

    /** A worker comes, processes what there is, and goes. */
    private void process(int messages) {
        try (Worked worked = new Worked(messages)) {
            worked.await();
        }
    }

    /** A worker with one consumer that stops as soon as both queues are empty and nothing is in its hands. */
    private final class Worked implements AutoCloseable {

        private final RunningConnector worker = RunningConnector.start(shop,
                Map.of("nacento.rabbitmq.consumers", "1", "nacento.http.enabled", "false"));
        private final int messages;

        private Worked(int messages) {
            this.messages = messages;
        }

        private void await() {
            var statistics = worker.connector().main().getCamelContext();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> queues.count(ShopQueues.TOPIC) == 0
                    && queues.count(ShopQueues.BULK) == 0 && statistics.getInflightRepository().size("consume-bulk-messages") == 0
                    && statistics.getInflightRepository().size("consume-gallery-messages") == 0);
        }

        @Override
        public void close() {
            worker.stop();
            assertThat(queues.count(ShopQueues.TOPIC) + queues.count(ShopQueues.BULK)).as("of %s messages", messages).isZero();
        }
    }
}
