package com.nacento.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.config.Settings;
import com.nacento.connector.lab.stage.MagentoDatabase;
import com.nacento.connector.lab.stage.Numbers;
import com.nacento.connector.lab.stage.S3Stub;
import com.nacento.connector.serve.Setup;
import com.nacento.connector.testing.MagentoShop;
import com.nacento.connector.testing.ServiceProcess;
import com.nacento.connector.testing.TestSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An audit of 200,000 gallery rows and as many objects in a process with a heap of 256 MB; {@code -Dnacento.test.audit.rows} makes it
 * more. It is given an eighth of its heap to sort in, so nearly all of it is on disk.
 */
class AuditOfLargeShopTest {

    private static final int ROWS = Integer.getInteger("nacento.test.audit.rows", 200_000);
    private static final int MISSING = 300;
    private static final String FILL = """
            INSERT INTO {prefix}catalog_product_entity (entity_id, attribute_set_id, sku)
              SELECT seq, 9, CONCAT('SKU-', LPAD(seq, 7, '0')) FROM {products};
            INSERT INTO {prefix}catalog_product_entity_media_gallery (value_id, attribute_id, value)
              SELECT seq, {gallery}, CONCAT('/', LPAD(seq % 1000, 3, '0'), '/image-', LPAD(seq, 7, '0'), '.jpg') FROM {rows};
            INSERT INTO {prefix}catalog_product_entity_media_gallery_value_to_entity (value_id, entity_id)
              SELECT seq, (seq + 1) DIV 2 FROM {rows};
            INSERT INTO {prefix}catalog_product_entity_media_gallery_value (record_id, value_id, store_id, entity_id, position)
              SELECT seq, seq, 0, (seq + 1) DIV 2, seq % 2 FROM {rows};
            INSERT INTO {prefix}nacento_media_gallery_meta (record_id, s3_etag, product_id, value_id)
              SELECT seq, MD5(seq), (seq + 1) DIV 2, seq FROM {rows};
            INSERT INTO {prefix}catalog_product_entity_varchar (attribute_id, store_id, entity_id, value)
              SELECT {role}, 0, (seq + 1) DIV 2, CONCAT('/', LPAD(seq % 1000, 3, '0'), '/image-', LPAD(seq, 7, '0'), '.jpg')
              FROM {rows} WHERE seq % 2 = 0;
            """;

    @TempDir
    Path folder;

    private MagentoShop shop;
    private S3Stub bucket;

    @BeforeEach
    void openShop() throws SQLException, IOException {
        shop = MagentoShop.open();
        bucket = S3Stub.start(0);
        Map<String, String> settings = TestSettings.of(shop, 8080, 9876);
        settings.put("nacento.s3.endpoint", bucket.endpoint().toString());
        settings.put("nacento.s3.bucket", S3Stub.BUCKET);
        settings.put("nacento.s3.path-style", "true");
        TestSettings.write(folder.resolve("nacento.properties"), settings);
        new Setup(Settings.load(folder.resolve("nacento.properties"), Map.of())).database();
    }

    @AfterEach
    void closeShop() throws SQLException {
        bucket.close();
        shop.close();
    }

    @Test
    void memoryDoesNotDependOnTheSizeOfTheShop() throws Exception {
        MagentoDatabase database = shop.database();
        database.run("SET foreign_key_checks = 0; " + FILL.replace("{rows}", Numbers.to(ROWS)).replace("{products}", Numbers.to(ROWS / 2))
                .replace("{gallery}", Long.toString(shop.attribute("media_gallery")))
                .replace("{role}", Long.toString(shop.attribute("image"))));
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        for (int i = 1; i <= ROWS; i++) {
            if (i > MISSING) {
                String etag = HexFormat.of().formatHex(md5.digest(Integer.toString(i).getBytes()));
                bucket.put(String.format(Locale.ROOT, "media/catalog/product/%03d/image-%07d.jpg", i % 1000, i), etag);
            }
            if (i % 10 == 0) {
                bucket.put(String.format(Locale.ROOT, "media/catalog/product/cache/%032x/%03d/image-%07d.jpg", i % 100, i % 1000, i),
                        "copy");
            }
        }
        long start = System.nanoTime();
        try (ServiceProcess audit = ServiceProcess.run(folder, Map.of(), "audit", "--config", "nacento.properties", "--csv",
                "findings.csv")) {
            int exit = audit.exitCode();
            System.out.printf("audit of %,d rows: %.1f s%n%s%n", ROWS, (System.nanoTime() - start) / 1e9, audit.output());
            assertThat(exit).isEqualTo(1);
            assertThat(audit.output()).contains(
                    String.format(Locale.ROOT, "%,d products with %,d images; %,d objects and %,d resized copies", ROWS / 2, ROWS,
                            ROWS - MISSING,
                            ROWS / 10),
                    "missing_object           300         300", "broken_role              150         150", "orphaned_copy             30",
                    "etag_differs               0", "unlinked_object            0");
        }
    }
}
