package com.nacento.connector.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BulkIdTest {

    @Test
    void whatTheCallerCallsTheBulkIsReadFromItsDescription() {
        assertThat(BulkId.nameIn(BulkId.description("night-7"))).isEqualTo("night-7");
        assertThat(BulkId.nameIn(BulkId.description(null))).isNull();
        assertThat(BulkId.nameIn("Update attributes for 2 products")).isEqualTo("Update attributes for 2 products");
        assertThat(BulkId.nameIn(null)).isNull();
    }

    @Test
    void theTablesHoldItAsText() {
        assertThat(new BulkId("b-1").bytes()).asString().isEqualTo("b-1");
        assertThat(BulkId.random().bytes()).hasSize(36);
    }

    @ParameterizedTest
    @ValueSource(strings = {"find-bulk-progress", "find-recent-bulks", "find-bulk-status", "find-bulk-operations", "count-bulk-operations"})
    void theStatementsKnowABulkWithoutOperationsByItsDescription(String statement) throws IOException {
        assertThat(Files.readString(Path.of("sql", statement + ".sql"))).contains("LIKE '" + BulkId.DESCRIPTION + "%'");
    }
}
