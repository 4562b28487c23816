package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.JourneyTest;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What PIMs, PHP clients and Magento's own integrations send, as they send it. */
class SendersTest extends JourneyTest {

    private static final String PRODUCTS = "/rest/V1/nacento-connector/products/";

    @ParameterizedTest
    @CsvSource({"AB+12, AB 12", "AB%2012, AB 12", "A+B+C, A B C", "A%2FB+%C3%BC, A/B ü", "C+D, C+D", "C%2BD, C+D", "E%2BF+G, E+F G",
        "C+++, C+++"})
    void aPlusInAnAddressIsABlankUnlessAProductHasThePlus(String sent, String sku) throws Exception {
        for (String one : new String[] {"AB 12", "A B C", "A/B ü", "C+D", "C D", "E+F G", "C+++"}) {
            if (shop.number("SELECT COUNT(*) FROM {prefix}catalog_product_entity WHERE sku = ?", one) == 0) {
                shop.addProduct(one);
            }
        }
        shop.putImage("/s/1.jpg", "one");

        Answer answer = connector.post(PRODUCTS + sent + "/media", "{\"images\":[{\"file_path\":\"/s/1.jpg\"}]}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("sku").textValue()).isEqualTo(sku);
        assertThat(answer.json().path("product_id").longValue())
                .isEqualTo(shop.number("SELECT entity_id FROM {prefix}catalog_product_entity WHERE sku = ?", sku));
    }

    @Test
    void percent2BIsAlwaysAPlusAndABlankIsNoPlus() throws Exception {
        shop.addProduct("H 1");
        shop.addProduct("I+1");

        assertThat(connector.post(PRODUCTS + "H%2B1/media", "{\"images\":[]}").status()).isEqualTo(404);
        assertThat(connector.post(PRODUCTS + "I%201/media", "{\"images\":[]}").status()).isEqualTo(404);
        assertThat(connector.post(PRODUCTS + "no+such+sku/media", "{\"images\":[]}").status()).isEqualTo(404);
        assertThat(connector.post(PRODUCTS + "+/media", "{\"images\":[]}").status()).isEqualTo(404);
        assertThat(connector.post("/rest/default/V1/nacento-connector/products/H+1/media", "{\"images\":[]}").status()).isEqualTo(200);
    }

    @Test
    void aPackedBulkOfMagentosEntriesIsDone() throws Exception {
        shop.addProduct("ENTRY-1");
        shop.putImage("/e/1.jpg", "one");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(
                    ("{\"items\":[{\"sku\":\"ENTRY-1\",\"images\":[{\"media_type\":\"image\",\"file\":\"/e/1.jpg\",\"types\":[\"image\"],\"disabled\":\"1\"}]},"
                            + "{\"images\":[]},{\"sku\":\"ENTRY-1\",\"sku\":\"ENTRY-2\",\"images\":[]}]}")
                            .getBytes(StandardCharsets.UTF_8));
        }

        Answer answer = connector.send(connector.request(PRODUCTS + "media/bulk").header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip").POST(BodyPublishers.ofByteArray(packed.toByteArray())));

        assertThat(answer.totals()).as(answer.body()).isEqualTo("inserted 1, updated_value 0, updated_meta 0, skipped 0");
        assertThat(answer.result(1).path("error").textValue()).isEqualTo("invalid_item: items[1]: sku: is required");
        assertThat(answer.result(2).path("error").textValue()).isEqualTo("invalid_item: sku: was given more than once");
        assertThat(shop.number(
                "SELECT disabled FROM {prefix}catalog_product_entity_media_gallery_value JOIN {prefix}catalog_product_entity USING "
                        + "(entity_id)"
                        + " WHERE sku = 'ENTRY-1'"))
                .isEqualTo(1);
    }

    @Test
    void aCallWithADryRunWritesNothing() throws Exception {
        shop.addProduct("DRY-1");
        shop.putImage("/d/1.jpg", "one");

        for (String call : new String[] {"DRY-1/media", "media/bulk", "media/bulk/async"}) {
            Answer answer = connector.post(PRODUCTS + call + "?dryRun=true", "{\"images\":[{\"file_path\":\"/d/1.jpg\"}],"
                    + "\"items\":[{\"sku\":\"DRY-1\",\"images\":[{\"file_path\":\"/d/1.jpg\"}]}]}");
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(answer.body()).contains("dryRun");
        }
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}catalog_product_entity_media_gallery WHERE value = '/d/1.jpg'")).isZero();
    }

    @Test
    void theRoomForBodiesIsPartOfTheHealth() {
        assertThat(connector.observe("/observe/health/ready").body()).contains("\"spool\"");
    }
}
