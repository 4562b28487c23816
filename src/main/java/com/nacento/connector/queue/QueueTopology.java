package com.nacento.connector.queue;

import com.nacento.connector.failure.Cause;
import com.nacento.connector.failure.Outage;
import com.rabbitmq.client.AMQP;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.ChannelCallback;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/**
 * Exchange, queues and bindings: Magento's own, which are used as they are, and the connector's, both declared when they are
 * missing. A look is passive, since declaring what exists with other arguments (a quorum queue) is an error.
 */
public final class QueueTopology {

    private final RabbitTemplate template;
    private final String exchange;
    private final List<String> queues;
    private final Set<String> unconsumed = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> waiting = new ConcurrentHashMap<>();

    /** @param topic name of Magento's queue; the connector's own are {@code <topic>.bulk} and {@code <topic>.dead} */
    public QueueTopology(CachingConnectionFactory connections, String exchange, String topic) {
        this.template = new RabbitTemplate(connections);
        this.exchange = exchange;
        this.queues = List.of(topic, topic + ".bulk", topic + ".dead");
    }

    /**
     * What waits in a queue.
     *
     * @param messages  ready to be taken (some brokers count those that are being worked on as well)
     * @param consumers who take from it
     */
    public record Depth(String queue, int messages, int consumers) {
    }

    /**
     * What waits in the topic's queue and in the connector's own; a queue that is missing is left out.
     *
     * @throws AmqpException if the broker is away
     */
    public List<Depth> depths() {
        return queues.stream().map(this::depth).flatMap(Optional::stream).toList();
    }

    /** What waits in one queue; nothing is known of one that is missing. */
    Optional<Depth> depth(String queue) {
        List<Depth> depth = new ArrayList<>();
        exists(channel -> {
            AMQP.Queue.DeclareOk found = channel.queueDeclarePassive(queue);
            return depth.add(new Depth(queue, found.getMessageCount(), found.getConsumerCount()));
        });
        return depth.stream().findFirst();
    }

    /**
     * Declares what is missing, durable and without arguments as Magento does, and binds it.
     *
     * @return what was missing, in words; empty if nothing was
     * @throws Outage if the broker is away or refuses
     */
    public List<String> declareMissing() {
        List<String> declared = new ArrayList<>();
        try {
            if (!exists(channel -> channel.exchangeDeclarePassive(exchange))) {
                template.execute(channel -> channel.exchangeDeclare(exchange, "topic", true));
                declared.add("exchange " + exchange);
            }
            for (String queue : queues) {
                if (!exists(channel -> waiting.put(queue, channel.queueDeclarePassive(queue).getMessageCount()))) {
                    template.execute(channel -> channel.queueDeclare(queue, true, false, false, null));
                    declared.add("queue " + queue);
                }
                template.execute(channel -> channel.queueBind(queue, exchange, queue));
            }
            return declared;
        } catch (AmqpException e) {
            waiting.clear();
            throw new Outage(Outage.Part.BROKER, "the broker cannot be reached or refuses: " + Cause.of(e), e);
        }
    }

    /**
     * Whether the broker has a queue, whoever's it is.
     *
     * @throws Outage if the broker is away or refuses
     */
    public boolean has(String queue) {
        try {
            return exists(channel -> channel.queueDeclarePassive(queue));
        } catch (AmqpException e) {
            throw new Outage(Outage.Part.BROKER, "the broker cannot be reached or refuses: " + Cause.of(e), e);
        }
    }

    /** Shows how many messages waited in each queue at the last look; nothing is shown while the broker is away. */
    public void show(MeterRegistry metrics) {
        for (String queue : queues) {
            Gauge.builder("nacento.queue.messages", waiting, counts -> counts.containsKey(queue) ? counts.get(queue) : Double.NaN)
                    .description("Messages that wait in a queue: topic, bulk or dead; those that a consumer holds are not among them")
                    .tag("queue", queue.equals(queues.get(0)) ? "topic" : queue.substring(queue.lastIndexOf('.') + 1)).register(metrics);
        }
    }

    /**
     * Whether nobody at all consumed a queue at two looks in a row. Where that should not be, its consumers have lost it: not
     * every broker tells them when a queue is deleted, and even then Spring looks for it but every ten seconds. One look alone
     * proves nothing: consumers that have just been started are on their way.
     */
    public boolean isDeserted(String queue) {
        Integer consumers = template.execute(channel -> channel.queueDeclarePassive(queue).getConsumerCount());
        if (consumers == null || consumers > 0) {
            unconsumed.remove(queue);
            return false;
        }
        return !unconsumed.add(queue);
    }

    /** A passive look; the broker closes the channel of one that finds nothing (404). */
    private boolean exists(ChannelCallback<Object> look) {
        try {
            template.execute(look);
            return true;
        } catch (AmqpException e) {
            if (isNotFound(e)) {
                return false;
            }
            throw e;
        }
    }

    private static boolean isNotFound(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof com.rabbitmq.client.ShutdownSignalException signal
                    && signal.getReason() instanceof AMQP.Channel.Close close && close.getReplyCode() == AMQP.NOT_FOUND) {
                return true;
            }
            if (cause instanceof IOException && cause.getCause() == null && String.valueOf(cause.getMessage()).contains("404")) {
                return true;
            }
        }
        return false;
    }
}
