package com.nacento.connector.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.bulk.BulkDescription;
import com.nacento.connector.gallery.ResultMessage;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class ShowBulksTest extends RouteTest {

    @Test
    void theYoungestBulksAreAskedForUnlessOlderOnesAreWanted() {
        get(null);
        get("before=17&text=%20night&kind=source");
        get("kind=asynchronous");

        assertThat(neighbour("load-recent-bulks").getReceivedExchanges()).extracting(exchange -> exchange.getMessage().getBody())
                .containsExactly(
                        Map.of("before", Long.MAX_VALUE, "topic", TOPIC, "text", "", "description", ResultMessage.ANY),
                        Map.of("before", 17L, "topic", TOPIC, "text", "night", "description", BulkDescription.OF_SOURCE),
                        Map.of("before", Long.MAX_VALUE, "topic", TOPIC, "text", "", "description", BulkDescription.NOT_OF_SOURCE));
        assertThat(neighbour("answer-as-json").getReceivedCounter()).isEqualTo(3);
    }

    @Test
    void whatMakesNoSenseIs400() {
        for (String query : List.of("before=x", "kind=odd", "text=" + "x".repeat(101))) {
            assertThat(get(query).getMessage().getHeader("CamelHttpResponseCode", Integer.class)).as(query).isEqualTo(400);
        }
    }

    @Test
    void whileTheDatabaseIsAwayTheCallerIsAskedToComeAgain() {
        fails("load-recent-bulks", Samples.databaseAway());

        assertThat(get(null).getMessage().getHeader("CamelHttpResponseCode", Integer.class)).isEqualTo(503);
    }

    private Exchange get(String query) {
        Map<String, Object> headers = new HashMap<>();
        headers.put("nacento-query", query);
        return request("GET", "/rest/V1/nacento-connector/ui/bulks", null, headers);
    }
}
