package com.nacento.connector.page;

import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.gallery.ResultMessage;
import com.nacento.connector.routes.RouteTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShowBulkSummaryTest extends RouteTest {

    @Test
    void skusAreCountedByStateAndFailedOnesByTheirReasonTheMostFrequentFirst() {
        database.answers("count-bulk-skus", List.of(
                row("status", 1L, "reason", "", "counts", "1 inserted, 0 updated, 2 new ETags, 0 unchanged, 1 removed", "warned", 0L,
                        "skus", 7L),
                row("status", 1L, "reason", "", "counts", "1 inserted, 0 updated, 2 new ETags, 0 unchanged, 1 removed", "warned", 1L,
                        "skus", 2L),
                row("status", 1L, "reason", "", "counts", "0 inserted, 0 updated, 0 new ETags, 3 unchanged", "warned", 1L, "skus", 1L),
                row("status", 4L, "reason", "", "counts", "", "warned", 0L, "skus", 5L),
                row("status", 2L, "reason", "storage_unavailable", "counts", "", "warned", 0L, "skus", 3L),
                row("status", 3L, "reason", "invalid_item", "counts", "", "warned", 0L, "skus", 4L),
                row("status", 3L, "reason", "product_not_found", "counts", "", "warned", 0L, "skus", 200L),
                row("status", 5L, "reason", "", "counts", "", "warned", 0L, "skus", 1L),
                row("status", 5L, "reason", "storage_unavailable", "counts", "", "warned", 0L, "skus", 2L)));

        assertThat(request("GET", "/rest/V1/nacento-connector/ui/bulks/{uuid}/summary", null, Map.of("uuid", "u-1")).getException())
                .isNull();

        SkuSummary summary = neighbour("answer-as-json").getReceivedExchanges().get(0).getMessage().getBody(SkuSummary.class);
        assertThat(summary.counts()).isEqualTo(
                Map.of("all", 225L, "open", 5L, "done", 10L, "changed", 9L, "warned", 3L, "failed", 210L));
        assertThat(summary.images()).isEqualTo(new SkuSummary.Images(9, 0, 18, 3, 9));
        assertThat(summary.reasons()).as("what was rejected, or is wrong in itself, is not tried again").containsExactly(
                new FailureReason("product_not_found", 200, 200), new FailureReason("storage_unavailable", 5, 3),
                new FailureReason("invalid_item", 4, 0), new FailureReason("", 1, 0));
        assertThat(database.parametersOf("count-bulk-skus")).containsEntry("topic", TOPIC).containsEntry("counts", ResultMessage.COUNTED)
                .containsEntry("warned", ResultMessage.WARNED);
    }
}
