package com.nacento.connector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.message.DeadLetter;
import com.nacento.connector.message.DeadLetterWork;
import com.nacento.connector.queue.EventHeaders;
import com.nacento.connector.queue.ReceivedMessage;
import com.nacento.connector.routes.Samples;
import com.nacento.connector.testing.LogLines;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubmitSourceEventsTest extends SourceRouteTest {

    private final Processor map = exchange -> bean(SourceEvents.class).map(exchange.getVariable("batch", SourceEventBatch.class));
    private final List<DeadLetter> letters = new ArrayList<>();

    @BeforeEach
    void forgetLetters() {
        letters.clear();
    }

    @Test
    void whatIsGatheredIsSubmittedTogether() {
        answers("map-source-events", map);

        assertThat(events(message("{\"items\":[" + item("A") + "," + item("B") + "]}"), message("{\"items\":[" + item("C") + "]}"))
                .getException()).isNull();

        assertThat(submitted()).containsExactly("akeneo [A, B, C]");
        assertThat(letters).isEmpty();
        assertThat(metrics.get("nacento.source.lag").timer().count()).isPositive();
    }

    @Test
    void aUselessBodyCostsOnlyItself() {
        answers("map-source-events", map);

        assertThat(events(message("{\"fails\":true}"), message("no JSON"), message("{\"items\":[" + item("A") + "]}")).getException())
                .isNull();

        assertThat(submitted()).containsExactly("akeneo [A]");
        assertThat(letters).hasSize(2).allSatisfy(letter -> {
            assertThat(letter.reason()).startsWith("invalid_event: ");
            assertThat(letter.source()).isEqualTo("akeneo");
        });
        assertThat(letters.get(0).reason()).contains("the test says so");
        assertThat(new String(letters.get(1).body(), StandardCharsets.UTF_8)).isEqualTo("no JSON");
    }

    @Test
    void whatNobodyKnowsWhoseItIsIsADeadLetter() {
        answers("map-source-events", map);

        events(message(null, "{}"), message("stranger", "{}"));

        assertThat(letters).extracting(DeadLetter::reason).containsExactly("unknown_source: the message has no header nacento-source",
                "unknown_source: stranger is not among nacento.sources");
        assertThat(metrics.get("nacento.source.events.dead").tag("source", "unknown").counter().count()).isEqualTo(2);
    }

    @Test
    void filesThatAreNoPicturesAreCountedAndSaidOnce() {
        answers("map-source-events", map);
        double before = counted("nacento.source.files.skipped");
        String item = "{\"sku\":\"%s\",\"images\":[{\"file_path\":\"a.jpg\"},{\"file_path\":\"%s\"}]}";

        try (LogLines log = LogLines.open()) {
            events(message("{\"items\":[" + item.formatted("A", "a.pdf") + "]}"),
                    message("{\"items\":[" + item.formatted("B", "b.pdf") + "]}"));

            assertThat(log.with("no pictures")).singleElement().asString().contains("2 files of akeneo").contains("the first is a.pdf");
        }
        assertThat(submitted()).containsExactly("akeneo [A, B]");
        assertThat(counted("nacento.source.files.skipped")).isEqualTo(before + 2);
    }

    @Test
    void whatMeansNothingIsCounted() {
        answers("map-source-events", map);
        double before = counted("nacento.source.events.skipped");

        assertThat(events(message("{\"action\":\"category.updated\"}")).getException()).isNull();

        assertThat(counted("nacento.source.events.skipped")).isEqualTo(before + 1);
        assertThat(submitted()).isEmpty();
        assertThat(letters).isEmpty();
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
        assertThat(letters).isEmpty();
    }

    @Test
    void theEventsOfAPimThatHangsLetThoseOfOthersPass() {
        List<SourceLoad> begun = loads(load -> {});
        long start = System.nanoTime();

        assertThat(events(named("hanging-A"), message("{\"items\":[" + item("B") + "]}"), named("hanging-C")).getException()).isNull();
        assertThat(events(named("hanging-A"), message("{\"items\":[" + item("D") + "]}")).getException()).isNull();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).as("a PIM is given a minute for an answer")
                .isLessThan(Duration.ofSeconds(30));
        assertThat(submitted()).containsExactly("akeneo [B]", "akeneo [D]");
        assertThat(begun).as("one at a time").hasSize(1);
        assertThat(neighbour("publish-source-event").getReceivedExchanges()).hasSize(3).allSatisfy(
                sent -> assertThat(sent.getVariable("event", SourceEvent.class).receivedMillis()).isEqualTo("1700000000000"));

        // it has answered after all
        bean(SourceEvents.class).loadEnded(begun.get(0));
        assertThat(events(named("hanging-A"), named("hanging-C")).getException()).isNull();

        assertThat(neighbour("publish-source-event").getReceivedCounter()).as("none waits any more").isEqualTo(3);
        assertThat(begun).as("what was loaded since they came is not loaded again").hasSize(1);
        assertThat(letters).isEmpty();
    }

    @Test
    void theEventsOfAPimThatIsAwayAreTriedAgain() {
        List<SourceLoad> begun = loads(load -> bean(SourceEvents.class).loadFailed(load, Samples.outage(Outage.Part.PIM)));

        assertThat(events(named("away-A"), message("{\"items\":[" + item("B") + "]}"), named("away-C")).getException()).isNull();

        assertThat(submitted()).containsExactly("akeneo [B]");
        assertThat(begun).as("together, and no second time").hasSize(1);
        assertThat(neighbour("publish-source-event").getReceivedCounter()).isEqualTo(2);
        await().untilAsserted(() -> {
            events(named("away-A"), named("away-C"));
            assertThat(begun).hasSize(2);
        });
        loads(load -> bean(SourceEvents.class).loadEnded(load));
        await().untilAsserted(() -> {
            int before = neighbour("publish-source-event").getReceivedCounter();
            events(named("away-A"), named("away-C"));
            assertThat(neighbour("publish-source-event").getReceivedCounter()).as("none waits any more").isEqualTo(before);
        });
        assertThat(letters).isEmpty();
    }

    @Test
    void whatCannotBeLoadedForAReasonOfItsOwnIsADeadLetterAfterItsTries() {
        List<SourceLoad> begun = loads(load -> {
            if (load.keys().stream().anyMatch(key -> key.value().equals("defect-C"))) {
                bean(SourceEvents.class).loadFailed(load, new IllegalStateException("a defect"));
            } else {
                bean(SourceEvents.class).loadEnded(load);
            }
        });

        assertThat(events(named("defect-A"), named("defect-C")).getException()).isNull();

        assertThat(letters).singleElement().satisfies(letter -> assertThat(letter.reason()).startsWith("internal: "));
        assertThat(begun).as("together, then alone").hasSize(2 + MAX_ATTEMPTS);
    }

    @Test
    void aDeadLetterThatTheBrokerHasIsNotPublishedAgainBecauseALoadFailed() {
        loads(load -> bean(SourceEvents.class).loadFailed(load, new IllegalStateException("a defect")));

        assertThat(events(message("no JSON"), named("defect-E")).getException()).isNull();

        assertThat(letters).extracting(letter -> letter.reason().split(":")[0]).containsExactly("invalid_event", "internal");
    }

    /** An event that only names a product; of each test another one, since it is known what was loaded. */
    private static ReceivedMessage named(String identifier) {
        return message("{\"load\":[{\"identifier\":\"" + identifier + "\"}]}");
    }

    /** What the PIM does with loads. */
    private List<SourceLoad> loads(Consumer<SourceLoad> pim) {
        List<SourceLoad> begun = new ArrayList<>();
        answers("map-source-events", exchange -> {
            SourceEventBatch batch = exchange.getVariable("batch", SourceEventBatch.class);
            bean(SourceEvents.class).map(batch);
            batch.loads().forEach(load -> {
                begun.add(load);
                pim.accept(load);
            });
        });
        return begun;
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
        assertThat(letters).isEmpty();
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
        assertThat(letters).singleElement().satisfies(letter -> {
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
        assertThat(letters).isEmpty();
    }

    private Exchange events(ReceivedMessage... messages) {
        answers("publish-dead-letters", exchange -> {
            DeadLetterWork work = exchange.getVariable("undone", DeadLetterWork.class);
            work.deadLetters().forEach(letter -> {
                letters.add(letter);
                work.published(letter);
            });
        });
        return send(List.of(messages));
    }

    private List<String> submitted() {
        return neighbour("submit-source-items").getReceivedExchanges().stream()
                .map(exchange -> exchange.getMessage().getBody(SourceItems.class))
                .map(items -> items.source() + " " + items.items().stream().map(SourceItem::sku).toList()).toList();
    }
}
