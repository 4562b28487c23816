package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.QueueJourneyTest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** SQL, template text, path traversal and line breaks in any field, by either way in: data as any other, or refused. */
class HostileFieldsTest extends QueueJourneyTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> FIELDS = List.of("sku", "file_path", "label", "position", "disabled", "roles", "request_id",
            "unknown");
    private static final List<String> TEXTS = List.of("'; DROP TABLE store; --", "\" OR ''='", "\\'; DELETE FROM store; --",
            "${bean:shop?method=doubt}",
            "${body}", "{{nacento.db.password}}", "{prefix}", ":?product_ids", "../../../../etc/passwd", "..\\..\\windows", "%2e%2e%2fx",
            "a\r\nX-Evil: 1", "a\nb");
    private static final String PLAIN = "plain";

    private int products;

    static Stream<Arguments> fieldsAndEntries() {
        return FIELDS.stream().flatMap(field -> Stream.of(Arguments.of(field, "media/bulk"), Arguments.of(field, "media/bulk/async")));
    }

    @ParameterizedTest
    @MethodSource("fieldsAndEntries")
    void textInAFieldIsDataOrRefused(String field, String entry) throws Exception {
        for (String text : TEXTS) {
            String sku = field.equals("sku") ? text + products++ : "FIELD-" + products++;
            long product = shop.addProduct(sku);
            String path = field.equals("file_path") ? "/h/f/" + text + ".jpg" : "/h/f/field.jpg";
            shop.putImage("/h/f/field.jpg", "picture");
            String rowsOfOthers = rowsOfOthers(product);

            Answer answer = connector.post("/rest/V1/nacento-connector/products/" + entry, body(field, text, sku, path));

            assertThat(answer.status()).as(answer.body()).isIn(200, 400);
            assertThat(answer.headers().map()).doesNotContainKey("x-evil");
            assertThat(answer.body()).doesNotContain("internal:");
            awaitEnd(answer);
            assertThat(rowsOfOthers(product)).isEqualTo(rowsOfOthers);
            assertThat(shop.text("SELECT sku FROM {prefix}catalog_product_entity WHERE entity_id = ?", product)).isEqualTo(sku);
            assertThat(galleries.labels(sku)).isSubsetOf("/h/f/field.jpg " + PLAIN, "/h/f/field.jpg " + text);
            assertThat(shop.number("SELECT COUNT(*) FROM {prefix}store")).isEqualTo(3);
        }
    }

    private String body(String field, String text, String sku, String path) throws Exception {
        ObjectNode bulk = JSON.createObjectNode();
        bulk.put("request_id", field.equals("request_id") ? text : "r");
        ObjectNode item = bulk.putArray("items").addObject().put("sku", sku);
        ObjectNode image = item.putArray("images").addObject().put("file_path", path).put("label", PLAIN);
        switch (field) {
            case "label", "position", "disabled" -> image.put(field, text);
            case "roles" -> image.putArray("roles").add(text).add("base");
            case "unknown" -> image.put(text, text);
            default -> {
            }
        }
        return JSON.writeValueAsString(bulk);
    }

    /** Through the queue: until the operation is complete, failed or rejected. */
    private void awaitEnd(Answer answer) {
        String uuid = answer.json().path("bulk_uuid").textValue();
        if (uuid != null) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(bulks.statuses(uuid)).isNotEmpty().isSubsetOf("1:1", "1:3", "1:5"));
        }
    }

    private String rowsOfOthers(long product) throws SQLException {
        return shop.rows(
                "SELECT (SELECT COUNT(*) FROM {prefix}catalog_product_entity_media_gallery_value WHERE entity_id <> ?) AS galleries,"
                        + " (SELECT COUNT(*) FROM {prefix}catalog_product_entity_varchar WHERE entity_id <> ?) AS roles,"
                        + " (SELECT COUNT(*) FROM {prefix}eav_attribute) AS attributes, (SELECT COUNT(*) FROM "
                        + "{prefix}catalog_product_entity) AS products",
                product, product).toString();
    }
}
