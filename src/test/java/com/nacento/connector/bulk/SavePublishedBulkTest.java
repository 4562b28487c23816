package com.nacento.connector.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class SavePublishedBulkTest extends RouteTest {

    @Test
    void aBulkThatTheBrokerHasNeedsNoMarkAnyMore() throws Exception {
        BulkSubmission submission = begun();

        assertThat(save(submission).getException()).isNull();

        assertThat(database.journal()).containsExactly("delete-gallery-bulk");
        assertThat((byte[]) database.parametersOf("delete-gallery-bulk").get("bulk_uuid")).asString(StandardCharsets.US_ASCII)
                .isEqualTo(submission.bulkUuid());
        assertThat(bean(BulksUnderWay.class).isAny()).isFalse();
    }

    @Test
    void aMarkThatCannotBeTakenAwayDoesNotCostTheReceiptAndIsNotRenewed() throws Exception {
        database.fails("delete-gallery-bulk", Samples.databaseAway());

        assertThat(save(begun()).getException()).isNull();

        assertThat(bean(BulksUnderWay.class).isAny()).isFalse();
    }

    private BulkSubmission begun() throws Exception {
        BulkSubmission submission = submission("{\"items\":[]}");
        bean(BulksUnderWay.class).begin(submission.bulkUuid());
        return submission;
    }

    private Exchange save(BulkSubmission submission) {
        return send(null, Map.of(), Map.of("submission", submission));
    }
}
