package com.nacento.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.Outage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class PublishSourceEventTest extends SourceRouteTest {

    @Test
    void anEventGoesToTheQueueOfItsSourceAndSaysWhoseItIs() {
        Exchange answer = publish("akeneo");

        assertThat(answer.getMessage().getBody()).isEqualTo("sent");
        assertThat(broker.sent).containsExactly("{\"a\":1}");
        assertThat(broker.headers.get(0)).containsEntry("CamelSpringRabbitmqExchangeOverrideName", "magento")
                .containsEntry("CamelSpringRabbitmqRoutingOverrideKey", TOPIC + ".events").containsEntry("nacento-source", "akeneo")
                .containsEntry("nacento-received", "1700000000000").containsKey("CamelSpringRabbitmqMessageId")
                .doesNotContainKey("X-Key");
    }

    @Test
    void ofASourceThatIsNotConfiguredAnyMoreItGoesThereToo() {
        publish("gone");

        assertThat(broker.headers.get(0)).containsEntry("CamelSpringRabbitmqRoutingOverrideKey", TOPIC + ".events")
                .containsEntry("nacento-source", "gone");
    }

    @Test
    void anOutageIsPassedOn() {
        broker.away = true;

        assertThat(Outage.in(publish("akeneo").getException())).isNotNull();
    }

    private Exchange publish(String source) {
        SourceEvent event = new SourceEvent(source, Instant.ofEpochSecond(1_700_000_000), "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        return send(null, Map.of("X-Key", "secret"), Map.of("event", event));
    }
}
