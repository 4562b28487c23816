package com.nacento.connector.serve;

import com.nacento.connector.config.Settings;
import com.nacento.connector.deadletters.DeadLetters;
import com.nacento.connector.health.Probes;
import com.nacento.connector.queue.ConfirmedPublisher;
import com.nacento.connector.queue.Connections;
import com.nacento.connector.queue.Consumption;
import com.nacento.connector.queue.GatheredMessages;
import com.nacento.connector.queue.GatheringConsumers;
import com.nacento.connector.queue.QueueTopology;
import com.nacento.connector.queue.Queues;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.apache.camel.CamelContext;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/** The message broker: its connections, its queues, what publishes and what takes. */
final class BrokerBeans {

    /** Slices of bulks that are written down and published at once: while one waits for the database, another one does for the broker. */
    private static final int SLICE_THREADS = 4;
    private static final int LETTER_THREADS = 25;
    /** As the routes say it that take from queues or start work by themselves. */
    private static final String GROUP_THAT_PAUSES = "pauses";

    final QueueTopology topology;
    final Consumption consumption;
    final DeadLetters letters;

    BrokerBeans(Beans beans, Settings settings, MeterRegistry metrics) {
        CachingConnectionFactory connections = Connections.create(settings.rabbit());
        topology = new QueueTopology(connections, Queues.of(settings.rabbit()));
        topology.show(metrics);
        consumption = new Consumption(() -> underWay(beans.camel()), Clock.systemUTC()).show(metrics);
        letters = new DeadLetters(connections, settings.rabbit());
        ConfirmedPublisher publisher = new ConfirmedPublisher(connections, topology);
        ConfirmedPublisher events = ConfirmedPublisher.overOneChannel(Connections.create(settings.rabbit()), topology);
        beans.bind("rabbitConnections", connections);
        // small messages, and many at once: with a share of the heap that fits them
        beans.bind("bucketConnections", Connections.create(settings.rabbit(), CamelSettings.GATHERED_BUCKET_EVENTS));
        beans.bind("queueTopology", topology);
        beans.bind("consumption", consumption);
        beans.bind("confirmedPublisher", publisher);
        beans.bind("eventPublisher", events);
        beans.bind("brokerHealth", Probes.broker(connections, List.of(publisher, events)).show(metrics));
        beans.bind("requeueOnFailure", Connections.requeueOnFailure());
        beans.bind("gatheringConsumers", new GatheringConsumers(metrics, consumption));
        beans.bind("gatheredMessages", new GatheredMessages());
        // each waits for its confirm, which the broker gives to many at once
        beans.bindThreads("letter", LETTER_THREADS);
        beans.bindThreads("slice", SLICE_THREADS);
    }

    /** The pieces of work of the routes that rest while consumption is paused. */
    private static int underWay(CamelContext camel) {
        return camel.getRoutesByGroup(GROUP_THAT_PAUSES).stream().mapToInt(route -> camel.getInflightRepository().size(route.getId()))
                .sum();
    }
}
