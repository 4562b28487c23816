package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.config.Settings;
import com.nacento.connector.config.SettingsInParts;
import com.nacento.connector.doctor.Doctor;
import com.nacento.connector.doctor.Report;
import com.nacento.connector.serve.Setup;
import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.Bulks;
import com.nacento.connector.testing.Galleries;
import com.nacento.connector.testing.MagentoShop;
import com.nacento.connector.testing.RunningConnector;
import com.nacento.connector.testing.ShopQueues;
import com.nacento.connector.testing.TestSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/migrate-from-module.md, played on a shop and a queue as the PHP module leaves them. */
class MigrationFromModuleTest {

    private static final String OLD_BULK = "00000000-0000-4000-8000-0000000000aa";

    @TempDir
    Path folder;

    @Test
    void aShopMovesFromTheModuleToTheConnectorAndBack() throws Exception {
        try (MagentoShop shop = MagentoShop.open(); ShopQueues queues = ShopQueues.of(shop)) {
            Galleries galleries = new Galleries(shop);
            Bulks bulks = new Bulks(shop);
            long lamp = shop.addProduct("LAMP");
            long twin = shop.addProduct("LAMP-COPY");
            shop.putImage("/l/a/lamp.jpg", "lamp");
            shop.putImage("/s/h/shared.jpg", "shared");
            shop.putImage("/n/e/new.jpg", "new");
            asTheModuleLeavesIt(shop, lamp, twin);
            String waiting = bulks.addByMagento(1);
            queues.declare(ShopQueues.TOPIC, null);
            queues.publish(message(shop, waiting, "LAMP", "/n/e/new.jpg"));

            Path file = folder.resolve("shop.properties");
            TestSettings.write(file, TestSettings.of(shop, 8080, 9876));
            assertThat(failed(file)).as("before setup only what is the connector's own is missing").containsExactly("db_table", "db_schema",
                    "topic_mapping");

            Setup setup = new Setup(Settings.load(file, Map.of()));
            assertThat(setup.database()).contains("table nacento_gallery_request").doesNotContain("table nacento_media_gallery_meta");
            assertThat(setup.broker()).containsExactlyInAnyOrder("queue " + shop.topic() + ".bulk", "queue " + shop.topic() + ".dead");
            assertThat(failed(file)).as("messages wait and an operation is open").containsExactly("consumer_config");

            try (RunningConnector connector = RunningConnector.start(shop, Map.of("nacento.rabbitmq.consumers", "1"))) {
                bulks.awaitStatuses(waiting, "1:1");
                await().atMost(Duration.ofSeconds(30)).until(() -> queues.count(ShopQueues.TOPIC) == 0);
                assertThat(galleries.of("LAMP")).contains("/n/e/new.jpg|waiting|7|0");
                assertThat(connector.get("/rest/V1/bulk/" + waiting + "/status").status()).isEqualTo(200);

                assertThat(failed(file)).containsExactly("consumer_config");
                assertThat(shop.execute(closingStatement().replace("nacento.gallery.process", shop.topic()))).isEqualTo(1);
                assertThat(bulks.statuses(OLD_BULK)).containsExactly("1:3");
                assertThat(failed(file)).as("all is ok").isEmpty();

                String payload = """
                        {"request":{"request_id":"as-before","items":[{"sku":"LAMP","images":[
                          {"file_path":"l/a/lamp.jpg","label":"Lamp","position":1,"disabled":false,"roles":["base"]},
                          {"file_path":"s/h/shared.jpg","label":"Shared","position":2,"disabled":false,"roles":[]}]}]}}""";
                Answer first = connector.bulk(payload);
                assertThat(first.totals()).as(first.body()).isEqualTo("inserted 0, updated_value 2, updated_meta 0, skipped 0");
                assertThat(connector.bulk(payload).totals()).isEqualTo("inserted 0, updated_value 0, updated_meta 0, skipped 2");

                assertThat(galleries.of("LAMP")).containsExactly("/l/a/lamp.jpg|Lamp|1|0", "/n/e/new.jpg|waiting|7|0",
                        "/s/h/shared.jpg|Shared|2|0");
                assertThat(galleries.of("LAMP-COPY")).as("the other product keeps its row").containsExactly("s/h/shared.jpg|Copy|1|0");
                assertThat(shop.value(lamp, "image")).isEqualTo("/l/a/lamp.jpg");
                assertThat(shop.texts(
                        "SELECT s3_etag FROM {prefix}nacento_media_gallery_meta WHERE record_id IN (8101, 8102, 8103) ORDER BY record_id"))
                        .as("the module's ETags stay with their values")
                        .containsExactly(shop.etag("/l/a/lamp.jpg"), shop.etag("/s/h/shared.jpg"), null);

                connector.stop();
                queues.publish(message(shop, waiting, "LAMP", "/l/a/lamp.jpg"));
                queues.declare(ShopQueues.TOPIC, null);
                assertThat(queues.takeAll(ShopQueues.TOPIC)).as("the module's consumer finds its queue and its messages").hasSize(1);
            }
            shop.execute("DROP TABLE {prefix}nacento_gallery_request");
            assertThat(shop.number("SELECT COUNT(*) FROM {prefix}nacento_media_gallery_meta")).isEqualTo(4);
        }
    }

    /**
     * Paths without slash in gallery and role, one row shared by two products, ETags, one never learnt; an operation that nobody closed.
     */
    private static void asTheModuleLeavesIt(MagentoShop shop, long lamp, long twin) throws SQLException {
        shop.execute(
                "CREATE TABLE {prefix}nacento_media_gallery_meta (record_id int(10) unsigned NOT NULL COMMENT 'Record ID', s3_etag "
                        + "varchar(255) DEFAULT NULL COMMENT 'S3 ETag',"
                        + " updated_at timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp() COMMENT 'Updated At', "
                        + "PRIMARY KEY (record_id),"
                        + " CONSTRAINT NACENTO_MEDIA_META_RECORD_ID_FK FOREIGN KEY (record_id) REFERENCES "
                        + "{prefix}catalog_product_entity_media_gallery_value (record_id) ON DELETE CASCADE)"
                        + " ENGINE=InnoDB COMMENT='Nacento Media Gallery Meta'");
        long attribute = shop.attribute("media_gallery");
        shop.execute(
                "INSERT INTO {prefix}catalog_product_entity_media_gallery (value_id, attribute_id, value) VALUES (8001, ?, "
                        + "'l/a/lamp.jpg'), (8002, ?, 's/h/shared.jpg')",
                attribute, attribute);
        shop.execute(
                "INSERT INTO {prefix}catalog_product_entity_media_gallery_value_to_entity (value_id, entity_id) VALUES (8001, ?), (8002, "
                        + "?), (8002, ?)",
                lamp, lamp, twin);
        shop.execute(
                "INSERT INTO {prefix}catalog_product_entity_media_gallery_value (record_id, value_id, store_id, entity_id, label, "
                        + "position) VALUES"
                        + " (8101, 8001, 0, ?, 'Lamp', 1), (8102, 8002, 0, ?, 'Shared', 2), (8103, 8002, 0, ?, 'Copy', 1)",
                lamp, lamp, twin);
        shop.execute("INSERT INTO {prefix}nacento_media_gallery_meta (record_id, s3_etag) VALUES (8101, ?), (8102, ?), (8103, NULL)",
                shop.etag("/l/a/lamp.jpg"), shop.etag("/s/h/shared.jpg"));
        shop.execute(
                "INSERT INTO {prefix}catalog_product_entity_varchar (attribute_id, store_id, entity_id, value) VALUES (?, 0, ?, "
                        + "'l/a/lamp.jpg')",
                shop.attribute("image"), lamp);
        shop.execute("INSERT INTO {prefix}magento_bulk (uuid, user_id, user_type, description, operation_count, start_time)"
                + " VALUES (?, 0, 2, 'Nacento gallery bulk', 1, NOW() - INTERVAL 2 DAY)", OLD_BULK);
        shop.execute("INSERT INTO {prefix}magento_operation (operation_key, bulk_uuid, topic_name, status) VALUES (1, ?, ?, 4)", OLD_BULK,
                shop.topic());
    }

    /** As the module's publisher writes it. */
    private static String message(MagentoShop shop, String uuid, String sku, String image) {
        return ("{\"id\":1,\"bulk_uuid\":\"%s\",\"topic_name\":\"%s\",\"serialized_data\":\"{\\\"sku\\\":\\\"%s\\\",\\\"images\\\":[{\\\"file_path\\\":\\\"%s\\\",\\\"label\\\":\\\"waiting\\\","
                + "\\\"disabled\\\":false,\\\"position\\\":7,\\\"roles\\\":[]}]}\",\"result_serialized_data\":null,\"status\":4,\"result_message\":null,\"error_code\":null}")
                .formatted(uuid, shop.topic(), sku, image.replace("/", "\\\\/"));
    }

    /** The statement of the page. */
    private static String closingStatement() throws Exception {
        String page = Files.readString(Path.of("docs/migrate-from-module.md"));
        int begin = page.indexOf("```sql\n") + "```sql\n".length();
        return page.substring(begin, page.indexOf("```", begin)).strip();
    }

    private static List<String> failed(Path settings) {
        Report report = new Doctor(false, false).examine(SettingsInParts.load(settings, Map.of()));
        return report.failed();
    }
}
