package com.nacento.connector.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class RejectGalleryBulkTest extends RouteTest {

    @Test
    void whatIsStillOpenOfTheBulkIsRejected() throws Exception {
        BulkSubmission submission = begun();

        assertThat(reject(submission).getException()).isNull();

        assertThat(neighbour("reject-gallery-operations").getReceivedExchanges()).singleElement()
                .satisfies(exchange -> assertThat(exchange.getMessage().getHeader("CamelJdbcParameters", Map.class))
                        .containsAllEntriesOf(submission.rejection()));
        assertThat(bean(BulksUnderWay.class).isAny()).isFalse();
    }

    @Test
    void aBulkThatCannotBeMarkedYetIsKeptInMindAndDoesNotHideWhyItFailed() throws Exception {
        BulkSubmission submission = begun();
        fails("reject-gallery-operations", Samples.databaseAway());

        assertThat(reject(submission).getException()).isNull();

        assertThat(bean(BulksUnderWay.class).refused()).extracting(BulksUnderWay.Refused::bulkUuid).containsExactly(submission.bulkUuid());
        bean(BulksUnderWay.class).end(submission.bulkUuid());
    }

    @Test
    void aStatementThatFailsOnTheWayDoesNotMakeTheBulkForgotten() throws Exception {
        BulkSubmission submission = begun();
        answers("reject-gallery-operations", exchange -> {
            // as Camel leaves it when the database goes away in a statement and not before
            exchange.getMessage().setBody("UPDATE magento_operation SET status = 5");
            throw Samples.databaseAway();
        });

        assertThat(reject(submission).getException()).isNull();

        assertThat(bean(BulksUnderWay.class).refused()).extracting(BulksUnderWay.Refused::bulkUuid).containsExactly(submission.bulkUuid());
        bean(BulksUnderWay.class).end(submission.bulkUuid());
    }

    @Test
    void ofABulkThatCouldNotEvenBeginThereIsNothingToReject() throws Exception {
        assertThat(reject(submission("{\"items\":[]}")).getException()).isNull();

        assertThat(neighbour("reject-gallery-operations").getReceivedCounter()).isZero();
    }

    private BulkSubmission begun() throws Exception {
        BulkSubmission submission = submission("{\"items\":[{\"sku\":\"A\",\"images\":[]}]}");
        bean(BulksUnderWay.class).begin(submission.bulkUuid());
        return submission;
    }

    private Exchange reject(BulkSubmission submission) {
        return send(null, Map.of(), Map.of("submission", submission));
    }
}
