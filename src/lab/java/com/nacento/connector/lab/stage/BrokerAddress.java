package com.nacento.connector.lab.stage;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * Where an AMQP 0-9-1 broker answers and as whom.
 *
 * @param vhost the virtual host, {@code /} or a name
 */
public record BrokerAddress(String host, int port, String user, String password, String vhost) {

    private static final int TIMEOUT_MS = 3_000;

    /** Reads {@code amqp://user:password@host:port/vhost}; without a path the virtual host is {@code /}. */
    public static BrokerAddress parse(String uri) {
        URI address = URI.create(uri);
        if (address.getHost() == null || address.getRawUserInfo() == null || !address.getRawUserInfo().contains(":")) {
            throw new IllegalArgumentException("a broker is given as amqp://user:password@host:port/vhost");
        }
        String[] credentials = address.getRawUserInfo().split(":", 2);
        String path = address.getRawPath();
        return new BrokerAddress(
                address.getHost(),
                address.getPort() < 0 ? 5672 : address.getPort(),
                decode(credentials[0]),
                decode(credentials[1]),
                path == null || path.length() < 2 ? "/" : decode(path.substring(1)));
    }

    /** A new connection, which the caller closes; it does not reconnect by itself. */
    public Connection connect() throws IOException, TimeoutException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(host);
        factory.setPort(port);
        factory.setUsername(user);
        factory.setPassword(password);
        factory.setVirtualHost(vhost);
        factory.setConnectionTimeout(TIMEOUT_MS);
        factory.setHandshakeTimeout(TIMEOUT_MS);
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection();
    }

    /** Whether a RabbitMQ lets this user in right now. */
    public boolean answersAsRabbit() {
        try (Connection connection = connect()) {
            return String.valueOf(connection.getServerProperties().get("product")).contains("RabbitMQ");
        } catch (IOException | TimeoutException notThere) {
            return false;
        }
    }

    /** Deletes the queues that a connector declares for a topic, as far as they are there. */
    public void deleteQueuesOf(String topic) throws IOException, TimeoutException {
        try (Connection connection = connect()) {
            for (String queue : List.of(topic, topic + ".bulk", topic + ".events", topic + ".bucket", topic + ".dead")) {
                delete(connection.createChannel(), queue);
            }
        }
    }

    private static void delete(Channel channel, String queue) throws IOException {
        try {
            channel.queueDelete(queue);
        } catch (IOException e) {
            // RabbitMQ says nothing of a queue that is not there, the embedded broker refuses and closes the channel
            if (!(e.getCause() instanceof ShutdownSignalException refused && refused.getReason() instanceof AMQP.Channel.Close close
                    && close.getReplyCode() == AMQP.NOT_FOUND)) {
                throw e;
            }
        }
    }

    private static String decode(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
