package com.nacento.connector.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import com.nacento.connector.sync.BulkResult;
import com.nacento.connector.sync.BulkStats;
import java.util.List;
import java.util.Map;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class ShowDirectBulksTest extends RouteTest {

    @Test
    void theLastThirtyAreKeptTheYoungestFirst() {
        for (int i = 1; i <= 31; i++) {
            calls.keep(new BulkResult("op-" + i, BulkStats.of(List.of(), Refreshes.NONE), List.of(), List.of()),
                    calls.begin(Samples.envelope("op-" + i), "pim", new DefaultExchange(context)), 12);
        }

        request("GET", "/rest/V1/nacento-connector/ui/calls", null, Map.of());

        List<?> kept = neighbour("answer-as-json").getReceivedExchanges().get(0).getMessage().getBody(List.class);
        assertThat(kept).hasSize(30).extracting("requestId").startsWith("op-31", "op-30").endsWith("op-2");
    }
}
