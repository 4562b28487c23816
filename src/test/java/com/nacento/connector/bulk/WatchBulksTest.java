package com.nacento.connector.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchBulksTest extends RouteTest {

    private BulkSubmission submission;

    @AfterEach
    void forgetTheBulk() {
        if (submission != null) {
            bean(BulksUnderWay.class).end(submission.bulkUuid());
        }
    }

    @Test
    void theMarksOfBulksThatAreUnderWayAreRenewed() throws Exception {
        begin();

        assertThat(fire(null).getException()).isNull();

        assertThat(database.journal()).containsExactly("update-gallery-bulks");
        assertThat(database.parametersOf("update-gallery-bulks")).containsEntry("bulk_uuids", "[\"" + submission.bulkUuid() + "\"]");
    }

    @Test
    void nothingIsAskedOfTheDatabaseWhileNothingIsUnderWay() throws Exception {
        assertThat(fire(null).getException()).isNull();

        assertThat(database.journal()).isEmpty();
    }

    @Test
    void aBulkThatCouldNotBeRejectedIsRejectedOnce() throws Exception {
        begin();
        bean(BulksUnderWay.class).begun(submission).forEach(bean(BulksUnderWay.class)::refuse);

        fire(null);
        fire(null);

        assertThat(neighbour("reject-gallery-operations").getReceivedExchanges()).singleElement()
                .satisfies(exchange -> assertThat(exchange.getMessage().getHeader("CamelJdbcParameters", Map.class))
                        .containsAllEntriesOf(submission.rejection()));
        assertThat(bean(BulksUnderWay.class).isAny()).isFalse();
    }

    @Test
    void aBulkThatCannotBeRejectedYetKeepsItsMark() throws Exception {
        begin();
        bean(BulksUnderWay.class).begun(submission).forEach(bean(BulksUnderWay.class)::refuse);
        fails("reject-gallery-operations", Samples.databaseAway());

        assertThat(fire(null).getException()).isNull();

        assertThat(bean(BulksUnderWay.class).refused()).hasSize(1);
        assertThat(bean(BulksUnderWay.class).has(submission.bulkUuid())).isTrue();
    }

    private void begin() throws Exception {
        submission = submission("{\"items\":[]}");
        bean(BulksUnderWay.class).begin(submission.bulkUuid());
    }
}
