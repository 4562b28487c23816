package com.nacento.connector.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.queue.ConfirmedPublisher;
import com.nacento.connector.queue.QueueTopology;
import com.nacento.connector.queue.Queues;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

class PublishGalleryMessagesTest extends RouteTest {

    private static final String THREE = "{\"items\":[{\"sku\":\"A\",\"images\":[]},{\"sku\":\"B\",\"images\":[]},{\"sku\":\"C\",\"images\":[]}]}";

    @Test
    void someSkusTravelTogetherOnOurOwnQueueAndEachMessageHasAnIdOfItsOwn() throws Exception {
        BulkSubmission.Slice slice = submission(THREE).iterator().next();

        Exchange answer = send(slice, Map.of("Authorization", "Bearer secret"));

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isSameAs(slice);
        assertThat(neighbour("broker").getReceivedExchanges()).hasSize(2).allSatisfy(sent -> assertThat(sent.getMessage().getHeaders())
                .containsEntry("CamelSpringRabbitmqExchangeOverrideName", "magento")
                .containsEntry("CamelSpringRabbitmqRoutingOverrideKey", TOPIC + ".bulk")
                .doesNotContainKey("Authorization"));
        assertThat(neighbour("broker").getReceivedExchanges())
                .extracting(sent -> sent.getMessage().getHeader("CamelSpringRabbitmqMessageId", String.class)).doesNotHaveDuplicates()
                .doesNotContainNull();
        assertThat(neighbour("broker").getReceivedExchanges()).extracting(sent -> sent.getMessage().getBody(String.class))
                .anySatisfy(body -> assertThat(body).contains("\"A\"", "\"B\"")).anySatisfy(body -> assertThat(body).contains("\"C\""));
    }

    @Test
    void aSliceOfWhichNothingIsAcceptedPublishesNothing() throws Exception {
        BulkSubmission.Slice slice = submission("{\"items\":[{\"sku\":\"A\",\"images\":[{}]}]}").iterator().next();

        Exchange answer = send(slice);

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isSameAs(slice);
        assertThat(neighbour("broker").getReceivedExchanges()).isEmpty();
    }

    @Test
    void oneUnconfirmedMessageFailsTheSlice() throws Exception {
        answers("broker", exchange -> {
            if (exchange.getMessage().getBody(String.class).contains("\"C\"")) {
                throw Samples.outage(Outage.Part.BROKER);
            }
        });

        assertThat(Outage.in(send(submission(THREE).iterator().next()).getException())).hasMessage("the test took it away");
    }

    @Override
    protected void addBeans(Registry beans) {
        CachingConnectionFactory nowhere = new CachingConnectionFactory("localhost", 1);
        beans.bind("confirmedPublisher", new ConfirmedPublisher(nowhere, new QueueTopology(nowhere, new Queues("magento", TOPIC))));
    }
}
