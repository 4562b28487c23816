package com.nacento.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.routes.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PublishSpooledEventsTest extends SourceRouteTest {

    @Test
    void whatWaitsIsPublishedInOrderAndGoneThen() {
        List<String> published = new ArrayList<>();
        answers("publish-source-event",
                exchange -> published.add(new String(exchange.getVariable("event", SourceEvent.class).body(), StandardCharsets.UTF_8)));
        List<String> kept = IntStream.range(0, 120).mapToObj(Integer::toString).toList();
        kept.forEach(this::keep);

        assertThat(send(null).getException()).isNull();

        assertThat(published).isEqualTo(kept);
        assertThat(broker.confirmed).isEqualTo(120);
        assertThat(spool.isEmpty()).isTrue();
    }

    @Test
    void nothingIsGoneThatIsNotConfirmed() throws Exception {
        keep("1");
        keep("2");
        broker.away = true;

        assertThat(Outage.in(send(null).getException())).isNotNull();
        fails("publish-source-event", Samples.outage(Outage.Part.BROKER));
        assertThat(Outage.in(send(null).getException())).isNotNull();

        assertThat(spool.next()).hasSize(2);
    }

    @Test
    void whereNothingWaitsNothingIsDone() {
        assertThat(send(null).getException()).isNull();

        assertThat(neighbour("publish-source-event").getReceivedCounter()).isZero();
    }

    private void keep(String body) {
        spool.keep(new SourceEvent("akeneo", Instant.now(), body.getBytes(StandardCharsets.UTF_8)));
    }
}
