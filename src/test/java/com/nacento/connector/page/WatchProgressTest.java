package com.nacento.connector.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.health.Glance;
import com.nacento.connector.health.Watched;
import com.nacento.connector.http.Watchers;
import com.nacento.connector.queue.QueueTopology.Depth;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import com.nacento.connector.sync.BulkResult;
import com.nacento.connector.sync.BulkStats;
import com.nacento.connector.sync.SyncChunk;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchProgressTest extends RouteTest implements Watchers {

    private final List<String> told = new ArrayList<>();
    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private boolean watched;

    @Override
    protected void addBeans(Registry beans) {
        ExecutorService here = new CallersThread();
        Watched storage = new Watched("storage", () -> {
            throw new IllegalStateException("connection refused");
        });
        SourceView sources = new SourceView(List.of("akeneo"), Set.of("akeneo"), metrics, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        beans.bind("sourceView", sources);
        beans.bind("liveView",
                new LiveView(this, Map.of("storage", new LiveView.Part(storage, new Glance<>(storage::look, Duration.ZERO, here))), sources,
                        new Glance<>(() -> List.of(new Depth("topic.dead", 3, 0)), Duration.ZERO, here), consumption, calls, metrics,
                        Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)));
    }

    @BeforeEach
    void somebodyWatches() {
        told.clear();
        watched = true;
    }

    @Test
    void whoeverWatchesIsToldOfBulksPartsQueuesAndRequests() throws Exception {
        metrics.counter("nacento.s3.requests", "operation", "HeadObject", "status", "200").increment(7);
        Gauge.builder("nacento.oldest.request.age", () -> 61.0).register(metrics);
        bean(LiveView.class).isDue();
        bean(LiveView.class).counted(new RecentBulks.Page(
                List.of(new BulkProgress(1, "u-1", "op-1", "pim", "asynchronous", 1_700_000_000, null, 5, Map.of(1, 5L))), 17L));

        assertThat(fire(null).getException()).isNull();

        JsonNode view = new ObjectMapper().readTree(told.get(0));
        assertThat(view.at("/bulks/0/bulk_uuid").asText()).isEqualTo("u-1");
        assertThat(view.at("/bulks/0/sender").asText()).isEqualTo("pim");
        assertThat(view.at("/older_bulks").asInt()).isEqualTo(17);
        assertThat(view.path("bulks_at").asLong()).isEqualTo(view.path("time").asLong());
        assertThat(view.path("problem").isNull()).isTrue();
        assertThat(view.at("/bulks/0/counts/1").asInt()).isEqualTo(5);
        assertThat(view.at("/parts/0/up").asBoolean(true)).isFalse();
        assertThat(view.at("/parts/0/reason").asText()).isEqualTo("connection refused");
        assertThat(view.at("/queues/0/messages").asInt()).isEqualTo(3);
        assertThat(view.at("/s3_requests/0/total").asInt()).isEqualTo(7);
        assertThat(view.at("/oldest_open").asDouble()).isEqualTo(61);
    }

    @Test
    void whetherConsumptionIsPausedIsTold() throws Exception {
        fire(null);
        consumption.pause("operator");
        fire(null);

        assertThat(new ObjectMapper().readTree(told.get(0)).at("/consumption/paused").asBoolean(true)).isFalse();
        JsonNode paused = new ObjectMapper().readTree(told.get(1)).path("consumption");
        assertThat(paused.path("paused").asBoolean()).isTrue();
        assertThat(paused.path("by").asText()).isEqualTo("operator");
        assertThat(paused.path("since").asLong()).isEqualTo(consumption.state().since().toEpochMilli());
        assertThat(paused.path("under_way").asInt(-1)).isZero();
    }

    @Test
    void directBulksAreToldWhileTheyAreUnderWay() throws Exception {
        DirectBulks.Call call = calls.begin(Samples.envelope("op-1", "A", "B"), "pim", new DefaultExchange(context));
        calls.note(call, new SyncChunk(List.of(), List.of(Samples.ok(0, "A")), Map.of()));
        fire(null);
        BulkResult result = new BulkResult("op-1", BulkStats.of(List.of(), Refreshes.NONE), List.of(), List.of());
        calls.keep(result, call, 12);

        fire(null);

        JsonNode underWay = new ObjectMapper().readTree(told.get(0));
        assertThat(underWay.at("/calls/0/request_id").asText()).isEqualTo("op-1");
        assertThat(underWay.at("/calls/0/operations").asInt()).isEqualTo(2);
        assertThat(underWay.at("/calls/0/counts/1").asInt()).isEqualTo(1);
        assertThat(underWay.at("/calls/0/counts/4").asInt()).isEqualTo(1);
        JsonNode ended = new ObjectMapper().readTree(told.get(1));
        assertThat(ended.path("calls")).isEmpty();
        assertThat(ended.path("ended_calls").asInt()).as("so that the page asks for the list")
                .isEqualTo(underWay.path("ended_calls").asInt() + 1);
    }

    @Test
    void whileNobodyWatchesNothingIsTold() throws Exception {
        watched = false;

        fire(null);

        assertThat(told).isEmpty();
    }

    @Test
    void whileTheBulksAreCountedForTheFirstTimeAllElseIsTold() throws Exception {
        watched = false;
        bean(LiveView.class).isDue();
        watched = true;

        fire(null);

        JsonNode view = new ObjectMapper().readTree(told.get(0));
        assertThat(view.path("bulks").isNull()).isTrue();
        assertThat(view.path("bulks_at").isNull()).isTrue();
        assertThat(view.path("problem").asText()).isEqualTo("The bulks are being counted.");
        assertThat(view.path("queues")).hasSize(1);
    }

    @Override
    public boolean isWatched() {
        return watched;
    }

    @Override
    public void send(String json) {
        told.add(json);
    }

    /** Nothing is left to happen later. */
    private static final class CallersThread extends AbstractExecutorService {

        @Override
        public void execute(Runnable work) {
            work.run();
        }

        @Override
        public void shutdown() {
            // has nothing of its own
        }

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
