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
    void aDirectCallThatChangedNothingLeavesNoTrace() {
        send(unchanged(product(10, PATH), List.of()));

        assertThat(database.journal()).doesNotContain("insert-requests", "update-requests", "update-operations");
    }

    private SyncChunk unchanged(ProductSync product, List<Map<String, Object>> requests) {
        return chunk(product.withETags(Map.of(PATH, ETagAnswer.found("e1"))))
                .withGalleries(requests, List.of(galleryRow(10, PATH, "e1")), List.of()).planned(shop.schema(), RemovalLimit.NONE);
    }
}
