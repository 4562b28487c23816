package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.HostileBodies;
import com.nacento.connector.testing.QueueJourneyTest;
import com.nacento.connector.testing.ShopQueues;
import com.nacento.connector.testing.ShopQueues.Taken;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of hostile bodies through the real server and the real queues: no 500, no hang, no write, no message lost. */
class HostileTrafficTest extends QueueJourneyTest {

    private static final String API = "/rest/V1/nacento-connector/products/";
    private static final String IMAGES = "\"images\":[{\"file_path\":\"/h/o/st.jpg\",\"label\":\"ü\",\"position\":1,\"roles\":[\"base\"]}]}";
    private static final String ITEM = "{\"sku\":\"HOST-1\"," + IMAGES;
    private static final List<String> TABLES = List.of("catalog_product_entity_media_gallery", "catalog_product_entity_media_gallery_value",
            "catalog_product_entity_media_gallery_value_to_entity", "catalog_product_entity_varchar", "catalog_product_entity", "store");

    private Map<String, Long> before;

    @BeforeEach
    void addTheProduct() throws SQLException {
        if (shop.number("SELECT COUNT(*) FROM {prefix}catalog_product_entity WHERE sku = 'HOST-1'") == 0) {
            addProduct("HOST-1", "/h/o/st.jpg");
        }
        before = rows();
    }

    @AfterEach
    void nothingIsWritten() throws SQLException {
        assertThat(rows()).isEqualTo(before);
        assertThat(connector.get("/rest/V1/bulk/" + UUID.randomUUID() + "/status").status()).isEqualTo(404);
        assertThat(connector.observe("/observe/health/ready").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HOST-1/media", "media/bulk", "media/bulk/async"})
    void whatIsNoJsonIsRefused(String call) {
        HostileBodies bodies = new HostileBodies(call.hashCode());
        String good = call.contains("bulk") ? "{\"request\":{\"request_id\":\"r\",\"items\":[" + ITEM + "]}}" : "{" + IMAGES;
        for (int i = 0; i < 400; i++) {
            byte[] body = bodies.broken(good);
            Answer answer = post(call, body);
            assertThat(answer.status()).as(() -> answer.body() + " for " + HexFormat.of().formatHex(body)).isEqualTo(400);
            assertThat(answer.json().path("message").textValue()).isNotBlank();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody/media", "media/bulk", "media/bulk/async"})
    void strangeValuesAreAnsweredAndNeverADefect(String call) {
        HostileBodies bodies = new HostileBodies(~call.hashCode());
        for (int i = 0; i < 250; i++) {
            String images = "\"images\":[" + bodies.strangeImage() + "]}";
            Answer answer = post(call, (call.contains("bulk") ? "{\"items\":[{\"sku\":\"nobody\"," + images + "]}" : "{" + images)
                    .getBytes(StandardCharsets.UTF_8));
            assertThat(answer.status()).as(answer.body()).isIn(200, 400, 404);
            assertThat(answer.body()).doesNotContain("internal:");
        }
        // what was accepted for a product that nobody has fails with its operation, which is no dead letter
        bulks.awaitNothingOpen();
    }

    @ParameterizedTest
    @CsvSource({"status,''", "detailed-status,''", "operation-status,/4"})
    void hostilePathsAreNotFound(String call, String tail) {
        HostileBodies bodies = new HostileBodies(call.hashCode());
        for (int i = 0; i < 100; i++) {
            String end = tail.isEmpty() || i % 2 == 0 ? tail : "/" + bodies.segment();
            Answer answer = connector.get("/rest/V1/bulk/" + bodies.segment() + "/" + call + end);
            assertThat(answer.status()).as(answer.body()).isIn(400, 404);
            assertThat(answer.headers().map()).doesNotContainKey("x-evil");
        }
    }

    @Test
    void noMessageIsLostHoweverBrokenItIs() {
        HostileBodies bodies = new HostileBodies(7);
        List<String> good = List.of(ITEM, "{\"items\":[" + ITEM + "]}", "{\"v\":1,\"bulk_uuid\":\"u\",\"operations\":[" + ITEM + "]}",
                "{\"id\":1,\"bulk_uuid\":\"u\",\"serialized_data\":\"" + ITEM.replace("\"", "\\\"") + "\"}");
        List<String> broken = new ArrayList<>();
        int strange = 300;
        IntStream.range(0, 1_200).forEach(i -> {
            byte[] body = bodies.broken(good.get(i % good.size()));
            broken.add(HexFormat.of().formatHex(body));
            queues.publish(i % 2 == 0 ? ShopQueues.TOPIC : ShopQueues.BULK, "broken-" + i, body);
        });
        IntStream.range(0, strange).forEach(i -> queues.publish(i % 2 == 0 ? ShopQueues.TOPIC : ShopQueues.BULK, "strange-" + i,
                ("{\"sku\":\"nobody-" + i + "\",\"images\":[" + bodies.strangeImage() + "]}").getBytes(StandardCharsets.UTF_8)));

        List<Taken> dead = new ArrayList<>();
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            dead.addAll(queues.takeAll(ShopQueues.DEAD));
            assertThat(dead).hasSizeGreaterThanOrEqualTo(broken.size() + strange);
        });

        assertThat(dead).hasSize(broken.size() + strange);
        assertThat(dead).extracting(letter -> letter.header("x-nacento-reason"))
                .allMatch(reason -> reason.matches("(?s)(invalid_message|invalid_item|product_not_found): .+"));
        assertThat(dead.stream().filter(letter -> letter.header("x-nacento-reason").startsWith("invalid_message"))
                .map(letter -> HexFormat.of().formatHex(letter.body())).toList()).containsAll(broken);
    }

    private Answer post(String call, byte[] body) {
        HttpRequest.Builder request = connector.request(API + call).header("Content-Type", "application/json")
                .timeout(Duration.ofMinutes(1));
        return connector.send(request.POST(BodyPublishers.ofByteArray(body)));
    }

    private Map<String, Long> rows() throws SQLException {
        Map<String, Long> rows = new TreeMap<>();
        for (String table : TABLES) {
            rows.put(table, shop.number("SELECT COUNT(*) FROM {prefix}" + table));
        }
        return rows;
    }
}
