package com.nacento.connector.bulk;

import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class ReceiveBulkStatusTest extends RouteTest {

    static final String UUID = "f8d3c1a3-0000-4000-8000-000000000000";

    @Test
    void aBulkIsShownWithTheStatusOfEachOperation() {
        database.answers("find-bulk-status", List.of(row("uuid", UUID, "description", "Nacento gallery bulk", "operation_count", 2L,
                "operation_key", 1L, "status", 4L),
                row("uuid", UUID, "operation_key", 2L, "status", 3L, "result_message", "invalid_item: x")));

        assertThat(get(UUID).getException()).isNull();

        BulkStatus bulk = neighbour("answer-as-json").getReceivedExchanges().get(0).getMessage().getBody(BulkStatus.class);
        assertThat(bulk.bulkId()).isEqualTo(UUID);
        assertThat(bulk.operations()).hasSize(2);
        assertThat((byte[]) database.parametersOf("find-bulk-status").get("bulk_uuid")).asString(StandardCharsets.UTF_8).isEqualTo(UUID);
        assertThat(database.parametersOf("find-bulk-status")).containsEntry("topic", TOPIC);
    }

    @Test
    void aBulkThatNobodyKnowsIs404() {
        Exchange answer = get("unknown");

        assertThat(answer.getMessage().getHeader("CamelHttpResponseCode", Integer.class)).isEqualTo(404);
        assertThat(neighbour("answer-as-json").getReceivedCounter()).isZero();
    }

    @Test
    void whileTheDatabaseIsAwayTheCallerIsAskedToComeAgain() {
        database.fails("find-bulk-status", Samples.databaseAway());

        Exchange answer = get(UUID);

        assertThat(answer.getMessage().getHeader("CamelHttpResponseCode", Integer.class)).isEqualTo(503);
        assertThat(answer.getMessage().getBody(String.class)).doesNotContain("connection refused");
    }

    private Exchange get(String uuid) {
        return request("GET", "/rest/V1/bulk/{uuid}/status", null, Map.of("uuid", uuid));
    }
}
