package com.nacento.connector.outages;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.testing.Bulks;
import com.nacento.connector.testing.ShopQueues;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BrokerOutageTest extends OutageTest {

    @Test
    void theServiceStartsWithoutTheBrokerAndRecoversByItself() throws SQLException {
        addProduct("mq-1");
        broker.cut();
        Instant cut = Instant.now();
        start();
        assertAwayAndRecovers("mq-1", cut);
    }

    @Test
    void theServiceOutlivesTheBrokerAndRecoversByItself() throws SQLException {
        addProduct("mq-2");
        start();
        bulks.awaitStatuses(Bulks.uuid(connector.bulkAsync(request("mq-2", "before"))), "1:1");
        Instant cut = Instant.now();
        broker.cut();
        assertAwayAndRecovers("mq-2", cut);
    }

    @Test
    void aQueueThatIsDeletedWhileTheServiceRunsIsDeclaredAgainAndConsumed() throws SQLException {
        addProduct("mq-3");
        start();
        bulks.awaitStatuses(Bulks.uuid(connector.bulkAsync(request("mq-3", "before"))), "1:1");
        queues.delete(ShopQueues.BULK);
        queues.delete(ShopQueues.TOPIC);
        // the publisher does not wait for the next look at the queues
        String uuid = Bulks.uuid(connector.bulkAsync(request("mq-3", "after")));
        soon().untilAsserted(() -> assertThat(bulks.statuses(uuid)).containsExactly("1:1"));
        soon().until(() -> queues.exists(ShopQueues.TOPIC) && queues.consumers(ShopQueues.TOPIC) == 1);
        queues.publish("{\"sku\":\"mq-3\",\"images\":[{\"file_path\":\"/o/u/out.jpg\",\"label\":\"on the topic\"}]}");
        soon().untilAsserted(() -> assertThat(galleries.of("mq-3")).containsExactly("/o/u/out.jpg|on the topic|1|0"));
    }

    private void assertAwayAndRecovers(String sku, Instant cut) throws SQLException {
        assertUnavailable(connector.bulkAsync(request(sku, "never confirmed")));
        String rejected = shop.text("SELECT CAST(uuid AS CHAR) FROM magento_bulk ORDER BY id DESC LIMIT 1");
        assertThat(bulks.statuses(rejected)).containsExactly("1:5");
        assertThat(bulks.message(rejected, 1)).isNotBlank();
        assertThat(connector.get("/rest/V1/bulk/" + rejected + "/operation-status/5").body()).isEqualTo("1");
        // what is processed at once needs no broker
        assertThat(sync(sku, "direct").status()).isEqualTo(200);
        assertHealthNames("broker", cut);

        broker.open();
        assertHealthyAgain();
        soon().until(() -> queues.exists(ShopQueues.TOPIC) && queues.consumers(ShopQueues.TOPIC) == 1);
        String uuid = Bulks.uuid(connector.bulkAsync(request(sku, "after")));
        soon().untilAsserted(() -> assertThat(bulks.statuses(uuid)).containsExactly("1:1"));
        assertThat(galleries.of(sku)).containsExactly("/o/u/out.jpg|after|1|0");
        assertThat(bulks.statuses(rejected)).containsExactly("1:5");
        assertThat(queues.count(ShopQueues.DEAD)).isZero();
    }
}
