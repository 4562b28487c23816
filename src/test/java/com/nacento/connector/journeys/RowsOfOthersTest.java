package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.JourneyTest;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the PHP module, Magento's admin and store views have left in the tables. */
class RowsOfOthersTest extends JourneyTest {

    @Test
    void aPathWithoutSlashIsPutRightInPlaceIfNobodyElseLinksTheRow() throws Exception {
        long product = shop.addProduct("SLASH-1");
        shop.putImage("/s/1.jpg", "one");
        long row = image(product, "s/1.jpg", "Old");
        role(product, "image", "s/1.jpg");

        Answer answer = connector.sync("SLASH-1", "{\"images\":[{\"file_path\":\"/s/1.jpg\"}]}");

        assertThat(answer.counts()).isEqualTo("inserted 0, updated_value 1, updated_meta 1, skipped 0");
        assertThat(rows(product)).containsExactly(row + " /s/1.jpg store 0: Old");
        assertThat(shop.value(product, "image")).as("the role follows its image").isEqualTo("/s/1.jpg");
    }

    @Test
    void aPathWithTwoSlashesIsPutRightAndNoSecondRowIsMade() throws Exception {
        long product = shop.addProduct("SLASHES-1");
        shop.putImage("/s/s.jpg", "one");
        long row = image(product, "//s/s.jpg", "Old");
        role(product, "image", "//s/s.jpg");

        Answer answer = connector.sync("SLASHES-1", "{\"images\":[{\"file_path\":\"/s/s.jpg\"}]}");

        assertThat(answer.counts()).isEqualTo("inserted 0, updated_value 1, updated_meta 1, skipped 0");
        assertThat(rows(product)).containsExactly(row + " /s/s.jpg store 0: Old");
        assertThat(shop.value(product, "image")).isEqualTo("/s/s.jpg");
    }

    @Test
    void aRowThatIsHiddenEverywhereIsShownAgainWhereTheImageIsAskedToBeVisible() throws Exception {
        long product = shop.addProduct("HIDDEN-1");
        long other = shop.addProduct("HIDDEN-2");
        shop.putImage("/h/1.jpg", "one");
        shop.putImage("/h/2.jpg", "two");
        long own = image(product, "/h/1.jpg", "Mine");
        long shared = image(product, "/h/2.jpg", "Ours");
        shop.execute("INSERT INTO {prefix}catalog_product_entity_media_gallery_value_to_entity VALUES (?, ?)", shared, other);
        shop.execute("UPDATE {prefix}catalog_product_entity_media_gallery SET disabled = 1 WHERE value_id IN (?, ?)", own, shared);

        Answer answer = connector.sync("HIDDEN-1",
                "{\"images\":[{\"file_path\":\"/h/1.jpg\",\"disabled\":false},{\"file_path\":\"/h/2.jpg\",\"disabled\":false}]}");

        assertThat(answer.counts()).isEqualTo("inserted 0, updated_value 1, updated_meta 2, skipped 0");
        assertThat(answer.json().at("/image_stats/warnings").toString()).contains("hidden: /h/2.jpg ").doesNotContain("/h/1.jpg");
        assertThat(shop.texts("SELECT value_id FROM {prefix}catalog_product_entity_media_gallery WHERE disabled = 1 AND value_id IN (?, ?)",
                own, shared))
                .containsExactly(Long.toString(shared));
    }

    @Test
    void aSharedRowWithoutSlashStaysAndTheProductGetsOneOfItsOwn() throws Exception {
        long product = shop.addProduct("SHARED-1");
        long other = shop.addProduct("SHARED-2");
        shop.putImage("/s/2.jpg", "two");
        long shared = image(product, "s/2.jpg", "Mine");
        shop.execute("INSERT INTO {prefix}catalog_product_entity_media_gallery_value_to_entity VALUES (?, ?)", shared, other);
        value(shared, other, 0, "Theirs");
        long german = value(shared, product, 2, "Meins");
        List<String> theirs = rows(other);
        List<String> records = records(product);

        Answer answer = connector.sync("SHARED-1", "{\"images\":[{\"file_path\":\"/s/2.jpg\"}]}");

        assertThat(answer.counts()).isEqualTo("inserted 0, updated_value 1, updated_meta 1, skipped 0");
        assertThat(rows(other)).isEqualTo(theirs);
        assertThat(shop.text("SELECT value FROM {prefix}catalog_product_entity_media_gallery WHERE value_id = ?", shared))
                .isEqualTo("s/2.jpg");
        long own = shop.number("SELECT value_id FROM {prefix}catalog_product_entity_media_gallery_value_to_entity WHERE entity_id = ?",
                product);
        assertThat(own).isNotEqualTo(shared);
        assertThat(rows(product)).containsExactly(own + " /s/2.jpg store 0: Mine", own + " /s/2.jpg store 2: Meins");
        assertThat(records(product)).as("value rows keep their record_id").isEqualTo(records).contains(Long.toString(german));
    }

    @Test
    void twinsBecomeOneAndTheRowWithAnETagSurvives() throws Exception {
        long product = shop.addProduct("TWIN-1");
        shop.putImage("/t/1.jpg", "one");
        image(product, "/t/1.jpg", "Without");
        long survivor = image(product, "t/1.jpg", "With");
        image(product, "/t/1.jpg", "Third");
        shop.execute("INSERT INTO {prefix}nacento_media_gallery_meta (record_id, s3_etag) SELECT record_id, ? FROM"
                + " {prefix}catalog_product_entity_media_gallery_value WHERE value_id = ?", shop.etag("/t/1.jpg"), survivor);
        long german = value(shop.number("SELECT MAX(value_id) FROM {prefix}catalog_product_entity_media_gallery"), product, 2, "Drittes");

        Answer answer = connector.sync("TWIN-1", "{\"images\":[{\"file_path\":\"/t/1.jpg\"}]}");

        assertThat(answer.counts()).isEqualTo("inserted 0, updated_value 1, updated_meta 0, skipped 0");
        assertThat(rows(product)).containsExactly(survivor + " /t/1.jpg store 0: With", survivor + " /t/1.jpg store 2: Drittes");
        assertThat(records(product)).contains(Long.toString(german));
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}catalog_product_entity_media_gallery WHERE value LIKE '%t/1.jpg'"))
                .isEqualTo(1);
        assertThat(connector.sync("TWIN-1", "{\"images\":[{\"file_path\":\"/t/1.jpg\"}]}").counts())
                .isEqualTo("inserted 0, updated_value 0, updated_meta 0, skipped 1");
    }

    @Test
    void aVideoIsNeverTouched() throws Exception {
        long product = shop.addProduct("VIDEO-1");
        shop.putImage("/v/1.jpg", "preview");
        long video = image(product, "/v/1.jpg", "How it is made");
        shop.execute("UPDATE {prefix}catalog_product_entity_media_gallery SET media_type = 'external-video' WHERE value_id = ?", video);
        shop.execute("INSERT INTO {prefix}catalog_product_entity_media_gallery_value_video (value_id, url) VALUES (?, 'https://video')",
                video);
        List<String> before = rows(product);

        Answer answer = connector.sync("VIDEO-1", "{\"images\":[{\"file_path\":\"/v/1.jpg\",\"label\":\"X\",\"roles\":[\"base\"]}]}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.counts()).isEqualTo("inserted 0, updated_value 0, updated_meta 0, skipped 0");
        assertThat(answer.json().at("/image_stats/warnings/0").textValue()).startsWith("video: ");
        assertThat(rows(product)).isEqualTo(before);
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}catalog_product_entity_media_gallery_value_video WHERE value_id = ?", video))
                .isOne();
    }

    @Test
    void aStoreViewsOwnValueStaysAndTheWarningSaysThatItHidesTheNewOne() throws Exception {
        long product = shop.addProduct("STORE-1");
        shop.putImage("/s/t.jpg", "one");
        long row = image(product, "/s/t.jpg", "Bottle");
        value(row, product, 2, "Flasche");
        shop.execute(
                "INSERT INTO {prefix}catalog_product_entity_varchar (attribute_id, store_id, entity_id, value) VALUES (?, 2, ?, "
                        + "'/o/ld.jpg')",
                shop.attribute("image"), product);

        Answer answer = connector.sync("STORE-1",
                "{\"images\":[{\"file_path\":\"/s/t.jpg\",\"label\":\"New bottle\",\"roles\":[\"base\"]}]}");

        assertThat(answer.counts()).isEqualTo("inserted 0, updated_value 1, updated_meta 1, skipped 0");
        assertThat(answer.json().at("/image_stats/warnings").toString()).contains("store_override: label in store 2 of /s/t.jpg")
                .contains("store_override: image in store 2");
        assertThat(rows(product)).containsExactly(row + " /s/t.jpg store 0: New bottle", row + " /s/t.jpg store 2: Flasche");
        assertThat(shop.text("SELECT value FROM {prefix}catalog_product_entity_varchar WHERE store_id = 2 AND entity_id = ?", product))
                .isEqualTo("/o/ld.jpg");
    }

    @Test
    void aFirstLearntETagDoesNotMakeTheProductLookChanged() throws Exception {
        long product = shop.addProduct("LEARN-1");
        shop.putImage("/l/1.jpg", "one");
        image(product, "/l/1.jpg", "As it is");

        Answer answer = connector.sync("LEARN-1", "{\"images\":[{\"file_path\":\"/l/1.jpg\"}]}");

        assertThat(answer.counts()).isEqualTo("inserted 0, updated_value 0, updated_meta 1, skipped 0");
        assertThat(shop.number("SELECT updated_at < '2021-01-01' FROM {prefix}catalog_product_entity WHERE entity_id = ?", product))
                .isOne();
    }

    @Test
    void anImageThatTheRequestDoesNotNameStays() throws Exception {
        long product = shop.addProduct("OTHERS-1");
        shop.putImage("/o/new.jpg", "new");
        long row = image(product, "/o/old.jpg", "Old");

        connector.sync("OTHERS-1", "{\"images\":[{\"file_path\":\"/o/new.jpg\"}]}");

        assertThat(rows(product)).hasSize(2).contains(row + " /o/old.jpg store 0: Old");
    }

    private long image(long product, String path, String label) throws SQLException {
        long row = shop.insert("INSERT INTO {prefix}catalog_product_entity_media_gallery (attribute_id, value) VALUES (?, ?)",
                shop.attribute("media_gallery"), path);
        shop.execute("INSERT INTO {prefix}catalog_product_entity_media_gallery_value_to_entity VALUES (?, ?)", row, product);
        value(row, product, 0, label);
        return row;
    }

    private long value(long row, long product, int store, String label) throws SQLException {
        return shop.insert("INSERT INTO {prefix}catalog_product_entity_media_gallery_value (value_id, entity_id, store_id, label, position)"
                + " VALUES (?, ?, ?, ?, 1)", row, product, store, label);
    }

    private void role(long product, String code, String path) throws SQLException {
        shop.execute("INSERT INTO {prefix}catalog_product_entity_varchar (attribute_id, store_id, entity_id, value) VALUES (?, 0, ?, ?)",
                shop.attribute(code), product, path);
    }

    private List<String> rows(long product) throws SQLException {
        return shop.rows("""
                SELECT g.value_id, g.value, v.store_id, v.label FROM {prefix}catalog_product_entity_media_gallery_value_to_entity l
                JOIN {prefix}catalog_product_entity_media_gallery g USING (value_id)
                JOIN {prefix}catalog_product_entity_media_gallery_value v ON v.value_id = l.value_id AND v.entity_id = l.entity_id
                WHERE l.entity_id = ? ORDER BY g.value_id, v.store_id, v.record_id""", product).stream().map(Map::values)
                .map(row -> "%s %s store %s: %s".formatted(row.toArray())).toList();
    }

    private List<String> records(long product) throws SQLException {
        return shop.texts("SELECT record_id FROM {prefix}catalog_product_entity_media_gallery_value WHERE entity_id = ? ORDER BY 1",
                product);
    }
}
