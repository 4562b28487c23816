package com.nacento.connector.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.config.RabbitSettings;
import com.nacento.connector.lab.stage.BrokerAddress;
import com.nacento.connector.testing.TestServers;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/** Somebody publishes large messages; the connector's own connections receive and publish them by files. */
class LargeBodiesTest {

    private static final int LARGE = 5_000_000;

    private final String queue = "nacento-test-" + UUID.randomUUID();
    private CachingConnectionFactory connections;
    private Connection others;
    private Channel other;
    private org.springframework.amqp.rabbit.connection.Connection own;
    private Channel channel;

    @BeforeEach
    void connect() throws Exception {
        BrokerAddress broker = TestServers.broker();
        others = broker.connect();
        other = others.createChannel();
        other.queueDeclare(queue, false, false, false, null);
        connections = Connections
                .create(new RabbitSettings(broker.host() + ":" + broker.port(), broker.user(), broker.password(), broker.vhost(), false,
                        "magento", "t", 64));
        own = connections.createConnection();
        channel = own.createChannel(false);
    }

    @AfterEach
    void disconnect() throws IOException {
        connections.destroy();
        other.queueDelete(queue);
        others.close();
    }

    @Test
    void aLargeMessageComesInByAFileAndSmallOnesAroundItInMemory() throws IOException {
        byte[] large = bytes(1, LARGE);
        List<byte[]> sent = List.of(bytes(2, 100), large, bytes(3, 0), bytes(4, LargeBodies.STAND_IN_LENGTH), bytes(5, LARGE));
        for (byte[] body : sent) {
            publish(body);
        }
        for (byte[] body : sent) {
            GetResponse message = get();
            assertThat(LargeBodies.isStandIn(message.getBody())).isEqualTo(body.length == LARGE);
            assertThat(LargeBodies.size(message.getBody())).isEqualTo(body.length);
            assertThat(content(message.getBody())).isEqualTo(body);
            assertThat(message.getProps().getMessageId()).isEqualTo("m-1");
            LargeBodies.forget(message.getBody());
        }
    }

    @Test
    void whoeverPublishesAStandInPublishesTheBody() throws IOException {
        List<byte[]> sent = List.of(bytes(1, LARGE), bytes(2, LargeBodies.STAND_IN_LENGTH), bytes(3, 0), bytes(4, LARGE + 1));
        for (byte[] body : sent) {
            publish(body);
        }
        for (int i = 0; i < sent.size(); i++) {
            GetResponse message = get();
            channel.basicPublish("", queue, message.getProps(), message.getBody());
            channel.basicAck(message.getEnvelope().getDeliveryTag(), false);
        }
        for (byte[] body : sent) {
            await().atMost(Duration.ofSeconds(30)).until(() -> other.messageCount(queue) > 0);
            GetResponse message = other.basicGet(queue, true);
            assertThat(message.getBody()).isEqualTo(body);
            assertThat(message.getProps().getMessageId()).isEqualTo("m-1");
        }
    }

    @Test
    void aBodyThatNobodyHasTakenIsGoneWithItsConnection() throws IOException {
        publish(bytes(1, LARGE));
        publish(bytes(2, LARGE));
        byte[] taken = get().getBody();
        LargeBodies.take(taken);
        byte[] left = get().getBody();

        connections.resetConnection();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThatThrownBy(() -> LargeBodies.open(left)).isInstanceOf(IllegalStateException.class));
        assertThat(content(taken)).hasSize(LARGE);
        LargeBodies.forget(taken);
        assertThatThrownBy(() -> LargeBodies.open(taken)).isInstanceOf(IllegalStateException.class);
    }

    private void publish(byte[] body) throws IOException {
        other.basicPublish("", queue, new AMQP.BasicProperties.Builder().messageId("m-1").build(), body);
    }

    private GetResponse get() {
        List<GetResponse> got = new ArrayList<>();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            GetResponse next = channel.basicGet(queue, false);
            return next != null && got.add(next);
        });
        return got.get(0);
    }

    private static byte[] content(byte[] body) throws IOException {
        try (InputStream content = LargeBodies.open(body)) {
            return content.readAllBytes();
        }
    }

    private static byte[] bytes(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
