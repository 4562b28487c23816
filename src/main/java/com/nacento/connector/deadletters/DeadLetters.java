package com.nacento.connector.deadletters;

import com.nacento.connector.config.RabbitSettings;
import com.nacento.connector.failure.Cause;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.queue.ConfirmedPublisher;
import com.nacento.connector.queue.Connections;
import com.nacento.connector.queue.EventHeaders;
import com.nacento.connector.queue.QueueTopology;
import com.nacento.connector.queue.Queues;
import com.nacento.connector.queue.ReceivedMessage;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.ChannelCallback;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.support.DefaultMessagePropertiesConverter;

/**
 * The dead letters of a topic: looked at, replayed, discarded. Works on classic and on quorum queues, and may be called in the
 * running service with its own connections, from several threads and processes at once: a letter is in one hand at a time. While
 * a call goes through the queue, letters that it has passed are hidden from others; they are back where they were when it ends,
 * and if its process dies. A letter is removed only when the broker has confirmed where it went, so a crash can double one
 * (which is harmless), never lose one.
 */
public final class DeadLetters implements LetterBox {

    private final RabbitTemplate template;
    private final ConfirmedPublisher publisher;
    private final Queues queues;
    private final LetterReader reader = new LetterReader();
    private final DefaultMessagePropertiesConverter properties = new DefaultMessagePropertiesConverter();

    /** @param connections that confirm and return, as {@link Connections} makes them; not closed here */
    public DeadLetters(CachingConnectionFactory connections, RabbitSettings rabbit) {
        this.template = new RabbitTemplate(connections);
        this.queues = Queues.of(rabbit);
        this.publisher = new ConfirmedPublisher(connections, new QueueTopology(connections, queues));
    }

    /** For one-off work outside of the service: with connections of its own, which are closed afterwards. */
    public static <T> T onOwnConnections(RabbitSettings rabbit, Function<DeadLetters, T> work) {
        CachingConnectionFactory connections = Connections.create(rabbit);
        try {
            return work.apply(new DeadLetters(connections, rabbit));
        } finally {
            Connections.close(connections);
        }
    }

    /** Name of the queue. */
    public String queue() {
        return queues.dead();
    }

    /**
     * Looks at the first letters of the queue, and leaves them there.
     *
     * @param limit how many are read at most
     * @throws Outage if the broker is away, refuses, or has no such queue
     */
    @Override
    public Listing list(int limit) {
        return onQueue(channel -> {
            long ready = channel.queueDeclarePassive(queue()).getMessageCount();
            List<Letter> letters = new ArrayList<>();
            try (QueueWalk walk = walk(channel)) {
                GetResponse message = limit > 0 ? walk.next() : null;
                while (message != null) {
                    letters.add(reader.read(message));
                    leave(walk, message);
                    message = letters.size() < limit ? walk.next() : null;
                }
                walk.settle();
                return new Listing(Math.max(walk.total(), ready), letters);
            }
        });
    }

    /**
     * Hands letters back to the queue where they are processed, as if they came anew: {@code <topic>.bulk} or the topic, as their format
     * demands, events to {@code <topic>.events} or {@code <topic>.bucket}. Their requests keep their place in the order of submission.
     * Letters that come in meanwhile are not met.
     *
     * @throws Outage if the broker is away, refuses, or has no such queue; what is not replayed by then stays
     */
    @Override
    public Replay replay(Selection selection) {
        return onQueue(channel -> {
            int replayed = 0;
            int unreadable = 0;
            try (QueueWalk walk = walk(channel)) {
                for (GetResponse message = walk.next(); message != null; message = walk.next()) {
                    Letter letter = reader.read(message);
                    boolean selected = selection.takes(letter);
                    if (selected && letter.understood()) {
                        walk.move(message, queueOf(message), replayed(message));
                        replayed++;
                    } else {
                        leave(walk, message);
                        unreadable += selected ? 1 : 0;
                    }
                }
                walk.settle();
            }
            return new Replay(replayed, unreadable);
        });
    }

    /**
     * Throws letters away for good. Letters that come in meanwhile are not met.
     *
     * @return how many
     * @throws Outage if the broker is away, refuses, or has no such queue
     */
    @Override
    public int discard(Selection selection) {
        return onQueue(channel -> {
            int discarded = 0;
            try (QueueWalk walk = walk(channel)) {
                for (GetResponse message = walk.next(); message != null; message = walk.next()) {
                    if (selection.takes(reader.read(message))) {
                        walk.remove(message);
                        discarded++;
                    } else {
                        leave(walk, message);
                    }
                }
                walk.settle();
            }
            return discarded;
        });
    }

    private String queueOf(GetResponse message) {
        if (reader.source(message) != null) {
            return EventHeaders.BUCKET.equals(reader.source(message)) ? queues.bucket() : queues.events();
        }
        return reader.isOwnFormat(message) ? queues.bulk() : queues.topic();
    }

    /**
     * A letter that stays goes back to its place when the walk ends. But a quorum queue counts how often that happens, and drops
     * a message that was put back too often (20 times by default since RabbitMQ 4): one that has a count gets a new life.
     */
    private void leave(QueueWalk walk, GetResponse message) throws IOException {
        if (reader.deliveries(message) > 0) {
            walk.move(message, queue(), renewed(message));
        }
    }

    private QueueWalk walk(Channel channel) {
        return new QueueWalk(channel, queue(), publisher, queues.exchange());
    }

    private Message replayed(GetResponse message) {
        String id = reader.requestMessageId(message);
        MessageProperties fresh = new MessageProperties();
        fresh.setContentType(MessageProperties.CONTENT_TYPE_JSON);
        fresh.setMessageId(id == null ? UUID.randomUUID().toString() : id);
        fresh.setTimestamp(new Date());
        if (reader.source(message) != null) {
            fresh.setHeader(EventHeaders.SOURCE, reader.source(message));
        }
        return MessageBuilder.withBody(message.getBody()).andProperties(fresh).build();
    }

    private Message renewed(GetResponse message) {
        MessageProperties same = properties.toMessageProperties(message.getProps(), message.getEnvelope(), "UTF-8");
        // what was received is kept apart from what is to be sent
        same.setDeliveryMode(MessageDeliveryMode.PERSISTENT);
        same.getHeaders().remove(ReceivedMessage.DELIVERIES);
        return MessageBuilder.withBody(message.getBody()).andProperties(same).build();
    }

    private <T> T onQueue(ChannelCallback<T> work) {
        try {
            return template.execute(work);
        } catch (AmqpException e) {
            throw new Outage(Outage.Part.BROKER, "the broker cannot be reached or refuses: " + words(e), e);
        }
    }

    /** What the broker itself says, where it does: {@code NOT_FOUND - no queue 'x' in vhost '/'}. */
    private static String words(Throwable failure) {
        if (Cause.root(failure) instanceof ShutdownSignalException signal && signal.getReason() instanceof AMQP.Channel.Close close) {
            return close.getReplyText();
        }
        return Cause.of(failure);
    }
}
