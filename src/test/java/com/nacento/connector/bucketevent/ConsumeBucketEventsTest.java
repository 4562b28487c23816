package com.nacento.connector.bucketevent;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.queue.Connections;
import com.nacento.connector.queue.GatheredMessages;
import com.nacento.connector.routes.RouteTest;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.component.springrabbit.SpringRabbitMQEndpoint;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

class ConsumeBucketEventsTest extends RouteTest {

    @Override
    protected void addBeans(Registry beans) {
        beans.bind("bucketConnections", new CachingConnectionFactory("localhost", 1));
        beans.bind("requeueOnFailure", Connections.requeueOnFailure());
        beans.bind("gatheredMessages", new GatheredMessages());
    }

    @Test
    void oneConsumerGathersThousands() {
        SpringRabbitMQEndpoint queue = (SpringRabbitMQEndpoint) context.getRoute(route).getEndpoint();

        assertThat(queue.getQueues()).isEqualTo(TOPIC + ".bucket");
        assertThat(queue.isAutoDeclare()).isFalse();
        assertThat(queue.getConcurrentConsumers()).isEqualTo(1);
        assertThat(queue.getPrefetchCount()).isEqualTo(10_000);
        assertThat(queue.getMessageConverter()).isInstanceOf(GatheredMessages.class);
        assertThat(queue.getRetry()).as("what fails goes back to the queue").isNotNull();
    }

    @Test
    void whereEventsAreNotWantedNothingIsTaken() {
        assertThat(context.getRouteController().getRouteStatus(route).isStopped()).isTrue();
    }

    @Test
    void whatIsGatheredGoesOnAsItCameAndItsFailureComesBack() throws Exception {
        fails("sync-bucket-events", new IllegalStateException("the service stops"));

        Exchange message = fire("{}".getBytes(StandardCharsets.UTF_8));

        assertThat(neighbour("sync-bucket-events").getReceivedExchanges()).singleElement()
                .satisfies(sent -> assertThat(sent.getMessage().getBody(String.class)).isEqualTo("{}"));
        assertThat(message.getException()).hasMessage("the service stops");
    }
}
