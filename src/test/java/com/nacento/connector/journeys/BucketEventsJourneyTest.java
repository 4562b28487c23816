package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.deadletters.DeadLetters;
import com.nacento.connector.deadletters.Selection;
import com.nacento.connector.lab.stage.Numbers;
import com.nacento.connector.lab.stage.S3Stub;
import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.LogLines;
import com.nacento.connector.testing.QueueJourneyTest;
import com.nacento.connector.testing.ShopQueues;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A picture is overwritten in the bucket, and the bucket says so: every product that shows it is up to date, without a request. */
class BucketEventsJourneyTest extends QueueJourneyTest {

    private static final String ROOT = "media/catalog/product";
    private static final String BUCKET_QUEUE = ".bucket";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String OLD = "2020-01-01 00:00:00";

    private S3Stub stub;
    /** How many events are counted when all are done that were told. */
    private double told;

    @Override
    protected Map<String, String> settings() {
        stub = S3Stub.start(0);
        Map<String, String> settings = new HashMap<>(Map.of("nacento.rabbitmq.consumers", "1", "nacento.bucket-events.enabled", "true",
                "nacento.await-missing", "48h", "nacento.bucket-events.routing-key", "of-minio." + shop.topic()));
        settings.putAll(Map.of("nacento.s3.endpoint", stub.endpoint().toString(), "nacento.s3.bucket", S3Stub.BUCKET,
                "nacento.cache.resized-images", "dry",
                "nacento.cache.varnish.hosts", "127.0.0.1:1", "nacento.retry.max-attempts", "2", "nacento.bucket-events.secret",
                "open-sesame"));
        return settings;
    }

    /** What is to be refreshed stays to be seen. */
    @Override
    protected Map<String, String> internals() {
        Map<String, String> seldom = new HashMap<>(super.internals());
        seldom.put("watch-refreshes.period", "1h");
        return seldom;
    }

    @AfterAll
    void closeStub() {
        stub.close();
    }

    @BeforeEach
    void nothingIsToBeRefreshed() throws SQLException {
        connector.sync("NOBODY", "{\"images\":[]}");
        shop.execute("DELETE FROM nacento_refresh");
        stub.resetCounts();
        told = counted();
    }

    @Test
    void anOverwrittenPictureIsUpToDateForEveryProductThatShowsIt() throws Exception {
        put("/o/v/er.jpg", "before");
        bring("FIRST", "/o/v/er.jpg");
        bring("SECOND", "/o/v/er.jpg");
        bring("OTHER", "/o/t/her.jpg");
        put("/o/v/er.jpg", "after");

        tell(written("/o/v/er.jpg", "after"));
        awaitDone();

        assertThat(etag("FIRST")).isEqualTo("after");
        assertThat(etag("SECOND")).isEqualTo("after");
        assertThat(updatedAt("FIRST")).isNotEqualTo(OLD);
        assertThat(updatedAt("SECOND")).isNotEqualTo(OLD);
        assertThat(updatedAt("OTHER")).isEqualTo(OLD);
        assertThat(refreshes()).containsExactly("FIRST /o/v/er.jpg 1", "FIRST pages 1", "SECOND /o/v/er.jpg 1", "SECOND pages 1");
        assertThat(stub.counts().get("HEAD")).as("an object is asked for once").isEqualTo(1);
    }

    @Test
    void anEventThatSaysWhatIsKnownWritesNothingAndAsksNobody() throws Exception {
        put("/k/n/own.jpg", "known");
        bring("KNOWN", "/k/n/own.jpg");
        List<String> before = galleries.everything();
        stub.resetCounts();

        tell(written("/k/n/own.jpg", "known"));
        tell(written("/k/n/own.jpg", "known"));
        awaitDone();

        assertThat(galleries.everything()).isEqualTo(before);
        assertThat(refreshes()).isEmpty();
        assertThat(stub.counts()).doesNotContainKey("HEAD");
    }

    @Test
    void anEventThatComesLateIsNotBelieved() throws Exception {
        put("/l/a/te.jpg", "newest");
        bring("LATE", "/l/a/te.jpg");
        List<String> before = galleries.everything();

        tell(written("/l/a/te.jpg", "of yesterday"));
        awaitDone();

        assertThat(galleries.everything()).isEqualTo(before);
        assertThat(refreshes()).isEmpty();
        assertThat(stub.counts().get("HEAD")).isEqualTo(1);
    }

    @Test
    void overHttpAnEventIsTakenFromWhoKnowsTheSecret() throws Exception {
        put("/h/t/tp.jpg", "before");
        bring("HTTP", "/h/t/tp.jpg");
        put("/h/t/tp.jpg", "after");
        String event = "{\"Records\":[" + written("/h/t/tp.jpg", "after") + "]}";

        assertThat(post(event, "Bearer wrong").status()).isEqualTo(401);
        assertThat(post("", "Bearer open-sesame").status()).as("somebody tries the address").isEqualTo(200);
        assertThat(connector.send(connector.request("/hooks/bucket").method("HEAD", HttpRequest.BodyPublishers.noBody())).status())
                .as("MinIO looks whether somebody is there").isEqualTo(200);
        assertThat(etag("HTTP")).isEqualTo("before");

        assertThat(post(event, "Basic " + Base64.getEncoder().encodeToString("any:open-sesame".getBytes(StandardCharsets.UTF_8))).status())
                .isEqualTo(200);
        await().atMost(PATIENCE).until(() -> "after".equals(etag("HTTP")));
        awaitDone();
    }

    @Test
    void aServerThatHasARoutingKeyOfItsOwnIsHeard() throws Exception {
        put("/r/k/ey.jpg", "before");
        bring("KEY", "/r/k/ey.jpg");
        put("/r/k/ey.jpg", "after");

        queues.publishTo("of-minio." + shop.topic(),
                ("{\"Records\":[" + written("/r/k/ey.jpg", "after") + "]}").getBytes(StandardCharsets.UTF_8));

        await().atMost(PATIENCE).until(() -> "after".equals(etag("KEY")));
        awaitDone();
    }

    @Test
    void aDeadLetterThatIsReplayedIsAnEventAgain() throws Exception {
        put("/r/e/play.jpg", "before");
        bring("REPLAY", "/r/e/play.jpg");
        put("/r/e/play.jpg", "after");
        stub.forbid(ROOT + "/r/e/play.jpg");
        tell(written("/r/e/play.jpg", "after"));
        awaitDone();
        await().atMost(PATIENCE).until(() -> queues.count(ShopQueues.DEAD) == 1);
        stub.permit(ROOT + "/r/e/play.jpg");

        assertThat(DeadLetters.onOwnConnections(connector.settings().rabbit(), letters -> letters.replay(Selection.all())).replayed())
                .isOne();

        await().atMost(PATIENCE).until(() -> "after".equals(etag("REPLAY")));
        awaitDone();
    }

    @Test
    void eventsInAnyOrderEndWithWhatTheBucketHas() throws Exception {
        put("/o/r/der.jpg", "1");
        bring("ORDER", "/o/r/der.jpg");
        put("/o/r/der.jpg", "3");

        tell(written("/o/r/der.jpg", "3"), written("/o/r/der.jpg", "1"), written("/o/r/der.jpg", "2"));
        awaitDone();

        assertThat(etag("ORDER")).isEqualTo("3");
        assertThat(refreshes()).hasSize(2);
    }

    @Test
    void whatNobodyHasBroughtIsOnlyRefreshed() throws Exception {
        put("/n/o/body.jpg", "before");
        long admins = shop.addProduct("ADMINS");
        long row = shop.insert("INSERT INTO catalog_product_entity_media_gallery (attribute_id, value) VALUES (?, '/n/o/body.jpg')",
                shop.attribute("media_gallery"));
        shop.execute("INSERT INTO catalog_product_entity_media_gallery_value_to_entity (value_id, entity_id) VALUES (?, ?)", row, admins);
        put("/n/o/body.jpg", "after");

        tell(written("/n/o/body.jpg", "after"));
        awaitDone();

        assertThat(refreshes()).containsExactly("ADMINS /n/o/body.jpg 1", "ADMINS pages 1");
        assertThat(updatedAt("ADMINS")).isEqualTo(OLD);
        assertThat(galleries.remembered("ADMINS")).isEmpty();
        assertThat(stub.counts()).doesNotContainKey("HEAD");
    }

    @Test
    void aRemovalIsToldAndWritesNothing() throws Exception {
        put("/g/o/ne.jpg", "etag");
        bring("GONE", "/g/o/ne.jpg");
        List<String> before = galleries.everything();
        double removed = counted("removed");
        stub.delete(ROOT + "/g/o/ne.jpg");

        try (LogLines log = LogLines.open()) {
            tell(event("s3:ObjectRemoved:Delete", S3Stub.BUCKET, ROOT + "/g/o/ne.jpg", null));
            awaitDone();
            assertThat(log.with("/g/o/ne.jpg")).singleElement()
                    .satisfies(line -> assertThat(line).contains("WARN", "gone from the bucket"));
        }

        assertThat(galleries.everything()).isEqualTo(before);
        assertThat(refreshes()).isEmpty();
        assertThat(counted("removed") - removed).isOne();
    }

    @Test
    void whatIsNoPictureOfThisShopIsPassedOver() throws Exception {
        put("/f/o/reign.jpg", "before");
        bring("FOREIGN", "/f/o/reign.jpg");
        List<String> before = galleries.everything();
        double passedOver = counted("passed_over");

        tell(event("s3:ObjectCreated:Put", "another-bucket", ROOT + "/f/o/reign.jpg", "x"),
                event("s3:ObjectCreated:Put", S3Stub.BUCKET, ROOT + "/cache/0f1e/f/o/reign.jpg", "x"),
                event("s3:ObjectCreated:Put", S3Stub.BUCKET, ROOT + "/tmp/f/o/reign.jpg", "x"),
                event("s3:ObjectCreated:Put", S3Stub.BUCKET, "f/o/reign.jpg", "x"),
                event("s3:ObjectCreated:Put", S3Stub.BUCKET, "media/wysiwyg/f/o/reign.jpg", "x"),
                event("s3:ObjectAccessed:Get", S3Stub.BUCKET, ROOT + "/f/o/reign.jpg", "x"));
        awaitDone();

        assertThat(galleries.everything()).isEqualTo(before);
        assertThat(counted("passed_over") - passedOver).isEqualTo(6);
    }

    @Test
    void whatCannotBeUnderstoodIsADeadLetterAndCostsOnlyItself() throws Exception {
        put("/d/e/ad.jpg", "before");
        bring("DEAD", "/d/e/ad.jpg");
        put("/d/e/ad.jpg", "after");
        queues.publish(BUCKET_QUEUE, null, "{\"hello\":\"world\"}".getBytes(StandardCharsets.UTF_8));
        told++;

        tell(written("/d/e/ad.jpg", "after"));
        awaitDone();

        assertThat(etag("DEAD")).isEqualTo("after");
        ShopQueues.Taken letter = queues.take(ShopQueues.DEAD);
        assertThat(letter.text()).isEqualTo("{\"hello\":\"world\"}");
        assertThat(letter.header("x-nacento-reason")).isEqualTo("invalid_message: no event of a bucket that the connector knows");
    }

    @Test
    void anObjectThatMayNotBeReadIsADeadLetterInTheEnd() throws Exception {
        put("/f/r/bidden.jpg", "before");
        put("/a/l/lowed.jpg", "before");
        bring("FORBIDDEN", "/f/r/bidden.jpg");
        bring("ALLOWED", "/a/l/lowed.jpg");
        put("/a/l/lowed.jpg", "after");
        stub.forbid(ROOT + "/f/r/bidden.jpg");

        tell(written("/f/r/bidden.jpg", "after"), written("/a/l/lowed.jpg", "after"));
        awaitDone();

        assertThat(etag("ALLOWED")).isEqualTo("after");
        assertThat(etag("FORBIDDEN")).isEqualTo("before");
        ShopQueues.Taken letter = queues.take(ShopQueues.DEAD);
        assertThat(letter.header("x-nacento-reason")).startsWith("storage_unavailable: 403 ");
        assertThat(letter.header("x-nacento-attempts")).isEqualTo("2");
    }

    @Test
    void aBucketThatIsAwayIsWaitedFor() throws Exception {
        put("/a/w/ay.jpg", "before");
        bring("AWAY", "/a/w/ay.jpg");
        put("/a/w/ay.jpg", "after");
        stub.refuse(503, "SlowDown");
        try (LogLines log = LogLines.open()) {
            tell(written("/a/w/ay.jpg", "after"));
            await().atMost(PATIENCE).until(() -> !log.with("events of the bucket: waiting").isEmpty());
            assertThat(etag("AWAY")).isEqualTo("before");
        } finally {
            stub.refuseNothing();
        }
        awaitDone();
        assertThat(etag("AWAY")).isEqualTo("after");
    }

    @Test
    void aProductThatSomebodyHoldsHoldsUpNobody() throws Exception {
        put("/h/e/ld.jpg", "before");
        bring("HELD", "/h/e/ld.jpg");
        bring("FREE", "/h/e/ld.jpg");
        put("/h/e/ld.jpg", "after");
        try (Connection admin = shop.connect(); Statement statement = admin.createStatement()) {
            admin.setAutoCommit(false);
            statement.executeUpdate("UPDATE catalog_product_entity SET has_options = 1 WHERE sku = 'HELD'");

            tell(written("/h/e/ld.jpg", "after"));
            await().atMost(PATIENCE).until(() -> "after".equals(etag("FREE")));
            assertThat(etag("HELD")).isEqualTo("before");
            admin.rollback();
        }
        awaitDone();
        assertThat(etag("HELD")).isEqualTo("after");
    }

    @Test
    void aRequestThatWaitsForAnObjectIsLookedAtAtOnce() throws Exception {
        shop.addProduct("WAITING");
        connector.bulkAsync(request(item("WAITING", "/w/a/iting.jpg", "Waiting")));
        await().atMost(PATIENCE).until(() -> shop.number("SELECT COUNT(*) FROM nacento_awaited_image") == 1);
        put("/w/a/iting.jpg", "come");
        shop.execute("UPDATE nacento_awaited_image SET due_at = UTC_TIMESTAMP(6) + INTERVAL 1 HOUR");

        tell(written("/w/a/iting.jpg", "come"));

        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(galleries.of("WAITING")).containsExactly("/w/a/iting.jpg|Waiting|1|0"));
        awaitDone();
    }

    @Test
    void tenThousandEventsAreOneLookUp() throws Exception {
        int many = 10_000;
        shop.execute("INSERT INTO catalog_product_entity (attribute_set_id, sku, updated_at)"
                + " SELECT 9, CONCAT('MANY-', seq), '2020-01-01' FROM " + Numbers.to(many));
        for (int i = 1; i <= many; i++) {
            put("/m/a/%05d.jpg".formatted(i), "before");
        }
        String items = IntStream.rangeClosed(1, many)
                .mapToObj(i -> "{\"sku\":\"MANY-%d\",\"images\":[{\"file_path\":\"/m/a/%05d.jpg\"}]}".formatted(i, i))
                .collect(Collectors.joining(","));
        assertThat(connector.bulk("{\"request_id\":\"many\",\"items\":[" + items + "]}").json().at("/stats/inserted").asInt())
                .isEqualTo(many);
        for (int i = 1; i <= many; i++) {
            put("/m/a/%05d.jpg".formatted(i), "one of many");
        }
        shop.execute("DELETE FROM nacento_refresh");
        shop.execute("UPDATE catalog_product_entity SET updated_at = '2020-01-01'");
        stub.resetCounts();
        Map<String, Double> before = statements();

        // how fast events come is not what is asked here
        consumption("pause");
        for (int i = 1; i <= many; i += 100) {
            int first = i;
            tell(IntStream.range(first, first + 100).mapToObj(n -> written("/m/a/%05d.jpg".formatted(n), "one of many"))
                    .toArray(String[]::new));
        }
        consumption("resume");
        awaitDone();

        assertThat(shop.number("SELECT COUNT(*) FROM nacento_media_gallery_meta WHERE s3_etag = 'one of many'")).isEqualTo(many);
        assertThat(shop.number("SELECT COUNT(*) FROM catalog_product_entity WHERE sku LIKE 'MANY-%' AND updated_at > '2020-01-01'"))
                .isEqualTo(many);
        assertThat(shop.number("SELECT COUNT(*) FROM nacento_refresh")).isEqualTo(2 * many);
        assertThat(stub.counts().get("HEAD")).isEqualTo(many);
        Map<String, Double> after = statements();
        assertThat(after.get("find-products-of-images") - before.getOrDefault("find-products-of-images", 0.0))
                .isLessThanOrEqualTo(3);
        assertThat(after.get("save-etags") - before.getOrDefault("save-etags", 0.0)).as("transactions, smaller ones on a slow machine")
                .isLessThanOrEqualTo(many / 50);

        for (int i = 1; i <= many; i++) {
            put("/m/a/%05d.jpg".formatted(i), "one of many once more");
        }
        stub.resetCounts();
        assertThat(connector.bulk("{\"request_id\":\"changed\",\"items\":[" + items + "]}").json().at("/stats/updated_meta").asInt())
                .isEqualTo(many);
        assertThat(stub.counts().get("HEAD")).as("a bulk asks as much: what a listing shows as changed is asked for by HEAD")
                .isEqualTo(many);
    }

    /** A product with one image that the PIM has brought, last changed long ago. */
    private void bring(String sku, String path) throws SQLException {
        shop.addProduct(sku);
        if (path.startsWith("/o/t/")) {
            put(path, "etag");
        }
        assertThat(connector.sync(sku, "{\"images\":[{\"file_path\":\"" + path + "\"}]}").json().at("/image_stats/inserted").asInt())
                .isOne();
        shop.execute("UPDATE catalog_product_entity SET updated_at = ? WHERE sku = ?", OLD, sku);
        shop.execute("DELETE FROM nacento_refresh");
        stub.resetCounts();
    }

    private void put(String path, String etag) {
        stub.put(ROOT + path, etag);
    }

    private static String written(String path, String etag) {
        return event("s3:ObjectCreated:Put", S3Stub.BUCKET, ROOT + path, etag);
    }

    /** As MinIO says it. */
    private static String event(String name, String bucket, String key, String etag) {
        return "{\"eventVersion\":\"2.0\",\"eventSource\":\"minio:s3\",\"eventName\":\"%s\",\"eventTime\":\"2026-01-02T03:04:05.678Z\",\"s3\":{\"bucket\":{\"name\":\"%s\"},\"object\":{\"key\":\"%s\"%s}}}"
                .formatted(name, bucket, URLEncoder.encode(key, StandardCharsets.UTF_8), etag == null ? "" : ",\"eTag\":\"" + etag + "\"");
    }

    private void consumption(String change) {
        assertThat(connector.post("/rest/V1/nacento-connector/ui/consumption/" + change, "{}").status()).isEqualTo(200);
    }

    private void tell(String... events) {
        told += events.length;
        queues.publish(BUCKET_QUEUE, null, ("{\"Records\":[" + String.join(",", events) + "]}").getBytes(StandardCharsets.UTF_8));
    }

    private Answer post(String body, String authorization) {
        return connector.send(connector.request("/hooks/bucket").header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** A message that the consumer has taken, and not gathered yet, is neither in the queue nor in a route: so events are counted, too. */
    private void awaitDone() {
        await().atMost(PATIENCE.multipliedBy(3)).until(() -> counted() >= told && queues.count(BUCKET_QUEUE) == 0
                && connector.connector().main().getCamelContext().getInflightRepository().size("consume-bucket-events") == 0
                && queues.count(BUCKET_QUEUE) == 0);
    }

    private String etag(String sku) throws SQLException {
        return shop.text("SELECT m.s3_etag FROM nacento_media_gallery_meta m JOIN catalog_product_entity p ON p.entity_id = m.product_id"
                + " WHERE p.sku = ?", sku);
    }

    private String updatedAt(String sku) throws SQLException {
        return shop.text("SELECT CAST(updated_at AS CHAR) FROM catalog_product_entity WHERE sku = ?", sku);
    }

    private List<String> refreshes() throws SQLException {
        return shop.texts("SELECT CONCAT_WS(' ', p.sku, COALESCE(r.file_path, 'pages'), r.replaced) FROM nacento_refresh r"
                + " JOIN catalog_product_entity p ON p.entity_id = r.product_id ORDER BY 1");
    }

    private double counted() {
        return Stream.of("passed_over", "unchanged", "changed", "removed", "dead").mapToDouble(this::counted).sum();
    }

    private double counted(String outcome) {
        return metric("nacento_bucket_events_total{outcome=\"" + outcome + "\"}");
    }

    private double metric(String name) {
        return connector.observe("/observe/metrics").body().lines().filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).sum();
    }

    /** How often each statement was sent. */
    private Map<String, Double> statements() {
        return connector.observe("/observe/metrics").body().lines().filter(line -> line.startsWith("nacento_sql_statement_seconds_count"))
                .collect(Collectors.toMap(line -> line.replaceAll(".*statement=\"([^\"]*)\".*", "$1"),
                        line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))), Double::sum));
    }
}
