package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.Bulks;
import com.nacento.connector.testing.QueueJourneyTest;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A PIM that says in which place of the gallery a file stands. */
class SlotJourneyTest extends QueueJourneyTest {

    @Test
    void anotherFileInTheSlotIsTheSameImage() throws Exception {
        addProduct("FRONT", "/f/r/old.jpg", "/f/r/new.jpg");
        connector.sync("FRONT", "{\"images\":[{\"file_path\":\"/f/r/old.jpg\",\"slot\":\"front\",\"label\":\"Front\",\"position\":5,"
                + "\"roles\":[\"base\"]}]}");
        long row = galleries.row("FRONT", "/f/r/old.jpg");
        ofStore("FRONT", row, "/f/r/old.jpg");

        Answer answer = connector.sync("FRONT", "{\"images\":[{\"file_path\":\"/f/r/new.jpg\",\"slot\":\"front\"}]}");

        assertThat(answer.counts()).isEqualTo("inserted 0, updated_value 1, updated_meta 1, skipped 0");
        assertThat(answer.json().at("/image_stats/removed").intValue()).isZero();
        assertThat(galleries.of("FRONT")).containsExactly("/f/r/new.jpg|Front|5|0");
        assertThat(galleries.row("FRONT", "/f/r/new.jpg")).isEqualTo(row);
        assertThat(galleries.roles("FRONT")).containsExactly("image_label|0|Front", "image|0|/f/r/new.jpg", "image|2|/f/r/new.jpg");
        assertThat(
                shop.text("SELECT label FROM {prefix}catalog_product_entity_media_gallery_value WHERE value_id = ? AND store_id = 2", row))
                .isEqualTo("vorn");
        assertThat(shop.text("SELECT s3_etag FROM {prefix}nacento_media_gallery_meta WHERE value_id = ?", row))
                .isEqualTo(shop.etag("/f/r/new.jpg"));
        assertThat(slots("FRONT")).containsExactly("{\"pim\":[\"front\"]}");
        assertThat(connector.sync("FRONT", "{\"images\":[{\"file_path\":\"/f/r/new.jpg\",\"slot\":\"front\"}]}").counts())
                .isEqualTo("inserted 0, updated_value 0, updated_meta 0, skipped 1");
    }

    @Test
    void ofARowThatAnotherProductLinksTheProductGetsOneOfItsOwn() throws Exception {
        addProduct("SHARED", "/s/h/old.jpg", "/s/h/new.jpg");
        connector.sync("SHARED",
                "{\"images\":[{\"file_path\":\"/s/h/old.jpg\",\"slot\":\"front\",\"label\":\"Mine\",\"roles\":[\"base\"]}]}");
        long row = galleries.row("SHARED", "/s/h/old.jpg");
        ofStore("SHARED", row, "/s/h/old.jpg");
        long other = shop.addProduct("SHARED-OTHER");
        shop.execute("INSERT INTO {prefix}catalog_product_entity_media_gallery_value_to_entity VALUES (?, ?)", row, other);
        shop.execute("INSERT INTO {prefix}catalog_product_entity_media_gallery_value (value_id, entity_id, store_id, label, position)"
                + " VALUES (?, ?, 0, 'Theirs', 1)", row, other);

        connector.bulk("{\"items\":[{\"sku\":\"SHARED\",\"images\":[{\"file_path\":\"/s/h/new.jpg\",\"slot\":\"front\"}]}]}");

        assertThat(galleries.of("SHARED")).containsExactly("/s/h/new.jpg|Mine|1|0");
        assertThat(galleries.of("SHARED-OTHER")).containsExactly("/s/h/old.jpg|Theirs|1|0");
        assertThat(galleries.roles("SHARED")).containsExactly("image_label|0|Mine", "image|0|/s/h/new.jpg", "image|2|/s/h/new.jpg");
        assertThat(shop.text("SELECT label FROM {prefix}catalog_product_entity_media_gallery_value WHERE value_id = ? AND store_id = 2",
                galleries.row("SHARED", "/s/h/new.jpg"))).isEqualTo("vorn");
        assertThat(galleries.remembered("SHARED")).containsExactly("/s/h/new.jpg");
    }

    @Test
    void twoSlotsThatSwapTheirFilesStayTwoImages() throws Exception {
        addProduct("SWAP", "/s/w/a.jpg", "/s/w/b.jpg");
        connector.sync("SWAP", """
                {"images":[{"file_path":"/s/w/a.jpg","slot":"front","label":"Front","roles":["base"]},
                           {"file_path":"/s/w/b.jpg","slot":"back","label":"Back","roles":["thumbnail"]}]}""");
        long front = galleries.row("SWAP", "/s/w/a.jpg");
        String uuid = Bulks.uuid(connector.bulkAsync("""
                {"mode":"replace","items":[{"sku":"SWAP","images":[{"file_path":"/s/w/b.jpg","slot":"front"},
                                                                   {"file_path":"/s/w/a.jpg","slot":"back"}]}]}"""));

        bulks.awaitStatuses(uuid, "1:1");
        assertThat(bulks.message(uuid, 1)).isEqualTo("0 inserted, 2 updated, 2 new ETags, 0 unchanged");
        assertThat(galleries.of("SWAP")).containsExactly("/s/w/a.jpg|Back|2|0", "/s/w/b.jpg|Front|1|0");
        assertThat(galleries.row("SWAP", "/s/w/b.jpg")).isEqualTo(front);
        assertThat(galleries.roles("SWAP")).containsExactly("image_label|0|Front", "image|0|/s/w/b.jpg", "thumbnail_label|0|Back",
                "thumbnail|0|/s/w/a.jpg");
    }

    @Test
    void anImageThatIsThereAlreadyTakesTheSlotAndTheOldOneGoes() throws Exception {
        addProduct("THERE", "/t/h/a.jpg", "/t/h/b.jpg");
        connector.sync("THERE", "{\"images\":[{\"file_path\":\"/t/h/a.jpg\",\"slot\":\"front\",\"label\":\"A\",\"roles\":[\"base\"]},"
                + "{\"file_path\":\"/t/h/b.jpg\",\"label\":\"B\"}]}");

        Answer answer = connector.sync("THERE", "{\"images\":[{\"file_path\":\"/t/h/b.jpg\",\"slot\":\"front\"}]}");

        assertThat(answer.json().at("/image_stats/removed").intValue()).isEqualTo(1);
        assertThat(galleries.labels("THERE")).containsExactly("/t/h/b.jpg B");
        assertThat(galleries.roles("THERE")).containsExactly("image_label|0|B", "image|0|/t/h/b.jpg");
        assertThat(slots("THERE")).containsExactly("{\"pim\":[\"front\"]}");
    }

    @Test
    void aSlotThatIsEmptyTakesItsImageAwayWithMergeAsWell() throws Exception {
        addProduct("BACK", "/b/a/front.jpg", "/b/a/back.jpg", "/b/a/none.jpg");
        connector.sync("BACK", """
                {"images":[{"file_path":"/b/a/front.jpg","slot":"front"}, {"file_path":"/b/a/back.jpg","slot":"back","roles":["base"]},
                           {"file_path":"/b/a/none.jpg"}]}""");

        Answer answer = connector.bulk("{\"items\":[{\"sku\":\"BACK\",\"images\":[],\"empty_slots\":[\"back\",\"never-filled\"]}]}");

        assertThat(answer.result(0).at("/image_stats/removed").intValue()).as(answer.body()).isEqualTo(1);
        assertThat(answer.result(0).at("/image_stats/warnings")).isEmpty();
        assertThat(galleries.labels("BACK")).containsExactly("/b/a/front.jpg NULL", "/b/a/none.jpg NULL");
        assertThat(galleries.roles("BACK")).containsExactly("image|0|no_selection");
    }

    @Test
    void aSlotMessageOnTheTopicMeansTheSame() throws Exception {
        addProduct("TOPIC", "/t/o/a.jpg", "/t/o/b.jpg", "/t/o/c.jpg");
        connector.sync("TOPIC", "{\"source\":\"akeneo\",\"images\":[{\"file_path\":\"/t/o/a.jpg\",\"slot\":\"1\",\"label\":\"One\"},"
                + "{\"file_path\":\"/t/o/b.jpg\",\"slot\":\"2\"}]}");
        queues.publish("{\"sku\":\"TOPIC\",\"source\":\"akeneo\",\"images\":[{\"file_path\":\"/t/o/c.jpg\",\"slot\":\"1\"}],"
                + "\"empty_slots\":[\"2\"]}");

        await().untilAsserted(() -> assertThat(galleries.labels("TOPIC")).containsExactly("/t/o/c.jpg One"));
        assertThat(slots("TOPIC")).containsExactly("{\"akeneo\":[\"1\"]}");
    }

    private List<String> slots(String sku) throws SQLException {
        return shop.texts("SELECT m.brought_by FROM {prefix}nacento_media_gallery_meta m"
                + " JOIN {prefix}catalog_product_entity p ON p.entity_id = m.product_id WHERE p.sku = ? ORDER BY m.value_id", sku);
    }

    /** A store view has a label of its own and says itself which image is its base. */
    private void ofStore(String sku, long row, String path) throws SQLException {
        long product = shop.number("SELECT entity_id FROM {prefix}catalog_product_entity WHERE sku = ?", sku);
        shop.execute("INSERT INTO {prefix}catalog_product_entity_media_gallery_value (value_id, entity_id, store_id, label)"
                + " VALUES (?, ?, 2, 'vorn')", row, product);
        shop.execute("INSERT INTO {prefix}catalog_product_entity_varchar (attribute_id, store_id, entity_id, value) VALUES (?, 2, ?, ?)",
                shop.attribute("image"), product, path);
    }
}
