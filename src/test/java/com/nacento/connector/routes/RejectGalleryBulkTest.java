package com.nacento.connector.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class RejectGalleryBulkTest extends RouteTest {

    @Test
    void whatIsStillOpenOfTheBulkIsRejected() throws Exception {
        assertThat(reject().getException()).isNull();

        assertThat(neighbour("reject-gallery-operations").getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void thatTheBulkCouldNotBeMarkedDoesNotHideWhyItFailed() throws Exception {
        fails("reject-gallery-operations", Samples.databaseAway());

        assertThat(reject().getException()).isNull();
    }

    private Exchange reject() throws Exception {
        return send(null, Map.of(), Map.of("submission", submission("{\"items\":[{\"sku\":\"A\",\"images\":[]}]}")));
    }
}
