package com.nacento.connector.bulk;

import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class ReceiveBulkOperationCountTest extends RouteTest {

    @Test
    void theAnswerIsABareNumber() {
        database.answers("count-bulk-operations", List.of(row("found", 1L, "operations", 3L)));

        assertThat(get("bulk-1", "4").getException()).isNull();

        assertThat(neighbour("answer-as-json").getReceivedExchanges().get(0).getMessage().getBody()).isEqualTo(3L);
        assertThat(database.parametersOf("count-bulk-operations")).containsEntry("status", 4);
    }

    @Test
    void aStatusThatIsNoNumberIs400AndNothingIsAsked() {
        assertThat(get("bulk-1", "open").getMessage().getHeader("CamelHttpResponseCode", Integer.class)).isEqualTo(400);
        assertThat(database.journal()).isEmpty();
    }

    @Test
    void aBulkThatNobodyKnowsIs404() {
        database.answers("count-bulk-operations", List.of(row("found", 0L, "operations", 0L)));

        assertThat(get("unknown", "1").getMessage().getHeader("CamelHttpResponseCode", Integer.class)).isEqualTo(404);
    }

    private Exchange get(String uuid, String status) {
        return request("GET", "/rest/V1/bulk/{uuid}/operation-status/{status}", null, Map.of("uuid", uuid, "status", status));
    }
}
