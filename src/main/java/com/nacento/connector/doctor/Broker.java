package com.nacento.connector.doctor;

import com.nacento.connector.config.RabbitSettings;
import com.nacento.connector.queue.Connections;
import com.nacento.connector.queue.PassiveLook;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/** The broker, looked at without declaring anything that is not there. */
final class Broker implements AutoCloseable {

    private static final long CONFIRM_MILLIS = 10_000;

    private final CachingConnectionFactory factory;
    private final Connection connection;
    private final PassiveLook look;

    private Broker(CachingConnectionFactory factory) {
        this.factory = factory;
        this.connection = factory.createConnection().getDelegate();
        this.look = new PassiveLook(factory);
    }

    /**
     * A queue that is there.
     *
     * @param difference what makes it another queue than Magento and the connector declare, in the broker's words; empty if nothing does
     */
    record Queue(int messages, int consumers, String difference) {
    }

    /** The broker's refusal: its reply code and text. */
    static final class Refusal extends Exception {

        private static final long serialVersionUID = 1L;

        private final int code;

        Refusal(int code, String text, Throwable cause) {
            super(text, cause);
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    /** What is done on a channel. */
    @FunctionalInterface
    private interface Step<T> {
        T on(Channel channel) throws IOException, InterruptedException, TimeoutException;
    }

    /**
     * Logs in.
     *
     * @throws Refusal with 403 for the user, 530 for the virtual host, 0 if there is no broker to refuse anything
     */
    static Broker at(RabbitSettings settings) throws Refusal {
        CachingConnectionFactory factory = Connections.create(settings);
        try {
            return new Broker(factory);
        } catch (AmqpException e) {
            Connections.close(factory);
            throw Reason.in(e, AuthenticationFailureException.class).isPresent()
                    ? new Refusal(AMQP.ACCESS_REFUSED, Reason.of(e), e)
                    : refusal(e);
        }
    }

    /** {@code RabbitMQ 3.13.7}. */
    String server() {
        return connection.getServerProperties().get("product") + " " + connection.getServerProperties().get("version");
    }

    boolean hasExchange(String name) throws Refusal {
        return looked(() -> look.hasExchange(name));
    }

    /** What makes an exchange that is there no durable topic exchange; empty if nothing does. */
    String differenceOfExchange(String name) throws Refusal {
        return difference(() -> run(channel -> channel.exchangeDeclare(name, "topic", true)));
    }

    /** Empty if there is none. */
    Optional<Queue> queue(String name) throws Refusal {
        Optional<AMQP.Queue.DeclareOk> there = looked(() -> look.queue(name));
        if (there.isEmpty()) {
            return Optional.empty();
        }
        // declaring what is there declares nothing: the broker says whether it is the same
        String difference = difference(() -> run(channel -> channel.queueDeclare(name, true, false, false, null)));
        return Optional.of(new Queue(there.get().getMessageCount(), there.get().getConsumerCount(), difference));
    }

    /**
     * Publishes a message that leaves the queue by itself after ten seconds, should nobody take it: otherwise the next look would find it
     * waiting.
     *
     * @return empty if the broker has confirmed it; otherwise what became of it
     */
    Optional<String> publish(String exchange, String routingKey, String messageId, byte[] body) throws Refusal {
        return run(channel -> {
            AtomicReference<String> returned = new AtomicReference<>();
            channel.addReturnListener(message -> returned.set(message.getReplyText()));
            channel.confirmSelect();
            channel.basicPublish(exchange, routingKey, true,
                    new AMQP.BasicProperties.Builder().deliveryMode(2).contentType("application/json")
                            .messageId(messageId).expiration("10000").build(),
                    body);
            boolean confirmed = channel.waitForConfirms(CONFIRM_MILLIS);
            return returned.get() != null
                    ? Optional.of("returned: " + returned.get())
                    : confirmed ? Optional.<String>empty() : Optional.of("not confirmed");
        });
    }

    @Override
    public void close() {
        Connections.close(factory);
    }

    @FunctionalInterface
    private interface Asked<T> {
        T answer() throws Refusal;
    }

    private static <T> T looked(Supplier<T> look) throws Refusal {
        try {
            return look.get();
        } catch (AmqpException e) {
            throw refusal(e);
        }
    }

    private static String difference(Asked<?> declare) throws Refusal {
        try {
            declare.answer();
            return "";
        } catch (Refusal e) {
            if (e.code() == AMQP.PRECONDITION_FAILED) {
                return e.getMessage().replaceFirst("^PRECONDITION_FAILED - ", "");
            }
            if (e.code() == AMQP.ACCESS_REFUSED) {
                // nothing may be declared, so nothing can be compared
                return "";
            }
            throw e;
        }
    }

    /** Each step has a channel of its own, since the broker closes that of a step it refuses. */
    private <T> T run(Step<T> step) throws Refusal {
        try {
            Channel channel = connection.createChannel();
            try {
                return step.on(channel);
            } finally {
                if (channel.isOpen()) {
                    channel.close();
                }
            }
        } catch (IOException | ShutdownSignalException e) {
            throw refusal(e);
        } catch (TimeoutException e) {
            throw new Refusal(0, "the broker did not answer within " + CONFIRM_MILLIS / 1000 + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(0, "interrupted", e);
        }
    }

    /** What the broker said when it closed channel or connection, else what the client says. */
    private static Refusal refusal(Throwable failure) {
        Method reason = Reason.in(failure, ShutdownSignalException.class).map(ShutdownSignalException::getReason).orElse(null);
        if (reason instanceof AMQP.Channel.Close close) {
            return new Refusal(close.getReplyCode(), close.getReplyText(), failure);
        }
        if (reason instanceof AMQP.Connection.Close close) {
            return new Refusal(close.getReplyCode(), close.getReplyText(), failure);
        }
        return new Refusal(0, Reason.of(failure), failure);
    }
}
