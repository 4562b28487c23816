package com.nacento.connector.queue;

import com.nacento.connector.failure.Cause;
import com.nacento.connector.failure.Outage;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/**
 * Exchange, queues and bindings: Magento's own, which are used as they are, and the connector's, both declared when they are
 * missing.
 */
public final class QueueTopology {

    private final RabbitTemplate template;
    private final PassiveLook look;
    private final Queues queues;
    private final Set<String> unconsumed = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> waiting = new ConcurrentHashMap<>();

    public QueueTopology(CachingConnectionFactory connections, Queues queues) {
        this.template = new RabbitTemplate(connections);
        this.look = new PassiveLook(connections);
        this.queues = queues;
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
        return queues.all().stream().map(this::depth).flatMap(Optional::stream).toList();
    }

    /** What waits in one queue; nothing is known of one that is missing. */
    Optional<Depth> depth(String queue) {
        return look.queue(queue).map(found -> new Depth(queue, found.getMessageCount(), found.getConsumerCount()));
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
            if (!look.hasExchange(queues.exchange())) {
                template.execute(channel -> channel.exchangeDeclare(queues.exchange(), "topic", true));
                declared.add("exchange " + queues.exchange());
            }
            for (String queue : queues.all()) {
                Optional<Depth> there = depth(queue);
                if (there.isEmpty()) {
                    template.execute(channel -> channel.queueDeclare(queue, true, false, false, null));
                    declared.add("queue " + queue);
                } else {
                    waiting.put(queue, there.get().messages());
                }
                for (String key : queues.keys(queue)) {
                    template.execute(channel -> channel.queueBind(queue, queues.exchange(), key));
                }
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
            return look.queue(queue).isPresent();
        } catch (AmqpException e) {
            throw new Outage(Outage.Part.BROKER, "the broker cannot be reached or refuses: " + Cause.of(e), e);
        }
    }

    /** Shows how many messages waited in each queue at the last look; nothing is shown while the broker is away. */
    public void show(MeterRegistry metrics) {
        for (String queue : queues.all()) {
            Gauge.builder("nacento.queue.messages", waiting, counts -> counts.containsKey(queue) ? counts.get(queue) : Double.NaN)
                    .description("Messages that wait in a queue: topic, bulk or dead; those that a consumer holds are not among them")
                    .tag("queue", queue.equals(queues.topic()) ? "topic" : queue.substring(queue.lastIndexOf('.') + 1)).register(metrics);
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
}
