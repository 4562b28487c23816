package com.nacento.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.gallery.OperationStatus;
import com.nacento.connector.page.DirectBulks;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import com.nacento.connector.routes.StubRequest;
import com.nacento.connector.sync.BulkResult;
import com.nacento.connector.sync.SyncCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class ReceiveGalleryBulkTest extends RouteTest {

    private static final String BODY = "{\"request\":{\"request_id\":\"op-1\",\"items\":[{\"sku\":\"A\",\"images\":[]},{\"sku\":\"B\",\"images\":[]}]}}";

    @Test
    void itemsThatFailedAreInTheAnswerBesideThoseThatDidNot() {
        answers("sync-gallery-call", exchange -> exchange.getMessage().setBody(
                Samples.results(Samples.ok(0, "A"), Samples.failed(1, "B", SyncError.Code.PRODUCT_NOT_FOUND))));

        assertThat(post(BODY).getException()).isNull();

        SyncCall call = neighbour("sync-gallery-call").getReceivedExchanges().get(0).getMessage().getBody(SyncCall.class);
        assertThat(call.skus()).containsExactly("A", "B");
        assertThat(neighbour("answer-as-json").getReceivedExchanges().get(0).getMessage().getBody(BulkResult.class))
                .satisfies(result -> assertThat(result.results()).extracting(item -> item.error()).containsExactly(null,
                        "product_not_found: because"));
    }

    @Test
    void aBodyWithoutItemsIs400AndNothingIsBegun() {
        assertThat(post("{\"request\":{}}").getMessage().getHeader("CamelHttpResponseCode", Integer.class)).isEqualTo(400);
        assertThat(neighbour("sync-gallery-call").getReceivedCounter()).isZero();
    }

    @Test
    void anOutageBeforeAnythingIsWrittenIs503() {
        answers("sync-gallery-call", exchange -> exchange.getMessage().setBody(Samples.interrupted(Samples.outage(Outage.Part.DATABASE),
                Samples.failed(0, "A", SyncError.Code.DATABASE_UNAVAILABLE), Samples.failed(1, "B", SyncError.Code.DATABASE_UNAVAILABLE))));

        Exchange answer = post(BODY);

        assertThat(answer.getMessage().getHeader("CamelHttpResponseCode", Integer.class)).isEqualTo(503);
        assertThat(answer.getMessage().getHeader("Retry-After")).isNotNull();
        assertThat(neighbour("answer-as-json").getReceivedCounter()).isZero();
    }

    @Test
    void thePageKnowsABulkWhileItIsUnderWayAndForgetsOneThatEndsInAnError() {
        List<DirectBulks.Call> begun = new ArrayList<>();
        answers("sync-gallery-call", exchange -> {
            begun.add(exchange.getVariable("shown", DirectBulks.Call.class));
            assertThat(calls.call(id(begun)).counts()).containsEntry(OperationStatus.OPEN.code(), 2L);
            throw new IllegalStateException("a defect");
        });

        assertThat(post(BODY).getMessage().getHeader("CamelHttpResponseCode", Integer.class)).isEqualTo(500);

        assertThatExceptionOfType(Refused.class).isThrownBy(() -> calls.call(id(begun)));
    }

    private static String id(List<DirectBulks.Call> calls) {
        return Long.toString(calls.get(0).id());
    }

    private Exchange post(String body) {
        return request("POST", "/rest/V1/nacento-connector/products/media/bulk", StubRequest.of(body), Map.of());
    }
}
