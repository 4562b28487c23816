package com.nacento.connector.outages;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.testing.LogLines;
import com.nacento.connector.testing.RunningConnector;
import com.nacento.connector.testing.ShopQueues;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A stop while the database is away, with a message in hand that waits for it and with everything that looks at it now and then. */
class StopDuringOutageTest extends OutageTest {

    @Test
    void aStopDoesNotWaitForADatabaseThatHangs() throws SQLException {
        runs();
        database.hang();
        assertStopsByItself();
    }

    @Test
    void aStopDoesNotWaitForADatabaseThatIsGone() throws SQLException {
        runs();
        database.cut();
        assertStopsByItself();
    }

    private void runs() throws SQLException {
        addProduct("stop");
        connector = RunningConnector.start(shop, settings(), Map.of("watch-abandoned-bulks.period", "100", "watch-backlog.period", "100"));
        soon().untilAsserted(() -> assertThat(sync("stop", "before").status()).isEqualTo(200));
        soon().until(() -> queues.exists(ShopQueues.TOPIC));
    }

    private void assertStopsByItself() {
        queues.publish("{\"sku\":\"stop\",\"images\":[{\"file_path\":\"/o/u/out.jpg\",\"label\":\"by queue\"}]}");
        soon().until(() -> queues.count(ShopQueues.TOPIC) == 0);
        try (LogLines log = LogLines.open()) {
            Instant begun = Instant.now();
            connector.stop();
            // a hanging statement is given up after a minute, and a stop as such after 25 s
            assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(10));
            assertThat(log.with("Stopping: the database does not answer")).hasSize(1);
            assertThat(log.with("ERROR")).isEmpty();
            assertThat(log.with("Error releasing exchange")).isEmpty();
        }
        // a process would be gone now; in this one the threads of the connector go on waiting
        database.cut();
        soon().until(() -> queues.count(ShopQueues.TOPIC) == 1);
        assertThat(queues.count(ShopQueues.DEAD)).isZero();
    }
}
