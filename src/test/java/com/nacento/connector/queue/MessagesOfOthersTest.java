package com.nacento.connector.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.testing.QueueJourneyTest;
import com.nacento.connector.testing.ShopQueues;
import com.nacento.connector.testing.ShopQueues.Taken;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesOfOthersTest extends QueueJourneyTest {

    @Test
    void magentosOperationOfAKnownBulkEndsAsComplete() throws SQLException {
        addProduct("php-1", "/p/h/php.jpg");
        String uuid = bulks.addByMagento(1);
        shop.execute("INSERT INTO {prefix}magento_operation (operation_key, bulk_uuid, topic_name, status) VALUES (0, ?, ?, 4)", uuid,
                shop.topic());
        queues.publish(operation("0", uuid, "php-1", "from PHP"));
        bulks.awaitStatuses(uuid, "0:1");
        assertThat(galleries.of("php-1")).containsExactly("/p/h/php.jpg|from PHP|1|0");
    }

    @Test
    void anOperationThatMagentoWroteNoRowForGetsOne() throws SQLException {
        addProduct("php-2", "/p/h/php.jpg");
        String uuid = bulks.addByMagento(1);
        queues.publish(operation("\"7\"", uuid, "php-2", "no row"));
        bulks.awaitStatuses(uuid, "7:1");
        assertThat(bulks.operations(uuid).get(0).get("topic_name")).isEqualTo(shop.topic());
        assertThat(connector.get("/rest/V1/bulk/" + uuid + "/status").status()).isEqualTo(200);
        assertThat(galleries.of("php-2")).containsExactly("/p/h/php.jpg|no row|1|0");
    }

    @Test
    void anOperationOfAnUnknownBulkIsWorkedOffWithoutAStatus() throws SQLException {
        addProduct("php-3", "/p/h/php.jpg");
        queues.publish(operation("1", "00000000-0000-4000-8000-000000000000", "php-3", "unknown bulk"));
        awaitGallery("php-3", "/p/h/php.jpg|unknown bulk|1|0");
        assertThat(bulks.operations("00000000-0000-4000-8000-000000000000")).isEmpty();
    }

    @Test
    void anOperationWithoutAnIdIsWorkedOff() throws SQLException {
        addProduct("php-4", "/p/h/php.jpg");
        String uuid = bulks.addByMagento(1);
        byte[] message = operation("null", uuid, "php-4", "without id").getBytes(StandardCharsets.UTF_8);
        queues.publish(ShopQueues.TOPIC, "php-4-message", message);
        awaitGallery("php-4", "/p/h/php.jpg|without id|1|0");
        bulks.awaitStatuses(uuid, "null:1");
        assertThat(bulks.operations(uuid)).singleElement().satisfies(row -> {
            assertThat(row.get("topic_name")).isEqualTo(shop.topic());
            assertThat(row.get("result_message")).asString().startsWith("1 inserted");
        });
        queues.publish(ShopQueues.TOPIC, "php-4-message", message);
        queues.publish(operation("null", uuid, "php-4", "without id"));
        bulks.awaitStatuses(uuid, "null:1", "null:1");
        awaitNoMessageOnTheTopic();
        assertThat(connector.get("/rest/V1/bulk/" + uuid + "/detailed-status").status()).isEqualTo(200);
    }

    @Test
    void anOperationWithoutAnIdThatFailsSaysSoInItsRow() throws SQLException {
        String uuid = bulks.addByMagento(2);
        queues.publish(operation("null", uuid, "nobody", "without id"));
        bulks.awaitStatuses(uuid, "null:3");
        assertThat(bulks.operations(uuid).get(0).get("result_message")).asString().startsWith("product_not_found: ");
        awaitNoMessageOnTheTopic();
        assertThat(queues.count(ShopQueues.DEAD)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "2260349355", "4294967295", "\"4294967294\""})
    void anOperationHasAnyNumberThatMagentosColumnHolds(String id) throws SQLException {
        String key = id.replace("\"", "");
        addProduct("php-5-" + key, "/p/h/php.jpg");
        String uuid = bulks.addByMagento(1);
        queues.publish(operation(id, uuid, "php-5-" + key, "numbered"));
        bulks.awaitStatuses(uuid, key + ":1");
        assertThat(connector.get("/rest/V1/bulk/" + uuid + "/status").body()).contains("\"id\":" + key);
        assertThat(connector.get("/rest/V1/nacento-connector/ui/bulks/" + uuid + "/skus").body()).contains("\"php-5-" + key + "\"");
    }

    @Test
    void ofTwoOperationsWithTheSameNumberInAMessageBothAreWorkedOff() throws SQLException {
        addProduct("dup-1", "/d/u/dup.jpg");
        addProduct("dup-2", "/d/u/dup.jpg");
        String uuid = bulks.addByMagento(2);
        byte[] message = ("{\"v\":1,\"bulk_uuid\":\"" + uuid + "\",\"operations\":["
                + "{\"id\":9,\"sku\":\"dup-1\",\"images\":[{\"file_path\":\"/d/u/dup.jpg\",\"label\":\"one\"}]},"
                + "{\"id\":9,\"sku\":\"dup-2\",\"images\":[{\"file_path\":\"/d/u/dup.jpg\",\"label\":\"two\"}]}]}")
                .getBytes(StandardCharsets.UTF_8);
        queues.publish(ShopQueues.TOPIC, "dup-message", message);
        queues.publish(ShopQueues.TOPIC, "dup-message", message);
        awaitGallery("dup-1", "/d/u/dup.jpg|one|1|0");
        awaitGallery("dup-2", "/d/u/dup.jpg|two|1|0");
        awaitNoMessageOnTheTopic();
        assertThat(bulks.statuses(uuid)).containsExactly("null:1", "9:1");
    }

    @Test
    void anItemAndABulkRequestDroppedOntoTheTopicAreWorkedOff() throws SQLException {
        addProduct("own-1", "/o/w/own.jpg");
        addProduct("own-2", "/o/w/own.jpg");
        addProduct("own-3", "/o/w/own.jpg");
        queues.publish(item("own-1", "/o/w/own.jpg", "one"));
        queues.publish(request(item("own-2", "/o/w/own.jpg", "two"), item("own-3", "/o/w/own.jpg", "three")));
        awaitGallery("own-1", "/o/w/own.jpg|one|1|0");
        awaitGallery("own-2", "/o/w/own.jpg|two|1|0");
        awaitGallery("own-3", "/o/w/own.jpg|three|1|0");
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}nacento_gallery_request WHERE sku LIKE 'own-%' AND state = 1")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"healthcheck\"}", "{\"bulk_uuid\":\"healthcheck\",\"serialized_data\":\"{}\"}"})
    void aSignOfLifeIsAcknowledgedAndIgnored(String message) throws SQLException {
        long requests = shop.number("SELECT COUNT(*) FROM {prefix}nacento_gallery_request");
        queues.publish(message);
        awaitNoMessageOnTheTopic();
        assertThat(queues.count(ShopQueues.DEAD)).isZero();
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}nacento_gallery_request")).isEqualTo(requests);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no json", "[]", "{\"a\":1}", "{\"sku\":\"x\",\"images\":[]} y", ""})
    void whatCannotBeUnderstoodBecomesADeadLetterAsItCame(String message) {
        queues.publish(message);
        Taken dead = queues.take(ShopQueues.DEAD);
        assertThat(dead.text()).isEqualTo(message);
        assertThat(dead.header("x-nacento-reason")).matches("[a-z_]+: .+");
        assertThat(dead.header("x-nacento-attempts")).isEqualTo("1");
        assertThat(dead.properties().getDeliveryMode()).isEqualTo(2);
        assertThat(dead.properties().getMessageId()).isNotBlank();
        awaitNoMessageOnTheTopic();
    }

    @Test
    void bytesThatAreNoTextBecomeADeadLetterByteForByte() {
        byte[] bytes = {(byte) 0xff, 0, 1, (byte) 0xfe, '{'};
        queues.publish(ShopQueues.TOPIC, null, bytes);
        assertThat(queues.take(ShopQueues.DEAD).body()).isEqualTo(bytes);
    }

    @Test
    void anInvalidItemWithoutAStatusBecomesADeadLetter() {
        String invalid = item("inv-1", "../../etc/passwd", "x");
        queues.publish(invalid);
        Taken dead = queues.take(ShopQueues.DEAD);
        assertThat(dead.text()).isEqualTo(invalid);
        assertThat(dead.header("x-nacento-reason")).startsWith("invalid_item: ");
    }

    @Test
    void anUnknownSkuWithoutAStatusBecomesADeadLetter() {
        String unknown = operation("3", "00000000-0000-4000-8000-000000000001", "nobody", "x");
        queues.publish(unknown);
        Taken dead = queues.take(ShopQueues.DEAD);
        assertThat(dead.text()).isEqualTo(unknown);
        assertThat(dead.header("x-nacento-reason")).startsWith("product_not_found: ");
    }

    @Test
    void anInvalidItemWithAStatusFailsThereAndIsNoDeadLetter() throws SQLException {
        String uuid = bulks.addByMagento(3);
        queues.publish(operation("1", uuid, "nobody", "x"));
        queues.publish(operation("2", uuid, "", "x"));
        queues.publish("{\"id\":3,\"bulk_uuid\":\"" + uuid + "\",\"serialized_data\":\"{\"}");
        bulks.awaitStatuses(uuid, "1:3", "2:3", "3:3");
        assertThat(bulks.message(uuid, 1)).startsWith("product_not_found: ");
        assertThat(bulks.message(uuid, 2)).startsWith("invalid_item: ");
        assertThat(bulks.message(uuid, 3)).startsWith("invalid_item: serialized_data: ");
        awaitNoMessageOnTheTopic();
        assertThat(queues.count(ShopQueues.DEAD)).isZero();
    }

    @Test
    void eachSkuOfAMessageThatFailsIsADeadLetterOfItsOwn() throws SQLException {
        addProduct("mix-1", "/m/i/mix.jpg");
        String noName = "{\"sku\":\"mix-2\",\"images\":[{\"label\":\"no path\",\"own\":{\"x\":1}}]}";
        queues.publish(request(item("mix-1", "/m/i/mix.jpg", "fine"), noName, item("mix-3", "/m/i/mix.jpg", "nobody")));
        List<Taken> dead = queues.take(ShopQueues.DEAD, 2);
        assertThat(dead).extracting(Taken::text).containsExactlyInAnyOrder(noName, item("mix-3", "/m/i/mix.jpg", "nobody"));
        assertThat(dead).extracting(letter -> letter.header("x-nacento-reason").replaceFirst(":.*", ""))
                .containsExactlyInAnyOrder("invalid_item", "product_not_found");
        awaitGallery("mix-1", "/m/i/mix.jpg|fine|1|0");
    }

    @Test
    void aDeadLetterOutOfABulkSaysItselfWhatTheBulkSaidOfAll() throws SQLException {
        addProduct("said-1", "/s/a/old.jpg", "/s/a/new.jpg");
        connector.sync("said-1", "{\"source\":\"erp\",\"images\":[{\"file_path\":\"/s/a/old.jpg\"}]}");
        queues.publish("{\"request\":{\"source\":\"erp\",\"items\":[" + item("said-1", "/s/a/new.jpg", "fine") + ","
                + "{\"sku\":\"said-2\",\"mode\":null,\"images\":[]},{\"sku\":\"said-3\",\"mode\":\"merge\",\"images\":[]}],\"mode\":\"replace\"}}");

        assertThat(queues.take(ShopQueues.DEAD, 2)).extracting(Taken::text).containsExactlyInAnyOrder(
                "{\"sku\":\"said-2\",\"mode\":\"replace\",\"images\":[],\"source\":\"erp\"}",
                "{\"sku\":\"said-3\",\"mode\":\"merge\",\"images\":[],\"source\":\"erp\"}");
        awaitGallery("said-1", "/s/a/new.jpg|fine|2|0");
    }

    @Test
    void ourOwnMessageOfAnotherConnectorIsWorkedOffWithItsStatuses() throws SQLException {
        addProduct("v1-1", "/v/1/v1.jpg");
        String uuid = bulks.addByMagento(2);
        queues.publish(ShopQueues.BULK, "m-" + uuid, ("{\"v\":1,\"bulk_uuid\":\"" + uuid + "\",\"operations\":["
                + "{\"id\":1,\"sku\":\"v1-1\",\"images\":[{\"file_path\":\"/v/1/v1.jpg\",\"label\":\"v1\"}]},"
                + "{\"id\":2,\"sku\":\"nobody\",\"images\":[]}]}").getBytes(StandardCharsets.UTF_8));
        bulks.awaitStatuses(uuid, "1:1", "2:3");
        assertThat(galleries.of("v1-1")).containsExactly("/v/1/v1.jpg|v1|1|0");
    }

    @Test
    void aMessageThatIsDeliveredTwiceIsDoneOnce() throws SQLException {
        addProduct("twice-1", "/t/w/twice.jpg");
        byte[] first = item("twice-1", "/t/w/twice.jpg", "first").getBytes(StandardCharsets.UTF_8);
        queues.publish(ShopQueues.TOPIC, "twice-message", first);
        awaitGallery("twice-1", "/t/w/twice.jpg|first|1|0");
        assertThat(connector.sync("twice-1", "{\"images\":[{\"file_path\":\"/t/w/twice.jpg\",\"label\":\"changed since\"}]}").status())
                .isEqualTo(200);
        queues.publish(ShopQueues.TOPIC, "twice-message", first);
        awaitNoMessageOnTheTopic();
        assertThat(galleries.of("twice-1")).containsExactly("/t/w/twice.jpg|changed since|1|0");
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}nacento_gallery_request WHERE message_id = 'twice-message'")).isEqualTo(1);
    }

    @Test
    void anOperationThatIsDeliveredTwiceIsDoneOnce() throws SQLException {
        addProduct("twice-2", "/t/w/twice.jpg");
        String uuid = bulks.addByMagento(1);
        queues.publish(operation("1", uuid, "twice-2", "first"));
        bulks.awaitStatuses(uuid, "1:1");
        assertThat(connector.sync("twice-2", "{\"images\":[{\"file_path\":\"/p/h/php.jpg\",\"label\":\"changed since\"}]}").status())
                .isEqualTo(200);
        queues.publish(operation("1", uuid, "twice-2", "first"));
        awaitNoMessageOnTheTopic();
        assertThat(bulks.statuses(uuid)).containsExactly("1:1");
        assertThat(galleries.of("twice-2")).doesNotContain("/p/h/php.jpg|first|1|0");
    }

    @Test
    void twoMessagesWithoutAnIdAndWithTheSameContentAreTwo() throws SQLException {
        addProduct("same-1", "/s/a/same.jpg");
        byte[] message = item("same-1", "/s/a/same.jpg", "back again").getBytes(StandardCharsets.UTF_8);
        queues.publish(ShopQueues.TOPIC, null, message);
        awaitGallery("same-1", "/s/a/same.jpg|back again|1|0");
        assertThat(connector.sync("same-1", "{\"images\":[{\"file_path\":\"/s/a/same.jpg\",\"label\":\"in between\"}]}").status())
                .isEqualTo(200);
        queues.publish(ShopQueues.TOPIC, null, message);
        awaitGallery("same-1", "/s/a/same.jpg|back again|1|0");
    }

    /** On the embedded broker the count has what consumers hold, too; on RabbitMQ the queue is empty once they hold it. */
    private void awaitNoMessageOnTheTopic() {
        await().atMost(Duration.ofSeconds(30)).until(() -> queues.count(ShopQueues.TOPIC) == 0);
        bulks.awaitNothingOpen();
    }

    private void awaitGallery(String sku, String... lines) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(galleries.of(sku)).containsExactly(lines));
    }

    /** As PHP writes it. */
    private static String operation(String id, String uuid, String sku, String label) {
        String data = "{\\\"sku\\\":\\\"" + sku
                + "\\\",\\\"images\\\":[{\\\"file_path\\\":\\\"catalog\\\\/product\\\\/p\\\\/h\\\\/php.jpg\\\","
                + "\\\"label\\\":\\\"" + label + "\\\"}]}";
        return "{\"id\":" + id + ",\"bulk_uuid\":\"" + uuid + "\",\"topic_name\":\"t\",\"serialized_data\":\"" + data
                + "\",\"result_serialized_data\":null,\"status\":4,\"result_message\":null,\"error_code\":null}";
    }
}
