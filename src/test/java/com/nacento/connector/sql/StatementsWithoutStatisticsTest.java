package com.nacento.connector.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.config.DatabaseSettings;
import com.nacento.connector.database.DataSources;
import com.nacento.connector.lab.stage.DatabaseAddress;
import com.nacento.connector.lab.stage.EmbeddedDatabase;
import com.nacento.connector.lab.stage.MagentoDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A first import fills tables that the server still takes for empty: it counts them anew by itself, but seconds later, or at night. MariaDB
 * 11.4 read all images of the shop for every chunk then, by the index of an attribute that all of them have.
 */
class StatementsWithoutStatisticsTest {

    /** Rows read, for a chunk of some hundred products with one image: what is read of the largest table would be 100,000. */
    private static final long MOST_READS = 40_000;
    private static final String COLLATION = "utf8mb4_general_ci";
    /**
     * What was inserted last is read from an id on that is 0 here. Operations are found by an index of Magento's, which has another name in
     * each shop with a prefix, so it cannot be named; for a large bulk and a page. ETags are given their keys once, in the background.
     */
    private static final String MAY_SCAN = "find-new-.*|count-operations-by-status|find-bulk-progress|insert-missing-operations"
            + "|link-operations|update-operations|find-etags";
    /**
     * MySQL scans further tables until it has counted them anew: a known limit, since there, too, it would take Magento's indexes to say
     * more.
     */
    private static final String MAY_SCAN_ON_MYSQL = "count-bulk-.*|find-bulk-.*|find-failed-operations|find-open-operations|find-audited-.*"
            + "|find-gallery-images|find-shown-images|find-roles|reject-open-operations";

    private static MagentoDatabase shop;
    private static HikariDataSource pool;
    private static Connection connection;
    private static Statements statements;

    @BeforeAll
    static void fillAShop() throws SQLException {
        shop = LargeShop.open(COLLATION);
        DatabaseAddress address = shop.address();
        pool = DataSources.pool(new DatabaseSettings(address.url(), address.user(), address.password(), "", 2));
        connection = pool.getConnection();
        statements = new Statements(shop.prefix(), "utf8mb4", COLLATION);
        forgetStatistics();
        connection.setAutoCommit(false);
    }

    private static void forgetStatistics() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet found = statement
                    .executeQuery("SELECT table_name FROM mysql.innodb_table_stats WHERE database_name = DATABASE()")) {
                while (found.next()) {
                    tables.add("`" + found.getString(1) + "`");
                }
            }
            for (String table : tables) {
                statement.execute("ALTER TABLE " + table + " STATS_AUTO_RECALC = 0");
            }
            statement.execute("UPDATE mysql.innodb_table_stats SET n_rows = 0, clustered_index_size = 1 WHERE database_name = DATABASE()");
            statement.execute(
                    "UPDATE mysql.innodb_index_stats SET stat_value = 0 WHERE database_name = DATABASE() AND stat_name LIKE 'n_diff%'");
            statement.execute("FLUSH TABLES " + String.join(", ", tables));
        }
    }

    @AfterAll
    static void dropTheShop() throws SQLException {
        connection.rollback();
        pool.close();
        shop.drop();
    }

    static Stream<Arguments> statementsOfChunks() {
        boolean mysql = EmbeddedDatabase.Product.ofTests() == EmbeddedDatabase.Product.MYSQL;
        return StatementsOnLargeShopsTest.explainableStatements().filter(arguments -> arguments.get()[1].equals(COLLATION))
                .filter(arguments -> !arguments.get()[0].toString().matches(mysql ? MAY_SCAN + "|" + MAY_SCAN_ON_MYSQL : MAY_SCAN));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statementsOfChunks")
    void aStatementReadsTheRowsOfItsChunk(String name, String collation) throws SQLException {
        long before = reads();
        try (PreparedStatement statement = statements.prepare(connection, "", name, StatementParameters.uses().get(name).parameters())) {
            statement.execute();
            assertThat(reads() - before).isLessThan(MOST_READS);
        } finally {
            connection.rollback();
        }
    }

    private static long reads() throws SQLException {
        long reads = 0;
        try (Statement statement = connection.createStatement();
                ResultSet counts = statement.executeQuery("SHOW SESSION STATUS LIKE 'Handler\\_read%'")) {
            while (counts.next()) {
                reads += counts.getLong(2);
            }
        }
        return reads;
    }
}
