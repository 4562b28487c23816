package com.nacento.connector.queue;

import com.nacento.connector.config.RabbitSettings;
import com.nacento.connector.failure.Cause;
import com.nacento.connector.failure.Outage;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.ChannelCallback;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/**
 * Takes the connector's queues off the broker, and the exchange named as the topic that the PHP module's README speaks of. The
 * exchange of Magento's queues stays. A queue that somebody still needs is not removed: one with messages, one with a consumer.
 */
public final class QueueRemoval {

    private final RabbitTemplate template;
    private final String exchange;
    private final String topic;

    public QueueRemoval(CachingConnectionFactory connections, RabbitSettings rabbit) {
        this.template = new RabbitTemplate(connections);
        this.exchange = rabbit.exchange();
        this.topic = rabbit.topic();
    }

    /**
     * The queues that are there.
     *
     * @throws Outage if the broker is away or refuses
     */
    public List<String> queues() {
        return List.of(topic, topic + ".bulk", topic + ".dead").stream().filter(queue -> look(queue) != null).toList();
    }

    /**
     * Why the queues must not be removed, a sentence each; empty if they may.
     *
     * @throws Outage if the broker is away or refuses
     */
    public List<String> obstacles() {
        List<String> obstacles = new ArrayList<>();
        for (String queue : queues()) {
            AMQP.Queue.DeclareOk found = look(queue);
            if (found != null && found.getMessageCount() > 0) {
                obstacles.add("the queue " + queue + " holds " + found.getMessageCount() + " messages: let them be worked off"
                        + (queue.endsWith(".dead") ? ", or \"dead-letters purge\" them" : ""));
            }
            if (found != null && found.getConsumerCount() > 0) {
                obstacles.add("the queue " + queue + " has " + found.getConsumerCount() + " consumers: stop the connector, and the PHP module's consumer");
            }
        }
        return obstacles;
    }

    /**
     * Removes queues and bindings.
     *
     * @return what was removed, in words
     * @throws Outage if the broker is away or refuses, or a message came in meanwhile: its queue stays as it was
     */
    public List<String> remove() {
        List<String> removed = new ArrayList<>();
        for (String queue : queues()) {
            // from here on nothing comes in any more: what is published is returned to its sender
            execute(channel -> channel.queueUnbind(queue, exchange, queue));
            AMQP.Queue.DeclareOk found = look(queue);
            if (found != null && found.getMessageCount() > 0) {
                execute(channel -> channel.queueBind(queue, exchange, queue));
                throw new Outage(Outage.Part.BROKER, "a message came into the queue " + queue + " meanwhile, so it stays: stop whoever sends, and try again", null);
            }
            execute(channel -> channel.queueDelete(queue));
            removed.add("queue " + queue);
        }
        if (!topic.equals(exchange) && deleteUnboundExchange()) {
            removed.add("exchange " + topic);
        }
        return removed;
    }

    /** Removes the exchange named as the topic, if there is one and nothing is bound to it. */
    private boolean deleteUnboundExchange() {
        return execute(channel -> {
            if (!exists(channel.getConnection().createChannel(), c -> c.exchangeDeclarePassive(topic))) {
                return false;
            }
            return exists(channel.getConnection().createChannel(), c -> c.exchangeDelete(topic, true));
        });
    }

    /** What a queue has, or {@code null} if there is none. */
    private AMQP.Queue.DeclareOk look(String queue) {
        AMQP.Queue.DeclareOk[] found = new AMQP.Queue.DeclareOk[1];
        execute(channel -> exists(channel.getConnection().createChannel(), c -> found[0] = c.queueDeclarePassive(queue)));
        return found[0];
    }

    @FunctionalInterface
    private interface Look {
        Object on(Channel channel) throws IOException;
    }

    /** Whether the broker does it; it closes the channel of a call about something that is not there, or is in use. */
    private static boolean exists(Channel channel, Look look) throws IOException {
        try {
            look.on(channel);
            channel.abort();
            return true;
        } catch (IOException e) {
            if (e.getCause() instanceof com.rabbitmq.client.ShutdownSignalException signal && signal.getReason() instanceof AMQP.Channel.Close close
                    && (close.getReplyCode() == AMQP.NOT_FOUND || close.getReplyCode() == AMQP.PRECONDITION_FAILED)) {
                return false;
            }
            throw e;
        }
    }

    private <T> T execute(ChannelCallback<T> work) {
        try {
            return template.execute(work);
        } catch (AmqpException e) {
            throw new Outage(Outage.Part.BROKER, "the broker cannot be reached or refuses: " + Cause.of(e), e);
        }
    }
}
