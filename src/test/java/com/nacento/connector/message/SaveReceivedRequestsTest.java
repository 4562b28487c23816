package com.nacento.connector.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class SaveReceivedRequestsTest extends RouteTest {

    @Test
    void requestsAndMissingOperationsAreWrittenTogether() {
        assertThat(save(anOperationWithoutARow()).getException()).isNull();

        assertThat(database.journal()).containsExactly("begin", "insert-requests", "insert-missing-operations", "link-operations",
                "commit");
        assertThat(database.parametersOf("insert-requests").get("new_requests")).asString().contains("\"sku\":\"SKU-10\"",
                "\"operation_id\":null");
    }

    @Test
    void oneIsNotWrittenWithoutTheOther() {
        database.fails("insert-missing-operations", Samples.rowRefused());

        assertThat(save(anOperationWithoutARow()).getException()).isNotNull();

        assertThat(database.journal()).endsWith("rollback").doesNotContain("commit");
    }

    @Test
    void operationsWithoutANumberAreWrittenFirstAndTheirRequestsNoteWhichRowIsTheirs() {
        database.answers("insert-unnumbered-operations", List.of(Samples.row("operation_id", 71L)));
        MessageWork todo = known(work("{\"id\":null,\"bulk_uuid\":\"f8d3c1a3-0000-4000-8000-000000000001\","
                + "\"serialized_data\":\"{\\\"sku\\\":\\\"SKU-10\\\",\\\"images\\\":[]}\"}"), "2026-01-01 00:00:00");

        assertThat(save(todo).getException()).isNull();

        assertThat(database.journal()).startsWith("begin", "insert-unnumbered-operations", "insert-requests").endsWith("commit");
        assertThat(database.parametersOf("insert-requests").get("new_requests")).asString().contains("\"operation_id\":71",
                "\"message_id\":\"message-1\"");
    }

    @Test
    void idsThatMySqlDoesNotReturnAreReadAndTheOperationsOpened() {
        shop.meet(Samples.MYSQL);
        database.answers("find-new-unnumbered-operations", List.of(Samples.row("operation_id", 72L)));
        MessageWork todo = known(work("{\"id\":null,\"bulk_uuid\":\"f8d3c1a3-0000-4000-8000-000000000001\","
                + "\"serialized_data\":\"{\\\"sku\\\":\\\"SKU-10\\\",\\\"images\\\":[]}\"}"), "2026-01-01 00:00:00");

        assertThat(save(todo).getException()).isNull();

        assertThat(database.journal()).startsWith("begin", "insert-unnumbered-operations", "find-new-unnumbered-operations",
                "update-new-operations", "insert-requests").endsWith("commit");
        assertThat(database.parametersOf("update-new-operations")).containsEntry("operation_ids", "[72]");
        assertThat(database.parametersOf("insert-requests").get("new_requests")).asString().contains("\"operation_id\":72");
    }

    @Test
    void aRequestThatNoBulkKnowsIsAllThatIsWritten() {
        assertThat(save(known(work("{\"sku\":\"SKU-10\",\"images\":[]}"), null)).getException()).isNull();

        assertThat(database.journal()).containsExactly("begin", "insert-requests", "commit");
    }

    private MessageWork anOperationWithoutARow() {
        return known(work("{\"id\":3,\"bulk_uuid\":\"f8d3c1a3-0000-4000-8000-000000000001\","
                + "\"serialized_data\":\"{\\\"sku\\\":\\\"SKU-10\\\",\\\"images\\\":[]}\"}"), "2026-01-01 00:00:00");
    }

    private MessageWork known(MessageWork todo, String bulkStartedAt) {
        return OperationFixture.known(todo, List.of(Samples.row("item", 0L, "request_id", null, "bulk_started_at", bulkStartedAt)));
    }

    private Exchange save(MessageWork todo) {
        return send(null, Map.of(), Map.of("slice", OperationFixture.only(todo)));
    }
}
