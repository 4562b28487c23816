package com.nacento.connector.queue;

import com.nacento.connector.config.RabbitSettings;
import com.nacento.connector.failure.Cause;
import com.nacento.connector.failure.Outage;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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
    private final PassiveLook look;
    private final Queues queues;

    public QueueRemoval(CachingConnectionFactory connections, RabbitSettings rabbit) {
        this.template = new RabbitTemplate(connections);
        this.look = new PassiveLook(connections);
        this.queues = Queues.of(rabbit);
    }

    /**
     * The queues that are there.
     *
     * @throws Outage if the broker is away or refuses
     */
    public List<String> queues() {
        return queues.ever().stream().filter(queue -> look(queue).isPresent()).toList();
    }

    /**
     * Why the queues must not be removed, a sentence each; empty if they may.
     *
     * @throws Outage if the broker is away or refuses
     */
    public List<String> obstacles() {
        List<String> obstacles = new ArrayList<>();
        for (String queue : queues()) {
            int messages = look(queue).map(AMQP.Queue.DeclareOk::getMessageCount).orElse(0);
            if (messages > 0) {
                obstacles.add("the queue " + queue + " holds " + messages + " messages: let them be processed"
                        + (queue.equals(queues.dead()) ? ", or \"dead-letters purge\" them" : ""));
            }
            int consumers = look(queue).map(AMQP.Queue.DeclareOk::getConsumerCount).orElse(0);
            if (consumers > 0) {
                obstacles.add("the queue " + queue + " has " + consumers + " consumers: stop the connector, and the PHP module's consumer");
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
            for (String key : queues.keys(queue)) {
                execute(channel -> channel.queueUnbind(queue, queues.exchange(), key));
            }
            if (look(queue).map(AMQP.Queue.DeclareOk::getMessageCount).orElse(0) > 0) {
                for (String key : queues.keys(queue)) {
                    execute(channel -> channel.queueBind(queue, queues.exchange(), key));
                }
                throw new Outage(Outage.Part.BROKER,
                        "a message came into the queue " + queue + " meanwhile, so it stays: stop whoever sends, and try again", null);
            }
            execute(channel -> channel.queueDelete(queue));
            removed.add("queue " + queue);
        }
        if (!queues.topic().equals(queues.exchange()) && deleteUnboundExchange()) {
            removed.add("exchange " + queues.topic());
        }
        return removed;
    }

    /**
     * Removes the exchange named as the topic, if there is one and nothing is bound to it; the broker closes the channel of a call about
     * one in use.
     */
    private boolean deleteUnboundExchange() {
        return reached(() -> look.hasExchange(queues.topic())) && execute(channel -> {
            Channel own = channel.getConnection().createChannel();
            try {
                own.exchangeDelete(queues.topic(), true);
                own.abort();
                return true;
            } catch (IOException e) {
                if (e.getCause() instanceof ShutdownSignalException signal && signal.getReason() instanceof AMQP.Channel.Close close
                        && close.getReplyCode() == AMQP.PRECONDITION_FAILED) {
                    return false;
                }
                throw e;
            }
        });
    }

    private Optional<AMQP.Queue.DeclareOk> look(String queue) {
        return reached(() -> look.queue(queue));
    }

    private <T> T execute(ChannelCallback<T> work) {
        return reached(() -> template.execute(work));
    }

    private static <T> T reached(Supplier<T> work) {
        try {
            return work.get();
        } catch (AmqpException e) {
            throw new Outage(Outage.Part.BROKER, "the broker cannot be reached or refuses: " + Cause.of(e), e);
        }
    }
}
