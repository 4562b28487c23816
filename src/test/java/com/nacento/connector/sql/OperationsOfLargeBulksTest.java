package com.nacento.connector.sql;

import static com.nacento.connector.gallery.GalleryChanges.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.database.Rows;
import com.nacento.connector.lab.stage.MagentoDatabase;
import com.nacento.connector.lab.stage.Numbers;
import com.nacento.connector.testing.TestServers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Magento has no index by which one operation of a bulk is found: what that costs is counted in rows that the server reads. */
class OperationsOfLargeBulksTest {

    private static final int OPERATIONS = 2_000;
    private static final int CHUNK = 250;
    private static final String BULK = "00000000-0000-4000-8000-000000000001";

    private static MagentoDatabase shop;
    private static Connection connection;
    private static Statements statements;

    @BeforeAll
    static void fillABulk() throws SQLException {
        shop = MagentoDatabase.create(TestServers.database(), "nacento_bulk_" + UUID.randomUUID().toString().substring(0, 8), "", "utf8mb4",
                "utf8mb4_general_ci");
        statements = new Statements("", "utf8mb4", "utf8mb4_general_ci");
        shop.run(statements.text("create-gallery-request"));
        shop.run("INSERT INTO magento_bulk (uuid, user_type, operation_count) VALUES ('" + BULK + "', 1, " + OPERATIONS + ");"
                + "INSERT INTO magento_operation (id, bulk_uuid, operation_key, status) SELECT 50000 + seq, '" + BULK
                + "', seq, 4 FROM " + Numbers.to(OPERATIONS) + ";"
                + "INSERT INTO nacento_gallery_request (sku, submitted_at, state, bulk_uuid, operation_key, images)"
                + " SELECT CONCAT('SKU-', seq), UTC_TIMESTAMP(6), 4, '" + BULK + "', seq, '[]' FROM " + Numbers.to(OPERATIONS) + ";"
                + "ANALYZE TABLE magento_bulk, magento_operation, nacento_gallery_request");
        connection = shop.connect();
    }

    @AfterAll
    static void dropIt() throws SQLException {
        connection.close();
        shop.drop();
    }

    @Test
    void theStatusOfAKnownOperationReadsNoOtherOfItsBulk() throws SQLException {
        long read = rowsRead("update-operations", "finished_operations", key -> row("operation_id", 50_000 + key, "bulk_uuid", BULK,
                "operation_key", key, "status", 1, "result_message", "1 inserted"));

        assertThat(number("SELECT COUNT(*) FROM magento_operation WHERE status = 1")).isEqualTo(CHUNK);
        assertThat(read).isLessThan(OPERATIONS);
    }

    @Test
    void anIdThatBelongsToAnotherOperationByNowChangesNothing() throws SQLException {
        rowsRead("update-operations", "finished_operations", key -> row("operation_id", 50_000 + key + CHUNK, "bulk_uuid", BULK,
                "operation_key", key, "status", 5, "result_message", "of another one"));

        assertThat(number("SELECT COUNT(*) FROM magento_operation WHERE status = 5")).isZero();
    }

    @Test
    void operationsWithoutAnIdReadTheirBulkOnce() throws SQLException {
        long read = rowsRead("update-operations", "finished_operations", key -> row("operation_id", null, "bulk_uuid", BULK,
                "operation_key", key, "status", 2, "result_message", "storage_unavailable"));

        assertThat(number("SELECT COUNT(*) FROM magento_operation WHERE status = 2")).isEqualTo(CHUNK);
        assertThat(read).isLessThan(5 * OPERATIONS);
    }

    @Test
    void operationsThatAreThereAlreadyAreNotWrittenAgainAndTheirBulkIsReadOnce() throws SQLException {
        long read = rowsRead("insert-missing-operations", "new_operations", key -> row("bulk_uuid", BULK, "operation_key", key,
                "topic_name", "nacento.gallery.process", "serialized_data", "{}", "status", 4));

        assertThat(number("SELECT COUNT(*) FROM magento_operation")).isEqualTo(OPERATIONS);
        assertThat(read).isLessThan(5 * OPERATIONS);
    }

    @Test
    void requestsFindTheirOperationsByReadingTheBulkOnce() throws SQLException {
        long read = rowsRead("link-operations", "unlinked_operations", key -> row("bulk_uuid", BULK, "operation_key", key));

        assertThat(number("SELECT COUNT(*) FROM nacento_gallery_request WHERE operation_id = 50000 + operation_key")).isEqualTo(CHUNK);
        assertThat(read).isLessThan(5 * OPERATIONS);
    }

    @Test
    void requestsOfOneMessageAreReadOnceAndNotOnceForEachOfThem() throws SQLException {
        shop.run("INSERT INTO nacento_gallery_request (sku, submitted_at, state, message_id, operation_key, images)"
                + " SELECT CONCAT('SKU-', seq), UTC_TIMESTAMP(6), 4, 'one message', seq, '[]' FROM " + Numbers.to(OPERATIONS));
        long read = rowsRead("find-requests", "message_requests",
                key -> row("bulk_uuid", null, "operation_key", null, "message_id", "one message", "place", key));
        assertThat(read).isLessThan(5 * OPERATIONS);
    }

    @Test
    void requestsOfOneMessageAreFoundByAKeyAndNotByComparingAllWithAll() throws SQLException {
        Map<String, Object> parameters = Map.of("message_requests",
                Rows.json(List.of(row("bulk_uuid", null, "operation_key", null, "message_id", "one message", "place", 1))));
        List<String> plan = new ArrayList<>();
        try (PreparedStatement explain = statements.prepare(connection, "EXPLAIN ", "find-requests", parameters);
                ResultSet steps = explain.executeQuery()) {
            while (steps.next()) {
                plan.add(steps.getString("table") + " by " + steps.getString("key") + ": " + steps.getString("Extra"));
            }
        }
        assertThat(plan).noneMatch(step -> step.contains("join buffer"));
    }

    /** How many rows the server reads, in tables and its own temporary ones, to change a chunk of the bulk. */
    private static long rowsRead(String name, String parameter, IntFunction<Object> rowOfKey) throws SQLException {
        Map<String, Object> parameters = Map.of(parameter, Rows.json(IntStream.rangeClosed(1, CHUNK).mapToObj(rowOfKey).toList()));
        try (Statement flush = connection.createStatement();
                PreparedStatement statement = statements.prepare(connection, "", name, parameters)) {
            flush.execute("FLUSH STATUS");
            statement.execute();
        }
        return readsSinceFlush();
    }

    private static long readsSinceFlush() throws SQLException {
        try (Statement status = connection.createStatement();
                ResultSet rows = status.executeQuery("SHOW SESSION STATUS LIKE 'Handler_read%'")) {
            long reads = 0;
            while (rows.next()) {
                reads += rows.getLong(2);
            }
            return reads;
        }
    }

    private static long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
