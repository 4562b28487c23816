package com.nacento.connector.bulk;

import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class ReceiveBulkDetailedStatusTest extends RouteTest {

    @Test
    void eachOperationIsShownWithWhatItAskedFor() {
        database.answers("find-bulk-operations", List.of(row("uuid", "bulk-1", "operation_count", 1L, "operation_key", 1L, "status", 1L,
                "topic_name", TOPIC, "serialized_data", "{\"sku\":\"A\"}")));

        assertThat(get("bulk-1").getException()).isNull();

        BulkStatus bulk = neighbour("answer-as-json").getReceivedExchanges().get(0).getMessage().getBody(BulkStatus.class);
        assertThat(bulk.operations()).singleElement().asString().contains("{\"sku\":\"A\"}", TOPIC);
    }

    @Test
    void aBulkThatNobodyKnowsIs404() {
        assertThat(get("unknown").getMessage().getHeader("CamelHttpResponseCode", Integer.class)).isEqualTo(404);
        assertThat(neighbour("answer-as-json").getReceivedCounter()).isZero();
    }

    private Exchange get(String uuid) {
        return request("GET", "/rest/V1/bulk/{uuid}/detailed-status", null, Map.of("uuid", uuid));
    }
}
