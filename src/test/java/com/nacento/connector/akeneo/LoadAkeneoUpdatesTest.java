package com.nacento.connector.akeneo;

import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.bulk.Bulks;
import com.nacento.connector.config.ImageExtensions;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.pim.MappingFiles;
import com.nacento.connector.pim.Mappings;
import com.nacento.connector.routes.Samples;
import com.nacento.connector.source.SourceCount;
import com.nacento.connector.source.SourceEvent;
import com.nacento.connector.source.SourceEvents;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadAkeneoUpdatesTest extends AkeneoRouteTest {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<String> published = new ArrayList<>();
    private final List<List<?>> confirmed = new ArrayList<>();

    /** In place of the publisher. */
    public final class Broker {
        public void confirm(List<?> answers) {
            confirmed.add(answers);
        }
    }

    @Override
    protected void addBeans(Registry beans) {
        super.addBeans(beans);
        beans.bind("eventPublisher", new Broker());
        beans.bind("sourceEvents", new SourceEvents(new Mappings(Map.of(), ImageExtensions.of(List.of()),
                new MappingFiles(Path.of(""), Path.of(""))),
                beans.lookupByNameAndType("bulks", Bulks.class),
                new SourceCount(List.of("akeneo"), metrics, Clock.systemUTC()),
                MAX_ATTEMPTS, () -> stopping, () -> {}, Clock.systemUTC()));
    }

    @BeforeEach
    void answer() {
        published.clear();
        confirmed.clear();
        answers("load-akeneo-page", exchange -> exchange.getMessage().setBody(
                bean(AkeneoSources.class).page(exchange.getVariable("pages", AkeneoLoad.class))));
        answers("publish-source-event", exchange -> {
            published.add(new String(exchange.getVariable("event", SourceEvent.class).body(), StandardCharsets.UTF_8));
            exchange.getMessage().setBody("sent");
        });
    }

    @Test
    void whatHasChangedIsPublishedPageByPageAndThenThePositionMoves() {
        IntStream.range(0, 150).forEach(i -> catalogue.product("P" + i, null));
        catalogue.model("M", null);
        long position = Instant.now().minusSeconds(60).toEpochMilli();
        database.answers("find-source-position", List.of(row("position", position)));

        assertThat(poll().getException()).isNull();

        assertThat(published).hasSize(3).last().asString().contains("\"models\":[").contains("\"M\"");
        assertThat(confirmed).isEqualTo(List.of(List.of("sent"), List.of("sent"), List.of("sent")));
        assertThat(database.journal()).containsSubsequence("insert-source-position", "update-due-source-position", "find-source-position",
                "update-source-position");
        Map<String, Object> noted = database.parametersOf("update-source-position");
        assertThat(noted).containsEntry("source", "akeneo").containsEntry("pause", 900L).containsEntry("claim",
                database.parametersOf("find-source-position").get("claim"));
        assertThat((long) noted.get("position")).isGreaterThan(position);
    }

    @Test
    void whatWasAskedForIsNoCallOfThePim() {
        catalogue.product("A", null);
        database.answers("find-source-position", List.of(row("position", 0L)));

        poll();

        assertThat(published).isNotEmpty();
        assertThat(metrics.get("nacento.source.events.received").counter().count()).isZero();
        assertThat(metrics.get("nacento.source.last.event.timestamp").gauge().value()).isZero();
    }

    @Test
    void whatWasSavedShortlyBeforeThePositionIsAskedForOnceMore() {
        database.answers("find-source-position", List.of(row("position", Instant.parse("2026-11-28T10:00:00Z").toEpochMilli())));

        poll();

        assertThat(pim.asked()).anyMatch(asked -> asked.startsWith("products ") && asked.contains("\"updated\":[{\"operator\":\">\","
                + "\"value\":\"2026-11-28 09:58:00\"}]"));
    }

    @Test
    void aSourceThatIsNotDueOrSomebodyElsesIsLeftAlone() {
        assertThat(poll().getException()).isNull();

        assertThat(neighbour("load-akeneo-page").getReceivedCounter()).isZero();
        assertThat(database.journal()).doesNotContain("update-source-position");
    }

    @Test
    void ifSomethingIsAwayThePositionStays() {
        catalogue.product("A", null);
        database.answers("find-source-position", List.of(row("position", 0L)));
        fails("publish-source-event", Samples.outage(Outage.Part.BROKER));

        assertThat(poll().getException()).isNull();

        assertThat(database.journal()).contains("find-source-position").doesNotContain("update-source-position");
        assertThat(bean(AkeneoUpdates.class).underWay()).isEmpty();
    }

    @Test
    void aDatabaseThatIsAwayIsNoFailureOfTheThread() {
        database.fails("update-due-source-position", Samples.databaseAway());

        assertThat(poll().getException()).isNull();

        assertThat(neighbour("load-akeneo-page").getReceivedCounter()).isZero();
    }

    private Exchange poll() {
        return send("akeneo");
    }
}
