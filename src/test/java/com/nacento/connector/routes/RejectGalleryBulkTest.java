package com.nacento.connector.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.bulk.Outage;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class RejectGalleryBulkTest extends RouteTest {

    private final Outage failure = Samples.outage(Outage.Part.BROKER);

    @Test
    void theFailureThatCameInGoesOnToTheCaller() throws Exception {
        Exchange answer = reject();

        assertThat(neighbour("reject-gallery-operations").getReceivedCounter()).isEqualTo(1);
        assertThat(Outage.in(answer.getException())).isSameAs(failure);
    }

    @Test
    void thatTheBulkCouldNotBeMarkedDoesNotHideWhyItFailed() throws Exception {
        fails("reject-gallery-operations", Samples.databaseAway());

        assertThat(Outage.in(reject().getException())).isSameAs(failure);
    }

    private Exchange reject() throws Exception {
        return send(null, Map.of(), Map.of("submission", submission("{\"items\":[{\"sku\":\"A\",\"images\":[]}]}"), "failure", failure));
    }
}
