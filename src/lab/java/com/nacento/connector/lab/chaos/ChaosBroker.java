package com.nacento.connector.lab.chaos;

import com.nacento.connector.config.RabbitSettings;
import com.nacento.connector.deadletters.DeadLetters;
import com.nacento.connector.deadletters.Selection;
import com.nacento.connector.lab.stage.BrokerAddress;
import com.nacento.connector.lab.stage.EmbeddedBroker;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * The broker of a fault test: the one that is given, else a RabbitMQ node of its own, else one that runs on this machine, else
 * the embedded one. One that belongs to somebody else is not killed; its connections are.
 */
final class ChaosBroker implements AutoCloseable {

    private static final BrokerAddress LOCAL_RABBIT = new BrokerAddress("127.0.0.1", 5672, "guest", "guest", "/");

    private static final long CONFIRM_MILLISECONDS = 30_000;

    private final Path workDir;
    private final RabbitNode node;
    private final BrokerAddress given;
    private EmbeddedBroker embedded;

    private ChaosBroker(Path workDir, RabbitNode node, BrokerAddress given, EmbeddedBroker embedded) {
        this.workDir = workDir;
        this.node = node;
        this.given = given;
        this.embedded = embedded;
    }

    /** A dead letter: its body and why it is one. */
    record DeadLetter(byte[] body, String reason) {
    }

    /** @param amqp {@code amqp://user:password@host:port/vhost}, or {@code null} */
    static ChaosBroker start(String amqp, Path workDir) throws IOException {
        Optional<Path> program = RabbitNode.program();
        if (amqp != null) {
            return new ChaosBroker(workDir, null, BrokerAddress.parse(amqp), null);
        }
        if (program.isPresent()) {
            return new ChaosBroker(workDir, RabbitNode.start(program.get(), workDir), null, null);
        }
        return LOCAL_RABBIT.answersAsRabbit()
                ? new ChaosBroker(workDir, null, LOCAL_RABBIT, null)
                : new ChaosBroker(workDir, null, null, EmbeddedBroker.start(workDir));
    }

    BrokerAddress address() {
        return node != null ? node.address() : given != null ? given : embedded.address();
    }

    /** Whether it may be killed. */
    boolean isOwn() {
        return given == null;
    }

    void kill() {
        if (node != null) {
            node.kill();
        } else {
            embedded.kill();
        }
    }

    void restart() {
        if (node != null) {
            node.restart();
        } else {
            embedded = EmbeddedBroker.start(workDir);
        }
    }

    /** Product and version, and whose it is. */
    String name() throws IOException, TimeoutException {
        try (Connection connection = address().connect()) {
            return connection.getServerProperties().get("product") + " " + connection.getServerProperties().get("version")
                    + (node != null
                            ? ", a node of its own"
                            : given != null
                                    ? ", given: its connections are broken, it is not killed"
                                    : ", embedded: no RabbitMQ was found");
        }
    }

    /** Messages that wait in queues. */
    long waiting(List<String> queues) throws IOException, TimeoutException {
        long waiting = 0;
        try (Connection connection = address().connect(); Channel channel = connection.createChannel()) {
            for (String queue : queues) {
                waiting += channel.messageCount(queue);
            }
        }
        return waiting;
    }

    /** Puts a message on a topic; it is there when this returns. */
    void drop(String topic, String messageId, byte[] body) throws IOException, TimeoutException {
        try (Connection connection = address().connect(); Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.basicPublish("magento", topic, new AMQP.BasicProperties.Builder().messageId(messageId).deliveryMode(2).build(), body);
            channel.waitForConfirmsOrDie(CONFIRM_MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a message was dropped on " + topic, interrupted);
        }
    }

    /** All that lies in a queue of dead letters; it stays there. */
    List<DeadLetter> deadLetters(String queue) throws IOException, TimeoutException {
        List<DeadLetter> letters = new ArrayList<>();
        try (Connection connection = address().connect(); Channel channel = connection.createChannel()) {
            for (GetResponse letter = channel.basicGet(queue, false); letter != null; letter = channel.basicGet(queue, false)) {
                Object reason = letter.getProps().getHeaders() == null ? null : letter.getProps().getHeaders().get("x-nacento-reason");
                letters.add(new DeadLetter(letter.getBody(), reason == null ? "" : reason.toString()));
            }
        }
        return letters;
    }

    /** Replays dead letters of some SKUs, as somebody would by the command line. */
    int replay(String topic, Set<String> skus) {
        BrokerAddress broker = address();
        RabbitSettings settings = new RabbitSettings(broker.host() + ":" + broker.port(), broker.user(), broker.password(), broker.vhost(),
                false, "magento", topic, 0);
        return DeadLetters.onOwnConnections(settings, letters -> letters.replay(new Selection(Set.of(), skus, Set.of())).replayed());
    }

    @Override
    public void close() {
        if (node != null) {
            node.close();
        } else if (embedded != null) {
            embedded.close();
        }
    }
}
