package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.JourneyTest;
import com.nacento.connector.testing.RunningConnector;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several writers on the same products: they wait for each other, try again, and never make twin rows. */
class ParallelWritersTest extends JourneyTest {

    private static final String WAITING = "SELECT COUNT(*) FROM information_schema.innodb_trx t JOIN information_schema.processlist p"
            + " ON p.id = t.trx_mysql_thread_id WHERE t.trx_state = 'LOCK WAIT' AND p.db = DATABASE()";

    @Test
    void twoConnectorsOnTheSameNewProductsMakeNoTwinRows() throws Exception {
        shop.putImage("/p/1.jpg", "one");
        shop.putImage("/p/2.jpg", "two");
        for (int product = 1; product <= 50; product++) {
            shop.addProduct("PARALLEL-" + product);
        }
        String bulk = IntStream.rangeClosed(1, 50).mapToObj(n -> "{\"sku\":\"PARALLEL-" + n + "\",\"images\":["
                + "{\"file_path\":\"/p/1.jpg\",\"roles\":[\"base\"]},{\"file_path\":\"/p/2.jpg\"}]}")
                .collect(Collectors.joining(",", "{\"items\":[", "]}"));

        List<Answer> answers;
        try (RunningConnector second = RunningConnector.start(shop, Map.of())) {
            List<CompletableFuture<Answer>> calls = IntStream.range(0, 6)
                    .mapToObj(n -> CompletableFuture.supplyAsync(() -> (n % 2 == 0 ? connector : second).bulk(bulk))).toList();
            answers = calls.stream().map(CompletableFuture::join).toList();
        }

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers.stream().mapToInt(answer -> answer.json().at("/stats/inserted").intValue()).sum()).isEqualTo(100);
        assertThat(answers.stream().mapToInt(answer -> answer.json().at("/stats/skipped_no_change").intValue()).sum()).isEqualTo(500);
        assertThat(answers.stream().mapToInt(answer -> answer.json().at("/stats/ok").intValue()).sum()).isEqualTo(300);
        assertThat(shop.rows("SELECT entity_id, g.value FROM {prefix}catalog_product_entity_media_gallery_value_to_entity"
                + " JOIN {prefix}catalog_product_entity_media_gallery g USING (value_id) JOIN {prefix}catalog_product_entity USING "
                + "(entity_id)"
                + " WHERE sku LIKE 'PARALLEL-%' GROUP BY 1, 2 HAVING COUNT(*) > 1")).isEmpty();
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}catalog_product_entity_media_gallery_value"
                + " JOIN {prefix}catalog_product_entity USING (entity_id) WHERE sku LIKE 'PARALLEL-%'")).isEqualTo(100);
    }

    @Test
    void anUnchangedProductIsNotEvenLocked() throws Exception {
        long product = shop.addProduct("FREE-1");
        shop.putImage("/f/1.jpg", "one");
        String request = "{\"images\":[{\"file_path\":\"/f/1.jpg\"}]}";
        connector.sync("FREE-1", request);

        try (Connection other = lock(product)) {
            assertThat(connector.sync("FREE-1", request).counts()).isEqualTo("inserted 0, updated_value 0, updated_meta 0, skipped 1");
            other.rollback();
        }
    }

    @Test
    void aLockThatIsHeldTooLongIsTriedAgain() throws Exception {
        long product = shop.addProduct("WAIT-1");
        shop.putImage("/w/1.jpg", "one");

        try (Connection other = lock(product)) {
            long waitsBefore = lockWaits();
            CompletableFuture<Answer> call = CompletableFuture
                    .supplyAsync(() -> connector.sync("WAIT-1", "{\"images\":[{\"file_path\":\"/w/1.jpg\"}]}"));
            // the first wait ends after 5 s with error 1205; the second one shows that it was tried again
            await().atMost(Duration.ofSeconds(30)).until(() -> lockWaits() >= waitsBefore + 2);
            other.rollback();

            assertThat(call.join().counts()).isEqualTo("inserted 1, updated_value 0, updated_meta 0, skipped 0");
        }
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}catalog_product_entity_media_gallery WHERE value = '/w/1.jpg'")).isOne();
    }

    @Test
    void aDeadlockIsTriedAgain() throws Exception {
        long first = shop.addProduct("DEAD-1");
        long second = shop.addProduct("DEAD-2");
        shop.putImage("/d/1.jpg", "one");

        try (Connection other = lock(second); Statement statement = other.createStatement()) {
            // the server ends the transaction that has written less: that is the connector's
            statement.execute("UPDATE store SET sort_order = sort_order + 1");
            long deadlocks = deadlocks();
            CompletableFuture<Answer> call = CompletableFuture.supplyAsync(() -> connector
                    .bulk("""
                    {"items":[{"sku":"DEAD-1","images":[{"file_path":"/d/1.jpg"}]},{"sku":"DEAD-2","images":[{"file_path":"/d/1.jpg"}]}]}"""));
            await().until(() -> shop.number(WAITING) == 1);
            statement.executeQuery("SELECT entity_id FROM catalog_product_entity WHERE entity_id = " + first + " FOR UPDATE").close();
            assertThat(deadlocks()).isGreaterThan(deadlocks);
            other.rollback();

            assertThat(call.join().totals()).isEqualTo("inserted 2, updated_value 0, updated_meta 0, skipped 0");
        }
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}catalog_product_entity_media_gallery WHERE value = '/d/1.jpg'")).isEqualTo(2);
    }

    @Test
    void aConnectionThatIsLostOnTheWayIsReplaced() throws Exception {
        long product = shop.addProduct("KILLED-1");
        shop.putImage("/k/1.jpg", "one");

        try (Connection other = lock(product)) {
            CompletableFuture<Answer> call = CompletableFuture
                    .supplyAsync(() -> connector.sync("KILLED-1", "{\"images\":[{\"file_path\":\"/k/1.jpg\"}]}"));
            await().until(() -> shop.number(WAITING) == 1);
            shop.execute("KILL CONNECTION " + shop.text(WAITING.replace("COUNT(*)", "p.id")));
            other.rollback();

            assertThat(call.join().counts()).as(call.join().body()).isEqualTo("inserted 1, updated_value 0, updated_meta 0, skipped 0");
        }
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}catalog_product_entity_media_gallery WHERE value = '/k/1.jpg'")).isOne();
    }

    @Test
    void whatAnotherWriterDidMeanwhileIsSeenUnderTheLock() throws Exception {
        long product = shop.addProduct("MEANWHILE-1");
        shop.putImage("/m/1.jpg", "one");

        CompletableFuture<Answer> call;
        try (Connection other = lock(product); Statement statement = other.createStatement()) {
            call = CompletableFuture.supplyAsync(() -> connector.sync("MEANWHILE-1", "{\"images\":[{\"file_path\":\"/m/1.jpg\"}]}"));
            await().until(() -> shop.number(WAITING) == 1);
            statement.execute("INSERT INTO catalog_product_entity_media_gallery (attribute_id, value) VALUES ("
                    + shop.attribute("media_gallery") + ", '/m/1.jpg')");
            statement
                    .execute("INSERT INTO catalog_product_entity_media_gallery_value_to_entity VALUES (LAST_INSERT_ID(), " + product + ")");
            statement.execute("INSERT INTO catalog_product_entity_media_gallery_value (value_id, entity_id, label, position)"
                    + " VALUES (LAST_INSERT_ID(), " + product + ", 'From the admin', 1)");
            other.commit();
        }

        assertThat(call.join().counts()).as("no second row for the same image")
                .isEqualTo("inserted 0, updated_value 0, updated_meta 1, skipped 0");
        assertThat(shop.texts("SELECT label FROM {prefix}catalog_product_entity_media_gallery_value WHERE entity_id = ?", product))
                .containsExactly("From the admin");
    }

    @Test
    void whatIsRemovedIsDecidedUnderTheLock() throws Exception {
        long product = shop.addProduct("MEANWHILE-2");
        shop.putImage("/m/2.jpg", "two");
        shop.putImage("/m/3.jpg", "three");
        connector.sync("MEANWHILE-2", "{\"images\":[{\"file_path\":\"/m/2.jpg\"},{\"file_path\":\"/m/3.jpg\"}]}");

        CompletableFuture<Answer> call;
        try (Connection other = lock(product); Statement statement = other.createStatement()) {
            call = CompletableFuture.supplyAsync(
                    () -> connector.sync("MEANWHILE-2", "{\"mode\":\"replace\",\"images\":[{\"file_path\":\"/m/2.jpg\"}]}"));
            await().until(() -> shop.number(WAITING) == 1);
            // another source has brought it as well
            statement.execute("UPDATE nacento_media_gallery_meta SET brought_by = '{\"erp\":[],\"pim\":[]}' WHERE product_id = " + product);
            other.commit();
        }

        assertThat(call.join().json().at("/image_stats/removed").intValue()).isZero();
        assertThat(shop.texts("SELECT g.value FROM {prefix}catalog_product_entity_media_gallery_value_to_entity"
                + " JOIN {prefix}catalog_product_entity_media_gallery g USING (value_id) WHERE entity_id = ? ORDER BY 1", product))
                .containsExactly("/m/2.jpg", "/m/3.jpg");
    }

    private Connection lock(long product) throws SQLException {
        Connection other = shop.connect();
        other.setAutoCommit(false);
        try (Statement statement = other.createStatement()) {
            statement.executeQuery("SELECT entity_id FROM catalog_product_entity WHERE entity_id = " + product + " FOR UPDATE").close();
        }
        return other;
    }

    private long lockWaits() throws SQLException {
        return Long.parseLong(shop.rows("SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_waits'").get(0).get("Value").toString());
    }

    private long deadlocks() throws SQLException {
        return shop.number("SELECT count FROM information_schema.innodb_metrics WHERE name = 'lock_deadlocks'");
    }
}
