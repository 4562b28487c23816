package com.nacento.connector.async;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.Bulks;
import com.nacento.connector.testing.QueueJourneyTest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.component.bean.BeanComponent;
import org.junit.jupiter.api.Test;

class AsyncBulkTest extends QueueJourneyTest {

    @Test
    void aBulkIsWorkedOffAndMagentosOperationsEndAsComplete() throws SQLException {
        addProduct("done-1", "/d/o/done1.jpg");
        addProduct("done-2", "/d/o/done2.jpg");
        Answer answer = connector.bulkAsync(request(item("done-1", "/d/o/done1.jpg", "one"), item("done-2", "/d/o/done2.jpg", "two")));
        String uuid = Bulks.uuid(answer);
        assertThat(uuid).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        bulks.awaitStatuses(uuid, "1:1", "2:1");
        assertThat(galleries.of("done-1")).containsExactly("/d/o/done1.jpg|one|1|0");
        assertThat(galleries.of("done-2")).containsExactly("/d/o/done2.jpg|two|1|0");
        assertThat(shop.rows("SELECT user_id, user_type, description, operation_count FROM {prefix}magento_bulk WHERE uuid = ?", uuid))
                .singleElement().asString()
                .isEqualTo("{user_id=null, user_type=1, description=Nacento gallery bulk op-1, operation_count=2}");
        Map<String, Object> first = bulks.operations(uuid).get(0);
        assertThat(first.get("topic_name")).isEqualTo(shop.topic());
        assertThat(first.get("serialized_data")).as("as Magento does with what is complete").isNull();
        assertThat(first.get("result_message")).isEqualTo("1 inserted, 0 updated, 0 new ETags, 0 unchanged");
    }

    @Test
    void nothingIsKeptOfABulkThatIsDone() throws SQLException {
        addProduct("kept-1", "/k/e/kept.jpg");
        BeanComponent beans = connector.connector().main().getCamelContext().getComponent("bean", BeanComponent.class);
        bulks.awaitStatuses(Bulks.uuid(connector.bulkAsync(request(item("kept-1", "/k/e/kept.jpg", "first")))), "1:1");
        int kept = beans.getCurrentBeanCacheSize();
        int more = 12;
        for (int bulk = 0; bulk < more; bulk++) {
            bulks.awaitStatuses(Bulks.uuid(connector.bulkAsync(request(item("kept-1", "/k/e/kept.jpg", "label " + bulk)))), "1:1");
        }
        assertThat(beans.getCurrentBeanCacheSize())
                .as("what Camel keeps of the objects that expressions call; routes that look at something now and then may add one each")
                .isLessThan(kept + more);
    }

    @Test
    void theReceiptNamesEveryItemInOrder() throws SQLException {
        addProduct("rec-1", "/r/e/rec.jpg");
        Answer answer = connector.bulkAsync(request(
                item("rec-1", "/r/e/rec.jpg", "a"),
                "{\"sku\":\"rec-2\",\"images\":[{\"file_path\":\"../etc/passwd\"}]}",
                "{\"images\":[]}",
                item("REC-1 unknown", "/r/e/rec.jpg", "a")));
        JsonNode receipt = answer.json();
        assertThat(receipt.path("errors").booleanValue()).isTrue();
        JsonNode items = receipt.path("request_items");
        assertThat(items.findValuesAsText("id")).containsExactly("1", "2", "3", "4");
        assertThat(items.findValuesAsText("status")).containsExactly("accepted", "rejected", "rejected", "accepted");
        assertThat(items.path(0).toString()).isEqualTo(
                "{\"id\":1,\"data_hash\":\"" + md5("rec-1") + "\",\"status\":\"accepted\",\"error_message\":null}");
        assertThat(items.path(1).path("error_message").textValue()).startsWith("invalid_item: ");
        String uuid = Bulks.uuid(answer);
        bulks.awaitStatuses(uuid, "1:1", "2:5", "3:5", "4:3");
        assertThat(bulks.message(uuid, 2)).isEqualTo(items.path(1).path("error_message").textValue());
        assertThat(bulks.message(uuid, 4)).startsWith("product_not_found: ");
    }

    @Test
    void ofItemsForTheSameSkuTheLastStandsAndTheOthersAreAcceptedAsDuplicates() throws SQLException {
        addProduct("dup-1", "/d/u/dup.jpg");
        Answer answer = connector.bulkAsync(request(item("dup-1", "/d/u/dup.jpg", "first"), item("dup-1", "/d/u/dup.jpg", "last")));
        JsonNode items = answer.json().path("request_items");
        assertThat(answer.json().path("errors").booleanValue()).isFalse();
        assertThat(items.findValuesAsText("status")).containsExactly("accepted", "accepted");
        assertThat(items.path(0).path("error_message").textValue()).startsWith("duplicate_sku: ");
        String uuid = Bulks.uuid(answer);
        bulks.awaitStatuses(uuid, "1:1", "2:1");
        assertThat(bulks.message(uuid, 1)).startsWith("duplicate_sku: ");
        assertThat(galleries.of("dup-1")).containsExactly("/d/u/dup.jpg|last|1|0");
    }

    @Test
    void aSkuInOtherCaseIsTheSameProductAndTheLastItemStands() throws SQLException {
        addProduct("Case-1", "/c/a/case.jpg");
        String uuid = Bulks
                .uuid(connector.bulkAsync(request(item("CASE-1", "/c/a/case.jpg", "first"), item("case-1", "/c/a/case.jpg", "last"))));
        bulks.awaitStatuses(uuid, "1:1", "2:1");
        assertThat(bulks.message(uuid, 1)).startsWith("duplicate_sku: ");
        assertThat(galleries.of("Case-1")).containsExactly("/c/a/case.jpg|last|1|0");
    }

    @Test
    void aBulkWithoutItemsIsCompleteAtOnce() throws SQLException {
        Answer answer = connector.bulkAsync("{\"items\":[]}");
        String uuid = Bulks.uuid(answer);
        assertThat(answer.json().path("request_items").isEmpty()).isTrue();
        assertThat(answer.json().path("errors").booleanValue()).isFalse();
        assertThat(bulks.statuses(uuid)).isEmpty();
        JsonNode status = connector.get("/rest/V1/bulk/" + uuid + "/status").json();
        assertThat(status.path("operation_count").intValue()).isZero();
        assertThat(status.path("operations_list").isEmpty()).isTrue();
    }

    @Test
    void aRequestThatIsNoBulkWritesNothing() throws SQLException {
        long before = shop.number("SELECT COUNT(*) FROM {prefix}magento_bulk");
        for (String body : List.of("", "{", "[]", "{\"request\":{}}", "{\"items\":5}", "{\"items\":[]} x")) {
            assertThat(connector.bulkAsync(body).status()).as(body).isEqualTo(400);
        }
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}magento_bulk")).isEqualTo(before);
    }

    @Test
    void aBulkOfManySkusIsWorkedOffWhole() throws SQLException {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            shop.addProduct("many-" + i);
            items.add(item("many-" + i, "/m/a/many.jpg", "label " + i));
        }
        shop.putImage("/m/a/many.jpg", "many");
        String uuid = Bulks.uuid(connector.bulkAsync(request(items.toArray(String[]::new))));
        bulks.awaitStatuses(uuid, IntStream.rangeClosed(1, 250).mapToObj(key -> key + ":1").toArray(String[]::new));
        assertThat(galleries.of("many-0")).containsExactly("/m/a/many.jpg|label 0|1|0");
        assertThat(galleries.of("many-249")).containsExactly("/m/a/many.jpg|label 249|1|0");
    }

    @Test
    void theStatusCallsAnswerInMagentosShapes() throws SQLException {
        addProduct("stat-1", "/s/t/stat.jpg");
        String uuid = Bulks.uuid(connector.bulkAsync(request(item("stat-1", "/s/t/stat.jpg", "x"), "{\"sku\":\"stat-2 ü/x\"}")));
        bulks.awaitStatuses(uuid, "1:1", "2:5");
        JsonNode status = connector.get("/rest/V1/bulk/" + uuid + "/status").json();
        assertThat(fields(status)).containsExactly("operations_list", "user_type", "bulk_id", "description", "start_time", "user_id",
                "operation_count");
        assertThat(status.path("bulk_id").textValue()).isEqualTo(uuid);
        assertThat(status.path("operation_count").intValue()).isEqualTo(2);
        assertThat(fields(status.path("operations_list").path(0))).containsExactly("id", "status", "result_message", "error_code");
        assertThat(status.path("operations_list").findValuesAsText("status")).containsExactly("1", "5");

        JsonNode detailed = connector.get("/rest/V1/bulk/" + uuid + "/detailed-status").json();
        JsonNode operation = detailed.path("operations_list").path(1);
        assertThat(fields(operation)).containsExactly("id", "bulk_uuid", "topic_name", "serialized_data", "result_serialized_data",
                "status",
                "result_message", "error_code");
        assertThat(operation.path("bulk_uuid").textValue()).isEqualTo(uuid);
        assertThat(operation.path("topic_name").textValue()).isEqualTo(shop.topic());
        assertThat(operation.path("serialized_data").textValue()).contains("\\u00fc\\/x");

        for (Map.Entry<Integer, String> count : Map.of(1, "1", 5, "1", 4, "0", 3, "0").entrySet()) {
            Answer answer = connector.get("/rest/V1/bulk/" + uuid + "/operation-status/" + count.getKey());
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).as("status " + count.getKey()).isEqualTo(count.getValue());
        }
        assertThat(connector.get("/rest/default/V1/bulk/" + uuid + "/status").status()).isEqualTo(200);
    }

    @Test
    void aBulkThatIsUnknownOrOfAnotherTopicIsNotFound() throws SQLException {
        String other = bulks.addByMagento(1);
        shop.execute("INSERT INTO {prefix}magento_operation (operation_key, bulk_uuid, topic_name, status) VALUES (1, ?, 'async.other', 4)",
                other);
        for (String uuid : List.of("f8d3c1a3-0000-4000-8000-000000000000", other, "x", "%27", "%C3%BC")) {
            for (String call : List.of("status", "detailed-status", "operation-status/4")) {
                Answer answer = connector.get("/rest/V1/bulk/" + uuid + "/" + call);
                assertThat(answer.status()).as(uuid + " " + call + " " + answer.body()).isEqualTo(404);
                assertThat(answer.json().path("message").textValue()).isEqualTo("Bulk uuid %bulkUuid not exist");
                assertThat(answer.json().at("/parameters/bulkUuid").textValue()).isEqualTo(URLDecoder.decode(uuid, StandardCharsets.UTF_8));
            }
        }
        assertThat(connector.get("/rest/V1/bulk/" + other + "/operation-status/open").status()).isEqualTo(400);
    }

    @Test
    void ofABulkThatHasNoRowsYetNoneIsOpenAsInMagentosOwnCall() throws SQLException {
        String uuid = bulks.addByMagento(3);
        shop.execute("UPDATE {prefix}magento_bulk SET description = 'Nacento gallery bulk of the module' WHERE uuid = ?", uuid);
        assertThat(connector.get("/rest/V1/bulk/" + uuid + "/operation-status/4").body()).isEqualTo("0");

        shop.execute(
                "INSERT INTO {prefix}magento_operation (operation_key, bulk_uuid, topic_name, status) VALUES (1, ?, ?, 4), (2, ?, ?, 1)",
                uuid, shop.topic(), uuid, shop.topic());
        assertThat(connector.get("/rest/V1/bulk/" + uuid + "/operation-status/4").body()).as("the third has no row").isEqualTo("1");
        assertThat(connector.get("/rest/V1/bulk/" + uuid + "/operation-status/1").body()).isEqualTo("1");
    }

    private static List<String> fields(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
