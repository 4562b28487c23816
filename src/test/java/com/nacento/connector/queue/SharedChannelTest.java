package com.nacento.connector.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.testing.JourneyTest;
import com.nacento.connector.testing.ShopQueues;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/** A publisher over one channel, on a real broker. */
class SharedChannelTest extends JourneyTest {

    private ShopQueues queues;
    private CachingConnectionFactory connections;
    private ConfirmedPublisher publisher;

    @BeforeEach
    void connect() {
        queues = ShopQueues.of(shop);
        await().until(() -> queues.exists(ShopQueues.DEAD));
        queues.takeAll(ShopQueues.DEAD);
        connections = Connections.create(connector.settings().rabbit());
        publisher = ConfirmedPublisher.overOneChannel(connections,
                new QueueTopology(connections, Queues.of(connector.settings().rabbit())));
    }

    @AfterEach
    void disconnect() {
        connections.destroy();
        queues.close();
    }

    @Test
    void manyPublishAtOnceAndEachHearsOfItsOwn() {
        List<String> bodies = IntStream.range(0, 500).mapToObj(Integer::toString).toList();

        bodies.parallelStream().forEach(body -> publisher.confirmOne(send(body, ".dead")));

        assertThat(queues.take(ShopQueues.DEAD, 500)).extracting(ShopQueues.Taken::text).containsExactlyInAnyOrderElementsOf(bodies);
    }

    @Test
    void whatIsHandedOverOneAfterTheOtherArrivesInThatOrder() {
        List<String> bodies = IntStream.range(0, 200).mapToObj(Integer::toString).toList();

        publisher.confirm(bodies.stream().map(body -> send(body, ".dead")).toList());

        assertThat(queues.take(ShopQueues.DEAD, 200)).extracting(ShopQueues.Taken::text).isEqualTo(bodies);
    }

    @Test
    void whatNoQueueTakesIsNotConfirmed() {
        Object taken = send("taken", ".dead");
        Object lost = send("lost", ".nowhere");

        assertThatThrownBy(() -> publisher.confirmOne(lost)).isInstanceOf(Outage.class).hasMessageContaining("no queue is bound");

        publisher.confirmOne(taken);
        assertThat((Handed) lost).satisfies(handed -> assertThat(handed.isLost()).isTrue())
                .satisfies(handed -> assertThat(handed.isConfirmed()).isFalse());
        assertThat((Handed) taken).satisfies(handed -> assertThat(handed.isConfirmed()).isTrue());
        assertThat(queues.take(ShopQueues.DEAD).text()).isEqualTo("taken");
    }

    @Test
    void aChannelThatTheBrokerHasClosedIsReplaced() {
        publisher.confirmOne(send("before", ".dead"));
        Map<String, Object> odd = headers(".dead");
        odd.put("CamelSpringRabbitmqExchangeOverrideName", "nacento.no.such.exchange");

        Object lost = publisher.send(new byte[0], odd);
        await().until(() -> ((Handed) lost).isLost());

        assertThatThrownBy(() -> publisher.isLate(lost)).isInstanceOf(Outage.class)
                .satisfies(closed -> assertThat(ConfirmedPublisher.isRefusal(closed)).as("it is not the message's fault").isFalse());
        await().untilAsserted(() -> publisher.confirmOne(send("after", ".dead")));
        assertThat(queues.take(ShopQueues.DEAD, 2)).extracting(ShopQueues.Taken::text).containsExactly("before", "after");
    }

    @Test
    void aConnectionThatIsGoneIsReplaced() {
        publisher.confirmOne(send("before", ".dead"));

        connections.resetConnection();

        publisher.confirmOne(send("after", ".dead"));
        assertThat(queues.take(ShopQueues.DEAD, 2)).extracting(ShopQueues.Taken::text).containsExactly("before", "after");
    }

    private Object send(String body, String queue) {
        return publisher.send(body.getBytes(StandardCharsets.UTF_8), headers(queue));
    }

    private Map<String, Object> headers(String queue) {
        return new HashMap<>(Map.of("CamelSpringRabbitmqExchangeOverrideName", "magento", "CamelSpringRabbitmqRoutingOverrideKey",
                shop.topic() + queue, "CamelSpringRabbitmqMessageId", UUID.randomUUID().toString()));
    }
}
