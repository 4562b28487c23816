package com.nacento.connector.async;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nacento.connector.testing.Bulks;
import com.nacento.connector.testing.QueueJourneyTest;
import com.nacento.connector.testing.RunningConnector;
import com.nacento.connector.testing.ShopQueues;
import com.nacento.connector.testing.ShopQueues.Taken;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublishedMessagesTest extends QueueJourneyTest {

    @Override
    protected Map<String, String> settings() {
        return Map.of("nacento.rabbitmq.consumers", "0");
    }

    @Test
    void aBulkOfMoreThanAHundredSkusTravelsInSeveralMessagesBesideTheTopic() throws SQLException {
        List<String> items = new ArrayList<>();
        for (int i = 1; i <= 201; i++) {
            items.add(item("p-" + i, "/p/u/p.jpg", "l"));
        }
        String uuid = Bulks.uuid(connector.bulkAsync(request(items.toArray(String[]::new))));
        List<Taken> messages = queues.take(ShopQueues.BULK, 3);
        assertThat(messages).extracting(message -> message.json().path("operations").size()).containsExactlyInAnyOrder(100, 100, 1);
        assertThat(messages).allSatisfy(message -> {
            assertThat(message.json().path("v").intValue()).isEqualTo(1);
            assertThat(message.json().path("bulk_uuid").textValue()).isEqualTo(uuid);
            assertThat(message.properties().getDeliveryMode()).isEqualTo(2);
        });
        assertThat(messages).extracting(message -> message.properties().getMessageId()).doesNotHaveDuplicates().doesNotContainNull();
        assertThat(messages).flatExtracting(message -> message.json().path("operations").findValuesAsText("sku")).hasSize(201)
                .doesNotHaveDuplicates();
        assertThat(queues.count(ShopQueues.TOPIC)).isZero();
        assertThat(bulks.statuses(uuid)).hasSize(201).allMatch(status -> status.endsWith(":4"));
    }

    @Test
    void withOneSkuAMessageItIsMagentosOwnOperationOnTheTopic() throws SQLException {
        addProduct("php ü/1", "/p/h/php.jpg");
        addProduct("php-2", "/p/h/php.jpg");
        RunningConnector single = RunningConnector.start(shop, Map.of("nacento.async.skus-per-message", "1"));
        String uuid;
        try {
            uuid = Bulks.uuid(single.bulkAsync(request(
                    "{\"sku\":\"php ü/1\",\"images\":[{\"file_path\":\"/p/h/php.jpg\",\"label\":\"Grün/rot "
                            + "😀\",\"position\":2,\"disabled\":true,\"roles\":[\"base\"]}]}",
                    item("php-2", "/p/h/php.jpg", "two"))));
        } finally {
            single.stop();
        }
        List<Taken> messages = queues.take(ShopQueues.TOPIC, 2);
        Taken first = messages.stream().filter(message -> message.json().path("id").intValue() == 1).findFirst().orElseThrow();
        JsonNode operation = first.json();
        List<String> names = new ArrayList<>();
        operation.fieldNames().forEachRemaining(names::add);
        assertThat(names).containsExactly("id", "bulk_uuid", "topic_name", "serialized_data", "result_serialized_data", "status",
                "result_message", "error_code");
        assertThat(operation.path("bulk_uuid").textValue()).isEqualTo(uuid);
        assertThat(operation.path("topic_name").textValue()).isEqualTo(shop.topic());
        assertThat(operation.path("status").intValue()).isEqualTo(4);
        assertThat(operation.path("serialized_data").textValue())
                .startsWith(
                        "{\"sku\":\"php \\u00fc\\/1\",\"images\":[{\"file_path\":\"\\/p\\/h\\/php.jpg\",\"label\":\"Gr\\u00fcn\\/rot "
                                + "\\ud83d\\ude00\"")
                .isEqualTo(bulks.operations(uuid).get(0).get("serialized_data"));
        assertThat(first.text()).matches("\\p{ASCII}*").contains("\\\\u00fc\\\\\\/1");
        assertThat(messages).extracting(message -> message.properties().getDeliveryMode()).containsOnly(2);
        assertThat(messages).extracting(message -> message.properties().getMessageId()).doesNotHaveDuplicates().doesNotContainNull();
        assertThat(queues.count(ShopQueues.BULK)).isZero();

        messages.forEach(message -> queues.publish(ShopQueues.TOPIC, message));
        RunningConnector worker = RunningConnector.start(shop, Map.of("nacento.rabbitmq.consumers", "1"));
        try {
            bulks.awaitStatuses(uuid, "1:1", "2:1");
        } finally {
            worker.stop();
        }
        assertThat(galleries.of("php ü/1")).containsExactly("/p/h/php.jpg|Grün/rot 😀|2|1");
        assertThat(galleries.of("php-2")).containsExactly("/p/h/php.jpg|two|1|0");
    }
}
