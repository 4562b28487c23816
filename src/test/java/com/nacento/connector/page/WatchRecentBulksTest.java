package com.nacento.connector.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.health.Glance;
import com.nacento.connector.http.Watchers;
import com.nacento.connector.queue.QueueTopology.Depth;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import com.nacento.connector.testing.MovedClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLSyntaxErrorException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchRecentBulksTest extends RouteTest implements Watchers {

    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private boolean watched;
    private String told;
    private final MovedClock clock = new MovedClock(Instant.EPOCH);
    private LiveView live;

    @Override
    protected void addBeans(Registry beans) {
        SourceView sources = new SourceView(List.of("akeneo"), Set.of("akeneo"), metrics, clock);
        beans.bind("sourceView", sources);
        live = new LiveView(this, Map.of(), sources, new Glance<List<Depth>>(List::of, Duration.ZERO, ForkJoinPool.commonPool()),
                consumption, calls,
                metrics, clock);
        beans.bind("liveView", live);
    }

    @BeforeEach
    void somebodyWatchesTenMinutesLater() {
        watched = true;
        clock.pass(Duration.ofSeconds(600));
        answers("load-source-standings", exchange -> bean(SourceView.class).take(List.of(), List.of()));
        answers("load-recent-bulks", exchange -> exchange.getMessage().setBody(new RecentBulks.Page(List.of(), null)));
    }

    @Test
    void countingKeepsTheDatabaseBusyForATenthOfTheTimeAtMost() throws Exception {
        answers("load-recent-bulks", exchange -> {
            clock.pass(Duration.ofSeconds(4));
            exchange.getMessage().setBody(new RecentBulks.Page(List.of(), 17L));
        });

        fire(null);
        clock.pass(Duration.ofSeconds(35));
        fire(null);

        assertThat(neighbour("load-recent-bulks").getReceivedCounter()).isOne();
        JsonNode view = view();
        assertThat(view.path("older_bulks").asInt()).isEqualTo(17);
        assertThat(view.path("time").asLong() - view.path("bulks_at").asLong()).as("how old they are, in ms").isEqualTo(35_000);

        clock.pass(Duration.ofSeconds(1));
        fire(null);
        assertThat(neighbour("load-recent-bulks").getReceivedCounter()).isEqualTo(2);
    }

    @Test
    void whileNobodyWatchesTheDatabaseIsLeftAloneAndWhatWasKnownIsForgotten() throws Exception {
        fire(null);
        watched = false;
        fire(null);

        assertThat(neighbour("load-recent-bulks").getReceivedCounter()).isOne();
        watched = true;
        assertThat(view().path("bulks_at").isNull()).isTrue();
    }

    @Test
    void whoeverComesBackWhileTheyMayNotBeCountedAgainSeesThemAsTheyWereLastCounted() throws Exception {
        answers("load-recent-bulks", exchange -> {
            clock.pass(Duration.ofSeconds(10));
            exchange.getMessage().setBody(new RecentBulks.Page(List.of(), 17L));
        });
        fire(null);
        watched = false;
        clock.pass(Duration.ofSeconds(1));
        fire(null);
        watched = true;
        fire(null);

        assertThat(neighbour("load-recent-bulks").getReceivedCounter()).isOne();
        assertThat(view().path("older_bulks").asInt()).isEqualTo(17);

        watched = false;
        clock.pass(Duration.ofSeconds(60));
        fire(null);
        assertThat(neighbour("load-source-standings").getReceivedCounter()).as("nor are the sources asked for while nobody watches")
                .isOne();
    }

    @Test
    void withoutTheDatabaseItIsSaidThatTheBulksAreNotKnown() throws Exception {
        fails("load-recent-bulks", Samples.databaseAway());

        assertThat(fire(null).getException()).isNull();

        JsonNode view = view();
        assertThat(view.path("bulks").isNull()).isTrue();
        assertThat(view.path("problem").asText()).startsWith("The bulks are not known at the moment: ");
        assertThat(neighbour("load-source-standings").getReceivedCounter()).isZero();
    }

    @Test
    void whatTheDatabaseRefusesIsNoSilence() throws Exception {
        fails("load-recent-bulks", new SQLSyntaxErrorException("SELECT command denied to user 'nacento'", "42000", 1142));

        fire(null);

        assertThat(view().path("problem").asText())
                .isEqualTo("The bulks are not known at the moment: SELECT command denied to user 'nacento'");
    }

    @Test
    void theSourcesAreAskedForNowAndThenAndIfTheyCannotBeReadTheBulksCan() throws Exception {
        metrics.counter("nacento.source.events.refused", "source", "akeneo", "status", "401").increment(2);
        answers("load-source-standings", exchange -> bean(SourceView.class).take(
                List.of(Map.of("source", "akeneo", "position", 1_700_000_000_000L)),
                List.of(Map.of("description", "Nacento gallery bulk akeneo, event of akeneo", "images", 3L),
                        Map.of("description", "Nacento gallery bulk akeneo, from pim", "images", 9L))));

        fire(null);
        fire(null);

        assertThat(neighbour("load-source-standings").getReceivedCounter()).isOne();
        assertThat(view().at("/sources/0").toString())
                .isEqualTo("{\"name\":\"akeneo\",\"hook\":true,\"last_event\":null,\"lag\":null,\"refused\":2,"
                        + "\"dead\":0,\"position\":1700000000000,\"awaited\":3}");

        clock.pass(Duration.ofSeconds(60));
        fails("load-source-standings", new SQLSyntaxErrorException("SELECT command denied", "42000", 1142));
        assertThat(fire(null).getException()).isNull();
        assertThat(view().path("problem").isNull()).isTrue();
    }

    private JsonNode view() throws Exception {
        live.tell();
        return new ObjectMapper().readTree(told);
    }

    @Override
    public boolean isWatched() {
        return watched;
    }

    @Override
    public void send(String json) {
        told = json;
    }
}
