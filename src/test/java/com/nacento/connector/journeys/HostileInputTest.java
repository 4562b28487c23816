package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.JourneyTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are wrong, careless or meant badly: a clear answer, and nothing in the shop that was not meant to be. */
class HostileInputTest extends JourneyTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROWS = "SELECT COUNT(*) FROM {prefix}catalog_product_entity_media_gallery";

    private long rowsBefore;

    @BeforeEach
    void countRows() throws Exception {
        rowsBefore = shop.number(ROWS);
    }

    @AfterEach
    void theShopIsStillThere() throws Exception {
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}store")).isEqualTo(3);
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}eav_attribute WHERE attribute_code = 'media_gallery'")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "nonsense", "[]", "\"text\"", "null", "{\"request\":{}}", "{\"request\":7}", "{}",
        "{\"items\":null}", "{\"items\":{\"sku\":\"A\"}}", "{\"items\":\"A\"}", "{\"items\":[{\"sku\":\"A\"}]} trailing",
        "{\"items\":[{\"sku\":\"A\",\"images\":[]}", "{\"request\":{\"items\":[]},\"request\":[]}"})
    void whatIsNoBulkIsRefusedAndNothingIsWritten(String body) throws Exception {
        Answer answer = connector.bulk(body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().path("message").textValue()).isNotBlank();
        assertThat(shop.number(ROWS)).isEqualTo(rowsBefore);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"images\":null}", "{\"images\":{}}", "{\"images\":\"a.jpg\"}"})
    void whatIsNoGalleryIsRefused(String body) throws Exception {
        shop.execute("INSERT IGNORE INTO {prefix}catalog_product_entity (entity_id, sku) VALUES (70001, 'NO-GALLERY')");

        assertThat(connector.sync("NO-GALLERY", body).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "7", "null", "\"a.jpg\"", "{}", "{\"file_path\":7}", "{\"file_path\":\"\"}", "{\"file_path\":null}",
        "{\"file_path\":[\"/a/1.jpg\"]}",
        "{\"file_path\":\"/a/1.jpg\",\"position\":-1}", "{\"file_path\":\"/a/1.jpg\",\"position\":4294967296}",
        "{\"file_path\":\"/a/1.jpg\",\"position\":1.5}", "{\"file_path\":\"/a/1.jpg\",\"position\":\"first\"}",
        "{\"file_path\":\"/a/1.jpg\",\"disabled\":\"maybe\"}", "{\"file_path\":\"/a/1.jpg\",\"label\":{\"en\":\"A\"}}",
        "{\"file_path\":\"/a/1.jpg\",\"roles\":\"base\"}", "{\"file_path\":\"/a/1.jpg\",\"roles\":[1]}",
        "{\"file_path\":\"/a/1.jpg\",\"label\":\"a\\u0000b\"}", "{\"file_path\":\"/a/1.jpg\",\"label\":\"\\ud83d\"}",
        "{\"file_path\":\"../../etc/passwd.jpg\"}", "{\"file_path\":\"/a/../1.jpg\"}", "{\"file_path\":\"/a/./1.jpg\"}",
        "{\"file_path\":\"..\\\\..\\\\1.jpg\"}", "{\"file_path\":\"https://host/media/catalog/product/%2e%2e/1.jpg\"}",
        "{\"file_path\":\"/cache/a/1.jpg\"}", "{\"file_path\":\"placeholder/1.jpg\"}", "{\"file_path\":\"tmp/1.jpg\"}",
        "{\"file_path\":\"no_selection\"}", "{\"file_path\":\"/a/1.php\"}", "{\"file_path\":\"/a/1.jpg\\n\"}", "{\"file_path\":\"/a/1\"}",
        "{\"file_path\":\"s3://somebody-elses-bucket/media/catalog/product/a/1.jpg\"}"})
    void oneBadImageRefusesItsItemAndNoOther(String image) throws Exception {
        shop.execute(
                "INSERT IGNORE INTO {prefix}catalog_product_entity (entity_id, sku) VALUES (70002, 'BAD-IMAGE'), (70003, 'GOOD-IMAGE')");
        shop.putImage("/a/1.jpg", "one");

        Answer answer = connector.bulk("{\"items\":[{\"sku\":\"BAD-IMAGE\",\"images\":[{\"file_path\":\"/a/1.jpg\"}," + image + "]},"
                + "{\"sku\":\"GOOD-IMAGE\",\"images\":[{\"file_path\":\"/a/1.jpg\"}]}]}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.result(0).path("error").textValue()).startsWith("invalid_item: ");
        assertThat(answer.result(1).path("error").isNull()).isTrue();
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}catalog_product_entity_media_gallery_value_to_entity WHERE entity_id = 70002"))
                .isZero();
    }

    @Test
    void whatIsTooLongIsRefusedAndNeverCut() throws Exception {
        shop.addProduct("LONG-1");
        shop.putImage("/l/1.jpg", "one");
        String longest = "\u00e9".repeat(255);

        assertThat(connector.sync("LONG-1", "{\"images\":[{\"file_path\":\"/l/1.jpg\",\"label\":\"" + longest + "x\"}]}").status())
                .isEqualTo(400);
        assertThat(connector.sync("LONG-1", "{\"images\":[{\"file_path\":\"/" + "l".repeat(251) + ".jpg\"}]}").status()).isEqualTo(400);
        assertThat(connector.sync("L".repeat(65), "{\"images\":[]}").status()).isIn(400, 404);
        assertThat(shop.number(ROWS)).isEqualTo(rowsBefore);

        assertThat(connector.sync("LONG-1", "{\"images\":[{\"file_path\":\"/l/1.jpg\",\"label\":\"" + longest + "\"}]}").status())
                .isEqualTo(200);
        assertThat(shop.texts("SELECT label FROM {prefix}catalog_product_entity_media_gallery_value JOIN {prefix}catalog_product_entity"
                + " USING (entity_id) WHERE sku = 'LONG-1'")).containsExactly(longest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'; DROP TABLE store; --", "${body}", "{{sql}}", "${bean:shop?method=forget}", "{{nacento.db.password}}",
        ":?product_ids", "\\'; DELETE FROM store; --", "{prefix}", "${env:PATH}", "<script>alert(1)</script>", "%s%n%1$s", "?",
        "\"},{\"sku\":\"X"})
    void textOfAnyKindIsStoredAsItIs(String text) throws Exception {
        String name = "text-" + Integer.toHexString(text.hashCode());
        String sku = text.replace("\"", "").strip() + name;
        long product = shop.addProduct(sku);
        String path = "/t/" + name + text.replace("/", "").replace("\\", "").replace("?", "") + ".jpg";
        shop.putImage(path, "picture");

        Answer answer = connector.bulk(JSON.writeValueAsString(Map.of("request_id", text, "items", List.of(Map.of("sku", sku, "images",
                List.of(Map.of("file_path", path, "label", text, "roles", List.of("base", text))))))));

        assertThat(answer.totals()).as(answer.body()).isEqualTo("inserted 1, updated_value 0, updated_meta 0, skipped 0");
        assertThat(answer.json().path("request_id").textValue()).isEqualTo(text);
        assertThat(answer.result(0).at("/image_stats/warnings/0").textValue()).startsWith("unknown_role: ");
        assertThat(shop.text("SELECT label FROM {prefix}catalog_product_entity_media_gallery_value WHERE entity_id = ?", product))
                .isEqualTo(text);
        assertThat(shop.value(product, "image")).isEqualTo(path);
        Answer again = connector.sync(sku, JSON.writeValueAsString(Map.of("images", List.of(Map.of("file_path", path, "label", text)))));
        assertThat(again.counts()).as(again.body()).isEqualTo("inserted 0, updated_value 0, updated_meta 0, skipped 1");
    }

    @Test
    void aFieldThatNobodyKnowsIsAWarning() throws Exception {
        shop.addProduct("UNKNOWN-1");
        shop.putImage("/u/1.jpg", "one");

        Answer answer = connector
                .bulk("{\"shop\":1,\"items\":[{\"sku\":\"UNKNOWN-1\",\"images\":[{\"file_path\":\"/u/1.jpg\",\"alt\":\"x\"}]}]}");

        assertThat(answer.totals()).isEqualTo("inserted 1, updated_value 0, updated_meta 0, skipped 0");
        assertThat(answer.json().path("warnings").toString()).contains("unknown_field").contains("shop");
        assertThat(answer.result(0).at("/image_stats/warnings").toString()).contains("unknown_field").contains("alt");
    }

    @Test
    void imagesOfAddressesAreTakenByTheirPathAndNeverFetched() throws Exception {
        long product = shop.addProduct("URL-1");
        shop.putImage("/u/r l.jpg", "one");

        Answer answer = connector
                .bulk("{\"items\":[{\"sku\":\"URL-1\",\"images\":[{\"file_path\":\"https://127.0.0.1:1/" + shop.bucket().name()
                        + "/media/catalog/product/u/r%20l.jpg?width=1#x\"}]}]}");

        assertThat(answer.totals()).as(answer.body()).isEqualTo("inserted 1, updated_value 0, updated_meta 0, skipped 0");
        assertThat(shop.texts("SELECT g.value FROM {prefix}catalog_product_entity_media_gallery g"
                + " JOIN {prefix}catalog_product_entity_media_gallery_value USING (value_id) WHERE entity_id = ?", product))
                .containsExactly("/u/r l.jpg");
    }
}
