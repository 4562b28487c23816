package com.nacento.connector.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.IncompatibleShopException;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadMagentoSchemaTest extends RouteTest {

    @BeforeEach
    void theShopIsNotKnownYet() {
        shop.doubt();
        database.answers("find-product-attributes", Samples.ATTRIBUTES);
    }

    @Test
    void ownTablesThatAreMissingAreCreated() {
        database.answers("find-columns", Samples.COLUMNS_WITHOUT_OWN_TABLES);

        Exchange answer = send("kept");

        assertThat(answer.getMessage().getBody()).isEqualTo("kept");
        assertThat(database.journal()).containsExactly("find-server", "find-columns", "find-product-attributes", "find-stores",
                "create-media-gallery-meta",
                "create-gallery-request", "create-refresh", "create-gallery-bulk", "create-awaited-image", "create-source-position");
        assertThat(shop.isKnown()).isTrue();
        assertThat(shop.schema().roles()).containsEntry("image", Samples.IMAGE_ROLE);
    }

    @ParameterizedTest
    @CsvSource({"operation_id, alter-gallery-request", "awaits, alter-gallery-request-awaits", "notes, alter-gallery-request-notes",
        "updated_at, alter-media-gallery-meta-time",
        "product_id, alter-media-gallery-meta", "brought_by, alter-media-gallery-meta-owners"})
    void aTableOfTheModuleOrAnOlderConnectorGetsWhatItLacks(String lacking, String statement) {
        List<Map<String, Object>> columns = new ArrayList<>(Samples.COLUMNS);
        columns.removeIf(column -> column.get("column_name").equals(lacking));
        database.answers("find-columns", columns);

        send("any");

        assertThat(database.journal()).containsExactly("find-server", "find-columns", "find-product-attributes", "find-stores", statement);
    }

    /** MySQL cannot add a column only if it is missing: of two that find it missing, one is told that it is there (1060). */
    @Test
    void whatSomebodyElseHasMadeMeanwhileIsLookedForAgain() {
        List<Map<String, Object>> lacking = new ArrayList<>(Samples.COLUMNS);
        lacking.removeIf(column -> column.get("column_name").equals("awaits"));
        database.answers("find-columns", lacking);
        database.answers("alter-gallery-request-awaits", any -> {
            database.answers("find-columns", Samples.COLUMNS);
            throw new SQLException("Duplicate column name 'awaits'", "42S21", 1060);
        });

        Exchange answer = send("kept");

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isEqualTo("kept");
        assertThat(database.journal()).containsExactly("find-server", "find-columns", "find-product-attributes", "find-stores",
                "alter-gallery-request-awaits", "find-server", "find-columns", "find-product-attributes", "find-stores");
        assertThat(shop.isKnown()).isTrue();
    }

    @Test
    void aColumnThatIsMissingAndThereIsGivenUp() {
        List<Map<String, Object>> lacking = new ArrayList<>(Samples.COLUMNS);
        lacking.removeIf(column -> column.get("column_name").equals("awaits"));
        database.answers("find-columns", lacking);
        database.fails("alter-gallery-request-awaits", new SQLException("Duplicate column name 'awaits'", "42S21", 1060));

        assertThat(send("any").getException()).hasRootCauseMessage("Duplicate column name 'awaits'");

        assertThat(database.journal()).filteredOn("alter-gallery-request-awaits"::equals).hasSize(1 + OwnTables.NAMES.size());
        assertThat(shop.isKnown()).isFalse();
    }

    @Test
    void theForeignKeyOfTheModulesTableIsNamedInTheStatementThatDropsIt() {
        List<Map<String, Object>> columns = new ArrayList<>(Samples.COLUMNS);
        columns.add(Samples.row("table_name", "nacento_media_gallery_meta", "column_name", "FOREIGN KEY", "constraint_name", "FK"));
        database.answers("find-columns", columns);

        send("any");

        assertThat(database.journal()).containsExactly("find-server", "find-columns", "find-product-attributes", "find-stores",
                "alter-media-gallery-meta-key");
    }

    @Test
    void aServerThatTheStatementsDoNotRunOnIsRefusedBeforeAnythingElseIsAsked() {
        database.answers("find-server", Samples.server("5.7.44-log", "MySQL Community Server (GPL)"));

        Exchange answer = send("any");

        assertThat(answer.getException()).isInstanceOf(IncompatibleShopException.class).hasMessageContaining("MySQL 8.0.21");
        assertThat(database.journal()).containsExactly("find-server");
        assertThat(shop.isKnown()).isFalse();
    }

    @Test
    void theShopIsNotKnownBeforeItsTablesAreThere() {
        database.answers("find-columns", Samples.COLUMNS_WITHOUT_OWN_TABLES);
        database.fails("create-gallery-request", Samples.databaseAway());

        assertThat(send("any").getException()).isNotNull();

        assertThat(shop.isKnown()).isFalse();
    }

    @Test
    void aShopThatHasAllTablesIsOnlyLookedAt() {
        database.answers("find-columns", Samples.COLUMNS);

        send("any");

        assertThat(database.journal()).containsExactly("find-server", "find-columns", "find-product-attributes", "find-stores");
        assertThat(shop.isKnown()).isTrue();
    }

    @Test
    void nothingIsWrittenToAnAdobeCommerceDatabase() {
        List<Map<String, Object>> columns = new ArrayList<>(Samples.COLUMNS_WITHOUT_OWN_TABLES);
        columns.add(Samples.row("table_name", "catalog_product_entity", "column_name", "row_id"));
        database.answers("find-columns", columns);

        Exchange answer = send("any");

        assertThat(answer.getException()).hasRootCauseInstanceOf(IncompatibleShopException.class).hasStackTraceContaining("row_id");
        assertThat(database.journal()).doesNotContain("create-media-gallery-meta", "create-gallery-request");
        assertThat(shop.isKnown()).isFalse();
    }

    @Test
    void aDatabaseThatIsAwayIsToldToTheCaller() {
        database.fails("find-columns", Samples.databaseAway());

        assertThat(send("any").getException()).hasMessage("connection refused");
        assertThat(shop.isKnown()).isFalse();
    }
}
