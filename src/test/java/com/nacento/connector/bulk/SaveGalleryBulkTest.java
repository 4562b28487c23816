package com.nacento.connector.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class SaveGalleryBulkTest extends RouteTest {

    @Test
    void aBulkBeginsWithItsMark() throws Exception {
        BulkSubmission submission = submission("{\"items\":[{\"sku\":\"A\",\"images\":[]}]}");

        assertThat(save(submission).getException()).isNull();

        assertThat(database.journal()).containsExactly("insert-gallery-bulk", "insert-bulk");
        assertThat((byte[]) database.parametersOf("insert-gallery-bulk").get("bulk_uuid")).asString(StandardCharsets.US_ASCII)
                .isEqualTo(submission.bulkUuid());
    }

    @Test
    void withoutAMarkNoBulkBegins() throws Exception {
        BulkSubmission submission = submission("{\"items\":[]}");
        database.fails("insert-gallery-bulk", Samples.databaseAway());

        assertThat(save(submission).getException()).hasMessage("connection refused");

        assertThat(database.journal()).containsExactly("insert-gallery-bulk");
    }

    private Exchange save(BulkSubmission submission) {
        return send(null, Map.of(), Map.of("submission", submission));
    }
}
