package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.JourneyTest;
import java.sql.SQLException;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many products over HTTP: one result each, sums, and what one of them cannot do to the others. */
class BulkJourneyTest extends JourneyTest {

    @Test
    void eachProductHasItsResultInTheOrderOfTheRequest() throws Exception {
        long first = shop.addProduct("ORDER-1");
        long second = shop.addProduct("ORDER-2");
        shop.putImage("/o/1.jpg", "one");
        shop.putImage("/o/2.jpg", "two");

        Answer answer = connector.bulk("""
                {"request":{"request_id":"op-12345","items":[
                  {"sku":"ORDER-2","images":[{"file_path":"/o/1.jpg"},{"file_path":"/o/2.jpg"}]},
                  {"sku":"NO-SUCH-PRODUCT","images":[{"file_path":"/o/1.jpg"}]},
                  {"sku":"ORDER-1","images":[{"file_path":"/o/1.jpg"},{"file_path":"/o/missing.jpg"}]},
                  {"images":[]}]}}""");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("request_id").textValue()).isEqualTo("op-12345");
        assertThat(answer.json().path("stats").toString()).isEqualTo("{\"skus_seen\":4,\"ok\":2,\"error\":2,\"inserted\":3,"
                + "\"updated_value\":0,\"updated_meta\":0,\"skipped_no_change\":0,\"removed\":0}");
        assertThat(answer.result(0).path("product_id").longValue()).isEqualTo(second);
        assertThat(answer.result(1).path("error").textValue()).startsWith("product_not_found: ");
        assertThat(answer.result(1).path("product_id").isNull()).isTrue();
        assertThat(answer.result(2).path("product_id").longValue()).isEqualTo(first);
        assertThat(answer.result(2).at("/image_stats/warnings/0").textValue()).isEqualTo("file_not_found: /o/missing.jpg");
        assertThat(answer.result(3).path("error").textValue()).startsWith("invalid_item: ");
        assertThat(answer.result(3).path("sku").textValue()).isEmpty();
        assertThat(answer.json().path("results")).hasSize(4);
    }

    @Test
    void theInnerObjectAloneIsABulkToo() throws Exception {
        shop.addProduct("BARE-1");
        shop.putImage("/b/1.jpg", "one");

        Answer answer = connector.bulk("{\"items\":[{\"sku\":\"BARE-1\",\"images\":[{\"file_path\":\"/b/1.jpg\"}]}]}");

        assertThat(answer.totals()).isEqualTo("inserted 1, updated_value 0, updated_meta 0, skipped 0");
    }

    @Test
    void skusThatDifferByLetterCaseCountAsOneAndTheLastWins() throws Exception {
        shop.addProduct("case-ü");
        shop.putImage("/c/1.jpg", "one");
        shop.putImage("/c/2.jpg", "two");

        Answer answer = connector.bulk("""
                {"items":[{"sku":"Case-Ü","images":[{"file_path":"/c/1.jpg","label":"first"}]},
                          {"sku":"CASE-Ü","images":[{"file_path":"/c/2.jpg","label":"second"}]},
                          {"sku":"case-ü","images":[{"file_path":"/c/2.jpg","label":"last"}]}]}""");

        assertThat(answer.json().path("results")).hasSize(1);
        assertThat(answer.result(0).path("sku").textValue()).isEqualTo("case-ü");
        assertThat(answer.result(0).at("/image_stats/warnings/0").textValue()).startsWith("duplicate_sku: ");
        assertThat(answer.json().at("/stats/skus_seen").intValue()).isEqualTo(1);
        assertThat(shop.texts("SELECT label FROM {prefix}catalog_product_entity_media_gallery_value"
                + " JOIN {prefix}catalog_product_entity USING (entity_id) WHERE sku = 'case-ü'")).containsExactly("last");
    }

    @Test
    void aSkuThatTwoProductsHaveIsRefused() throws Exception {
        long one = shop.addProduct("TWICE");
        long two = shop.addProduct("twice");
        shop.putImage("/t/1.jpg", "one");

        Answer answer = connector.bulk("{\"items\":[{\"sku\":\"Twice\",\"images\":[{\"file_path\":\"/t/1.jpg\"}]}]}");

        assertThat(answer.result(0).path("error").textValue()).startsWith("invalid_item: ambiguous_sku");
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}catalog_product_entity_media_gallery_value_to_entity"
                + " WHERE entity_id IN (?, ?)", one, two)).isZero();
    }

    @Test
    void whatOnlyTheCollationFindsEqualIsAnotherSku() throws Exception {
        long product = shop.addProduct("KÄSE-1");
        shop.putImage("/k/1.jpg", "cheese");
        shop.putImage("/k/2.jpg", "another article");
        shop.execute("INSERT INTO {prefix}nacento_gallery_request (sku, submitted_at, state, message_id, images)"
                + " VALUES ('KASE-1', '2026-01-01', 4, 'waits', ?)", "[{\"file_path\":\"/k/2.jpg\"}]");

        Answer other = connector.bulk("{\"items\":[{\"sku\":\"KASE-1\",\"images\":[{\"file_path\":\"/k/2.jpg\"}]}]}");
        Answer own = connector.bulk("{\"items\":[{\"sku\":\"käse-1 \",\"images\":[{\"file_path\":\"/k/1.jpg\"}]}]}");

        assertThat(other.result(0).path("error").textValue())
                .isEqualTo("product_not_found: no product has the SKU KASE-1; there is KÄSE-1");
        assertThat(own.result(0).path("product_id").longValue()).isEqualTo(product);
        assertThat(shop.texts("SELECT g.value FROM {prefix}catalog_product_entity_media_gallery g"
                + " JOIN {prefix}catalog_product_entity_media_gallery_value_to_entity l USING (value_id) WHERE l.entity_id = ?", product))
                .as("nor is a waiting request for the other SKU taken along").containsExactly("/k/1.jpg");
    }

    @Test
    void aWaitingRequestIsTakenAlongByTheProductThatItsSkuMeans() throws Exception {
        shop.addProduct("PAIR-1");
        long other = shop.addProduct("PAIR-1 ");
        for (int image = 1; image <= 2; image++) {
            shop.putImage("/p/" + image + ".jpg", "picture " + image);
        }
        shop.execute("INSERT INTO {prefix}nacento_gallery_request (sku, submitted_at, state, message_id, images)"
                + " VALUES ('PAIR-1', '2026-01-01', 4, 'waits', ?)", "[{\"file_path\":\"/p/1.jpg\"}]");

        connector.bulk("{\"items\":[{\"sku\":\"PAIR-1 \",\"images\":[{\"file_path\":\"/p/2.jpg\"}]}]}");
        assertThat(
                shop.number("SELECT COUNT(*) FROM {prefix}catalog_product_entity_media_gallery_value_to_entity WHERE entity_id = ?", other))
                .as("its own picture only").isEqualTo(1);
        connector.bulk("{\"items\":[{\"sku\":\"PAIR-1\",\"images\":[]}]}");

        assertThat(shop.number("SELECT state FROM {prefix}nacento_gallery_request WHERE message_id = 'waits' AND sku = 'PAIR-1'"))
                .isEqualTo(1);
    }

    @Test
    void theSameImageTwiceInAnItemCountsOnceAndTheLastStands() throws Exception {
        long product = shop.addProduct("DOUBLE-1");
        shop.putImage("/d/1.jpg", "one");

        Answer answer = connector.bulk("""
                {"items":[{"sku":"DOUBLE-1","images":[{"file_path":"/d/1.jpg","label":"first"},
                  {"file_path":"media/catalog/product/d/1.jpg","label":"last"}]}]}""");

        assertThat(answer.totals()).isEqualTo("inserted 1, updated_value 0, updated_meta 0, skipped 0");
        assertThat(answer.result(0).at("/image_stats/warnings/0").textValue()).startsWith("duplicate_image: ");
        assertThat(shop.texts("SELECT label FROM {prefix}catalog_product_entity_media_gallery_value WHERE entity_id = ?", product))
                .containsExactly("last");
    }

    /** At the first statement of the transaction, at one that needs the ids of the first, and at one of the last. */
    @ParameterizedTest
    @CsvSource({
        "catalog_product_entity_media_gallery,       NEW.value LIKE '/f/%/2.jpg'",
        "catalog_product_entity_media_gallery_value, NEW.label = 'two'",
        "catalog_product_entity_varchar,             NEW.value LIKE '/f/%/2.jpg'"})
    void aProductThatTheDatabaseRefusesCostsOnlyItselfAndAFewStatements(String table, String condition) throws Exception {
        String name = "FAULT-" + table.length();
        StringJoiner items = new StringJoiner(",");
        for (int i = 0; i < 40; i++) {
            shop.addProduct(name + "-" + i);
            String path = "/f/" + table.length() + "/" + i + ".jpg";
            shop.putImage(path, name + i);
            items.add("{\"sku\":\"%s-%s\",\"images\":[{\"file_path\":\"%s\",\"label\":\"%s\",\"roles\":[\"base\"]}]}"
                    .formatted(name, i, path, i == 2 ? "two" : "any"));
        }
        shop.execute("CREATE TRIGGER {prefix}refuse BEFORE INSERT ON {prefix}" + table + " FOR EACH ROW IF " + condition
                + " THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not this one'; END IF");
        try {
            Map<String, Long> before = statements();
            Answer answer = connector.bulk("{\"items\":[" + items + "]}");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.totals()).as(answer.body()).isEqualTo("inserted 39, updated_value 0, updated_meta 0, skipped 0");
            for (int i = 0; i < 40; i++) {
                assertThat(answer.result(i).path("error").asText("fine")).startsWith(i == 2 ? "internal: " : "fine");
            }
            assertThat(answer.result(2).path("error").textValue()).contains("not this one");
            assertThat(shop.texts("SELECT value FROM {prefix}catalog_product_entity_media_gallery WHERE value LIKE ?",
                    "/f/" + table.length() + "/%")).hasSize(39).doesNotContain("/f/" + table.length() + "/2.jpg");
            assertThat(statements().get("Com_commit") - before.get("Com_commit")).as("the others are written together").isLessThan(5);
            assertThat(statements().get("Com_select") - before.get("Com_select")).as("and read once more, under the lock, and he is, too")
                    .isLessThan(25);
        } finally {
            shop.execute("DROP TRIGGER {prefix}refuse");
        }
    }

    private Map<String, Long> statements() throws SQLException {
        return shop.rows("SHOW GLOBAL STATUS WHERE Variable_name IN ('Com_commit', 'Com_select')").stream().collect(Collectors
                .toMap(row -> row.get("Variable_name").toString(), row -> Long.valueOf(row.get("Value").toString())));
    }

    @Test
    void anEmptyBulkIsFineAndSoIsAnItemWithoutImages() throws Exception {
        shop.addProduct("EMPTY-1");

        assertThat(connector.bulk("{\"items\":[]}").json().path("stats").toString()).isEqualTo("{\"skus_seen\":0,\"ok\":0,\"error\":0,"
                + "\"inserted\":0,\"updated_value\":0,\"updated_meta\":0,\"skipped_no_change\":0,\"removed\":0}");
        Answer answer = connector.bulk("{\"items\":[{\"sku\":\"EMPTY-1\",\"images\":[]}]}");
        assertThat(answer.json().at("/stats/ok").intValue()).isEqualTo(1);
        assertThat(answer.totals()).isEqualTo("inserted 0, updated_value 0, updated_meta 0, skipped 0");
    }
}
