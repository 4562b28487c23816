package com.nacento.connector.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.bulk.BulkResult;
import com.nacento.connector.bulk.BulkStats;
import com.nacento.connector.gallery.ImageStats;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.gallery.SkuResult;
import com.nacento.connector.gallery.SyncError;
import com.nacento.connector.ui.RecentCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class ReceiveUiCallTest extends RouteTest {

    @Test
    void ofALargeBulkTheFailuresAreKeptBeforeWhatIsUnchanged() {
        List<SkuResult> results = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            results.add(new SkuResult(i, "S" + i, 1L, new ImageStats(0, 0, 0, 1, List.of()), null, Refreshes.NONE));
        }
        results.add(SkuResult.failed(600, "LAST", null, SyncError.invalidItem("x"), List.of()));
        calls.keep(new BulkResult("op-1", BulkStats.of(results, Refreshes.NONE), results, List.of()), 12);

        get("1");

        RecentCalls.Details details = neighbour("answer-as-json").getReceivedExchanges().get(0).getMessage().getBody(RecentCalls.Details.class);
        assertThat(details.call().stats().skusSeen()).isEqualTo(601);
        assertThat(details.results()).hasSize(500).first().extracting(SkuResult::sku).isEqualTo("LAST");
    }

    @Test
    void oneThatIsNotKeptIs404() {
        assertThat(get("999").getMessage().getHeader("CamelHttpResponseCode", Integer.class)).isEqualTo(404);
    }

    private Exchange get(String id) {
        return request("GET", "/rest/V1/nacento-connector/ui/calls/{id}", null, Map.of("id", id));
    }
}
