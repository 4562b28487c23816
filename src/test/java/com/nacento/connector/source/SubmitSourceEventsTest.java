package com.nacento.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.message.DeadLetter;
import com.nacento.connector.queue.EventHeaders;
import com.nacento.connector.queue.ReceivedMessage;
import com.nacento.connector.routes.Samples;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;

class SubmitSourceEventsTest extends SourceRouteTest {

    private final Processor map = exchange -> bean(SourceEvents.class).map(exchange.getVariable("batch", EventBatch.class));

    @Test
    void whatIsGatheredIsSubmittedTogether() {
        answers("map-source-events", map);

        assertThat(events(message("{\"items\":[" + item("A") + "," + item("B") + "]}"), message("{\"items\":[" + item("C") + "]}"))
                .getException()).isNull();

        assertThat(submitted()).containsExactly("akeneo [A, B, C]");
        assertThat(neighbour("publish-dead-letters").getReceivedCounter()).isZero();
        assertThat(metrics.get("nacento.source.lag").timer().count()).isPositive();
    }

    @Test
    void aUselessBodyCostsOnlyItself() {
        answers("map-source-events", map);

        assertThat(events(message("{\"fails\":true}"), message("no JSON"), message("{\"items\":[" + item("A") + "]}")).getException())
                .isNull();

        assertThat(submitted()).containsExactly("akeneo [A]");
        assertThat(letters()).hasSize(2).allSatisfy(letter -> {
            assertThat(letter.reason()).startsWith("invalid_event: ");
            assertThat(letter.source()).isEqualTo("akeneo");
        });
        assertThat(letters().get(0).reason()).contains("the test says so");
        assertThat(new String(letters().get(1).body(), StandardCharsets.UTF_8)).isEqualTo("no JSON");
    }

    @Test
    void whatNobodyKnowsWhoseItIsIsADeadLetter() {
        answers("map-source-events", map);

        events(message(null, "{}"), message("stranger", "{}"));

        assertThat(letters()).extracting(DeadLetter::reason).containsExactly("unknown_source: the message has no header nacento-source",
                "unknown_source: stranger is not among nacento.sources");
        assertThat(metrics.get("nacento.source.events.dead").tag("source", "unknown").counter().count()).isEqualTo(2);
    }

    @Test
    void whatMeansNothingIsCounted() {
        answers("map-source-events", map);
        double before = counted("nacento.source.events.skipped");

        assertThat(events(message("{\"action\":\"category.updated\"}")).getException()).isNull();

        assertThat(counted("nacento.source.events.skipped")).isEqualTo(before + 1);
        assertThat(submitted()).isEmpty();
        assertThat(letters()).isEmpty();
    }

    @Test
    void whileTheDatabaseIsAwayEventsWaitAndNoTryIsCounted() {
        answers("map-source-events", map);
        AtomicInteger tries = new AtomicInteger();
        answers("submit-source-items", exchange -> {
            if (tries.incrementAndGet() <= MAX_ATTEMPTS + 1) {
                throw Samples.databaseAway();
            }
        });

        assertThat(events(message("{\"items\":[" + item("A") + "]}")).getException()).isNull();

        assertThat(tries).hasValue(MAX_ATTEMPTS + 2);
        assertThat(letters()).isEmpty();
    }

    @Test
    void theEventsOfAPimThatIsAwayLetThoseOfOthersPassAndAreTriedAgain() {
        AtomicInteger asked = new AtomicInteger();
        answers("map-source-events", exchange -> {
            EventBatch batch = exchange.getVariable("batch", EventBatch.class);
            bean(SourceEvents.class).map(batch);
            if (!batch.loads().isEmpty()) {
                asked.incrementAndGet();
                throw Samples.outage(Outage.Part.PIM);
            }
        });

        assertThat(events(message("{\"load\":[{\"identifier\":\"A\"}]}"), message("{\"items\":[" + item("B") + "]}"),
                message("{\"load\":[{\"identifier\":\"C\"}]}")).getException()).isNull();

        assertThat(submitted()).containsExactly("akeneo [B]");
        assertThat(asked).as("together, and no second time").hasValue(1);
        assertThat(neighbour("publish-source-event").getReceivedExchanges()).hasSize(2).allSatisfy(
                sent -> assertThat(sent.getVariable("event", SourceEvent.class).receivedMillis()).isEqualTo("1700000000000"));
        assertThat(letters()).isEmpty();

        org.awaitility.Awaitility.await().untilAsserted(() -> {
            events(message("{\"load\":[{\"identifier\":\"A\"}]}"), message("{\"load\":[{\"identifier\":\"C\"}]}"));
            assertThat(asked).as("by one of them").hasValue(2);
        });
        answers("map-source-events", exchange -> {
            EventBatch batch = exchange.getVariable("batch", EventBatch.class);
            bean(SourceEvents.class).map(batch);
            batch.loads().forEach(load -> batch.loaded(load.source(), List.of()));
        });
        org.awaitility.Awaitility.await().untilAsserted(() -> {
            int before = neighbour("publish-source-event").getReceivedCounter();
            events(message("{\"load\":[{\"identifier\":\"A\"}]}"), message("{\"load\":[{\"identifier\":\"C\"}]}"));
            assertThat(neighbour("publish-source-event").getReceivedCounter()).as("none waits any more").isEqualTo(before);
        });
        assertThat(letters()).isEmpty();
    }

    @Test
    void whenTheBrokerGoesAwayTheyGoBackToTheQueue() {
        answers("map-source-events", map);
        fails("submit-source-items", Samples.outage(Outage.Part.BROKER));

        assertThat(events(message("{\"items\":[" + item("A") + "]}")).getException()).hasMessageContaining("go back to the queue");
    }

    @Test
    void whenTheServiceStopsTheyGoBackToTheQueue() {
        answers("map-source-events", map);
        answers("submit-source-items", exchange -> {
            stopping = true;
            throw Samples.databaseAway();
        });

        assertThat(events(message("{\"items\":[" + item("A") + "]}")).getException()).hasMessageContaining("go back to the queue");
        assertThat(letters()).isEmpty();
    }

    @Test
    void whatFailsByItselfIsTriedAndThenADeadLetterAndHoldsUpNobody() {
        answers("map-source-events", map);
        List<String> done = new ArrayList<>();
        AtomicInteger failures = new AtomicInteger();
        answers("submit-source-items", exchange -> {
            SourceItems items = exchange.getMessage().getBody(SourceItems.class);
            if (items.items().stream().anyMatch(item -> item.sku().equals("BAD"))) {
                failures.incrementAndGet();
                throw new IllegalStateException("a defect");
            }
            items.items().forEach(item -> done.add(item.sku()));
        });

        assertThat(events(message("{\"items\":[" + item("A") + "]}"), message("{\"items\":[" + item("BAD") + "]}"),
                message("{\"items\":[" + item("C") + "]}")).getException()).isNull();

        assertThat(done).containsExactly("A", "C");
        assertThat(failures).as("together, then alone").hasValue(1 + MAX_ATTEMPTS);
        assertThat(letters()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).startsWith("internal: ");
            assertThat(letter.attempts()).isEqualTo(MAX_ATTEMPTS);
        });
    }

    @Test
    void whatAQueueCountsIsPublishedAnewBeforeItIsDropped() {
        answers("map-source-events", map);
        ReceivedMessage returned = new ReceivedMessage("{\"fails\":true}".getBytes(StandardCharsets.UTF_8), "m", true, TOPIC + ".events",
                Map.of(EventHeaders.SOURCE, "akeneo", EventHeaders.RECEIVED, "1700000000000"));

        assertThat(events(returned, message("{\"items\":[" + item("A") + "]}")).getException()).isNull();

        assertThat(neighbour("publish-source-event").getReceivedExchanges()).singleElement()
                .satisfies(sent -> assertThat(sent.getVariable("event", SourceEvent.class).receivedMillis()).isEqualTo("1700000000000"));
        assertThat(submitted()).containsExactly("akeneo [A]");
        assertThat(letters()).isEmpty();
    }

    private Exchange events(ReceivedMessage... messages) {
        return send(List.of(messages));
    }

    private List<String> submitted() {
        return neighbour("submit-source-items").getReceivedExchanges().stream()
                .map(exchange -> exchange.getMessage().getBody(SourceItems.class))
                .map(items -> items.source() + " " + items.items().stream().map(SourceItem::sku).toList()).toList();
    }

    private List<DeadLetter> letters() {
        return neighbour("publish-dead-letters").getReceivedExchanges().stream()
                .map(exchange -> exchange.getMessage().getBody(DeadLetter.class)).toList();
    }
}
