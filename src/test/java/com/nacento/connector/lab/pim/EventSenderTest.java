package com.nacento.connector.lab.pim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stand-in calls as Akeneo's documents say that Akeneo does. */
class EventSenderTest {

    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

    private final PimCatalogue catalogue = new PimCatalogue(CLOCK);
    private final List<JsonNode> bodies = new CopyOnWriteArrayList<>();
    private final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Integer> answers = new ConcurrentLinkedQueue<>();
    private HttpServer hook;

    @BeforeEach
    void listen() throws IOException {
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/", this::answer);
        hook.start();
        IntStream.rangeClosed(1, 23).forEach(i -> catalogue.product("P" + i, null, "image", i + ".jpg"));
    }

    @AfterEach
    void stop() {
        hook.stop(0);
    }

    private void answer(HttpExchange call) throws IOException {
        byte[] body = call.getRequestBody().readAllBytes();
        bodies.add(new ObjectMapper().readTree(body));
        headers.add(Map.copyOf(call.getRequestHeaders()));
        Integer status = answers.poll();
        call.sendResponseHeaders(status == null ? 200 : status, -1);
        call.close();
    }

    @Test
    void theEventsApiTellsOfTenProductsACallWithTheirValues() throws Exception {
        sender(EventSender.Kind.EVENTS_API).updated(all());

        assertThat(bodies).extracting(body -> body.path("events").size()).containsExactly(10, 10, 3);
        assertThat(bodies.get(0).at("/events/0/data/resource/values/image/0/data").asText()).isEqualTo("1.jpg");
        assertThat(headers.get(0)).containsEntry("X-akeneo-request-timestamp", List.of("1700000000"));
    }

    @Test
    void theEventPlatformNamesOneProductACallAndSignsTheBodyAlone() throws Exception {
        sender(EventSender.Kind.EVENT_PLATFORM).updated(List.of("P1", "P2"));

        assertThat(bodies).hasSize(2);
        JsonNode event = bodies.get(0);
        assertThat(event.path("type").asText()).isEqualTo("com.akeneo.pim.v1.product.updated");
        assertThat(event.at("/data/product").fieldNames()).toIterable().containsExactly("uuid");
        assertThat(headers.get(0)).containsEntry("X-akeneo-signature-primary",
                List.of(EventSender.signature("secret", event.toString())));
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 301})
    void theEventPlatformGivesAHookUpThatIsNotThereOrElsewhere(int status) throws Exception {
        answers.add(status);
        EventSender platform = sender(EventSender.Kind.EVENT_PLATFORM);

        platform.updated(List.of("P1", "P2"));

        assertThat(platform.isSuspended()).isTrue();
        assertThat(bodies).hasSize(1);
        assertThat(platform.taken()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 500})
    void theEventsApiGoesOnWhateverTheAnswer(int status) throws Exception {
        answers.add(status);
        EventSender akeneo = sender(EventSender.Kind.EVENTS_API);

        akeneo.updated(all());

        assertThat(akeneo.isSuspended()).isFalse();
        assertThat(akeneo.taken()).isEqualTo(2);
    }

    @Test
    void onBadDaysCallsAreLostDoubledAndLate() throws Exception {
        EventSender akeneo = sender(EventSender.Kind.EVENTS_API).badDays(20, 20, 20);

        for (int i = 0; i < 50; i++) {
            akeneo.updated(List.of("P1"));
        }

        assertThat(akeneo.counts()).containsOnlyKeys("lost", "doubled", "late").allSatisfy((what, times) -> assertThat(times).isPositive());
        assertThat(bodies.size()).isEqualTo(akeneo.taken()).isBetween(50 - akeneo.counts().get("lost") - akeneo.counts().get("late"), 100);
    }

    @Test
    void whileNobodyListensACallIsLost() throws Exception {
        EventSender akeneo = new EventSender(EventSender.Kind.EVENTS_API, catalogue, () -> null, "secret", CLOCK, 1);

        akeneo.updated(List.of("P1"));

        assertThat(akeneo.counts()).containsEntry("unanswered", 1);
    }

    private List<String> all() {
        return IntStream.rangeClosed(1, 23).mapToObj(i -> "P" + i).toList();
    }

    private EventSender sender(EventSender.Kind kind) {
        URI address = URI.create("http://127.0.0.1:" + hook.getAddress().getPort() + "/hooks/akeneo");
        return new EventSender(kind, catalogue, () -> address, "secret", CLOCK, 1);
    }
}
