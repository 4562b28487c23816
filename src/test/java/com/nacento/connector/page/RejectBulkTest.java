package com.nacento.connector.page;

import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class RejectBulkTest extends RouteTest {

    private static final String UUID = "f8d3c1a3-0000-4000-8000-000000000000";

    @Test
    void whatIsOpenIsRejectedAndItIsSaidByWhom() {
        database.answers("find-bulk-progress", List.of(bulk(0, 4, 7), bulk(0, 1, 3)));

        assertThat(cancel().getException()).isNull();

        Map<?, ?> parameters = neighbour("reject-gallery-operations").getReceivedExchanges().get(0).getMessage()
                .getHeader("CamelJdbcParameters", Map.class);
        assertThat(parameters.get("bulk_uuid")).isEqualTo(UUID.getBytes(StandardCharsets.UTF_8));
        assertThat(parameters.get("result_message")).isEqualTo("cancelled on the page by operator");
        assertThat(neighbour("answer-as-json").getReceivedExchanges().get(0).getMessage().getBody()).isEqualTo(Map.of("open", 7L));
    }

    @Test
    void aBulkOfWhichMoreMayComeIsNotCancelled() {
        database.answers("find-bulk-progress", List.of(bulk(1, 4, 10)));

        assertThat(status(cancel())).isEqualTo(409);
        assertThat(neighbour("reject-gallery-operations").getReceivedCounter()).isZero();
    }

    @Test
    void whatHasEndedIsNotCancelledNorWhatNobodyKnows() {
        database.answers("find-bulk-progress", List.of(bulk(0, 1, 10)));
        assertThat(status(cancel())).isEqualTo(409);

        database.answers("find-bulk-progress", List.of());
        assertThat(status(cancel())).isEqualTo(404);
        assertThat(neighbour("reject-gallery-operations").getReceivedCounter()).isZero();
    }

    @Test
    void whileTheDatabaseIsAwayItIsToBeTriedAgain() {
        database.answers("find-bulk-progress", List.of(bulk(0, 4, 10)));
        fails("reject-gallery-operations", Samples.databaseAway());

        assertThat(status(cancel())).isEqualTo(503);
    }

    private static Map<String, Object> bulk(int submitting, int status, long operations) {
        return row("id", 1L, "uuid", UUID, "description", "Nacento gallery bulk b", "started_at", 1L, "operation_count", 10L,
                "submitting", submitting, "status", status, "operations", operations);
    }

    private Exchange cancel() {
        return request("POST", "/rest/V1/nacento-connector/ui/bulks/{uuid}/cancel", null,
                new HashMap<>(Map.of("uuid", UUID, "nacento-caller", "operator")));
    }

    private static int status(Exchange answer) {
        return answer.getMessage().getHeader("CamelHttpResponseCode", Integer.class);
    }
}
