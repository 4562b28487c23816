package com.nacento.connector.sync;

import static com.nacento.connector.routes.Samples.chunk;
import static com.nacento.connector.routes.Samples.galleryRow;
import static com.nacento.connector.routes.Samples.product;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.ProductSync;
import com.nacento.connector.gallery.RemovalLimit;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class ReportUnchangedRequestsTest extends RouteTest {

    private static final String PATH = "/a/a/a.jpg";

    @Test
    void aWaitingRequestThatFoundEverythingAsItWantedItIsComplete() {
        SyncChunk chunk = unchanged(Samples.waitingProduct(10, 7, PATH),
                List.of(Samples.requestRow(10, 7, PATH)));

        Exchange answer = send(chunk);

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isSameAs(chunk);
        assertThat(database.journal()).containsExactly("begin", "update-requests", "update-operations", "commit");
        assertThat(database.parametersOf("update-requests").get("finished_requests")).asString().contains("\"request_id\":7",
                "\"state\":1");
        assertThat(database.parametersOf("update-operations").get("finished_operations")).asString().contains("\"status\":1",
                "1 unchanged");
    }

    @Test
    void aRequestWithAMissingObjectWaitsForIt() {
        Map<String, Object> row = Samples.requestRow(10, 7, PATH);
        row.put("may_wait", 1);
        SyncChunk chunk = chunk(Samples.waitingProduct(10, 7, PATH).withETags(Map.of(PATH, ETagAnswer.missing())))
                .withGalleries(List.of(row), List.of(), List.of()).planned(shop.schema(), RemovalLimit.NONE);
        assertThat(chunk.endsRequestsUnchanged()).isTrue();

        send(chunk);

        assertThat(database.journal()).containsExactly("begin", "update-awaiting-requests", "update-awaiting-operations",
                "insert-awaited-images", "commit");
        assertThat(database.parametersOf("insert-awaited-images").get("awaited_images"))
                .isEqualTo("[{\"request_id\":7,\"submitted_at\":\"" + Samples.SUBMITTED + "\",\"file_path\":\"" + PATH + "\"}]");
        assertThat(database.parametersOf("update-awaiting-requests").get("awaiting_requests")).asString()
                .contains("waits until 2026-01-02 04:05 UTC for 1 missing object: " + PATH);
    }

    @Test
    void aDirectCallThatChangedNothingLeavesNoTrace() {
        send(unchanged(product(10, PATH), List.of()));

        assertThat(database.journal()).doesNotContain("insert-finished-requests", "update-requests", "update-operations");
    }

    private SyncChunk unchanged(ProductSync product, List<Map<String, Object>> requests) {
        return chunk(product.withETags(Map.of(PATH, ETagAnswer.found("e1"))))
                .withGalleries(requests, List.of(galleryRow(10, PATH, "e1")), List.of()).planned(shop.schema(), RemovalLimit.NONE);
    }
}
