package com.nacento.connector.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.config.DatabaseSettings;
import com.nacento.connector.database.DataSources;
import com.nacento.connector.lab.stage.DatabaseAddress;
import com.nacento.connector.lab.stage.EmbeddedDatabase;
import com.nacento.connector.lab.stage.MagentoDatabase;
import com.nacento.connector.sql.StatementParameters.Use;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every statement in sql/, with the parameters of a full chunk, on a shop of 100,000 products of each kind of collation. */
class StatementsOnLargeShopsTest {

    /** The last one is what new tables have on MySQL, and what many a grown shop has on MariaDB. */
    private static final List<String> COLLATIONS = List.of("utf8mb4_general_ci", "utf8mb3_general_ci",
            EmbeddedDatabase.Product.ofTests() == EmbeddedDatabase.Product.MYSQL ? "utf8mb4_0900_ai_ci" : "utf8mb4_unicode_ci");
    private static final Map<String, LargeShopConnection> SHOPS = new HashMap<>();

    private record LargeShopConnection(MagentoDatabase shop, HikariDataSource pool, Connection connection, Statements statements) {
    }

    /** Connections as the service makes them, inside a transaction that never ends. */
    @BeforeAll
    static void fillShops() throws SQLException {
        for (String collation : COLLATIONS) {
            MagentoDatabase shop = LargeShop.open(collation);
            DatabaseAddress address = shop.address();
            HikariDataSource pool = DataSources.pool(new DatabaseSettings(address.url(), address.user(), address.password(), "", 2));
            Connection connection = pool.getConnection();
            connection.setAutoCommit(false);
            SHOPS.put(collation, new LargeShopConnection(shop, pool, connection,
                    new Statements(shop.prefix(), collation.substring(0, collation.indexOf('_')), collation)));
        }
    }

    @AfterAll
    static void dropShops() throws SQLException {
        for (LargeShopConnection shop : SHOPS.values()) {
            shop.connection.rollback();
            shop.pool.close();
            shop.shop.drop();
        }
    }

    @Test
    void everyStatementIsTriedHere() {
        assertThat(StatementParameters.uses().keySet()).isEqualTo(Statements.names());
    }

    /**
     * All but the one that would take the others' tables away, and those that add what is there; UninstallTest and OlderTablesTest have
     * them.
     */
    static Stream<Arguments> statements() {
        return COLLATIONS.stream()
                .flatMap(collation -> Statements.names().stream().filter(name -> !name.matches("drop-own-tables|alter-.*"))
                        .map(name -> Arguments.of(name, collation)));
    }

    /**
     * DDL has no plan; a shop has some hundred attributes, which are looked at when the service starts, some integrations and indexers.
     * What waits for the bucket is counted once a minute, half a second for a million; by bulks while somebody looks at the page. Of all
     * paths there is no index: who shows objects that were overwritten is looked up once for thousands of events, and for a tenth of the
     * time at the most.
     */
    static Stream<Arguments> explainableStatements() {
        return statements().filter(arguments -> !arguments.get()[0].toString()
                .matches("create-.*|find-product-attributes|find-stores|find-integrations|find-indexer-modes|count-gallery-repairs"
                        + "|find-server|count-awaited-images|count-awaited-images-by-bulk|find-source-positions|find-products-of-images"));
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("statements")
    void aStatementReadsOrChangesTheRowsOfItsChunk(String name, String collation) throws SQLException {
        LargeShopConnection shop = SHOPS.get(collation);
        Use use = StatementParameters.uses().get(name);
        try (PreparedStatement statement = shop.statements.prepare(shop.connection, "", name, use.parameters())) {
            int rows = statement.execute() ? count(statement.getResultSet()) : statement.getUpdateCount();
            if (use.countsRows()) {
                assertThat(rows).isEqualTo(use.rows());
            }
        } finally {
            shop.connection.rollback();
        }
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("explainableStatements")
    void aStatementScansNoTable(String name, String collation) throws SQLException {
        LargeShopConnection shop = SHOPS.get(collation);
        try (PreparedStatement explain = shop.statements.prepare(shop.connection, "EXPLAIN ", name,
                StatementParameters.uses().get(name).parameters()); ResultSet plan = explain.executeQuery()) {
            List<PlanStep> steps = PlanStep.of(plan);
            assertThat(steps).isNotEmpty();
            assertThat(steps).filteredOn(PlanStep::scansATable).as("%s", steps).isEmpty();
        }
    }

    static List<String> collations() {
        return COLLATIONS;
    }

    @ParameterizedTest
    @MethodSource("collations")
    void aScanWouldBeSeen(String collation) throws SQLException {
        LargeShopConnection shop = SHOPS.get(collation);
        try (PreparedStatement explain = shop.connection.prepareStatement("EXPLAIN UPDATE " + shop.shop.table("catalog_product_entity")
                + " SET has_options = 1 WHERE type_id = 'none'"); ResultSet plan = explain.executeQuery()) {
            assertThat(PlanStep.of(plan)).anyMatch(PlanStep::scansATable);
        }
    }

    private static int count(ResultSet rows) throws SQLException {
        int count = 0;
        while (rows.next()) {
            count++;
        }
        return count;
    }

    /** One line of EXPLAIN. */
    private record PlanStep(String kind, String table, String access, String key, String rows, String extra) {

        static List<PlanStep> of(ResultSet plan) throws SQLException {
            List<PlanStep> steps = new ArrayList<>();
            while (plan.next()) {
                steps.add(new PlanStep(plan.getString("select_type"), String.valueOf(plan.getString("table")),
                        String.valueOf(plan.getString("type")), plan.getString("key"), plan.getString("rows"),
                        String.valueOf(plan.getString("Extra"))));
            }
            return steps;
        }

        /**
         * JSON_TABLE has no index, nor have derived tables and the information schema (MySQL's begins with the one row of cat), and an
         * INSERT's own line says nothing of a reading. An index that is read backwards is read until the LIMIT.
         */
        boolean scansATable() {
            boolean wholeTable = access.equals("ALL") || access.equals("index");
            return wholeTable && !table.startsWith("<") && !table.equals("cat") && !kind.equals("INSERT")
                    && Stream.of("Table function: json_table", "Skip_open_table", "Open_frm_only", "Open_full_table", "Backward index scan")
                            .noneMatch(extra::contains);
        }

        @Override
        public String toString() {
            return "%n%s %s %s key=%s rows=%s %s".formatted(kind, table, access, key, rows, extra);
        }
    }
}
