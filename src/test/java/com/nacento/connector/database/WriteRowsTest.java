package com.nacento.connector.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import java.sql.SQLException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** Statements that write, sent together. */
class WriteRowsTest extends RouteTest {

    @Test
    void aStatementIsSentInItsPlaceAndOnlyIfThereAreRowsForIt() {
        Exchange ended = write("update-requests, update-request-images, update-operations",
                Map.of("finished_requests", "[{\"request_id\":1}]", "decided_images", "[]", "finished_operations", "[{}]"));

        assertThat(ended.getException()).isNull();
        assertThat(ended.getMessage().getBody()).isEqualTo("what the caller is working on");
        assertThat(database.journal()).containsExactly("update-requests", "update-operations");
    }

    @Test
    void aStatementThatTakesNoListIsAlwaysSent() {
        write("update-due-refreshes", Map.of("claim", "a round", "pause", 30));

        assertThat(database.journal()).containsExactly("update-due-refreshes");
    }

    @Test
    void afterOneThatFailsNoneIsSentAndTheCallerIsTold() {
        SQLException refused = new SQLException("Data too long", "22001", 1406);
        database.fails("update-requests", refused);

        Exchange ended = write("update-requests, update-operations", Map.of("finished_requests", "[{}]", "finished_operations", "[{}]"));

        assertThat(ended.getException()).isSameAs(refused);
        assertThat(database.journal()).containsExactly("update-requests");
    }

    private Exchange write(String statements, Map<String, Object> parameters) {
        return template.request("direct:write-rows", exchange -> {
            exchange.getMessage().setBody("what the caller is working on");
            exchange.getMessage().setHeader("CamelJdbcParameters", parameters);
            exchange.setVariable("statements", statements);
        });
    }
}
