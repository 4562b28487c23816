package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.JourneyTest;
import com.nacento.connector.testing.WriteCounters;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** A dry run answers what the real call would, and writes nothing. */
class DryRunJourneyTest extends JourneyTest {

    private static final String BULK = "/rest/V1/nacento-connector/products/media/bulk";

    private String product(String name) throws SQLException {
        shop.addProduct(name);
        shop.putImage("/d/r/" + name + "-a.jpg", "a");
        shop.putImage("/d/r/" + name + "-b.jpg", "b");
        return "/d/r/" + name;
    }

    private static List<String> changes(JsonNode result) {
        return StreamSupport.stream(result.path("changes").spliterator(), false)
                .map(change -> change.path("field").asText() + " " + change.path("store").asText()).toList();
    }

    @Test
    void aDryBulkWritesLocksAndNotesNothingAndTheRealOneThenDoesJustThat() throws Exception {
        String path = product("dry-bulk");
        connector.post(BULK, "{\"items\":[{\"sku\":\"dry-bulk\",\"images\":[{\"file_path\":\"" + path + "-a.jpg\",\"slot\":\"front\","
                + "\"roles\":[\"base\"]}]}]}");
        String body = "{\"mode\":\"replace\",\"items\":[{\"sku\":\"dry-bulk\",\"images\":[{\"file_path\":\"" + path
                + "-b.jpg\",\"slot\":\"front\",\"label\":\"B\",\"stores\":{\"default\":{\"label\":\"Vorne\"}}}]}]}";

        WriteCounters before = WriteCounters.read(shop);
        Answer dry = connector.post(BULK + "?dry_run=true", body);
        assertThat(WriteCounters.read(shop).since(before)).isEmpty();

        JsonNode result = dry.json().at("/results/0");
        assertThat(dry.status()).as(dry.body()).isEqualTo(200);
        assertThat(changes(result)).contains("image admin", "label admin", "etag admin", "label default", "role:image admin");
        assertThat(result.at("/changes/0/from").asText()).isEqualTo(path + "-a.jpg");
        assertThat(result.at("/changes/0/to").asText()).isEqualTo(path + "-b.jpg");
        assertThat(result.path("changes_left_out").intValue()).isZero();
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}nacento_gallery_request WHERE sku = 'dry-bulk'")).as("the first call's note")
                .isEqualTo(1);

        Answer real = connector.post(BULK, body);
        assertThat(real.json().at("/results/0/image_stats")).isEqualTo(result.path("image_stats"));
        assertThat(real.json().at("/results/0").has("changes")).isFalse();
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}catalog_product_entity_media_gallery WHERE value = '" + path + "-b.jpg'"))
                .isEqualTo(1);
    }

    @Test
    void aDryCallForOneProductShowsWhatGoes() throws Exception {
        String path = product("dry-one");
        String call = "/rest/V1/nacento-connector/products/dry-one/media";
        connector.post(call, "{\"images\":[{\"file_path\":\"" + path + "-a.jpg\",\"label\":\"A\",\"roles\":[\"base\"]}]}");
        Answer dry = connector.post(call, "{\"mode\":\"replace\",\"dry_run\":true,\"images\":[{\"file_path\":\"" + path + "-b.jpg\"}]}");
        assertThat(dry.status()).as(dry.body()).isEqualTo(200);
        JsonNode gone = dry.json().at("/changes/0");
        assertThat(gone.path("field").asText()).isEqualTo("image");
        assertThat(gone.path("to").isNull()).isTrue();
        assertThat(gone.at("/from/label").asText()).isEqualTo("A");
        assertThat(dry.json().at("/image_stats/removed").intValue()).isEqualTo(1);
        for (String store : new String[] {"default", "all", "de"}) {
            Answer there = connector.post(call.replace("/rest/", "/rest/" + store + "/") + "?dry_run=1",
                    "{\"images\":[{\"file_path\":\"" + path + "-b.jpg\",\"label\":\"B\"}]}");
            assertThat(changes(there.json())).as(there.body()).contains("image admin");
        }
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}catalog_product_entity_media_gallery WHERE value = '" + path + "-a.jpg'"))
                .isEqualTo(1);
    }

    @Test
    void addressAndBodyMustAgreeAndTheAsynchronousCallHasNone() throws Exception {
        product("dry-bad");
        String one = "/rest/V1/nacento-connector/products/dry-bad/media";
        List<Answer> refused = List.of(
                connector.post(one + "?dry_run=true", "{\"dry_run\":false,\"images\":[]}"),
                connector.post(one + "?dry_run=maybe", "{\"images\":[]}"),
                connector.post(one + "?dryRun=true", "{\"images\":[]}"),
                connector.post(BULK + "?dry_run=1&dry_run=0", "{\"items\":[]}"),
                connector.post(BULK, "{\"dry_run\":\"perhaps\",\"items\":[]}"),
                connector.post(BULK + "/async?dry_run=true", "{\"items\":[]}"),
                connector.post(BULK + "/async", "{\"dry_run\":true,\"items\":[{\"sku\":\"dry-bad\",\"images\":[]}]}"));
        assertThat(refused).allSatisfy(answer -> assertThat(answer.status()).as(answer.body()).isEqualTo(400));
        Answer inAnItem = connector.post(BULK, "{\"items\":[{\"sku\":\"dry-bad\",\"dry_run\":true,\"images\":[]}]}");
        assertThat(inAnItem.json().at("/results/0/error").asText()).startsWith("invalid_item: dry_run");
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}magento_operation WHERE serialized_data LIKE '%dry-bad%'")).isZero();
    }

    @Test
    void theAddressOfAStoreViewMeansThatView() throws Exception {
        String path = product("view-1");
        String call = "/V1/nacento-connector/products/view-1/media";
        Answer answer = connector.post("/rest/de" + call, "{\"images\":[{\"file_path\":\"" + path + "-a.jpg\",\"label\":\"Vorn\"}]}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(shop.rows("SELECT v.store_id, v.label FROM {prefix}catalog_product_entity_media_gallery_value v"
                + " JOIN {prefix}catalog_product_entity p ON p.entity_id = v.entity_id WHERE p.sku = 'view-1' ORDER BY v.store_id"))
                .extracting(row -> row.get("store_id") + " " + row.get("label")).containsExactly("0 null", de() + " Vorn");
        assertThat(connector.post("/rest/nowhere" + call, "{\"images\":[]}").status()).isEqualTo(404);
        assertThat(connector.post("/rest/de" + call, "{\"mode\":\"replace\",\"images\":[]}").status()).isEqualTo(400);
        assertThat(connector.post("/rest/de" + call, "{\"images\":[{\"file_path\":\"" + path + "-a.jpg\",\"stores\":{}}]}").status())
                .as("an empty object says nothing").isEqualTo(200);
        assertThat(
                connector.post("/rest/de" + call, "{\"images\":[{\"file_path\":\"" + path + "-a.jpg\",\"stores\":{\"de\":null}}]}").body())
                .contains("invalid_item").contains("stores");
        assertThat(connector.post("/rest/default" + call, "{\"images\":[{\"file_path\":\"" + path + "-a.jpg\",\"label\":\"A\"}]}").status())
                .isEqualTo(200);
        assertThat(shop
                .number("SELECT COUNT(*) FROM {prefix}catalog_product_entity_media_gallery_value v JOIN {prefix}catalog_product_entity p"
                        + " ON p.entity_id = v.entity_id WHERE p.sku = 'view-1' AND v.label = 'A' AND v.store_id = 0"))
                .isEqualTo(1);
    }

    private long de() throws SQLException {
        return shop.number("SELECT store_id FROM {prefix}store WHERE code = 'de'");
    }
}
