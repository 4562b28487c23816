package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.lab.pim.EventSender;
import com.nacento.connector.lab.pim.PimCatalogue;
import com.nacento.connector.lab.pim.StandInPim;
import com.nacento.connector.serve.Pull;
import com.nacento.connector.testing.QueueJourneyTest;
import com.nacento.connector.testing.ShopQueues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PIM that names what has changed, and one that says nothing: from its catalogue to the rows of the gallery. */
class AkeneoJourneyTest extends QueueJourneyTest {

    private static final String SECRET = "of the PIM";
    private static final PimCatalogue CATALOGUE = new PimCatalogue(Clock.systemUTC());
    private static final StandInPim PIM = pim();
    /** The PIM is looked at every ten seconds. */
    private static final Duration A_POLL = Duration.ofSeconds(60);

    /** A PIM is given a minute for each. */
    private static final Duration LESS_THAN_AN_ANSWER = Duration.ofSeconds(40);

    @TempDir
    static Path directory;

    /** Takes connections, and says nothing. */
    private static final ServerSocket HANGING = hanging();

    private static ServerSocket hanging() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StandInPim pim() {
        try {
            return new StandInPim(CATALOGUE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void stopPim() throws IOException {
        PIM.close();
        HANGING.close();
    }

    @Override
    protected Map<String, String> settings() throws SQLException {
        Map<String, String> settings = new HashMap<>(Map.of("nacento.rabbitmq.consumers", "1", "nacento.sources", "platform,silent,hanging",
                "nacento.hooks.spool-dir", directory.resolve("spool").toString()));
        for (String source : new String[] {"platform", "silent"}) {
            String prefix = "nacento.source." + source + ".";
            PIM.settings().forEach((key, value) -> settings.put(prefix + key, value));
            settings.put(prefix + "mapping", source.equals("silent") ? "akeneo-events" : "akeneo-event-platform");
            settings.put(prefix + "images", source.equals("silent") ? "photo:base" : "picture:base; picture_2");
            settings.put(prefix + "secret", SECRET);
            settings.put(prefix + "removed", "remove");
            settings.put(prefix + "reconcile", source.equals("silent") ? "1s" : "0s");
        }
        PIM.settings().forEach((key, value) -> settings.put("nacento.source.hanging." + key, value));
        settings.put("nacento.source.hanging.url", "http://127.0.0.1:" + HANGING.getLocalPort());
        settings.put("nacento.source.hanging.mapping", "akeneo-event-platform");
        settings.put("nacento.source.hanging.images", "picture");
        settings.put("nacento.source.hanging.secret", SECRET);
        settings.put("nacento.source.hanging.reconcile", "0s");
        return settings;
    }

    @Test
    void aPimThatHangsHoldsUpNoEventsOfOthers() throws Exception {
        addProduct("free-1", "/8/b/free.jpg");
        CATALOGUE.product("free-1", null, "picture", "8/b/free.jpg");
        EventSender hanging = sender("hanging");
        hanging.updated(List.of("free-1"));
        try (Socket asked = HANGING.accept()) {
            hanging.updated(List.of("free-1"));

            platform().updated(List.of("free-1"));

            await().atMost(LESS_THAN_AN_ANSWER).untilAsserted(() -> assertThat(paths("free-1")).containsExactly("/8/b/free.jpg"));
            assertThat(asked.isClosed()).as("it is still waited for").isFalse();
        }
        assertThat(queues.count(ShopQueues.DEAD)).isZero();
    }

    @Test
    void whatAnEventNamesIsLoadedAndAnEmptiedAttributeTakesItsPictureOff() throws Exception {
        addProduct("named-1", "/8/b/one.jpg", "/8/b/two.jpg");
        CATALOGUE.product("named-1", null, "picture", "8/b/one.jpg", "picture_2", "8/b/two.jpg").product("named-2", null, "picture_2",
                "8/b/x.jpg");

        platform().updated(List.of("named-1"));

        await().untilAsserted(() -> assertThat(paths("named-1")).containsExactly("/8/b/one.jpg", "/8/b/two.jpg"));

        CATALOGUE.product("named-1", null, "picture", "8/b/one.jpg");
        platform().updated(List.of("named-1"));

        await().untilAsserted(() -> assertThat(paths("named-1")).containsExactly("/8/b/one.jpg"));
        assertThat(queues.count(ShopQueues.DEAD)).isZero();
    }

    @Test
    void whatNobodyTellsOfIsFoundByAsking() throws Exception {
        addProduct("silent-1", "/8/b/first.jpg", "/8/b/second.jpg");
        CATALOGUE.product("silent-1", null, "photo", "8/b/first.jpg");

        await().atMost(A_POLL).untilAsserted(() -> assertThat(paths("silent-1")).containsExactly("/8/b/first.jpg"));

        CATALOGUE.product("silent-1", null, "photo", "8/b/second.jpg");

        await().atMost(A_POLL).untilAsserted(() -> assertThat(paths("silent-1")).containsExactly("/8/b/second.jpg"));
        assertThat(shop.texts("SELECT CONCAT(source, '|', kind) FROM {prefix}nacento_source_position")).containsExactly("silent|updated");
    }

    @Test
    void everythingIsPulledAtOnce() throws Exception {
        addProduct("pulled-1", "/8/b/pulled.jpg");
        CATALOGUE.model("pulled-model", null, "picture", "8/b/pulled.jpg").product("pulled-1", "pulled-model");
        List<Pull.Totals> told = new ArrayList<>();

        Pull pull = new Pull(connector.settings().rabbit(), connector.settings().sources());
        Pull.Totals totals = pull.pull("platform", null, told::add);

        assertThat(pull.canAsk("platform")).isTrue();
        assertThat(totals.products()).isPositive();
        assertThat(totals.models()).isEqualTo(1);
        assertThat(told).last().isEqualTo(totals);
        await().untilAsserted(() -> assertThat(paths("pulled-1")).containsExactly("/8/b/pulled.jpg"));
    }

    @Test
    void whatIsLostDoubledAndOutOfOrderEndsAsThePimHasIt() throws Exception {
        List<String> skus = IntStream.range(0, 20).mapToObj(i -> "bad-day-" + i).toList();
        for (String sku : skus) {
            addProduct(sku, "/8/b/old.jpg", "/8/b/new.jpg");
        }
        EventSender akeneo = new EventSender(EventSender.Kind.EVENTS_API, CATALOGUE,
                () -> connector.request("/hooks/silent").build().uri(), SECRET, Clock.systemUTC(), 7).badDays(30, 20, 20);

        assertThat(akeneo.test()).isTrue();
        skus.forEach(sku -> CATALOGUE.product(sku, null, "photo", "8/b/old.jpg"));
        akeneo.updated(skus);
        skus.forEach(sku -> CATALOGUE.product(sku, null, "photo", "8/b/new.jpg"));
        akeneo.updated(skus);

        for (String sku : skus) {
            await().atMost(A_POLL).untilAsserted(() -> assertThat(paths(sku)).containsExactly("/8/b/new.jpg"));
        }
    }

    private List<String> paths(String sku) throws SQLException {
        return galleries.of(sku).stream().map(row -> row.substring(0, row.indexOf('|'))).toList();
    }

    private EventSender platform() {
        return sender("platform");
    }

    private EventSender sender(String source) {
        return new EventSender(EventSender.Kind.EVENT_PLATFORM, CATALOGUE, () -> connector.request("/hooks/" + source).build().uri(),
                SECRET,
                Clock.systemUTC(), 7);
    }
}
