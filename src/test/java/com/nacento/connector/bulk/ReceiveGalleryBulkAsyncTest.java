package com.nacento.connector.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import com.nacento.connector.routes.StubRequest;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class ReceiveGalleryBulkAsyncTest extends RouteTest {

    private static final String BODY = "{\"request\":{\"request_id\":\"op-1\",\"items\":[{\"sku\":\"A\",\"images\":[]},{\"sku\":\"\",\"images\":[]}]}}";

    @Test
    void whatIsSubmittedIsAnsweredWithItsReceipt() {
        answers("submit-gallery-bulk", exchange -> exchange.getVariable("submission", BulkSubmission.class).forEach(slice -> {}));

        assertThat(post(BODY).getException()).isNull();

        AsyncReceipt receipt = neighbour("answer-as-json").getReceivedExchanges().get(0).getMessage().getBody(AsyncReceipt.class);
        assertThat(receipt.errors()).isTrue();
        assertThat(receipt.requestItems()).extracting(ReceiptItem::status).containsExactly("accepted", "rejected");
    }

    @Test
    void withoutConfirmationThereIsNoReceipt() {
        fails("submit-gallery-bulk", Samples.outage(Outage.Part.BROKER));

        assertThat(post(BODY).getMessage().getHeader("CamelHttpResponseCode", Integer.class)).isEqualTo(503);

        assertThat(neighbour("answer-as-json").getReceivedCounter()).isZero();
    }

    @Test
    void aBodyThatIsNoBulkIs400AndNothingIsWritten() {
        assertThat(post("[]").getMessage().getHeader("CamelHttpResponseCode", Integer.class)).isEqualTo(400);
        assertThat(database.journal()).isEmpty();
    }

    private Exchange post(String body) {
        return request("POST", "/rest/V1/nacento-connector/products/media/bulk/async", StubRequest.of(body), Map.of());
    }
}
