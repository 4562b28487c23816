package com.nacento.connector.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class SaveReceivedRequestsTest extends RouteTest {

    @Test
    void requestsAndMissingOperationsAreWrittenTogether() {
        assertThat(save().getException()).isNull();

        assertThat(database.journal()).containsExactly("begin", "insert-requests", "insert-missing-operations", "link-operations", "commit");
        assertThat(database.parametersOf("insert-requests")).containsEntry("new_requests", "[]");
    }

    @Test
    void oneIsNotWrittenWithoutTheOther() {
        database.fails("insert-missing-operations", Samples.rowRefused());

        assertThat(save().getException()).isNotNull();

        assertThat(database.journal()).endsWith("rollback").doesNotContain("commit");
    }

    private Exchange save() {
        return send(null, Map.of("CamelJdbcParameters", Map.of("new_requests", "[]", "new_operations", "[]", "unlinked_operations", "[]")));
    }
}
