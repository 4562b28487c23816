package com.nacento.connector.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.gallery.SkuResult;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import com.nacento.connector.routes.StubRequest;
import com.nacento.connector.sync.SyncCall;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class ReceiveProductGalleryTest extends RouteTest {

    private static final String PATH = "/rest/V1/nacento-connector/products/{sku}/media";
    private static final String BODY = "{\"images\":[{\"file_path\":\"a/a/a.jpg\"}]}";

    @Test
    void theImagesOfTheBodyAreAskedForTheSkuOfTheAddress() {
        answers("sync-gallery-call", exchange -> exchange.getMessage().setBody(Samples.results(Samples.ok(0, "AB/12 ü"))));

        Exchange answer = post(BODY);

        SyncCall call = neighbour("sync-gallery-call").getReceivedExchanges().get(0).getMessage().getBody(SyncCall.class);
        GalleryItem item = call.items().get().next();
        assertThat(item.sku()).isEqualTo("AB/12 ü");
        assertThat(item.images()).extracting(image -> image.filePath()).containsExactly("/a/a/a.jpg");
        assertThat(neighbour("sync-gallery-call").getReceivedExchanges().get(0).getMessage().getHeaders())
                .doesNotContainKey("Authorization");
        assertThat(neighbour("answer-as-json").getReceivedExchanges().get(0).getMessage().getBody()).isInstanceOf(SkuResult.class);
        assertThat(answer.getException()).isNull();
    }

    @Test
    void aBodyThatIsNoJsonIs400AndNothingIsBegun() {
        Exchange answer = post("{\"images\":");

        assertThat(answer.getMessage().getHeader("CamelHttpResponseCode", Integer.class)).isEqualTo(400);
        assertThat(answer.getMessage().getHeaders()).doesNotContainKey("Authorization");
        assertThat(neighbour("sync-gallery-call").getReceivedCounter()).isZero();
        assertThat(neighbour("answer-as-json").getReceivedCounter()).isZero();
    }

    @Test
    void anUnknownSkuIs404() {
        answers("sync-gallery-call",
                exchange -> exchange.getMessage().setBody(Samples.results(Samples.failed(0, "AB/12 ü", SyncError.Code.PRODUCT_NOT_FOUND))));

        Exchange answer = post(BODY);

        assertThat(answer.getMessage().getHeader("CamelHttpResponseCode", Integer.class)).isEqualTo(404);
        assertThat(answer.getMessage().getBody(String.class)).contains("\"message\"", "product_not_found: because");
    }

    @Test
    void whileTheStorageIsAwayTheCallerIsAskedToComeAgain() {
        answers("sync-gallery-call", exchange -> exchange.getMessage().setBody(Samples.interrupted(Samples.outage(Outage.Part.STORAGE),
                Samples.failed(0, "AB/12 ü", SyncError.Code.STORAGE_UNAVAILABLE))));

        Exchange answer = post(BODY);

        assertThat(answer.getMessage().getHeader("CamelHttpResponseCode", Integer.class)).isEqualTo(503);
        assertThat(answer.getMessage().getHeader("Retry-After")).isNotNull();
    }

    private Exchange post(String body) {
        return request("POST", PATH, StubRequest.of(body), Map.of("sku", "AB/12 ü", "Authorization", "Bearer secret"));
    }
}
