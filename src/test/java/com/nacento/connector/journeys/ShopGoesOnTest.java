package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.JourneyTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * While bulks are written, customers look at the products and editors save them. What holds them up is what a transaction of a bulk
 * locks, so the rows are counted: a machine that stands still for a moment is no fault.
 */
class ShopGoesOnTest extends JourneyTest {

    private static final int PRODUCTS = 600;
    private static final int BULKS = 6;
    /** InnoDB shows the same again to who asks within a tenth of a second. */
    private static final Duration AGE_OF_WHAT_INNODB_SHOWS = Duration.ofMillis(120);
    private static final int PRODUCTS_OF_A_CHUNK = 25;
    /** Five are seen: the product, and its two images with their links. */
    private static final long MOST_LOCKED_ROWS_OF_A_PRODUCT = 10;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean bulksRun = new AtomicBoolean(true);
    private final AtomicInteger views = new AtomicInteger();
    private final AtomicInteger saves = new AtomicInteger();
    private final AtomicLong mostLocked = new AtomicLong();

    /** Small ones, since the machine of a test may be busy with other things than this. */
    @Override
    protected Map<String, String> settings() {
        return Map.of("nacento.bulk.chunk-size", String.valueOf(PRODUCTS_OF_A_CHUNK));
    }

    @AfterEach
    void endThePlays() {
        bulksRun.set(false);
        threads.shutdown();
    }

    @Test
    void pageViewsAndSavesInTheAdminAreNotHeldUpByBulks() throws Exception {
        shop.execute("CREATE TABLE {prefix}report_viewed_product_index (index_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,"
                + " visitor_id INT UNSIGNED, product_id INT UNSIGNED NOT NULL, added_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,"
                + " FOREIGN KEY (product_id) REFERENCES {prefix}catalog_product_entity (entity_id) ON DELETE CASCADE) ENGINE=InnoDB");
        shop.putImage("/g/o/on.jpg", "picture");
        shop.putImage("/g/o/on2.jpg", "picture 2");
        for (int product = 0; product < PRODUCTS; product++) {
            shop.addProduct("GO-" + product);
        }
        long first = shop.number("SELECT MIN(entity_id) FROM {prefix}catalog_product_entity WHERE sku LIKE 'GO-%'");

        List<CompletableFuture<Void>> magento = List.of(play(first, this::view), play(first, this::view), play(first, this::save));
        CompletableFuture<Void> locks = CompletableFuture.runAsync(this::watchLocks, threads);
        for (int bulk = 1; bulk <= BULKS; bulk++) {
            Answer answer = connector.bulk(bulk("label " + bulk));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.json().at("/stats/ok").intValue()).isEqualTo(PRODUCTS);
        }
        bulksRun.set(false);

        magento.forEach(CompletableFuture::join);
        locks.join();
        assertThat(mostLocked.get()).isPositive().isLessThan(PRODUCTS_OF_A_CHUNK * MOST_LOCKED_ROWS_OF_A_PRODUCT);
        assertThat(views.get()).isPositive();
        assertThat(saves.get()).isPositive();
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}report_viewed_product_index")).isEqualTo(views.get());
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}catalog_product_entity_media_gallery_value WHERE label = 'admin'"))
                .isEqualTo(saves.get());
        assertThat(
                shop.number("SELECT COUNT(*) FROM {prefix}catalog_product_entity_media_gallery_value WHERE label = 'label " + BULKS + "'"))
                .isEqualTo(2 * PRODUCTS);
    }

    private static String bulk(String label) {
        return LongStream.range(0, PRODUCTS)
                .mapToObj(
                        n -> """
                {"sku":"GO-%d","images":[{"file_path":"/g/o/on.jpg","label":"%s","roles":["base"]},{"file_path":"/g/o/on2.jpg","label":"%s"}]}"""
                                .formatted(n, label, label))
                .collect(Collectors.joining(",", "{\"items\":[", "]}"));
    }

    private CompletableFuture<Void> play(long first, Play play) {
        return CompletableFuture.runAsync(() -> {
            try (Connection connection = shop.connect()) {
                while (bulksRun.get()) {
                    play.once(connection, first + ThreadLocalRandom.current().nextInt(PRODUCTS));
                }
            } catch (SQLException heldUp) {
                throw new AssertionError("Magento was held up: " + heldUp.getMessage(), heldUp);
            }
        }, threads);
    }

    private void watchLocks() {
        try (Connection connection = shop.connect(); Statement statement = connection.createStatement()) {
            await().forever().pollInterval(AGE_OF_WHAT_INNODB_SHOWS).until(() -> {
                try (ResultSet most = statement
                        .executeQuery("SELECT COALESCE(MAX(trx_rows_locked), 0) FROM information_schema.innodb_trx")) {
                    most.next();
                    mostLocked.accumulateAndGet(most.getLong(1), Math::max);
                }
                return !bulksRun.get();
            });
        } catch (SQLException unseen) {
            throw new AssertionError("What is locked cannot be seen", unseen);
        }
    }

    private void view(Connection connection, long product) throws SQLException {
        update(connection, "INSERT INTO report_viewed_product_index (visitor_id, product_id) VALUES (1, ?)", product);
        views.incrementAndGet();
    }

    /** What Magento does when a product with a new image is saved: the product first, its gallery then. */
    private void save(Connection connection, long product) throws SQLException {
        connection.setAutoCommit(false);
        update(connection, "UPDATE catalog_product_entity SET updated_at = NOW() WHERE entity_id = ?", product);
        update(connection, "INSERT INTO catalog_product_entity_media_gallery (attribute_id, value) VALUES (?, '/a/d/admin.jpg')",
                shop.attribute("media_gallery"));
        update(connection, "INSERT INTO catalog_product_entity_media_gallery_value_to_entity VALUES (LAST_INSERT_ID(), ?)", product);
        update(connection, "INSERT INTO catalog_product_entity_media_gallery_value (value_id, entity_id, label, position)"
                + " VALUES (LAST_INSERT_ID(), ?, 'admin', 9)", product);
        connection.commit();
        saves.incrementAndGet();
    }

    private static void update(Connection connection, String sql, long parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, parameter);
            statement.executeUpdate();
        }
    }

    @FunctionalInterface
    private interface Play {
        void once(Connection connection, long product) throws SQLException;
    }
}
