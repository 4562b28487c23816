package com.nacento.connector.message;

import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class SaveGalleryReportTest extends RouteTest {

    private static final String OPERATION = "{\"v\":1,\"bulk_uuid\":\"bulk-1\",\"operations\":[{\"id\":1,\"sku\":\"\",\"images\":[]}]}";

    @Test
    void aWrongSkuIsNotedInItsRequestAndItsOperationTogether() {
        assertThat(save(work()).getException()).isNull();

        assertThat(database.journal()).containsExactly("begin", "update-requests", "insert-missing-operations", "update-operations",
                "commit");
        assertThat(database.parametersOf("update-requests").get("finished_requests")).asString().contains("\"request_id\":7",
                "\"state\":3");
        assertThat(database.parametersOf("update-operations").get("finished_operations")).asString().contains("\"status\":3",
                "invalid_item");
    }

    @Test
    void oneIsNotNotedWithoutTheOther() {
        database.fails("update-operations", Samples.rowRefused());

        assertThat(save(work()).getException()).isNotNull();

        assertThat(database.journal()).endsWith("rollback").doesNotContain("commit");
    }

    private MessageWork work() {
        return OperationFixture.known(work(OPERATION),
                List.of(row("item", 0L, "request_id", 7L, "submitted_at", Samples.SUBMITTED, "state", 4,
                        "bulk_started_at", Samples.SUBMITTED)));
    }

    private Exchange save(MessageWork todo) {
        return send(null, Map.of(), Map.of("slice", OperationFixture.only(todo)));
    }
}
