package com.nacento.connector.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.SyncError;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.gallery.SkuResult;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import com.nacento.connector.sync.BulkResult;
import com.nacento.connector.sync.BulkStats;
import com.nacento.connector.sync.SyncChunk;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class ShowDirectBulkTest extends RouteTest {

    @Test
    void itsCountsAreAnsweredAndOfHowManySkusMoreIsKnown() {
        List<SkuResult> results = List.of(Samples.ok(0, "A"), Samples.failed(1, "B", SyncError.Code.INVALID_ITEM));
        DirectBulks.Call begun = calls.begin(Samples.envelope("op-1", "A", "B"), "pim", new DefaultExchange(context));
        calls.note(begun, new SyncChunk(List.of(), results, Map.of()));
        calls.keep(new BulkResult("op-1", BulkStats.of(results, Refreshes.NONE), results, List.of()), begun, 12);

        get(Long.toString(begun.id()));

        DirectBulks.Call call = neighbour("answer-as-json").getReceivedExchanges().get(0).getMessage().getBody(DirectBulks.Call.class);
        assertThat(call.requestId()).isEqualTo("op-1");
        assertThat(call.millis()).isEqualTo(12);
        assertThat(call.stats().error()).isEqualTo(1);
        assertThat(call.kept()).isEqualTo(2);
    }

    @Test
    void oneThatIsUnderWaySaysHowFarItIs() {
        DirectBulks.Call begun = calls.begin(Samples.envelope("op-2", "A", "B", "C"), "pim", new DefaultExchange(context));
        calls.note(begun,
                new SyncChunk(List.of(), List.of(Samples.ok(0, "A"), Samples.failed(1, "B", SyncError.Code.INVALID_ITEM)), Map.of()));

        get(Long.toString(begun.id()));

        DirectBulks.Call call = neighbour("answer-as-json").getReceivedExchanges().get(0).getMessage().getBody(DirectBulks.Call.class);
        assertThat(call.counts()).isEqualTo(Map.of(1, 1L, 3, 1L, 4, 1L));
        assertThat(call.stats()).isNull();
    }

    @Test
    void oneThatIsNotKeptIs404() {
        assertThat(get("999").getMessage().getHeader("CamelHttpResponseCode", Integer.class)).isEqualTo(404);
    }

    private Exchange get(String id) {
        return request("GET", "/rest/V1/nacento-connector/ui/calls/{id}", null, Map.of("id", id));
    }
}
