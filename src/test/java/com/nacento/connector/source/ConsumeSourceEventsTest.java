package com.nacento.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.queue.Connections;
import com.nacento.connector.queue.GatheredMessages;
import com.nacento.connector.routes.RouteTest;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.component.springrabbit.SpringRabbitMQEndpoint;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

class ConsumeSourceEventsTest extends RouteTest {

    @Override
    protected void addBeans(Registry beans) {
        beans.bind("rabbitConnections", new CachingConnectionFactory("localhost", 1));
        beans.bind("requeueOnFailure", Connections.requeueOnFailure());
        beans.bind("gatheredMessages", new GatheredMessages());
    }

    @Test
    void eventsAreTakenFromTheirOwnQueueSeveralTogether() {
        SpringRabbitMQEndpoint queue = (SpringRabbitMQEndpoint) context.getRoute(route).getEndpoint();

        assertThat(queue.getQueues()).isEqualTo(TOPIC + ".events");
        assertThat(queue.isAutoDeclare()).isFalse();
        assertThat(queue.getPrefetchCount()).isEqualTo(20);
        assertThat(queue.getMessageConverter()).isInstanceOf(GatheredMessages.class);
        assertThat(queue.getRetry()).as("what fails goes back to the queue").isNotNull();
    }

    @Test
    void anInstanceWithoutSourcesOrConsumersTakesNothing() {
        assertThat(context.getRouteController().getRouteStatus(route).isStopped()).isTrue();
    }

    @Test
    void whatFailsComesBack() throws Exception {
        fails("submit-source-events", new IllegalStateException("the service stops"));

        Exchange message = fire(List.of());

        assertThat(message.getException()).hasMessage("the service stops");
    }
}
