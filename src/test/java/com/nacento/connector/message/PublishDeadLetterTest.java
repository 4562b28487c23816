package com.nacento.connector.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

class PublishDeadLetterTest extends RouteTest {

    private static final DeadLetter LETTER = new DeadLetter("{\"sku\":\"A\"}".getBytes(StandardCharsets.UTF_8), "A", "internal: the reason",
            5, "m-1");

    @Test
    void aDeadLetterSaysWhyAndHowOftenItWasTried() {
        send(LETTER, Map.of("Authorization", "Bearer secret"));

        Message sent = neighbour("broker").getReceivedExchanges().get(0).getMessage();
        assertThat(sent.getBody(String.class)).isEqualTo("{\"sku\":\"A\"}");
        assertThat(sent.getHeaders()).containsEntry("CamelSpringRabbitmqExchangeOverrideName", "magento")
                .containsEntry("CamelSpringRabbitmqRoutingOverrideKey", TOPIC + ".dead")
                .containsEntry("x-nacento-reason", "internal: the reason").containsEntry("x-nacento-attempts", 5)
                .containsEntry("x-nacento-message-id", "m-1")
                .doesNotContainKey("Authorization");
    }

    @Test
    void twoDeadLettersHaveTwoMessageIds() {
        send(LETTER);
        send(LETTER);

        assertThat(neighbour("broker").getReceivedExchanges())
                .extracting(exchange -> exchange.getMessage().getHeader("CamelSpringRabbitmqMessageId", String.class))
                .doesNotHaveDuplicates().doesNotContainNull();
    }

    @Override
    protected void addBeans(Registry beans) {
        // for those that are too large for memory
        beans.bind("confirmedPublisher", new Object());
    }

    @Test
    void aBrokerThatIsAwayIsToldToTheCaller() {
        fails("broker", Samples.outage(Outage.Part.BROKER));

        assertThat(Outage.in(send(LETTER).getException())).isNotNull();
    }
}
