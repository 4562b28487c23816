package com.nacento.connector.outages;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.Bulks;
import com.nacento.connector.testing.ShopQueues;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DatabaseOutageTest extends OutageTest {

    @Test
    void theServiceStartsWithoutTheDatabaseAndRecoversByItself() throws SQLException {
        addProduct("db-1");
        database.cut();
        Instant cut = Instant.now();
        start();
        assertAwayAndRecovers("db-1", cut);
    }

    @Test
    void theServiceOutlivesTheDatabaseAndRecoversByItself() throws SQLException {
        addProduct("db-2");
        start();
        assertThat(sync("db-2", "before").status()).isEqualTo(200);
        Instant cut = Instant.now();
        database.cut();
        assertAwayAndRecovers("db-2", cut);
    }

    private void assertAwayAndRecovers(String sku, Instant cut) throws SQLException {
        // side by side: each of them waits for a connection for a while
        Stream.<Supplier<Answer>>of(() -> sync(sku, "away"), () -> connector.bulk(request(sku, "away")),
                () -> connector.bulkAsync(request(sku, "away")),
                () -> connector.get("/rest/V1/bulk/f8d3c1a3-0000-4000-8000-000000000000/status"))
                .map(CompletableFuture::supplyAsync).toList().forEach(call -> assertUnavailable(call.join()));
        assertHealthNames("database", cut);
        soon().until(() -> queues.exists(ShopQueues.TOPIC));
        queues.publish("{\"sku\":\"" + sku + "\",\"images\":[{\"file_path\":\"/o/u/out.jpg\",\"label\":\"by queue\"}]}");

        database.open();
        assertHealthyAgain();
        soon().untilAsserted(() -> assertThat(galleries.of(sku)).containsExactly("/o/u/out.jpg|by queue|1|0"));
        soon().untilAsserted(() -> assertThat(sync(sku, "after").status()).isEqualTo(200));
        String uuid = Bulks.uuid(connector.bulkAsync(request(sku, "after async")));
        bulks.awaitStatuses(uuid, "1:1");
        assertThat(queues.count(ShopQueues.DEAD)).isZero();
    }
}
