package com.nacento.connector.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.config.DatabaseSettings;
import com.nacento.connector.database.DataSources;
import com.nacento.connector.database.Rows;
import com.nacento.connector.gallery.GalleryChanges;
import com.nacento.connector.lab.stage.DatabaseAddress;
import com.nacento.connector.testing.MagentoShop;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ids of new rows, returned or read back, while others insert rows that look the same. */
class NewIdsTest {

    private static final int WRITERS = 4;
    private static final int ROUNDS = 25;
    private static final int ROWS = 40;
    private static final String BULK = "00000000-0000-4000-8000-000000000001";

    private final Statements statements = new Statements("", "utf8mb4", "utf8mb4_general_ci");
    private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 1);
    private MagentoShop shop;
    private HikariDataSource pool;
    private volatile boolean done;

    @BeforeEach
    void openShop() throws SQLException {
        shop = MagentoShop.open();
        DatabaseAddress address = shop.database().address();
        pool = DataSources.pool(new DatabaseSettings(address.url(), address.user(), address.password(), "", WRITERS + 1));
    }

    @AfterEach
    void closeShop() throws SQLException {
        threads.shutdownNow();
        pool.close();
        shop.close();
    }

    @Test
    void eachWriterGetsTheIdsOfItsOwnImagesThoughAllInsertTheSamePaths() throws Exception {
        Map<String, Object> images = Map.of("media_gallery", shop.attribute("media_gallery"),
                "new_images", Rows.json(IntStream.range(0, ROWS).mapToObj(n -> GalleryChanges.row("value", "/s/a/same.jpg")).toList()));
        Future<Integer> others = byAnother("INSERT INTO catalog_product_entity_media_gallery (attribute_id, value, media_type)"
                + " VALUES (" + shop.attribute("media_gallery") + ", '/s/a/same.jpg', 'image')");

        List<Long> ids = byAll(connection -> {
            List<Long> found = inserted(connection, "insert-gallery-images", "find-new-gallery-images", images, "value_id");
            run(connection, "update-new-gallery-images", Map.of("new_links",
                    Rows.json(found.stream().map(id -> GalleryChanges.row("value_id", id)).toList())));
            return found;
        });
        done = true;
        long more = others.get();

        assertThat(ids).hasSize(WRITERS * ROUNDS * ROWS).doesNotHaveDuplicates();
        assertThat(shop.number("SELECT COUNT(*) FROM catalog_product_entity_media_gallery")).isEqualTo(ids.size() + more);
        assertThat(shop.number("SELECT COUNT(*) FROM catalog_product_entity_media_gallery WHERE media_type <> 'image'")).isZero();
    }

    @Test
    void eachWriterGetsTheIdsOfItsOwnOperationsThoughAllAreOfOneBulkAndHaveNoNumber() throws Exception {
        shop.execute("INSERT INTO magento_bulk (uuid, user_type, operation_count) VALUES (?, 1, 1)", BULK);
        Map<String, Object> operations = Map.of("new_operations",
                Rows.json(IntStream.range(0, ROWS).mapToObj(n -> GalleryChanges.row("bulk_uuid", BULK, "topic_name",
                        "nacento.gallery.process", "serialized_data", "{}", "status", 4, "result_message", null)).toList()));

        Future<Integer> others = byAnother("INSERT INTO magento_operation (bulk_uuid, topic_name) VALUES ('" + BULK + "', 'other.topic')");

        List<Long> ids = byAll(connection -> {
            List<Long> found = inserted(connection, "insert-unnumbered-operations", "find-new-unnumbered-operations", operations,
                    "operation_id");
            run(connection, "update-new-operations", Map.of("operation_ids", Rows.json(found)));
            return found;
        });
        done = true;
        long more = others.get();

        assertThat(ids).hasSize(WRITERS * ROUNDS * ROWS).doesNotHaveDuplicates();
        assertThat(shop.number("SELECT COUNT(*) FROM magento_operation WHERE status = 4 AND topic_name = 'nacento.gallery.process'"))
                .isEqualTo(ids.size());
        assertThat(shop.number("SELECT COUNT(*) FROM magento_operation WHERE status = 0")).isEqualTo(more);
    }

    /** Another program's rows, one by one and committed at once. */
    private Future<Integer> byAnother(String sql) {
        return threads.submit(() -> {
            int count = 0;
            try (Connection connection = pool.getConnection(); PreparedStatement insert = connection.prepareStatement(sql)) {
                while (!done) {
                    count += insert.executeUpdate();
                }
            }
            return count;
        });
    }

    private interface Writing {
        List<Long> ids(Connection connection) throws SQLException;
    }

    /** What all writers, each in a transaction a round, have been told. */
    private List<Long> byAll(Writing writing) throws Exception {
        List<Callable<List<Long>>> writers = IntStream.range(0, WRITERS).<Callable<List<Long>>>mapToObj(writer -> () -> {
            List<Long> ids = new ArrayList<>();
            try (Connection connection = pool.getConnection()) {
                connection.setAutoCommit(false);
                for (int round = 0; round < ROUNDS; round++) {
                    List<Long> found = writing.ids(connection);
                    assertThat(found).hasSize(ROWS).isSorted();
                    ids.addAll(found);
                    connection.commit();
                }
            }
            return ids;
        }).toList();
        List<Long> all = new ArrayList<>();
        for (Future<List<Long>> writer : threads.invokeAll(writers)) {
            all.addAll(writer.get());
        }
        return all;
    }

    /** As the routes ask for them. */
    private List<Long> inserted(Connection connection, String insert, String find, Map<String, Object> parameters, String column)
            throws SQLException {
        List<Long> returned = run(connection, insert, parameters, column);
        return returned.isEmpty() ? run(connection, find, parameters, column) : returned;
    }

    private void run(Connection connection, String name, Map<String, Object> parameters) throws SQLException {
        run(connection, name, parameters, null);
    }

    private List<Long> run(Connection connection, String name, Map<String, Object> parameters, String column) throws SQLException {
        List<Long> values = new ArrayList<>();
        try (PreparedStatement statement = statements.prepare(connection, "", name, parameters)) {
            if (statement.execute()) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        values.add(rows.getLong(column));
                    }
                }
            }
        }
        return values;
    }
}
