package com.nacento.connector.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nacento.connector.akeneo.AkeneoLoad;
import com.nacento.connector.akeneo.AkeneoSources;
import com.nacento.connector.akeneo.PageEvents;
import com.nacento.connector.config.RabbitSettings;
import com.nacento.connector.config.SourceSettings;
import com.nacento.connector.queue.ConfirmedPublisher;
import com.nacento.connector.queue.Connections;
import com.nacento.connector.queue.EventHeaders;
import com.nacento.connector.queue.QueueTopology;
import com.nacento.connector.queue.Queues;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/**
 * Loads everything from a source's PIM and hands it to the queue of events, a hundred products a message at the most: the service makes
 * requests of it as of what the PIM sends by itself, in the same order, and no more of it is in memory than a page.
 */
public final class Pull {

    private final RabbitSettings rabbit;
    private final AkeneoSources sources;

    /**
     * How much was handed over.
     *
     * @param products that have or had images, or not: all that the PIM shows
     * @param models   the same of product models
     * @param messages what they travel in
     */
    public record Totals(long products, long models, long messages) {

        private Totals plus(ObjectNode body, int events) {
            return new Totals(products + body.path("products").size(), models + body.path("models").size(), messages + events);
        }
    }

    public Pull(RabbitSettings rabbit, List<SourceSettings> sources) {
        this.rabbit = rabbit;
        this.sources = new AkeneoSources(sources, Thread::sleep, Clock.systemUTC());
    }

    /** Whether the source has a PIM that can be asked. */
    public boolean canAsk(String source) {
        return sources.has(source);
    }

    /**
     * Loads and hands over.
     *
     * @param since what was changed before is passed over; {@code null}: nothing is
     * @param each  is told of each page
     * @throws com.nacento.connector.failure.Outage if PIM or broker are away: what was handed over until then is done
     */
    public Totals pull(String source, Instant since, Consumer<Totals> each) throws JsonProcessingException {
        CachingConnectionFactory connections = Connections.create(rabbit);
        try {
            Queues queues = Queues.of(rabbit);
            QueueTopology topology = new QueueTopology(connections, queues);
            topology.declareMissing();
            ConfirmedPublisher publisher = new ConfirmedPublisher(connections, topology);
            Totals totals = new Totals(0, 0, 0);
            for (AkeneoLoad load = sources.changed(source, since); load.goesOn();) {
                ObjectNode body = sources.withVisible(source, sources.withAssets(source, sources.page(load)));
                List<byte[]> events = PageEvents.of(body);
                if (!events.isEmpty()) {
                    publisher.confirm(events.stream()
                            .map(event -> publisher.hand(queues.exchange(), queues.events(), message(source, event))).toList());
                    totals = totals.plus(body, events.size());
                    each.accept(totals);
                }
            }
            return totals;
        } finally {
            Connections.close(connections);
        }
    }

    private static Message message(String source, byte[] event) {
        return MessageBuilder.withBody(event).setContentType(MessageProperties.CONTENT_TYPE_JSON)
                .setDeliveryMode(MessageDeliveryMode.PERSISTENT).setMessageId(UUID.randomUUID().toString())
                .setHeader(EventHeaders.SOURCE, source).setHeader(EventHeaders.RECEIVED, Long.toString(Instant.now().toEpochMilli()))
                .build();
    }
}
