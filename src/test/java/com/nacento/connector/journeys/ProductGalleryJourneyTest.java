package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.JourneyTest;
import com.nacento.connector.testing.RunningConnector;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One product over HTTP: what a sync writes to Magento's tables, row by row. */
class ProductGalleryJourneyTest extends JourneyTest {

    private static final String GALLERY = """
            SELECT g.value, g.media_type, g.disabled AS gallery_disabled, v.store_id, v.label, v.position, v.disabled, m.s3_etag
            FROM {prefix}catalog_product_entity_media_gallery_value_to_entity l
            JOIN {prefix}catalog_product_entity_media_gallery g ON g.value_id = l.value_id
            JOIN {prefix}catalog_product_entity_media_gallery_value v ON v.value_id = g.value_id AND v.entity_id = l.entity_id
            LEFT JOIN {prefix}nacento_media_gallery_meta m ON m.record_id = v.record_id
            WHERE l.entity_id = ? AND g.attribute_id = ? ORDER BY g.value, v.record_id""";

    @Test
    void aNewGalleryIsWrittenAsMagentoWouldHaveWrittenIt() throws Exception {
        long product = productWithPictures("NEW-1", "/n/1/");

        Answer answer = connector.sync("NEW-1", """
                {"images":[{"file_path":"n/1/a.jpg","label":"Front","roles":["base","small","thumbnail"]},
                           {"file_path":"/n/1/b.jpg","position":7,"disabled":true},
                           {"file_path":"catalog/product/n/1/c.jpg","label":"Back","roles":["swatch", "hover_image"]}]}""");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("sku").textValue()).isEqualTo("NEW-1");
        assertThat(answer.json().path("product_id").longValue()).isEqualTo(product);
        assertThat(answer.json().path("error").isNull()).isTrue();
        assertThat(answer.counts()).isEqualTo("inserted 3, updated_value 0, updated_meta 0, skipped 0");
        assertThat(gallery(product)).containsExactly(
                "/n/1/a.jpg image 0 store 0: Front 1 0 " + shop.etag("/n/1/a.jpg"),
                "/n/1/b.jpg image 0 store 0: null 7 1 " + shop.etag("/n/1/b.jpg"),
                "/n/1/c.jpg image 0 store 0: Back 8 0 " + shop.etag("/n/1/c.jpg"));
        assertThat(shop.texts("SELECT CONCAT(a.attribute_code, ' ', v.store_id, ' ', v.value) FROM {prefix}catalog_product_entity_varchar v"
                + " JOIN {prefix}eav_attribute a USING (attribute_id) WHERE v.entity_id = ? ORDER BY 1", product)).containsExactly(
                        "hover_image 0 /n/1/c.jpg", "image 0 /n/1/a.jpg", "image_label 0 Front", "small_image 0 /n/1/a.jpg",
                        "small_image_label 0 Front", "swatch_image 0 /n/1/c.jpg", "thumbnail 0 /n/1/a.jpg", "thumbnail_label 0 Front");
        assertThat(touchedJustNow(product)).isTrue();
    }

    @Test
    void theSameAgainChangesNothing() throws Exception {
        long product = productWithPictures("SAME-1", "/s/1/");
        String request = """
                {"images":[{"file_path":"/s/1/a.jpg","label":"Front","position":1,"roles":["base"]}, {"file_path":"/s/1/b.jpg"}]}""";
        connector.sync("SAME-1", request);
        List<String> before = gallery(product);
        shop.execute("UPDATE {prefix}catalog_product_entity SET updated_at = '2020-01-01' WHERE entity_id = ?", product);

        Answer again = connector.sync("SAME-1", request);

        assertThat(again.counts()).isEqualTo("inserted 0, updated_value 0, updated_meta 0, skipped 2");
        assertThat(gallery(product)).isEqualTo(before);
        assertThat(touchedJustNow(product)).isFalse();
    }

    @Test
    void aChangedPictureIsANewETagAndNothingElse() throws Exception {
        long product = productWithPictures("CHANGED-1", "/c/1/");
        String request = "{\"images\":[{\"file_path\":\"/c/1/a.jpg\",\"label\":\"Front\"}, {\"file_path\":\"/c/1/b.jpg\"}]}";
        connector.sync("CHANGED-1", request);
        shop.putImage("/c/1/b.jpg", "another picture");

        Answer answer = connector.sync("CHANGED-1", request);

        assertThat(answer.counts()).isEqualTo("inserted 0, updated_value 0, updated_meta 1, skipped 1");
        assertThat(gallery(product)).containsExactly(
                "/c/1/a.jpg image 0 store 0: Front 1 0 " + shop.etag("/c/1/a.jpg"),
                "/c/1/b.jpg image 0 store 0: null 2 0 " + shop.etag("/c/1/b.jpg"));
        assertThat(touchedJustNow(product)).isTrue();
    }

    @Test
    void whatARequestDoesNotNameStaysAsItIs() throws Exception {
        long product = productWithPictures("KEEP-1", "/k/1/");
        connector.sync("KEEP-1", """
                {"images":[{"file_path":"/k/1/a.jpg","label":"Front","position":4,"disabled":true,"roles":["base"]},
                           {"file_path":"/k/1/b.jpg","label":"Back"}]}""");

        Answer answer = connector.sync("KEEP-1", "{\"images\":[{\"file_path\":\"/k/1/a.jpg\",\"label\":\"\"}]}");

        assertThat(answer.counts()).isEqualTo("inserted 0, updated_value 1, updated_meta 0, skipped 0");
        assertThat(gallery(product)).containsExactly(
                "/k/1/a.jpg image 0 store 0: null 4 1 " + shop.etag("/k/1/a.jpg"),
                "/k/1/b.jpg image 0 store 0: Back 5 0 " + shop.etag("/k/1/b.jpg"));
        assertThat(shop.value(product, "image")).isEqualTo("/k/1/a.jpg");
        assertThat(shop.value(product, "image_label")).as("it follows its image's label").isNull();
    }

    @Test
    void theLastImageThatClaimsARoleGetsItAndItsLabelMovesAlong() throws Exception {
        long product = productWithPictures("ROLE-1", "/r/1/");
        connector.sync("ROLE-1", "{\"images\":[{\"file_path\":\"/r/1/a.jpg\",\"label\":\"A\",\"roles\":[\"base\",\"small\"]}]}");

        Answer answer = connector.sync("ROLE-1", """
                {"images":[{"file_path":"/r/1/b.jpg","label":"B","roles":["image","no_such_role"]},
                           {"file_path":"/r/1/c.jpg","label":"C","roles":["base"]}]}""");

        assertThat(answer.counts()).isEqualTo("inserted 2, updated_value 0, updated_meta 0, skipped 0");
        assertThat(answer.json().at("/image_stats/warnings").toString()).isEqualTo("[\"unknown_role: no_such_role\"]");
        assertThat(shop.value(product, "image")).isEqualTo("/r/1/c.jpg");
        assertThat(shop.value(product, "image_label")).isEqualTo("C");
        assertThat(shop.value(product, "small_image")).as("nobody claimed it").isEqualTo("/r/1/a.jpg");
        assertThat(shop.value(product, "small_image_label")).isEqualTo("A");
    }

    @Test
    void aRoleOutsideTheAttributeSetOfTheProductIsNotWritten() throws Exception {
        long product = productWithPictures("SET-1", "/s/1/");
        shop.execute("UPDATE {prefix}catalog_product_entity SET attribute_set_id = 14 WHERE entity_id = ?", product);

        Answer answer = connector.sync("SET-1", "{\"images\":[{\"file_path\":\"/s/1/a.jpg\",\"roles\":[\"image\",\"swatch_image\"]}]}");

        assertThat(answer.json().at("/image_stats/warnings").toString()).isEqualTo("[\"unknown_role: swatch_image (attribute "
                + shop.attribute("swatch_image") + ") is not in the attribute set 14 of this product\"]");
        assertThat(shop.value(product, "image")).isEqualTo("/s/1/a.jpg");
        assertThat(shop.value(product, "swatch_image")).isNull();
    }

    @Test
    void inASetOfWhichNothingIsKnownEveryRoleIsWritten() throws Exception {
        long product = productWithPictures("SET-2", "/s/2/");
        shop.execute("UPDATE {prefix}catalog_product_entity SET attribute_set_id = 99 WHERE entity_id = ?", product);

        Answer answer = connector.sync("SET-2", "{\"images\":[{\"file_path\":\"/s/2/a.jpg\",\"roles\":[\"swatch_image\"]}]}");

        assertThat(answer.json().at("/image_stats/warnings").toString()).isEqualTo("[]");
        assertThat(shop.value(product, "swatch_image")).isEqualTo("/s/2/a.jpg");
    }

    @Test
    void aMissingObjectIsAWarningAndNothingOfItIsTouched() throws Exception {
        long product = productWithPictures("MISSING-1", "/m/1/");

        Answer answer = connector.sync("MISSING-1",
                """
                {"images":[{"file_path":"/m/1/a.jpg","roles":["base"]}, {"file_path":"/m/1/nowhere.jpg","label":"X","roles":["base","small"]}]}""");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.counts()).isEqualTo("inserted 1, updated_value 0, updated_meta 0, skipped 0");
        assertThat(answer.json().at("/image_stats/warnings").toString()).isEqualTo("[\"file_not_found: /m/1/nowhere.jpg\"]");
        assertThat(gallery(product)).hasSize(1);
        assertThat(shop.value(product, "image")).as("a missing image claims no role").isEqualTo("/m/1/a.jpg");
        assertThat(shop.value(product, "small_image")).isNull();
    }

    @Test
    void aBucketThatDoesNotExistIsAnOutageAndNoReasonToCallImagesMissing() throws Exception {
        shop.addProduct("NO-BUCKET-1");

        try (RunningConnector misled = RunningConnector.start(shop, Map.of("nacento.s3.bucket", "nacento-no-such-bucket"))) {
            Answer answer = misled.sync("NO-BUCKET-1", "{\"images\":[{\"file_path\":\"/n/b.jpg\"}]}");

            assertThat(answer.status()).as(answer.body()).isEqualTo(503);
            assertThat(answer.json().path("message").textValue()).contains("storage_unavailable").contains("nacento-no-such-bucket");
        }
    }

    @Test
    void anAddressWithAnotherBucketMeansAnotherObject() throws Exception {
        long product = productWithPictures("OTHER-BUCKET-1", "/o/b/");

        Answer answer = connector.sync("OTHER-BUCKET-1",
                "{\"images\":[{\"file_path\":\"https://host/other-bucket/media/catalog/product/o/b/a.jpg\"}]}");

        assertThat(answer.json().at("/image_stats/warnings/0").textValue()).startsWith("file_not_found: /other-bucket/");
        assertThat(gallery(product)).isEmpty();
    }

    @Test
    void aSkuThatNobodyHasIsNotFound() {
        Answer answer = connector.sync("NOBODY-HAS-THIS", "{\"images\":[]}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("message").textValue()).contains("product_not_found").contains("NOBODY-HAS-THIS");
    }

    @Test
    void aSkuWithSlashBlankAndUmlautIsReadFromTheAddress() throws Exception {
        long product = shop.addProduct("AB/12 ü");
        shop.putImage("/a/b/12.jpg", "picture");

        Answer answer = connector.post("/rest/default/V1/nacento-connector/products/AB%2F12%20%C3%BC/media",
                "{\"images\":[{\"file_path\":\"/a/b/12.jpg\"}]}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("sku").textValue()).isEqualTo("AB/12 ü");
        assertThat(gallery(product)).hasSize(1);
    }

    private long productWithPictures(String sku, String folder) throws Exception {
        for (String name : List.of("a", "b", "c")) {
            shop.putImage(folder + name + ".jpg", "picture " + name);
        }
        return shop.addProduct(sku);
    }

    private List<String> gallery(long product) throws Exception {
        return shop.rows(GALLERY, product, shop.attribute("media_gallery")).stream()
                .map(row -> "%s %s %s store %s: %s %s %s %s".formatted(row.values().toArray())).toList();
    }

    private boolean touchedJustNow(long product) throws Exception {
        return shop.number("SELECT updated_at > '2021-01-01' FROM {prefix}catalog_product_entity WHERE entity_id = ?", product) == 1;
    }
}
