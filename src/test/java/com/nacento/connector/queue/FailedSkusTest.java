package com.nacento.connector.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.deadletters.DeadLetters;
import com.nacento.connector.deadletters.Replay;
import com.nacento.connector.deadletters.Selection;
import com.nacento.connector.testing.Bulks;
import com.nacento.connector.testing.FaultyBucket;
import com.nacento.connector.testing.MagentoShop;
import com.nacento.connector.testing.QueueJourneyTest;
import com.nacento.connector.testing.ShopQueues;
import com.nacento.connector.testing.ShopQueues.Taken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailedSkusTest extends QueueJourneyTest {

    private FaultyBucket bucket;

    @Override
    protected MagentoShop openShop() throws SQLException {
        try {
            bucket = new FaultyBucket();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return super.openShop();
    }

    @Override
    protected Map<String, String> settings() throws SQLException {
        Map<String, String> settings = new HashMap<>(super.settings());
        settings.putAll(bucket.settings());
        settings.put("nacento.retry.max-attempts", "2");
        return settings;
    }

    @AfterEach
    void bucketRecovers() {
        bucket.recover();
    }

    @AfterAll
    void closeBucket() {
        bucket.close();
    }

    @Test
    void aKeyThatIsForbiddenCostsItsSkuAllTriesAndNoOtherSku() throws SQLException {
        addProduct("f-1");
        addProduct("f-2");
        bucket.fail("/f/o/forbidden.jpg", 403);
        String uuid = Bulks
                .uuid(connector.bulkAsync(request(item("f-1", "/f/o/forbidden.jpg", "x"), item("f-2", "/f/i/fine.jpg", "fine"))));
        bulks.awaitStatuses(uuid, "1:2", "2:1");
        assertThat(bulks.message(uuid, 1)).isEqualTo("storage_unavailable: 403 media/catalog/product/f/o/forbidden.jpg");
        assertThat(galleries.of("f-1")).isEmpty();
        assertThat(galleries.of("f-2")).containsExactly("/f/i/fine.jpg|fine|1|0");
        Taken dead = queues.take(ShopQueues.DEAD);
        assertThat(dead.header("x-nacento-reason")).isEqualTo("storage_unavailable: 403 media/catalog/product/f/o/forbidden.jpg");
        assertThat(dead.header("x-nacento-attempts")).isEqualTo("2");
        assertThat(dead.json().path("bulk_uuid").textValue()).isEqualTo(uuid);
        assertThat(dead.json().path("operations").findValuesAsText("sku")).containsExactly("f-1");
        assertThat(dead.json().path("operations").path(0).path("id").intValue()).isEqualTo(1);
        assertThat(dead.json().path("operations").path(0).path("images").path(0).path("label").textValue()).isEqualTo("x");
    }

    @Test
    void aDeadLetterThatIsPutBackIsTriedOnceMore() throws SQLException {
        addProduct("b-1");
        bucket.fail("/b/a/back.jpg", 403);
        String uuid = Bulks.uuid(connector.bulkAsync(request(item("b-1", "/b/a/back.jpg", "back"))));
        Taken dead = queues.take(ShopQueues.DEAD);
        bulks.awaitStatuses(uuid, "1:2");
        bucket.recover();
        queues.publish(ShopQueues.BULK, dead);
        bulks.awaitStatuses(uuid, "1:1");
        assertThat(galleries.of("b-1")).containsExactly("/b/a/back.jpg|back|1|0");
    }

    @Test
    void aReplayedSkuEndsComplete() throws SQLException {
        addProduct("r-1");
        bucket.fail("/r/e/replay.jpg", 403);
        String uuid = Bulks.uuid(connector.bulkAsync(request(item("r-1", "/r/e/replay.jpg", "replayed"))));
        bulks.awaitStatuses(uuid, "1:2");
        bucket.recover();
        Replay replay = onLetters(letters -> letters.replay(new Selection(Set.of(), Set.of("r-1"), Set.of())));
        assertThat(replay).isEqualTo(new Replay(1, 0));
        bulks.awaitStatuses(uuid, "1:1");
        assertThat(galleries.of("r-1")).containsExactly("/r/e/replay.jpg|replayed|1|0");
    }

    @Test
    void aReplayedMessageDoesNotOverwriteWhatWasSentAfterIt() throws SQLException {
        addProduct("y-1", "/y/o/young.jpg");
        bucket.fail("/y/o/young.jpg", 403);
        queues.publish(item("y-1", "/y/o/young.jpg", "old"));
        await().atMost(Duration.ofSeconds(30)).until(() -> onLetters(letters -> letters.list(10)).total() == 1);
        bucket.recover();
        assertThat(connector.sync("y-1", "{\"images\":[{\"file_path\":\"/y/o/young.jpg\",\"label\":\"young\"}]}").status()).isEqualTo(200);

        assertThat(onLetters(letters -> letters.replay(Selection.all())).replayed()).isEqualTo(1);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                shop.texts("SELECT CONCAT(state) FROM {prefix}nacento_gallery_request WHERE sku = 'y-1' AND message_id IS NOT NULL"))
                .containsExactly("1"));
        assertThat(galleries.of("y-1")).containsExactly("/y/o/young.jpg|young|1|0");
    }

    private <T> T onLetters(Function<DeadLetters, T> work) {
        return DeadLetters.onOwnConnections(connector.settings().rabbit(), work);
    }

    @Test
    void anItemWithoutAStatusThatFailsOftenEnoughIsADeadLetterWithItsOwnWords() throws SQLException {
        addProduct("o-1");
        bucket.fail("/o/w/own.jpg", 403);
        String message = "{ \"images\": [{\"file_path\":\"/o/w/own.jpg\"}], \"sku\":\"o-1\", \"note\": 7 }";
        queues.publish(message);
        Taken dead = queues.take(ShopQueues.DEAD);
        assertThat(dead.text()).isEqualTo(message);
        assertThat(dead.header("x-nacento-attempts")).isEqualTo("2");
        // its state is committed after the letter is confirmed
        await().atMost(Duration.ofSeconds(30))
                .until(() -> shop.number("SELECT COUNT(*) FROM {prefix}nacento_gallery_request WHERE sku = 'o-1' AND state = 2") == 1);
    }

    @Test
    void aFailedRequestIsNotTakenAlongByTheNextOne() throws SQLException {
        addProduct("n-1");
        bucket.fail("/n/e/next1.jpg", 403);
        String uuid = Bulks.uuid(connector.bulkAsync(request(item("n-1", "/n/e/next1.jpg", "failed"))));
        queues.take(ShopQueues.DEAD);
        bulks.awaitStatuses(uuid, "1:2");
        bucket.recover();
        assertThat(connector.sync("n-1", "{\"images\":[{\"file_path\":\"/n/e/next2.jpg\",\"label\":\"next\"}]}").counts())
                .isEqualTo("inserted 1, updated_value 0, updated_meta 0, skipped 0");
        assertThat(galleries.of("n-1")).containsExactly("/n/e/next2.jpg|next|1|0");
    }

    @Test
    void aHeadWithoutAnAnswerIsTriedAgainAndNeverWritesAnEmptyETag() throws SQLException {
        addProduct("h-1");
        bucket.hang("/h/a/hangs.jpg");
        String uuid = Bulks.uuid(connector.bulkAsync(request(item("h-1", "/h/a/hangs.jpg", "late"))));
        int before = bucket.requests();
        await().atMost(Duration.ofSeconds(30)).until(() -> bucket.requests() > before);
        bucket.recover();
        bulks.awaitStatuses(uuid, "1:1");
        assertThat(galleries.of("h-1")).containsExactly("/h/a/hangs.jpg|late|1|0");
        assertThat(shop
                .texts("SELECT s3_etag FROM {prefix}nacento_media_gallery_meta m JOIN {prefix}catalog_product_entity_media_gallery_value v"
                        + " USING (record_id) JOIN {prefix}catalog_product_entity p USING (entity_id) WHERE p.sku = 'h-1'"))
                .containsExactly(bucket.etag("/h/a/hangs.jpg"));
    }
}
