package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.testing.QueueJourneyTest;
import com.nacento.connector.testing.ShopQueues;
import com.nacento.connector.testing.Signed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From what a PIM sends to the rows of the gallery. */
class SourceJourneyTest extends QueueJourneyTest {

    private static final String SECRET = "of akeneo";

    @TempDir
    static Path directory;

    @Override
    protected Map<String, String> settings() throws SQLException {
        return Map.of("nacento.rabbitmq.consumers", "2", "nacento.sources", "akeneo",
                "nacento.hooks.spool-dir", directory.resolve("spool").toString(),
                "nacento.source.akeneo.mapping", "akeneo-events", "nacento.source.akeneo.secret", SECRET,
                "nacento.source.akeneo.images", "picture:base,small; picture_2", "nacento.source.akeneo.label", "name");
    }

    @Test
    void aPictureThatIsSetInThePimIsInTheGallery() throws Exception {
        addProduct("pim-1", "/8/b/5/c/first.jpg", "/8/b/5/c/second.jpg");

        send(event("product.updated", "pim-1", "2026-11-28T10:00:00+00:00", "8/b/5/c/first.jpg", "Front"));

        await().untilAsserted(() -> assertThat(galleries.of("pim-1")).containsExactly("/8/b/5/c/first.jpg|Front|1|0"));
        assertThat(galleries.roles("pim-1")).contains("image|0|/8/b/5/c/first.jpg", "small_image|0|/8/b/5/c/first.jpg");
        assertThat(shop.texts("SELECT description FROM {prefix}magento_bulk")).contains("Nacento gallery bulk akeneo, event of akeneo");

        send(event("product.updated", "pim-1", "2026-11-28T10:05:00+00:00", "8/b/5/c/second.jpg", "Front"));

        await().untilAsserted(() -> assertThat(galleries.of("pim-1")).as("the same slot")
                .containsExactly("/8/b/5/c/second.jpg|Front|1|0"));
    }

    @Test
    void anOlderEventThatComesLateChangesNothing() throws Exception {
        addProduct("pim-2", "/8/b/5/c/old.jpg", "/8/b/5/c/new.jpg");
        send(event("product.updated", "pim-2", "2026-11-28T11:00:00+00:00", "8/b/5/c/new.jpg", "New"));
        await().untilAsserted(() -> assertThat(galleries.of("pim-2")).containsExactly("/8/b/5/c/new.jpg|New|1|0"));

        send(event("product.updated", "pim-2", "2026-11-28T10:59:59+00:00", "8/b/5/c/old.jpg", "Old"));
        send(event("product.updated", "pim-2", "2026-11-28T11:00:00+00:00", "8/b/5/c/new.jpg", "New"));
        bulks.awaitNothingOpen();

        await().untilAsserted(() -> assertThat(shop.number("SELECT COUNT(*) FROM {prefix}nacento_gallery_request WHERE sku = 'pim-2'"))
                .isEqualTo(3));
        bulks.awaitNothingOpen();
        assertThat(galleries.of("pim-2")).containsExactly("/8/b/5/c/new.jpg|New|1|0");
    }

    @Test
    void whereTheClockOfThePimIsAheadTheOlderEventThatComesLateChangesNothingEither() throws Exception {
        addProduct("pim-9", "/8/b/5/c/old.jpg", "/8/b/5/c/new.jpg");
        OffsetDateTime pim = OffsetDateTime.now(ZoneOffset.UTC).plusMinutes(2).truncatedTo(ChronoUnit.SECONDS);
        send(event("product.updated", "pim-9", pim.toString(), "8/b/5/c/new.jpg", "New"));
        await().untilAsserted(() -> assertThat(galleries.of("pim-9")).containsExactly("/8/b/5/c/new.jpg|New|1|0"));

        send(event("product.updated", "pim-9", pim.minusSeconds(1).toString(), "8/b/5/c/old.jpg", "Old"));

        await().untilAsserted(() -> assertThat(shop.texts("SELECT state FROM {prefix}nacento_gallery_request WHERE sku = 'pim-9'"))
                .containsExactly("1", "1"));
        assertThat(galleries.of("pim-9")).containsExactly("/8/b/5/c/new.jpg|New|1|0");
    }

    @Test
    void whatMakesNoSenseIsADeadLetterThatCanBeReplayed() throws Exception {
        send("this is no JSON");

        ShopQueues.Taken letter = queues.take(ShopQueues.DEAD);
        assertThat(letter.text()).isEqualTo("this is no JSON");
        assertThat(letter.header("x-nacento-reason")).startsWith("invalid_event: ");
        assertThat(letter.header("nacento-source")).isEqualTo("akeneo");
    }

    @Test
    void aLetterOfASourceIsReplayedAsItsEvent() throws Exception {
        addProduct("pim-3", "/8/b/5/c/third.jpg");
        // as one that became a dead letter before the source was configured
        queues.publish(ShopQueues.DEAD, "letter-1", bytes(event("product.updated", "pim-3", "2026-11-28T10:00:00+00:00",
                "8/b/5/c/third.jpg", "Third")), Map.of("nacento-source", "akeneo", "x-nacento-reason", "unknown_source: akeneo"));
        await().until(() -> queues.count(ShopQueues.DEAD) == 1);

        assertThat(connector.post("/rest/V1/nacento-connector/ui/dead-letters/replay", "{\"ids\":[\"letter-1\"]}").body())
                .contains("\"replayed\":1");

        await().untilAsserted(() -> assertThat(galleries.of("pim-3")).containsExactly("/8/b/5/c/third.jpg|Third|1|0"));
    }

    @Test
    void pathsThatLeadOutOfTheBucketCostOnlyTheirOwnProduct() throws Exception {
        addProduct("pim-4", "/8/b/5/c/fourth.jpg");
        shop.addProduct("pim-5");
        shop.addProduct("pim-6");

        send(event("product.updated", "pim-5", "2026-11-28T10:00:00+00:00", "8/b/../../etc/passwd.jpg", "Out"));
        send(event("product.updated", "pim-6", "2026-11-28T10:00:00+00:00", "s3://another/media/catalog/product/a.jpg", "Out"));
        send(event("product.updated", "pim-4", "2026-11-28T10:00:00+00:00", "8/b/5/c/fourth.jpg", "Fourth"));

        await().untilAsserted(() -> assertThat(galleries.of("pim-4")).containsExactly("/8/b/5/c/fourth.jpg|Fourth|1|0"));
        await().untilAsserted(
                () -> assertThat(shop.texts("SELECT result_message FROM {prefix}magento_operation WHERE status = 5")).hasSize(2)
                        .allMatch(message -> message.startsWith("invalid_item: ")));
        assertThat(galleries.of("pim-5")).isEmpty();
        assertThat(galleries.of("pim-6")).isEmpty();
        assertThat(queues.count(ShopQueues.DEAD)).isZero();
    }

    @Test
    void whatMeansNothingIsPassedOver() {
        double before = skipped();
        send("{\"events\":[{\"action\":\"product.removed\",\"event_datetime\":\"2026-11-28T10:00:00+00:00\","
                + "\"data\":{\"resource\":{\"identifier\":\"pim-1\"}}}]}");
        await().untilAsserted(() -> assertThat(skipped()).isEqualTo(before + 1));
    }

    private double skipped() {
        return connector.observe("/observe/metrics").body().lines()
                .filter(line -> line.startsWith("nacento_source_events_skipped_total{source=\"akeneo\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).sum();
    }

    private void send(String body) {
        assertThat(connector.send(Signed.akeneo(connector.request("/hooks/akeneo"), SECRET, Instant.now().getEpochSecond(), bytes(body)))
                .status()).isEqualTo(200);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String event(String action, String sku, String time, String picture, String name) {
        return """
                {"events":[{"action":"%s","event_id":"c306e088-1","event_datetime":"%s","author":"peter","author_type":"ui",
                 "pim_source":"https://demo.akeneo.com","data":{"resource":{"uuid":"1fd20ad8-0000-0000-0000-000000000000","identifier":"%s",
                 "family":"accessories","parent":null,"groups":[],"categories":[],"enabled":true,
                 "values":{"picture":[{"locale":null,"scope":null,"data":"%s"}],"name":[{"locale":null,"scope":null,"data":"%s"}]},
                 "created":"2026-11-01T00:00:00+00:00","updated":"%s"}}}]}
                """.formatted(action, time, sku, picture, name, time);
    }
}
