package com.nacento.connector.testing;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

/**
 * The queues of a shop's topic, seen by somebody else on the same broker: Magento, another program, an operator. Each call has
 * a channel of its own, since the broker closes the channel of a call that fails.
 */
public final class ShopQueues implements AutoCloseable {

    /** The topic's own queue. */
    public static final String TOPIC = "";
    /** The connector's messages of many SKUs. */
    public static final String BULK = ".bulk";
    /** What could not be processed. */
    public static final String DEAD = ".dead";

    /** What PIMs have sent, as they have sent it. */
    public static final String EVENTS = ".events";

    private static final String EXCHANGE = "magento";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String topic;
    private final Connection connection;

    /** A message that was taken from a queue. */
    public record Taken(AMQP.BasicProperties properties, byte[] body) {

        /** The body as text. */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** The body as JSON. */
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new AssertionError("no JSON: " + text(), e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** A header as text; {@code "null"} if it is not there. */
        public String header(String name) {
            return String.valueOf(properties.getHeaders() == null ? null : properties.getHeaders().get(name));
        }
    }

    /** What is done on a channel. */
    @FunctionalInterface
    private interface Step<T> {
        T on(Channel channel) throws IOException;
    }

    private ShopQueues(String topic, Connection connection) {
        this.topic = topic;
        this.connection = connection;
    }

    /** Connects to the broker of the tests. */
    public static ShopQueues of(MagentoShop shop) {
        try {
            return new ShopQueues(shop.topic(), TestServers.broker().connect());
        } catch (IOException e) {
            throw new UncheckedIOException("the broker does not answer", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the broker does not answer", e);
        }
    }

    /** Publishes a message of another program's onto the topic; its id. */
    public String publish(String body) {
        String id = UUID.randomUUID().toString();
        publish(TOPIC, id, body.getBytes(StandardCharsets.UTF_8));
        return id;
    }

    /** Publishes a message as Magento does: persistent, no headers. */
    public void publish(String queue, String messageId, byte[] body) {
        publish(queue, messageId, body, null);
    }

    /** The same with headers. */
    public void publish(String queue, String messageId, byte[] body, Map<String, Object> headers) {
        run(channel -> {
            channel.basicPublish(EXCHANGE, topic + queue,
                    new AMQP.BasicProperties.Builder().deliveryMode(2).messageId(messageId).headers(headers).build(), body);
            return null;
        });
    }

    /** Publishes a message of another server, by a routing key of its own. */
    public void publishTo(String routingKey, byte[] body) {
        run(channel -> {
            channel.basicPublish(EXCHANGE, routingKey, new AMQP.BasicProperties.Builder().deliveryMode(2).build(), body);
            return null;
        });
    }

    /** Publishes a message that was taken from a queue once more, as it was. */
    public void publish(String queue, Taken message) {
        publish(queue, message.properties().getMessageId(), message.body());
    }

    /** Takes the next message off a queue, waiting for it. */
    public Taken take(String queue) {
        return take(queue, 1).get(0);
    }

    /** Takes as many messages off a queue, waiting for them. */
    public List<Taken> take(String queue, int count) {
        List<Taken> taken = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            taken.addAll(takeAll(queue));
            return taken.size() >= count;
        });
        if (taken.size() > count) {
            throw new AssertionError(taken.size() + " messages in " + topic + queue + " and not " + count);
        }
        return taken;
    }

    /** Takes all messages that are ready in a queue now. */
    public List<Taken> takeAll(String queue) {
        return run(channel -> {
            List<Taken> taken = new ArrayList<>();
            GetResponse response = channel.basicGet(topic + queue, true);
            while (response != null) {
                taken.add(new Taken(response.getProps(), response.getBody()));
                response = channel.basicGet(topic + queue, true);
            }
            return taken;
        });
    }

    /**
     * How many messages are in a queue. RabbitMQ counts those that are ready, the embedded broker those that a consumer holds
     * as well: only 0 of nobody's holding and the count without consumers mean the same.
     */
    public int count(String queue) {
        return run(channel -> channel.queueDeclarePassive(topic + queue).getMessageCount());
    }

    /** How many consumers a queue has. */
    public int consumers(String queue) {
        return run(channel -> channel.queueDeclarePassive(topic + queue).getConsumerCount());
    }

    /** Whether the queue is there. */
    public boolean exists(String queue) {
        try {
            count(queue);
            return true;
        } catch (UncheckedIOException notThere) {
            return false;
        }
    }

    /** Declares a queue and binds it as Magento does. */
    public void declare(String queue, Map<String, Object> arguments) {
        run(channel -> {
            channel.exchangeDeclare(EXCHANGE, "topic", true);
            channel.queueDeclare(topic + queue, true, false, false, arguments);
            return channel.queueBind(topic + queue, EXCHANGE, topic + queue);
        });
    }

    /** Deletes a queue with all that is in it. */
    public void delete(String queue) {
        run(channel -> channel.queueDelete(topic + queue));
    }

    /** Takes a queue's binding away: what is published to it is unroutable from now on. */
    public void unbind(String queue) {
        run(channel -> channel.queueUnbind(topic + queue, EXCHANGE, topic + queue));
    }

    private <T> T run(Step<T> step) {
        try {
            Channel channel = connection.createChannel();
            try {
                return step.on(channel);
            } finally {
                if (channel.isOpen()) {
                    channel.close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the broker refused", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the broker does not answer", e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the connection to the broker could not be closed", e);
        }
    }
}
