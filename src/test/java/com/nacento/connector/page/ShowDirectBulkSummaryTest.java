package com.nacento.connector.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.SyncError;
import com.nacento.connector.gallery.Refreshes;
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

class ShowDirectBulkSummaryTest extends RouteTest {

    @Test
    void whatIsKeptOfTheSkusIsCountedByStateAndByReason() {
        SyncChunk chunk = new SyncChunk(List.of(), List.of(Samples.ok(0, "A"), Samples.failed(1, "B", SyncError.Code.PRODUCT_NOT_FOUND),
                Samples.failed(2, "C", SyncError.Code.STORAGE_UNAVAILABLE), Samples.failed(3, "D", SyncError.Code.STORAGE_UNAVAILABLE)),
                Map.of());
        DirectBulks.Call begun = calls.begin(Samples.envelope("op-1"), "pim", new DefaultExchange(context));
        calls.note(begun, chunk);
        calls.keep(new BulkResult("op-1", BulkStats.of(chunk.results(), Refreshes.NONE), chunk.results(), List.of()), begun, 12);

        assertThat(get(Long.toString(calls.list().get(0).id())).getException()).isNull();

        SkuSummary summary = neighbour("answer-as-json").getReceivedExchanges().get(0).getMessage().getBody(SkuSummary.class);
        assertThat(summary.counts()).containsEntry("all", 4L).containsEntry("done", 1L).containsEntry("failed", 3L);
        assertThat(summary.reasons()).extracting(FailureReason::reason).containsExactly("storage_unavailable", "product_not_found");
        assertThat(summary.reasons()).extracting(FailureReason::count).containsExactly(2L, 1L);
    }

    @Test
    void aBulkThatIsNotKeptIs404() {
        assertThat(get("999").getMessage().getHeader("CamelHttpResponseCode", Integer.class)).isEqualTo(404);
    }

    private Exchange get(String id) {
        return request("GET", "/rest/V1/nacento-connector/ui/calls/{id}/summary", null, Map.of("id", id));
    }
}
