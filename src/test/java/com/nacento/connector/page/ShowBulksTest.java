package com.nacento.connector.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class ShowBulksTest extends RouteTest {

    @Test
    void theYoungestBulksAreAskedForUnlessOlderOnesAreWanted() {
        get(null);
        get("before=17");

        assertThat(neighbour("load-recent-bulks").getReceivedExchanges()).extracting(exchange -> exchange.getMessage().getBody())
                .containsExactly(Map.of("before", Long.MAX_VALUE, "topic", TOPIC), Map.of("before", 17L, "topic", TOPIC));
        assertThat(neighbour("answer-as-json").getReceivedCounter()).isEqualTo(2);
    }

    @Test
    void whatIsNoNumberIs400() {
        assertThat(get("before=x").getMessage().getHeader("CamelHttpResponseCode", Integer.class)).isEqualTo(400);
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
