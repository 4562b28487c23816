package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.config.Settings;
import com.nacento.connector.serve.Setup;
import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.MagentoShop;
import com.nacento.connector.testing.RunningConnector;
import com.nacento.connector.testing.TestSettings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Magento makes value rows anew when a product is saved in the admin; what is known of the bucket must not go with them. */
class ETagsOutliveAdminSavesTest {

    private static final String MODULE_TABLE = "CREATE TABLE {prefix}nacento_media_gallery_meta (record_id int(10) unsigned NOT NULL "
            + "COMMENT 'Record ID',"
            + " s3_etag varchar(255) DEFAULT NULL COMMENT 'S3 ETag',%s PRIMARY KEY (record_id), CONSTRAINT %s FOREIGN KEY (record_id)"
            + " REFERENCES {prefix}catalog_product_entity_media_gallery_value (record_id) ON DELETE CASCADE) ENGINE=InnoDB";
    private static final String UPDATED_AT = " updated_at timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),";
    private static final String REQUEST = "{\"images\":[{\"file_path\":\"/a/1.jpg\",\"label\":\"A\",\"position\":1}]}";
    private static final String SKIPPED = "inserted 0, updated_value 0, updated_meta 0, skipped 1";
    private static final String UPDATED_META = "inserted 0, updated_value 0, updated_meta 1, skipped 0";

    @TempDir
    Path folder;

    private MagentoShop shop;
    private long product;

    @BeforeEach
    void openShop() throws SQLException {
        shop = MagentoShop.open("mg_", "utf8mb4_general_ci");
        product = shop.addProduct("SKU-1");
        shop.putImage("/a/1.jpg", "one");
    }

    @AfterEach
    void closeShop() throws SQLException {
        shop.close();
    }

    @Test
    void aPictureReplacedAfterAnAdminSaveIsRecognisedAsReplaced() throws Exception {
        try (RunningConnector connector = RunningConnector.start(shop, Map.of())) {
            connector.sync("SKU-1", REQUEST);
            shop.adminSaves(product, 0);
            makeOld();
            assertThat(connector.sync("SKU-1", REQUEST).counts()).as("nothing is written for a save alone").isEqualTo(SKIPPED);
            assertThat(isOld()).isTrue();

            shop.putImage("/a/1.jpg", "another");
            assertThat(connector.sync("SKU-1", REQUEST).counts()).isEqualTo(UPDATED_META);

            assertThat(isOld()).as("whoever reads updated_at is told").isFalse();
            assertThat(stored()).as("one row, under the record that Magento has now")
                    .containsExactly(record() + " " + shop.etag("/a/1.jpg"));
        }
    }

    @Test
    void anETagThatTheModuleWroteIsToldItsImageBeforeTheProductIsSaved() throws Exception {
        moduleTable(UPDATED_AT, "NACENTO_MEDIA_META_RECORD_ID_FK");
        long record = moduleImage();
        moduleWrites(record, "of the module");
        try (RunningConnector connector = RunningConnector.start(shop, Map.of())) {
            await().ignoreExceptions()
                    .until(() -> shop.number("SELECT COUNT(*) FROM {prefix}nacento_media_gallery_meta WHERE product_id = ?", product) == 1);
            shop.adminSaves(product, 0);
            makeOld();

            assertThat(connector.sync("SKU-1", REQUEST).counts()).isEqualTo(UPDATED_META);

            assertThat(isOld()).as("replaced, not learnt for the first time").isFalse();
        }
    }

    @Test
    void theModulesOwnStatementsGoOnWorking() throws Exception {
        try (RunningConnector connector = RunningConnector.start(shop, Map.of())) {
            connector.sync("SKU-1", REQUEST);
            assertThat(moduleReads(record())).isEqualTo(shop.etag("/a/1.jpg"));

            moduleWrites(record(), shop.etag("/a/1.jpg"));
            assertThat(connector.sync("SKU-1", REQUEST).counts()).isEqualTo(SKIPPED);

            shop.adminSaves(product, 0);
            shop.putImage("/a/1.jpg", "another");
            moduleWrites(record(), shop.etag("/a/1.jpg"));
            assertThat(connector.sync("SKU-1", REQUEST).counts()).as("what the module has seen last counts").isEqualTo(SKIPPED);

            shop.putImage("/a/1.jpg", "a third");
            assertThat(connector.sync("SKU-1", REQUEST).counts()).isEqualTo(UPDATED_META);
            assertThat(stored()).containsExactly(record() + " " + shop.etag("/a/1.jpg"));
            assertThat(moduleReads(record())).isEqualTo(shop.etag("/a/1.jpg"));
        }
    }

    @Test
    void whatTheModuleWroteWasBroughtByPimAndTheModuleGoesOnWithItsTable() throws Exception {
        moduleTable(UPDATED_AT, "NACENTO_MEDIA_META_RECORD_ID_FK");
        moduleWrites(moduleImage(), shop.etag("/a/1.jpg"));
        shop.putImage("/a/2.jpg", "two");
        try (RunningConnector connector = RunningConnector.start(shop, Map.of())) {
            assertThat(
                    removed(connector.sync("SKU-1", "{\"source\":\"erp\",\"mode\":\"replace\",\"images\":[{\"file_path\":\"/a/2.jpg\"}]}")))
                    .as("another source did not bring it").isZero();
            assertThat(removed(connector.sync("SKU-1", "{\"mode\":\"replace\",\"images\":[{\"file_path\":\"/a/2.jpg\"}]}"))).isEqualTo(1);
            assertThat(stored()).containsExactly(record() + " " + shop.etag("/a/2.jpg"));

            moduleWrites(record(), "as the module sees it");
            assertThat(moduleReads(record())).isEqualTo("as the module sees it");
            assertThat(shop.text("SELECT brought_by FROM {prefix}nacento_media_gallery_meta")).as("the module does not know of it")
                    .isEqualTo("{\"erp\":[],\"pim\":[]}");

            moduleWrites(moduleImage(), shop.etag("/a/1.jpg"));
            assertThat(removed(connector.sync("SKU-1", "{\"mode\":\"replace\",\"images\":[{\"file_path\":\"/a/2.jpg\"}]}")))
                    .as("nor need it have been restarted in between").isEqualTo(1);
            assertThat(stored()).containsExactly(record() + " " + shop.etag("/a/2.jpg"));
        }
    }

    @Test
    void anETagOfAWeakFormIsTheSame() throws Exception {
        moduleTable(UPDATED_AT, "FK_OF_ANY_NAME");
        moduleWrites(moduleImage(), "W/\"" + shop.etag("/a/1.jpg"));
        try (RunningConnector connector = RunningConnector.start(shop, Map.of())) {
            assertThat(connector.sync("SKU-1", REQUEST).counts()).isEqualTo(SKIPPED);
        }
    }

    @Test
    void twinsAreMergedAfterAnAdminSaveAndKeepOneETag() throws Exception {
        try (RunningConnector connector = RunningConnector.start(shop, Map.of())) {
            connector.sync("SKU-1", REQUEST);
            moduleWrites(moduleImage(), "of the twin");
            shop.adminSaves(product, 0);

            assertThat(connector.sync("SKU-1", REQUEST).counts()).isEqualTo("inserted 0, updated_value 1, updated_meta 0, skipped 0");
            assertThat(shop.texts("SELECT s3_etag FROM {prefix}nacento_media_gallery_meta WHERE product_id = ?", product))
                    .containsExactly(shop.etag("/a/1.jpg"));
            assertThat(connector.sync("SKU-1", REQUEST).counts()).isEqualTo(SKIPPED);
        }
    }

    @Test
    void theForeignKeyOfTheModuleGoesWhateverItsNameAndWheneverItComesBack() throws Exception {
        moduleTable("", "FK_8A1B");
        moduleWrites(moduleImage(), "e1");
        Setup setup = new Setup(Settings.load(settingsFile(), Map.of()));
        assertThat(setup.database())
                .contains("mg_nacento_media_gallery_meta without the module's foreign key",
                        "column updated_at of mg_nacento_media_gallery_meta",
                        "columns product_id, value_id and s3_content of mg_nacento_media_gallery_meta",
                        "column brought_by of mg_nacento_media_gallery_meta");
        assertThat(setup.database()).as("once").isEmpty();
        shop.execute("ALTER TABLE {prefix}nacento_media_gallery_meta ADD CONSTRAINT BACK FOREIGN KEY (record_id)"
                + " REFERENCES {prefix}catalog_product_entity_media_gallery_value (record_id) ON DELETE CASCADE");

        assertThat(setup.database()).hasSize(1);

        shop.adminSaves(product, 0);
        assertThat(shop.texts("SELECT s3_etag FROM {prefix}nacento_media_gallery_meta")).containsExactly("e1");
        assertThat(shop.texts("SHOW COLUMNS FROM {prefix}nacento_media_gallery_meta")).contains("updated_at");
    }

    @Test
    void eTagsOfImagesAndProductsThatAreGoneAreForgotten() throws Exception {
        Setup setup = new Setup(Settings.load(settingsFile(), Map.of()));
        setup.database();
        long kept = moduleImage();
        moduleWrites(kept, "kept");
        moduleWrites(999_001, "of a value row that is gone");
        shop.execute(
                "INSERT INTO {prefix}nacento_media_gallery_meta (record_id, product_id, value_id, s3_etag) VALUES (999002, ?, 999, 'of an "
                        + "image that is gone')",
                product);

        try (RunningConnector connector = RunningConnector.start(shop, Map.of())) {
            await().untilAsserted(() -> assertThat(stored()).containsExactly(kept + " kept"));
        }
    }

    private static int removed(Answer answer) {
        return answer.json().at("/image_stats/removed").intValue();
    }

    private Path settingsFile() throws Exception {
        Path file = folder.resolve("shop.properties");
        TestSettings.write(file, TestSettings.of(shop, 8080, 9876));
        return file;
    }

    private void moduleTable(String updatedAt, String foreignKey) throws SQLException {
        shop.execute(MODULE_TABLE.formatted(updatedAt, foreignKey));
    }

    /** As the module writes an image; the record id of its value. */
    private long moduleImage() throws SQLException {
        long image = shop.insert("INSERT INTO {prefix}catalog_product_entity_media_gallery (attribute_id, value) VALUES (?, '/a/1.jpg')",
                shop.attribute("media_gallery"));
        shop.execute("INSERT INTO {prefix}catalog_product_entity_media_gallery_value_to_entity VALUES (?, ?)", image, product);
        return shop.insert("INSERT INTO {prefix}catalog_product_entity_media_gallery_value (value_id, entity_id, store_id, label, position)"
                + " VALUES (?, ?, 0, 'A', 1)", image, product);
    }

    private void moduleWrites(long record, String etag) throws SQLException {
        shop.execute("INSERT INTO `{prefix}nacento_media_gallery_meta` (`record_id`,`s3_etag`) VALUES (?, ?)"
                + " ON DUPLICATE KEY UPDATE `record_id` = VALUES(`record_id`), `s3_etag` = VALUES(`s3_etag`)", record, etag);
    }

    private String moduleReads(long record) throws SQLException {
        return shop.text("SELECT `s3_etag` FROM `{prefix}nacento_media_gallery_meta` WHERE (record_id = ?)", record);
    }

    private List<String> stored() throws SQLException {
        return shop.texts("SELECT CONCAT(record_id, ' ', s3_etag) FROM {prefix}nacento_media_gallery_meta ORDER BY record_id");
    }

    private long record() throws SQLException {
        return shop.number("SELECT record_id FROM {prefix}catalog_product_entity_media_gallery_value WHERE entity_id = ? AND store_id = 0",
                product);
    }

    private void makeOld() throws SQLException {
        shop.execute("UPDATE {prefix}catalog_product_entity SET updated_at = '2020-01-01' WHERE entity_id = ?", product);
    }

    private boolean isOld() throws SQLException {
        return shop.number("SELECT updated_at < '2021-01-01' FROM {prefix}catalog_product_entity WHERE entity_id = ?", product) == 1;
    }
}
