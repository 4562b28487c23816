package com.nacento.connector.bucketevent;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Headers;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

class ConsumeSqsEventsTest extends RouteTest {

    private final Publisher publisher = new Publisher();

    /** Takes what is published, or not. */
    public static final class Publisher {

        private final Map<String, Object> headers = new HashMap<>();
        private byte[] body;
        private boolean away;

        public void publish(@Body byte[] content, @Headers Map<String, Object> all) {
            if (away) {
                throw Samples.outage(Outage.Part.BROKER);
            }
            body = content;
            headers.clear();
            headers.putAll(all);
        }
    }

    @Override
    protected void addBeans(Registry beans) {
        beans.bind("confirmedPublisher", publisher);
    }

    @Test
    void aMessageGoesToTheQueueOfAllEventsAsItCame() throws Exception {
        publisher.away = false;
        Exchange exchange = fire("{\"Records\":[]}");

        assertThat(exchange.getException()).isNull();
        assertThat(new String(publisher.body)).isEqualTo("{\"Records\":[]}");
        assertThat(publisher.headers).containsEntry("CamelSpringRabbitmqRoutingOverrideKey", TOPIC + ".bucket");
    }

    @Test
    void whileTheBrokerIsAwayTheMessageStaysWhereItIs() throws Exception {
        publisher.away = true;
        assertThat(fire("{}").getException()).isInstanceOf(Outage.class);
    }

    @Test
    void whereNoQueueIsNamedNothingIsTaken() {
        assertThat(context.getRouteController().getRouteStatus(route).isStopped()).isTrue();
    }
}
