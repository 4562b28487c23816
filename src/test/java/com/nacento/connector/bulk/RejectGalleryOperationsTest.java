package com.nacento.connector.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class RejectGalleryOperationsTest extends RouteTest {

    @Test
    void requestsAndOperationsAreRejectedTogether() throws Exception {
        BulkSubmission submission = submission("{\"items\":[{\"sku\":\"A\",\"images\":[]}]}");

        assertThat(reject(submission).getException()).isNull();

        assertThat(database.journal()).containsExactly("begin", "reject-open-requests", "reject-open-operations", "delete-gallery-bulk",
                "commit");
        assertThat((byte[]) database.parametersOf("reject-open-operations").get("bulk_uuid")).asString(StandardCharsets.US_ASCII)
                .isEqualTo(submission.bulkUuid());
    }

    @Test
    void oneIsNotRejectedWithoutTheOther() throws Exception {
        database.fails("reject-open-operations", Samples.rowRefused());

        assertThat(reject(submission("{\"items\":[]}")).getException()).isNotNull();

        assertThat(database.journal()).endsWith("rollback").doesNotContain("commit");
    }

    private Exchange reject(BulkSubmission submission) {
        return send(null, Map.of("CamelJdbcParameters", submission.rejection()));
    }
}
