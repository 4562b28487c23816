package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nacento.connector.failure.IncompatibleShopException;
import com.nacento.connector.serve.Setup;
import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.MagentoShop;
import com.nacento.connector.testing.RunningConnector;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shops are not alike: charsets, collations, a table prefix, Adobe Commerce. */
class KindsOfShopsTest {

    private static final String CAMERA = "\uD83D\uDCF7";

    @ParameterizedTest(name = "{1}, prefix \"{0}\"")
    @CsvSource({"'',utf8mb3_general_ci", "mg_,utf8mb4_unicode_ci", "m2_,utf8mb3_unicode_ci"})
    void aGalleryIsWrittenAndFoundAgainInAShopOfAnyKind(String prefix, String collation) throws Exception {
        try (MagentoShop shop = MagentoShop.open(prefix, collation);
                RunningConnector connector = RunningConnector.start(shop, Map.of())) {
            long product = shop.addProduct("größe-1");
            shop.putImage("/g/ö/ä.jpg", "one");
            shop.putImage("/g/2.jpg", "two");
            String request = """
                    {"items":[{"sku":"GRÖßE-1","images":[{"file_path":"/g/2.jpg"}]},
                              {"sku":"Größe-1","images":[{"file_path":"/g/ö/ä.jpg","label":"Größe – 漢字","roles":["base"]},{"file_path":"/g/2.jpg"}]}]}""";

            Answer first = connector.bulk(request);
            Answer second = connector.bulk(request);

            assertThat(first.totals()).as(first.body()).isEqualTo("inserted 2, updated_value 0, updated_meta 0, skipped 0");
            assertThat(second.totals()).isEqualTo("inserted 0, updated_value 0, updated_meta 0, skipped 2");
            assertThat(first.json().path("results")).hasSize(1);
            assertThat(first.result(0).path("product_id").longValue()).isEqualTo(product);
            assertThat(shop.value(product, "image")).isEqualTo("/g/ö/ä.jpg");
            assertThat(shop.value(product, "image_label")).isEqualTo("Größe – 漢字");
            assertThat(shop.number("SELECT COUNT(*) FROM {prefix}nacento_media_gallery_meta WHERE s3_etag = ?", shop.etag("/g/ö/ä.jpg")))
                    .isEqualTo(1);
        }
    }

    @Test
    void textThatAnOlderShopCannotHoldIsRefusedAndNeverCut() throws Exception {
        try (MagentoShop shop = MagentoShop.open("", "utf8mb3_general_ci");
                RunningConnector connector = RunningConnector.start(shop, Map.of())) {
            shop.addProduct("OLD-1");
            shop.addProduct("OLD-2");
            shop.putImage("/o/1.jpg", "one");

            Answer answer = connector.bulk("""
                    {"items":[{"sku":"OLD-1","images":[{"file_path":"/o/1.jpg","label":"%1$s"}]},
                              {"sku":"OLD-2","images":[{"file_path":"/o/%1$s.jpg"}]},
                              {"sku":"OLD-%1$s","images":[{"file_path":"/o/1.jpg"}]}]}""".formatted(CAMERA));

            assertThat(answer.result(0).path("error").textValue()).startsWith("invalid_item: ");
            assertThat(answer.result(1).path("error").textValue()).startsWith("invalid_item: ");
            assertThat(answer.result(2).path("error").textValue()).startsWith("product_not_found: ");
            assertThat(shop.number("SELECT COUNT(*) FROM {prefix}catalog_product_entity_media_gallery")).isZero();
        }
    }

    @Test
    void adobeCommerceIsRefusedAndNotTouched() throws Exception {
        try (MagentoShop shop = MagentoShop.open()) {
            shop.execute("ALTER TABLE {prefix}catalog_product_entity ADD row_id INT UNSIGNED NOT NULL DEFAULT 0");
            shop.addProduct("EE-1");
            shop.putImage("/e/1.jpg", "one");

            try (RunningConnector connector = RunningConnector.start(shop, Map.of())) {
                assertThatThrownBy(() -> new Setup(connector.settings()).refuseIncompatibleShop())
                        .isInstanceOf(IncompatibleShopException.class).hasMessageContaining("Adobe Commerce");
                assertThat(connector.sync("EE-1", "{\"images\":[{\"file_path\":\"/e/1.jpg\"}]}").status()).isGreaterThanOrEqualTo(500);
            }
            assertThat(shop.number("SELECT COUNT(*) FROM {prefix}catalog_product_entity_media_gallery")).isZero();
            assertThat(shop.texts("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
                    + " AND table_name LIKE 'nacento%'")).isEmpty();
        }
    }
}
