package com.nacento.connector.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nacento.connector.lab.stage.BrokerAddress;
import com.nacento.connector.testing.TestServers;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.springrabbit.SpringRabbitMQComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/**
 * Two consumers of one process on a queue of a RabbitMQ; the embedded broker gives the second one nothing as long as the first one is
 * busy.
 */
class GatheringConsumersTest {

    private static final int GATHERED = 10;

    private final String queue = "nacento-test-" + UUID.randomUUID();
    private final Queue<List<Integer>> gathered = new ConcurrentLinkedQueue<>();
    private final CountDownLatch looked = new CountDownLatch(1);

    @Test
    void eachGathersMessagesThatLieSideBySide() throws Exception {
        assumeTrue(TestServers.broker().answersAsRabbit(), "this broker fills consumers in another way");
        ConnectionFactory broker = broker();
        CachingConnectionFactory connections = new CachingConnectionFactory(broker);
        try (Connection connection = broker.newConnection();
                Channel channel = connection.createChannel();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            channel.queueDeclare(queue, false, false, true, null);
            camel.getRegistry().bind("connections", connections);
            camel.getComponent("spring-rabbitmq", SpringRabbitMQComponent.class)
                    .setListenerContainerFactory(
                            new GatheringConsumers(new SimpleMeterRegistry(), new Consumption(() -> 0, Clock.systemUTC())));
            camel.getRegistry().bind("messages", new GatheredMessages());
            camel.getRegistry().bind("requeue", Connections.requeueOnFailure());
            camel.addRoutes(consumers());
            camel.start();
            await().atMost(Duration.ofSeconds(30)).until(() -> channel.consumerCount(queue) == 2);

            for (int number = 0; number < 2 * GATHERED; number++) {
                channel.basicPublish("", queue, null, Integer.toString(number).getBytes(StandardCharsets.UTF_8));
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> gathered.size() == 2);

            assertThat(gathered).allSatisfy(numbers -> {
                assertThat(numbers).hasSizeGreaterThan(1);
                assertThat(numbers).isEqualTo(IntStream.range(numbers.get(0), numbers.get(0) + numbers.size()).boxed().toList());
            });
            looked.countDown();
        } finally {
            connections.destroy();
        }
    }

    /** Each takes once and then waits, so that the other has to take what comes next. */
    private RouteBuilder consumers() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("spring-rabbitmq:default?connectionFactory=#connections&autoDeclare=false&concurrentConsumers=2&messageConverter=#messages"
                        + "&retry=#requeue&prefetchCount=" + GATHERED + "&queues=" + queue).process(exchange -> {
                            List<?> messages = exchange.getMessage().getBody(List.class);
                            gathered.add(messages.stream().map(GatheringConsumersTest::number).toList());
                            looked.await();
                        });
            }
        };
    }

    private static Integer number(Object message) {
        return Integer.valueOf(new String(((ReceivedMessage) message).body(), StandardCharsets.UTF_8));
    }

    private static ConnectionFactory broker() {
        BrokerAddress address = TestServers.broker();
        ConnectionFactory broker = new ConnectionFactory();
        broker.setHost(address.host());
        broker.setPort(address.port());
        broker.setUsername(address.user());
        broker.setPassword(address.password());
        broker.setVirtualHost(address.vhost());
        return broker;
    }
}
