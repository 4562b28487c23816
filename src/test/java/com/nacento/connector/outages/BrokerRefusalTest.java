package com.nacento.connector.outages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.Bulks;
import com.nacento.connector.testing.RunningConnector;
import com.nacento.connector.testing.ShopQueues;
import com.rabbitmq.client.impl.AMQCommand;
import com.rabbitmq.client.impl.AMQConnection;
import com.rabbitmq.client.impl.AMQImpl;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/** A broker that answers, and takes nothing: a full queue, an alarm. */
class BrokerRefusalTest extends OutageTest {

    private static final Map<String, Object> ONE_MESSAGE = Map.of("x-max-length", 1, "x-overflow", "reject-publish");

    @Override
    protected Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(super.settings());
        settings.put("nacento.rabbitmq.consumers", "0");
        return settings;
    }

    @Test
    void aFullQueueIsSaidAsWhatItIsAndTheBrokerNotReady() throws SQLException {
        declareFull(ShopQueues.BULK);
        addProduct("full-1");
        start();
        assertThat(connector.bulkAsync(request("full-1", "fits")).status()).isEqualTo(200);
        Instant began = Instant.now();
        Answer refused = connector.bulkAsync(request("full-1", "does not fit"));

        assertUnavailable(refused);
        assertThat(refused.body()).contains("the broker refuses messages for the queue " + shop.topic() + ".bulk").contains("full");
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(5));
        assertHealthNames("broker", began);

        queues.take(ShopQueues.BULK);
        assertHealthyAgain();
        assertThat(connector.bulkAsync(request("full-1", "fits again")).status()).isEqualTo(200);
    }

    @Test
    void deadLettersForWhichThereIsNoRoomAreNotLost() {
        declareFull(ShopQueues.DEAD);
        queues.publish(ShopQueues.DEAD, "old", "old".getBytes(StandardCharsets.UTF_8));
        Map<String, String> worker = settings();
        worker.put("nacento.rabbitmq.consumers", "1");
        connector = RunningConnector.start(shop, worker);
        soon().until(() -> queues.exists(ShopQueues.TOPIC));
        Instant began = Instant.now();
        queues.publish("<order/>");

        assertHealthNames("broker", began);
        assertThat(queues.take(ShopQueues.DEAD).text()).isEqualTo("old");
        soon().untilAsserted(() -> assertThat(queues.count(ShopQueues.DEAD)).isEqualTo(1));
        assertThat(queues.take(ShopQueues.DEAD).text()).isEqualTo("<order/>");
        assertHealthyAgain();
    }

    @Test
    void anAlarmOfTheBrokerIsSaidAtOnceAndUntilItEnds() throws Exception {
        addProduct("alarm-1");
        start();
        String uuid = Bulks.uuid(connector.bulkAsync(request("alarm-1", "before")));
        AMQConnection publisher = publisherConnection();
        Instant began = Instant.now();
        publisher.processControlCommand(new AMQCommand(new AMQImpl.Connection.Blocked("low on memory")));

        Answer refused = connector.bulkAsync(request("alarm-1", "meanwhile"));
        assertUnavailable(refused);
        assertThat(refused.body()).contains("the broker takes no messages at the moment: low on memory");
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(5));
        assertHealthNames("broker", began);

        publisher.processControlCommand(new AMQCommand(new AMQImpl.Connection.Unblocked()));
        assertHealthyAgain();
        assertThat(connector.bulkAsync(request("alarm-1", "after")).status()).isEqualTo(200);
        assertThat(bulks.statuses(uuid)).containsExactly("1:4");
    }

    @Test
    void anAlarmEndsWithItsConnection() throws Exception {
        addProduct("alarm-2");
        start();
        assertThat(connector.bulkAsync(request("alarm-2", "before")).status()).isEqualTo(200);
        publisherConnection().processControlCommand(new AMQCommand(new AMQImpl.Connection.Blocked("low on disk")));
        assertUnavailable(connector.bulkAsync(request("alarm-2", "meanwhile")));
        broker.cut();
        broker.open();

        soon().untilAsserted(() -> assertThat(connector.bulkAsync(request("alarm-2", "after")).status()).isEqualTo(200));
        assertHealthyAgain();
    }

    private AMQConnection publisherConnection() {
        CachingConnectionFactory connections = connector.connector().main().getCamelContext().getRegistry()
                .lookupByNameAndType("rabbitConnections", CachingConnectionFactory.class);
        return (AMQConnection) connections.getPublisherConnectionFactory().createConnection().getDelegate();
    }

    private void declareFull(String queue) {
        try {
            queues.declare(queue, ONE_MESSAGE);
        } catch (RuntimeException e) {
            assumeTrue(false, "this broker has no queues that refuse");
        }
    }
}
