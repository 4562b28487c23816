package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.Bulks;
import com.nacento.connector.testing.QueueJourneyTest;
import com.nacento.connector.testing.RunningConnector;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a request that replaces takes off a product, on every way that a request can come. */
class RemovalJourneyTest extends QueueJourneyTest {

    private static final String IMAGES = "\"images\":[{\"file_path\":\"/r/e/c.jpg\"}]";
    private static final String DONE = "0 inserted, 0 updated, 0 new ETags, 1 unchanged, 2 removed";

    /** How a request comes, and where it says its mode. */
    enum Way {
        CALL_FOR_ONE_PRODUCT, BULK, BULK_BY_THE_ITEM, ASYNC, ASYNC_BY_THE_ITEM, MAGENTOS_OPERATION, ITEM_AS_A_MESSAGE, BULK_AS_A_MESSAGE
    }

    @ParameterizedTest
    @EnumSource
    void whatTheItemDoesNotNameGoesWithAllThatIsItsOnEveryWay(Way way) throws Exception {
        String sku = "GO-" + way;
        String other = "STAY-" + way;
        addProduct(sku, "/r/e/a.jpg", "/r/e/b.jpg", "/r/e/c.jpg");
        connector.sync(sku, """
                {"images":[{"file_path":"/r/e/a.jpg","label":"A","roles":["base","small"]},
                           {"file_path":"/r/e/b.jpg","roles":["swatch"]}, {"file_path":"/r/e/c.jpg","roles":["thumbnail"]}]}""");
        long alone = galleries.row(sku, "/r/e/a.jpg");
        long shared = galleries.row(sku, "/r/e/b.jpg");
        ofStore(sku, alone, "/r/e/a.jpg");
        share(shared, shop.addProduct(other));
        shop.execute("UPDATE {prefix}catalog_product_entity SET updated_at = '2020-01-01' WHERE sku = ?", sku);

        replace(way, sku);

        assertThat(galleries.of(sku)).containsExactly("/r/e/c.jpg|NULL|3|0");
        assertThat(galleries.roles(sku)).containsExactlyInAnyOrder("image|0|no_selection", "image_label|0|NULL",
                "small_image|0|no_selection", "small_image|2|/r/e/c.jpg", "small_image_label|0|NULL", "swatch_image|0|no_selection",
                "thumbnail|0|/r/e/c.jpg");
        assertThat(galleries.remembered(sku)).containsExactly("/r/e/c.jpg");
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}catalog_product_entity_media_gallery WHERE value_id = ?", alone)).isZero();
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}catalog_product_entity_media_gallery_value WHERE value_id = ?", alone))
                .as("the values of all stores").isZero();
        assertThat(galleries.of(other)).as("another product links the row").containsExactly("/r/e/b.jpg|theirs|1|0");
        assertThat(shop.etag("/r/e/a.jpg")).as("the object stays").isNotNull();
        assertThat(shop.number("SELECT updated_at > '2021-01-01' FROM {prefix}catalog_product_entity WHERE sku = ?", sku)).isOne();
    }

    @Test
    void aSourceTakesAwayOnlyWhatItBroughtItself() throws Exception {
        addProduct("SOURCES", "/s/o/pim.jpg", "/s/o/erp.jpg", "/s/o/both.jpg", "/s/o/new.jpg");
        connector.sync("SOURCES", "{\"images\":[{\"file_path\":\"/s/o/pim.jpg\"},{\"file_path\":\"/s/o/both.jpg\"}]}");
        connector.bulk("{\"source\":\"erp\",\"items\":[{\"sku\":\"SOURCES\",\"images\":[{\"file_path\":\"/s/o/erp.jpg\"},"
                + "{\"file_path\":\"/s/o/both.jpg\"}]}]}");
        long admins = shop.insert(
                "INSERT INTO {prefix}catalog_product_entity_media_gallery (attribute_id, value) VALUES (?, '/s/o/admin.jpg')",
                shop.attribute("media_gallery"));
        share(admins, shop.number("SELECT entity_id FROM {prefix}catalog_product_entity WHERE sku = 'SOURCES'"));

        Answer pim = connector.sync("SOURCES", "{\"mode\":\"replace\",\"images\":[{\"file_path\":\"/s/o/new.jpg\"}]}");

        assertThat(pim.json().at("/image_stats/removed").intValue()).isEqualTo(1);
        assertThat(galleries.labels("SOURCES")).containsExactly("/s/o/admin.jpg theirs", "/s/o/both.jpg NULL", "/s/o/erp.jpg NULL",
                "/s/o/new.jpg NULL");
        queues.publish("{\"sku\":\"SOURCES\",\"source\":\"erp\",\"mode\":\"replace\",\"images\":[{\"file_path\":\"/s/o/erp.jpg\"}]}");
        awaitLabels("SOURCES", "/s/o/admin.jpg theirs", "/s/o/erp.jpg NULL", "/s/o/new.jpg NULL");
    }

    @Test
    void asOneOperationAMessageABulkMeansTheSame() throws Exception {
        addProduct("SINGLY", "/s/i/old.jpg");
        connector.sync("SINGLY", "{\"source\":\"erp\",\"images\":[{\"file_path\":\"/s/i/old.jpg\"}]}");
        // stopped and not closed: closing it would remove the queues, which both use
        RunningConnector singly = RunningConnector.start(shop, Map.of("nacento.async.skus-per-message", "1"));
        try {
            String uuid = Bulks.uuid(singly.bulkAsync("{\"source\":\"erp\",\"mode\":\"replace\",\"allow_empty\":true,\"items\":["
                    + "{\"sku\":\"SINGLY\",\"images\":[]}]}"));
            bulks.awaitStatuses(uuid, "1:1");
            assertThat(bulks.message(uuid, 1)).isEqualTo("0 inserted, 0 updated, 0 new ETags, 0 unchanged, 1 removed");
        } finally {
            singly.stop();
        }
    }

    @Test
    void anItemSaysOtherwiseThanItsBulk() throws Exception {
        addProduct("MERGE", "/m/o/a.jpg", "/m/o/b.jpg");
        addProduct("REPLACE");
        for (String sku : new String[] {"MERGE", "REPLACE"}) {
            connector.sync(sku, "{\"images\":[{\"file_path\":\"/m/o/a.jpg\"}]}");
        }
        Answer answer = connector.bulk("""
                {"mode":"replace","items":[{"sku":"MERGE","mode":"merge","images":[{"file_path":"/m/o/b.jpg"}]},
                                           {"sku":"REPLACE","images":[{"file_path":"/m/o/b.jpg"}]}]}""");

        assertThat(answer.json().at("/stats/removed").intValue()).isEqualTo(1);
        assertThat(answer.result(0).at("/image_stats/removed").intValue()).isZero();
        assertThat(answer.result(1).at("/image_stats/removed").intValue()).isEqualTo(1);
        assertThat(galleries.of("MERGE")).hasSize(2);
        assertThat(galleries.labels("REPLACE")).containsExactly("/m/o/b.jpg NULL");
    }

    @Test
    void ownersOutliveThatTheProductIsSavedInTheAdmin() throws Exception {
        addProduct("SAVED", "/s/a/a.jpg", "/s/a/b.jpg", "/s/a/admin.jpg");
        connector.sync("SAVED", "{\"images\":[{\"file_path\":\"/s/a/a.jpg\"},{\"file_path\":\"/s/a/b.jpg\"}]}");
        shop.adminSaves(shop.number("SELECT entity_id FROM {prefix}catalog_product_entity WHERE sku = 'SAVED'"), 0);

        Answer answer = connector.sync("SAVED", "{\"mode\":\"replace\",\"images\":[{\"file_path\":\"/s/a/b.jpg\"}]}");

        assertThat(answer.json().at("/image_stats/removed").intValue()).isEqualTo(1);
        assertThat(galleries.of("SAVED")).containsExactly("/s/a/b.jpg|NULL|2|0");
        assertThat(galleries.remembered("SAVED")).containsExactly("/s/a/b.jpg");
    }

    @Test
    void anOlderRequestThatComesLateBringsNothingBack() throws Exception {
        addProduct("LATE", "/l/a/a.jpg", "/l/a/b.jpg");
        shop.execute("INSERT INTO {prefix}nacento_gallery_request (sku, submitted_at, state, message_id, operation_key, images)"
                + " VALUES ('LATE', '2026-01-02', 1, 'younger', 1, '[{\"file_path\":\"/l/a/b.jpg\"}]')");
        connector.sync("LATE", "{\"images\":[{\"file_path\":\"/l/a/a.jpg\"},{\"file_path\":\"/l/a/b.jpg\"}]}");
        String receipt = Bulks.uuid(connector.bulkAsync("{\"mode\":\"replace\",\"items\":[{\"sku\":\"LATE\","
                + "\"images\":[{\"file_path\":\"/l/a/b.jpg\"}]}]}"));
        bulks.awaitStatuses(receipt, "1:1");
        shop.execute("INSERT INTO {prefix}nacento_gallery_request (sku, submitted_at, state, message_id, operation_key, images)"
                + " VALUES ('LATE', '2026-01-01', 4, 'late', 1, '[{\"file_path\":\"/l/a/a.jpg\"}]')");

        connector.sync("LATE", "{\"images\":[]}");

        assertThat(shop.number("SELECT state FROM {prefix}nacento_gallery_request WHERE message_id = 'late'")).as("it is done").isOne();
        assertThat(galleries.of("LATE")).containsExactly("/l/a/b.jpg|NULL|2|0");
    }

    private void replace(Way way, String sku) throws Exception {
        String item = "{\"sku\":\"" + sku + "\"," + IMAGES + "}";
        String replacing = "{\"sku\":\"" + sku + "\",\"mode\":\"replace\"," + IMAGES + "}";
        switch (way) {
            case CALL_FOR_ONE_PRODUCT -> assertThat(connector.sync(sku, "{\"mode\":\"replace\"," + IMAGES + "}").json()
                    .at("/image_stats/removed").intValue()).isEqualTo(2);
            case BULK -> assertRemoved(connector.bulk("{\"request\":{\"mode\":\"replace\",\"items\":[" + item + "]}}"));
            case BULK_BY_THE_ITEM -> assertRemoved(connector.bulk("{\"items\":[" + replacing + "]}"));
            case ASYNC -> assertDone(connector.bulkAsync("{\"request\":{\"mode\":\"replace\",\"items\":[" + item + "]}}"));
            case ASYNC_BY_THE_ITEM -> assertDone(connector.bulkAsync("{\"items\":[" + replacing + "]}"));
            case MAGENTOS_OPERATION -> {
                String uuid = bulks.addByMagento(1);
                // Magento's moment of submission has no fractions: it must not be before the images came
                shop.execute("UPDATE {prefix}magento_bulk SET start_time = start_time + INTERVAL 1 SECOND WHERE uuid = ?", uuid);
                queues.publish("{\"id\":1,\"bulk_uuid\":\"" + uuid + "\",\"topic_name\":\"t\",\"serialized_data\":" + escaped(replacing)
                        + ",\"result_serialized_data\":null,\"status\":4,\"result_message\":null,\"error_code\":null}");
                bulks.awaitStatuses(uuid, "1:1");
                assertThat(bulks.message(uuid, 1)).isEqualTo(DONE);
            }
            case ITEM_AS_A_MESSAGE -> {
                queues.publish(replacing);
                awaitLabels(sku, "/r/e/c.jpg NULL");
            }
            case BULK_AS_A_MESSAGE -> {
                queues.publish("{\"request\":{\"mode\":\"replace\",\"items\":[" + item + "]}}");
                awaitLabels(sku, "/r/e/c.jpg NULL");
            }
        }
    }

    private static void assertRemoved(Answer answer) {
        assertThat(answer.json().at("/stats/removed").intValue()).as(answer.body()).isEqualTo(2);
        assertThat(answer.result(0).at("/image_stats/removed").intValue()).isEqualTo(2);
        assertThat(answer.totals()).isEqualTo("inserted 0, updated_value 0, updated_meta 0, skipped 1");
    }

    private void assertDone(Answer receipt) throws SQLException {
        String uuid = Bulks.uuid(receipt);
        bulks.awaitStatuses(uuid, "1:1");
        assertThat(bulks.message(uuid, 1)).isEqualTo(DONE);
    }

    private void awaitLabels(String sku, String... lines) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(galleries.labels(sku)).containsExactly(lines));
    }

    /** A store view has a label and a base image of its own, and another small image than the others. */
    private void ofStore(String sku, long row, String path) throws SQLException {
        long product = shop.number("SELECT entity_id FROM {prefix}catalog_product_entity WHERE sku = ?", sku);
        shop.execute(
                "INSERT INTO {prefix}catalog_product_entity_media_gallery_value (value_id, entity_id, store_id, label)"
                        + " VALUES (?, ?, 2, 'de')",
                row, product);
        String role = "INSERT INTO {prefix}catalog_product_entity_varchar (attribute_id, store_id, entity_id, value) VALUES (?, 2, ?, ?)";
        shop.execute(role, shop.attribute("image"), product, path);
        shop.execute(role, shop.attribute("image_label"), product, "de");
        shop.execute(role, shop.attribute("small_image"), product, "/r/e/c.jpg");
    }

    /** Another product links the row as well. */
    private void share(long row, long product) throws SQLException {
        shop.execute("INSERT INTO {prefix}catalog_product_entity_media_gallery_value_to_entity VALUES (?, ?)", row, product);
        shop.execute("INSERT INTO {prefix}catalog_product_entity_media_gallery_value (value_id, entity_id, store_id, label, position)"
                + " VALUES (?, ?, 0, 'theirs', 1)", row, product);
    }

    private static String escaped(String json) throws JsonProcessingException {
        return new ObjectMapper().writeValueAsString(json);
    }
}
