package com.nacento.connector.page;

import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class ShowBulkTest extends RouteTest {

    @Test
    void aBulkIsShownWithItsCountsAndWhenItEnded() {
        database.answers("find-bulk-progress", List.of(
                row("id", 3L, "uuid", "u-3", "description", "Nacento gallery bulk op-3, from pim", "started_at", 100L, "operation_count",
                        3L,
                        "finished_at", 104.5, "status", 1L, "operations", 2L),
                row("id", 3L, "uuid", "u-3", "operation_count", 3L, "status", 2L, "operations", 1L)));

        assertThat(get("u-3").getException()).isNull();

        BulkProgress bulk = neighbour("answer-as-json").getReceivedExchanges().get(0).getMessage().getBody(BulkProgress.class);
        assertThat(bulk).isEqualTo(new BulkProgress(3, "u-3", "op-3", "pim", "asynchronous", 100, 104.5, 3, Map.of(1, 2L, 2, 1L)));
    }

    @Test
    void aBulkThatIsStillOpenHasNotEnded() {
        database.answers("find-bulk-progress", List.of(row("id", 3L, "uuid", "u-3", "started_at", 100L, "operation_count", 3L,
                "finished_at", 104.5, "status", 1L, "operations", 2L)));

        get("u-3");

        BulkProgress bulk = neighbour("answer-as-json").getReceivedExchanges().get(0).getMessage().getBody(BulkProgress.class);
        assertThat(bulk.finishedAt()).isNull();
        assertThat(bulk.counts()).containsEntry(4, 1L);
    }

    @Test
    void aBulkThatNobodyKnowsIs404() {
        assertThat(get("unknown").getMessage().getHeader("CamelHttpResponseCode", Integer.class)).isEqualTo(404);
    }

    private Exchange get(String uuid) {
        return request("GET", "/rest/V1/nacento-connector/ui/bulks/{uuid}", null, Map.of("uuid", uuid));
    }
}
