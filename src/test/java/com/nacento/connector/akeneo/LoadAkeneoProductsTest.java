package com.nacento.connector.akeneo;

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
import com.nacento.connector.source.SourceLoad;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadAkeneoProductsTest extends AkeneoRouteTest {

    private final List<String> journal = new ArrayList<>();

    /** In place of the publisher. */
    public final class Broker {

        boolean away;

        public void confirm(List<?> answers) {
            if (away) {
                throw Samples.outage(Outage.Part.BROKER);
            }
            journal.add("confirmed");
        }
    }

    private final Broker broker = new Broker();

    @Override
    protected void addBeans(Registry beans) {
        super.addBeans(beans);
        beans.bind("eventPublisher", broker);
        beans.bind("sourceEvents", new SourceEvents(new Mappings(Map.of(), ImageExtensions.of(List.of()),
                new MappingFiles(Path.of(""), Path.of(""))),
                beans.lookupByNameAndType("bulks", Bulks.class),
                new SourceCount(List.of("akeneo"), new SimpleMeterRegistry(), Clock.systemUTC()),
                MAX_ATTEMPTS, () -> stopping, () -> {}, Clock.systemUTC()));
    }

    @BeforeEach
    void pages() {
        broker.away = false;
        journal.clear();
        answers("load-akeneo-page", exchange -> {
            journal.add("asked");
            exchange.getMessage().setBody(bean(AkeneoSources.class).page(exchange.getVariable("pages", AkeneoLoad.class)));
        });
        answers("publish-source-event", exchange -> {
            SourceEvent event = exchange.getVariable("event", SourceEvent.class);
            assertThat(event.source()).isEqualTo("akeneo");
            assertThat(event.receivedMillis()).as("as old as what has named it").isEqualTo("1700000000000");
            assertThat(new String(event.body(), StandardCharsets.UTF_8)).startsWith("{\"products\":[{");
            exchange.getMessage().setBody("sent");
        });
    }

    @Test
    void aPageIsWithTheBrokerBeforeTheNextOneIsAskedFor() {
        String[] wanted = IntStream.range(0, 350).mapToObj(i -> "P" + i).toArray(String[]::new);
        List.of(wanted).forEach(each -> catalogue.product(each, null));
        SourceLoad load = wanted("akeneo", wanted);

        assertThat(send(load).getException()).isNull();

        assertThat(neighbour("publish-source-event").getReceivedCounter()).isEqualTo(4);
        assertThat(journal).containsExactly("asked", "confirmed", "asked", "confirmed", "asked", "confirmed", "asked", "confirmed");
        assertThat(load.end()).isCompleted();
    }

    @Test
    void aSourceWithoutAPimLoadsNothing() {
        SourceLoad load = wanted("pimcore", "A");

        assertThat(send(load).getException()).isNull();

        assertThat(neighbour("load-akeneo-page").getReceivedCounter()).isZero();
        assertThat(load.end()).isCompleted();
    }

    @Test
    void whatThePimDoesNotKnowIsNoEvent() {
        SourceLoad load = wanted("akeneo", "nobody knows it");

        assertThat(send(load).getException()).isNull();

        assertThat(neighbour("publish-source-event").getReceivedCounter()).isZero();
        assertThat(load.end()).isCompleted();
    }

    @Test
    void aPimOrABrokerThatIsAwayIsTheLoadsEnd() {
        catalogue.product("A", null);
        broker.away = true;
        SourceLoad unconfirmed = wanted("akeneo", "A");
        assertThat(send(unconfirmed).getException()).isNull();
        fails("load-akeneo-page", Samples.outage(Outage.Part.PIM));
        SourceLoad load = wanted("akeneo", "A");

        assertThat(send(load).getException()).isNull();

        assertThat(unconfirmed.end()).isCompletedExceptionally();
        assertThat(load.end()).failsWithin(java.time.Duration.ZERO).withThrowableThat()
                .satisfies(failure -> assertThat(Outage.in(failure).part()).isEqualTo(Outage.Part.PIM));
    }
}
