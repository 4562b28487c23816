package com.nacento.connector.message;

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

class ConsumeBulkMessagesTest extends RouteTest {

    @Override
    protected void addBeans(Registry beans) {
        beans.bind("rabbitConnections", new CachingConnectionFactory("localhost", 1));
        beans.bind("requeueOnFailure", Connections.requeueOnFailure());
        beans.bind("gatheredMessages", new GatheredMessages());
    }

    @Test
    void ourOwnMessagesAreTakenFromTheQueueBesideTheTopic() {
        SpringRabbitMQEndpoint queue = (SpringRabbitMQEndpoint) context.getRoute(route).getEndpoint();

        assertThat(queue.getQueues()).isEqualTo(TOPIC + ".bulk");
        assertThat(queue.isAutoDeclare()).isFalse();
        assertThat(queue.getConcurrentConsumers()).isEqualTo(2);
        assertThat(queue.getMessageConverter()).isInstanceOf(GatheredMessages.class);
        assertThat(queue.getRetry()).as("what fails goes back to the queue").isNotNull();
    }

    @Test
    void anInstanceWithoutConsumersTakesNothing() {
        assertThat(context.getRouteController().getRouteStatus(route).isStopped()).isTrue();
    }

    @Test
    void aMessageGoesOnAsItCameAndItsFailureComesBack() throws Exception {
        fails("sync-gallery-messages", new IllegalStateException("the service stops"));

        Exchange message = fire("{}".getBytes(StandardCharsets.UTF_8));

        assertThat(neighbour("sync-gallery-messages").getReceivedExchanges()).singleElement()
                .satisfies(sent -> assertThat(sent.getMessage().getBody(String.class)).isEqualTo("{}"));
        assertThat(message.getException()).hasMessage("the service stops");
    }
}
