package com.nacento.connector.queue;

import com.nacento.connector.failure.Cause;
import com.nacento.connector.failure.Excerpt;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.queue.QueueTopology.Depth;
import com.rabbitmq.client.BlockedListener;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Body;
import org.apache.camel.Handler;
import org.apache.camel.Headers;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/**
 * Hands messages to the broker, and tells when the broker has them: confirmed, and not returned as unroutable. Camel's own
 * producer cannot ask for returns, and RabbitMQ confirms a message that no queue gets.
 */
public final class ConfirmedPublisher {

    private static final String EXCHANGE = "CamelSpringRabbitmqExchangeOverrideName";
    private static final String ROUTING_KEY = "CamelSpringRabbitmqRoutingOverrideKey";
    private static final String MESSAGE_ID = "CamelSpringRabbitmqMessageId";
    private static final String OWN_HEADERS = "x-nacento-";
    private static final Set<String> EVENT_HEADERS = Set.of(EventHeaders.SOURCE, EventHeaders.RECEIVED);
    private static final String AWAY = "the broker cannot be reached";
    private static final int LONGEST_REASON = 200;
    private static final long CONFIRM_MILLIS = 10_000;
    /** Of somebody who waits half a second for his answer, all in all. */
    private static final long SOON_MILLIS = 100;

    /** How long a confirm is waited for before it is looked whether the broker has raised an alarm. */
    private static final long LOOK_MILLIS = 250;

    private final Outlet outlet;
    private final QueueTopology topology;
    /** Connections from which the broker takes nothing at the moment, and why. */
    private final Map<Connection, String> blocked = new ConcurrentHashMap<>();
    /** A queue that has refused a message, with what waited in it then. */
    private volatile Depth full;

    public ConfirmedPublisher(CachingConnectionFactory connections, QueueTopology topology) {
        this(connections, topology, template(connections)::send);
    }

    ConfirmedPublisher(CachingConnectionFactory connections, QueueTopology topology, Outlet outlet) {
        this.topology = topology;
        this.outlet = outlet;
        connections.addConnectionListener(this::watch);
    }

    /**
     * One for messages of which each is waited for and many are under way: they share one channel, which keeps their order. Whatever else
     * is published neither holds them up nor is throttled with them.
     *
     * @param connections for this publisher alone
     */
    public static ConfirmedPublisher overOneChannel(CachingConnectionFactory connections, QueueTopology topology) {
        return new ConfirmedPublisher(connections, topology, new SharedChannel(connections)::send);
    }

    private static RabbitTemplate template(CachingConnectionFactory connections) {
        RabbitTemplate template = new RabbitTemplate(connections);
        template.setMandatory(true);
        template.setUsePublisherConnection(true);
        return template;
    }

    /** The way to the broker. */
    interface Outlet {
        void send(String exchange, String routingKey, Message message, CorrelationData correlation);
    }

    /** The broker says by itself when it is short of memory or disk, and when no longer; but for that it just reads no further. */
    private void watch(Connection connection) {
        blocked.remove(connection);
        connection.addBlockedListener(new BlockedListener() {
            @Override
            public void handleBlocked(String reason) {
                blocked.put(connection, String.valueOf(reason));
            }

            @Override
            public void handleUnblocked() {
                blocked.remove(connection);
            }
        });
    }

    private void refuseWhileBlocked() {
        blocked.keySet().removeIf(connection -> !connection.isOpen());
        blocked.values().stream().findAny().ifPresent(reason -> {
            throw new Outage(Outage.Part.BROKER, "the broker takes no messages at the moment: " + reason, null);
        });
    }

    /**
     * Whether the broker takes what is published, as far as this process has seen.
     *
     * @throws Outage if it is short of memory or disk, or a queue that has refused a message is as full as it was then
     */
    public void look() {
        refuseWhileBlocked();
        Depth refused = full;
        if (refused != null && topology.depth(refused.queue()).filter(now -> now.messages() >= refused.messages()).isPresent()) {
            throw refusal(refused.queue());
        }
        full = null;
    }

    private static Outage refusal(String queue) {
        return refused("the broker refuses messages for the queue " + queue
                + ": it is full (x-max-length with x-overflow=reject-publish), or has no majority of its members");
    }

    private static Outage refused(String words) {
        return new Outage(Outage.Part.BROKER, words, new Nack(words));
    }

    /** The broker's answer to a message that it does not take. */
    private static final class Nack extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Nack(String detail) {
            super(detail);
        }
    }

    /**
     * Whether the broker has looked at what was published and said no. Whatever else fails, it may be slow, away, or without what the
     * message should go to.
     */
    public static boolean isRefusal(Throwable failure) {
        return Cause.in(failure, Nack.class).isPresent() || ChannelEnd.refusal(failure).isPresent();
    }

    /** A message that the broker was handed, and has not confirmed yet. */
    private record Sent(String exchange, String routingKey, Message message, CorrelationData correlation) implements Handed {

        @Override
        public boolean isConfirmed() {
            CompletableFuture<CorrelationData.Confirm> answer = correlation.getFuture();
            return answer.isDone() && !answer.isCompletedExceptionally() && answer.join().isAck() && correlation.getReturned() == null;
        }

        @Override
        public boolean isLost() {
            return correlation.getFuture().isDone() && !isConfirmed();
        }
    }

    /**
     * Publishes a persistent message, and waits until the broker has it.
     *
     * @param headers exchange, routing key and message id as Camel's component names them; those that begin with
     *                {@code x-nacento-} travel with the message, and so do those of {@link EventHeaders}
     * @throws Outage if the broker does not take it
     */
    @Handler
    public void publish(@Body byte[] body, @Headers Map<String, Object> headers) {
        confirm(List.of(send(body, headers)));
    }

    /**
     * The same without the waiting, for messages that follow close upon each other: a confirm takes the broker some
     * milliseconds, and it confirms many at once.
     *
     * @return what {@link #confirm} wants to have
     * @throws Outage if the broker cannot be reached
     */
    public Object send(@Body byte[] body, @Headers Map<String, Object> headers) {
        return hand((String) headers.get(EXCHANGE), (String) headers.get(ROUTING_KEY), message(body, headers));
    }

    /**
     * The same for a message that has its properties already.
     *
     * @return what {@link #confirm} wants to have
     * @throws Outage if the broker cannot be reached
     */
    public Object hand(String exchange, String routingKey, Message message) {
        refuseWhileBlocked();
        CorrelationData correlation = new CorrelationData();
        try {
            outlet.send(exchange, routingKey, message, correlation);
        } catch (AmqpException e) {
            throw away(e);
        }
        return new Sent(exchange, routingKey, message, correlation);
    }

    /**
     * Waits until the broker has all that was sent.
     *
     * @param answers what the messages' endpoint has answered; what is not of {@link #send} needs no confirm
     * @throws Outage if the broker does not take one of them
     */
    public void confirm(List<?> answers) {
        confirm(answers, CONFIRM_MILLIS);
    }

    /**
     * The same for one message, where the next one must not overtake it: the broker keeps no order over channels.
     *
     * @param answer what the message's endpoint has answered
     * @throws Outage if the broker does not take it
     */
    public void confirmOne(@Body Object answer) {
        confirm(List.of(answer), CONFIRM_MILLIS);
    }

    /**
     * The same for one message, whose sender must know soon.
     *
     * @param answer what the message's endpoint has answered
     * @return whether the confirm is late: the broker may have the message, or get it
     * @throws Outage if the broker does not take it
     */
    public boolean isLate(@Body Object answer) {
        if (answer instanceof Sent sent && !isAnsweredSoon(sent)) {
            refuseWhileBlocked();
            return true;
        }
        confirm(List.of(answer), SOON_MILLIS);
        return false;
    }

    private static boolean isAnsweredSoon(Sent sent) {
        try {
            sent.correlation().getFuture().get(SOON_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException answered) {
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Outage(Outage.Part.BROKER, "the service stops", e);
        }
    }

    private void confirm(List<?> answers, long millis) {
        List<Sent> lost = answers.stream().filter(Sent.class::isInstance).map(Sent.class::cast).filter(sent -> !isTaken(sent, millis))
                .toList();
        if (lost.isEmpty()) {
            return;
        }
        // a queue was deleted while the service runs: it is declared again, once
        topology.declareMissing();
        List<Sent> again = lost.stream().map(sent -> (Sent) hand(sent.exchange(), sent.routingKey(), sent.message())).toList();
        again.stream().filter(sent -> !isTaken(sent, millis)).findFirst().ifPresent(sent -> {
            throw new Outage(Outage.Part.BROKER, "no queue is bound to " + sent.exchange() + " with " + sent.routingKey(), null);
        });
    }

    /** Not if it came back, since no queue takes it. */
    private boolean isTaken(Sent sent, long millis) {
        try {
            CorrelationData.Confirm confirm = confirm(sent.correlation().getFuture(), millis);
            if (!confirm.isAck() && confirm.getReason() != null) {
                throw closed(confirm.getReason());
            }
            if (!confirm.isAck()) {
                full = topology.depth(sent.routingKey()).filter(depth -> depth.messages() > 0).orElse(null);
                throw refusal(sent.routingKey());
            }
            return sent.correlation().getReturned() == null;
        } catch (AmqpException | ExecutionException e) {
            throw away(e);
        } catch (TimeoutException e) {
            throw new Outage(Outage.Part.BROKER, "the broker did not confirm a message within " + millis + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Outage(Outage.Part.BROKER, "the service stops", e);
        }
    }

    private static Outage away(Exception failure) {
        return ChannelEnd.refusal(failure).map(ConfirmedPublisher::refused)
                .orElseGet(() -> new Outage(Outage.Part.BROKER, AWAY, failure));
    }

    /** Spring says of what waited for its confirm when the channel was closed that it was refused, and gives the reason as a text. */
    private static Outage closed(String reason) {
        return ChannelEnd.refusal(reason).map(ConfirmedPublisher::refused)
                .orElseGet(() -> new Outage(Outage.Part.BROKER, AWAY + ": " + Excerpt.of(reason, LONGEST_REASON), null));
    }

    private CorrelationData.Confirm confirm(Future<CorrelationData.Confirm> answer, long millis)
            throws InterruptedException, ExecutionException, TimeoutException {
        for (long waited = LOOK_MILLIS; waited < millis; waited += LOOK_MILLIS) {
            try {
                return answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                refuseWhileBlocked();
            }
        }
        return answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static Message message(byte[] body, Map<String, Object> headers) {
        MessageProperties properties = new MessageProperties();
        properties.setContentType(MessageProperties.CONTENT_TYPE_JSON);
        properties.setDeliveryMode(MessageDeliveryMode.PERSISTENT);
        properties.setMessageId((String) headers.get(MESSAGE_ID));
        properties.setTimestamp(new Date());
        headers.forEach((name, value) -> {
            if ((name.startsWith(OWN_HEADERS) || EVENT_HEADERS.contains(name)) && value != null) {
                properties.setHeader(name, value);
            }
        });
        return new Message(body, properties);
    }
}
