package com.nacento.connector.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class SaveGalleryOperationsTest extends RouteTest {

    private static final String TWO = "{\"items\":[{\"sku\":\"A\",\"images\":[]},{\"sku\":\"\",\"images\":[]}]}";

    @Test
    void operationsAndRequestsAreWrittenTogetherAndTheSliceIsKept() throws Exception {
        BulkSubmission.Slice slice = submission(TWO).iterator().next();

        Exchange answer = send(slice);

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isSameAs(slice);
        assertThat(database.journal()).containsExactly("begin", "insert-operations", "insert-open-requests", "commit");
    }

    @Test
    void aRejectedItemHasAnOperationAndNoRequest() throws Exception {
        send(submission(TWO).iterator().next());

        assertThat(database.parametersOf("insert-operations").get("new_operations")).asString()
                .contains("\"operation_key\":1", "\"status\":4", "\"operation_key\":2", "\"status\":5");
        assertThat(database.parametersOf("insert-open-requests").get("open_requests")).asString().contains("\"operation_key\":1")
                .doesNotContain("\"operation_key\":2");
    }

    @Test
    void aRequestKnowsTheRowOfItsOperation() throws Exception {
        database.answers("insert-operations", List.of(Samples.row("operation_id", 71L, "operation_key", 2L),
                Samples.row("operation_id", 70L, "operation_key", 1L)));

        send(submission(TWO).iterator().next());

        assertThat(database.parametersOf("insert-open-requests").get("open_requests")).asString().contains("\"operation_id\":70");
    }

    @Test
    void idsThatMySqlDoesNotReturnAreRead() throws Exception {
        shop.meet(Samples.MYSQL);
        database.answers("find-new-operations", List.of(Samples.row("operation_id", 72L, "operation_key", 1L)));

        send(submission(TWO).iterator().next());

        assertThat(database.journal()).containsExactly("begin", "insert-operations", "find-new-operations", "insert-open-requests",
                "commit");
        assertThat(database.parametersOf("insert-open-requests").get("open_requests")).asString().contains("\"operation_id\":72");
    }

    @Test
    void oneIsNotWrittenWithoutTheOther() throws Exception {
        database.fails("insert-open-requests", Samples.rowRefused());

        assertThat(send(submission(TWO).iterator().next()).getException()).isNotNull();

        assertThat(database.journal()).endsWith("rollback").doesNotContain("commit");
    }
}
