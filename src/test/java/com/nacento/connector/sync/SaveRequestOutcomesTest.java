package com.nacento.connector.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import java.sql.SQLException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class SaveRequestOutcomesTest extends RouteTest {

    @Test
    void requestsThatEndedComeBeforeThoseThatWaitAndTheCallerSeesItsBodyAgain() {
        Exchange ended = save(Map.of("finished_requests", "[{}]", "finished_operations", "[{}]", "awaiting_requests", "[{}]",
                "awaited_images", "[{}]"));

        assertThat(ended.getException()).isNull();
        assertThat(ended.getMessage().getBody()).isEqualTo("a chunk");
        assertThat(database.journal()).containsExactly("update-requests", "update-operations", "update-awaiting-requests",
                "update-awaiting-operations", "insert-awaited-images");
    }

    @Test
    void whereNothingEndedNothingIsSent() {
        save(Map.of());

        assertThat(database.journal()).isEmpty();
    }

    @Test
    void whatFailsIsPassedOnForTheTransactionIsTheCallers() {
        SQLException refused = new SQLException("Data too long", "22001", 1406);
        database.fails("update-requests", refused);

        assertThat(save(Map.of("finished_requests", "[{}]", "finished_operations", "[{}]")).getException()).isSameAs(refused);

        assertThat(database.journal()).containsExactly("update-requests");
    }

    private Exchange save(Map<String, Object> parameters) {
        return send("a chunk", Map.of("CamelJdbcParameters", parameters));
    }
}
