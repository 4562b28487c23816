package com.nacento.connector.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BulkIdTest {

    @Test
    void theTablesHoldItAsText() {
        assertThat(new BulkId("b-1").bytes()).asString().isEqualTo("b-1");
        assertThat(BulkId.random().bytes()).hasSize(36);
    }
}
