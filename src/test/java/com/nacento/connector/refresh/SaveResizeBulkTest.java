package com.nacento.connector.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import java.sql.SQLNonTransientConnectionException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SaveResizeBulkTest extends RouteTest {

    @Test
    void theBulkIsWrittenAsItSaysItself() {
        assertThat(send(new Bulk(Map.of("operation_count", 3))).getException()).isNull();

        assertThat(database.journal()).containsExactly("insert-bulk");
        assertThat(database.parametersOf("insert-bulk")).containsEntry("operation_count", 3);
    }

    @Test
    void aDatabaseThatIsAwayIsToldToTheCaller() {
        database.fails("insert-bulk", new SQLNonTransientConnectionException("away"));

        assertThat(send(new Bulk(Map.of())).getException()).isNotNull();
    }

    /** In place of the bulk: what the route asks of it. */
    public static final class Bulk {

        private final Map<String, Object> parameters;

        Bulk(Map<String, Object> parameters) {
            this.parameters = parameters;
        }

        public Map<String, Object> parameters() {
            return parameters;
        }
    }
}
