package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.lab.stage.Numbers;
import com.nacento.connector.lab.stage.S3Stub;
import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.Bulks;
import com.nacento.connector.testing.QueueJourneyTest;
import com.nacento.connector.testing.RunningConnector;
import com.nacento.connector.testing.ShopQueues;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A PIM that sends before it has uploaded: what is there is done, the rest when its object comes. Time passes in the tables, and looks are
 * made when a test says so.
 */
class AwaitedObjectsTest extends QueueJourneyTest {

    private static final String ROOT = "media/catalog/product";

    private S3Stub stub;

    @Override
    protected Map<String, String> settings() {
        stub = S3Stub.start(0);
        return settings("48h");
    }

    private Map<String, String> settings(String patience) {
        return Map.of("nacento.rabbitmq.consumers", "2", "nacento.await-missing", patience, "nacento.s3.endpoint",
                stub.endpoint().toString(), "nacento.s3.bucket", S3Stub.BUCKET);
    }

    @Override
    protected Map<String, String> internals() {
        Map<String, String> seldom = new HashMap<>(super.internals());
        seldom.put("watch-awaited-images.period", "1h");
        return seldom;
    }

    @AfterAll
    void closeStub() {
        stub.close();
    }

    @BeforeEach
    void nothingWaits() throws SQLException {
        learn(connector);
        shop.execute("DELETE FROM nacento_awaited_image");
        shop.execute("DELETE FROM nacento_gallery_request");
        stub.catchUp();
        stub.resetCounts();
    }

    @Test
    void whatIsThereIsDoneAtOnceAndTheRestWhenItsObjectComes() throws Exception {
        product("LATER", "/l/a/there.jpg");
        String uuid = submit("LATER", "", "/l/a/there.jpg", "/l/a/late.jpg");
        awaitWait(uuid, "/l/a/late.jpg");

        assertThat(bulks.statuses(uuid)).containsExactly("1:4");
        assertThat(bulks.message(uuid, 1))
                .matches("waits until \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC for 1 missing object: /l/a/late.jpg");
        assertThat(connector.get("/rest/V1/bulk/" + uuid + "/status").json().at("/operations_list/0/status").intValue()).isEqualTo(4);
        assertThat(galleries.of("LATER")).containsExactly("/l/a/there.jpg|NULL|1|0");
        assertThat(queues.count(ShopQueues.BULK)).as("its message is acknowledged").isZero();

        put("/l/a/late.jpg");
        pass(Duration.ofMinutes(1));
        look();

        assertThat(bulks.statuses(uuid)).containsExactly("1:1");
        assertThat(bulks.message(uuid, 1)).isEqualTo("2 inserted, 0 updated, 0 new ETags, 0 unchanged");
        assertThat(galleries.of("LATER")).containsExactly("/l/a/late.jpg|NULL|2|0", "/l/a/there.jpg|NULL|1|0");
        assertThat(waiting()).isEmpty();
    }

    @Test
    void anEventWaitsForAProductThatTheShopIsStillToGet() throws Exception {
        put("/n/e/w.jpg");
        String bulk = bulks.addByMagento(1);
        queues.publish(ShopQueues.BULK, "new", event(bulk, "NEW", "/n/e/w.jpg", Instant.now()));
        awaitWait(bulk, "/n/e/w.jpg");
        assertThat(bulks.message(bulk, 1)).matches("waits until .* UTC for a product with the SKU NEW");
        pass(Duration.ofMinutes(1));
        look();
        assertThat(bulks.statuses(bulk)).containsExactly("1:4");
        assertThat(waiting()).hasSize(1);

        product("NEW");
        pass(Duration.ofMinutes(2));
        look();

        assertThat(bulks.statuses(bulk)).containsExactly("1:1");
        assertThat(galleries.of("NEW")).containsExactly("/n/e/w.jpg|NULL|1|0");
        assertThat(waiting()).isEmpty();
    }

    @Test
    void anEventWhoseProductNeverComesHasFailedInTheEnd() throws Exception {
        put("/n/e/ver2.jpg");
        String bulk = bulks.addByMagento(1);
        queues.publish(ShopQueues.BULK, "nowhere", event(bulk, "NOWHERE", "/n/e/ver2.jpg", Instant.now()));
        awaitWait(bulk, "/n/e/ver2.jpg");
        pass(Duration.ofHours(48));
        look();
        assertThat(bulks.statuses(bulk)).containsExactly("1:3");
        assertThat(bulks.message(bulk, 1)).startsWith("product_not_found");
        assertThat(waiting()).isEmpty();
        assertThat(queues.count(ShopQueues.DEAD)).isZero();
    }

    private static byte[] event(String bulk, String sku, String path, Instant time) {
        return ("{\"v\":1,\"bulk_uuid\":\"" + bulk + "\",\"operations\":[{\"id\":1,\"sku\":\"" + sku
                + "\",\"source\":\"akeneo\",\"event_time\":\""
                + DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS").format(time.atOffset(ZoneOffset.UTC))
                + "\",\"images\":[{\"file_path\":\"" + path + "\"}]}]}").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void anObjectThatNeverComesIsNotFoundInTheEnd() throws Exception {
        product("NEVER", "/n/e/there.jpg");
        String uuid = submit("NEVER", "", "/n/e/there.jpg", "/n/e/ver.jpg");
        awaitWait(uuid, "/n/e/ver.jpg");
        pass(Duration.ofHours(47));
        look();
        assertThat(bulks.statuses(uuid)).containsExactly("1:4");
        assertThat(shop.number("SELECT due_at <= UTC_TIMESTAMP() + INTERVAL 1 HOUR FROM nacento_awaited_image"))
                .as("at the latest it is looked at again when its time is up").isOne();

        pass(Duration.ofHours(1));
        look();

        assertThat(bulks.statuses(uuid)).containsExactly("1:1");
        assertThat(bulks.message(uuid, 1))
                .isEqualTo("1 inserted, 0 updated, 0 new ETags, 0 unchanged; file_not_found: /n/e/ver.jpg");
        assertThat(waiting()).isEmpty();
    }

    @Test
    void aYoungerRequestThatWasProcessedMeanwhileWins() throws Exception {
        product("YOUNGER");
        String older = submit("YOUNGER", "", "{\"file_path\":\"/y/o/a.jpg\",\"label\":\"older\",\"position\":7,\"roles\":[\"base\"]}");
        awaitWait(older, "/y/o/a.jpg");
        put("/y/o/a.jpg");
        put("/y/o/b.jpg");
        String younger = submit("YOUNGER", "", "{\"file_path\":\"/y/o/a.jpg\",\"label\":\"younger\"}",
                "{\"file_path\":\"/y/o/b.jpg\",\"roles\":[\"base\"]}");
        bulks.awaitStatuses(younger, "1:1");
        assertThat(bulks.statuses(older)).as("it is not taken along").containsExactly("1:4");

        look();

        assertThat(bulks.statuses(older)).as("though not due: the younger request has seen its object").containsExactly("1:1");
        assertThat(galleries.of("YOUNGER")).containsExactly("/y/o/a.jpg|younger|7|0", "/y/o/b.jpg|NULL|2|0");
        assertThat(galleries.roles("YOUNGER")).contains("image|0|/y/o/b.jpg");
    }

    @Test
    void withReplaceRemovalWaitsUntilAllObjectsHaveCome() throws Exception {
        product("REPLACED", "/r/e/old.jpg", "/r/e/there.jpg");
        connector.sync("REPLACED", "{\"images\":[{\"file_path\":\"/r/e/old.jpg\",\"roles\":[\"base\"]}]}");
        String uuid = submit("REPLACED", "\"mode\":\"replace\",", "/r/e/there.jpg", "/r/e/1.jpg", "/r/e/2.jpg");
        awaitWait(uuid, "/r/e/1.jpg", "/r/e/2.jpg");
        assertThat(galleries.labels("REPLACED")).containsExactly("/r/e/old.jpg NULL", "/r/e/there.jpg NULL");

        put("/r/e/2.jpg");
        pass(Duration.ofMinutes(1));
        look();
        assertThat(bulks.message(uuid, 1)).endsWith("UTC for 1 missing object: /r/e/1.jpg");
        assertThat(galleries.labels("REPLACED")).containsExactly("/r/e/2.jpg NULL", "/r/e/old.jpg NULL", "/r/e/there.jpg NULL");

        put("/r/e/1.jpg");
        pass(Duration.ofMinutes(2));
        look();
        assertThat(bulks.statuses(uuid)).containsExactly("1:1");
        assertThat(bulks.message(uuid, 1)).isEqualTo("3 inserted, 0 updated, 0 new ETags, 0 unchanged, 1 removed");
        assertThat(galleries.labels("REPLACED")).containsExactly("/r/e/1.jpg NULL", "/r/e/2.jpg NULL", "/r/e/there.jpg NULL");
        assertThat(galleries.roles("REPLACED")).contains("image|0|no_selection");
    }

    @Test
    void withReplaceAndAnObjectThatNeverComesNothingIsRemoved() throws Exception {
        product("WITHHELD", "/w/i/old.jpg", "/w/i/there.jpg");
        connector.sync("WITHHELD", "{\"images\":[{\"file_path\":\"/w/i/old.jpg\"}]}");
        String uuid = submit("WITHHELD", "\"mode\":\"replace\",", "/w/i/there.jpg", "/w/i/never.jpg");
        awaitWait(uuid, "/w/i/never.jpg");

        pass(Duration.ofHours(48));
        look();

        assertThat(bulks.statuses(uuid)).containsExactly("1:1");
        assertThat(bulks.message(uuid, 1)).isEqualTo("1 inserted, 0 updated, 0 new ETags, 0 unchanged; file_not_found: /w/i/never.jpg; "
                + "removal_withheld: an object of the item is missing");
        assertThat(galleries.labels("WITHHELD")).containsExactly("/w/i/old.jpg NULL", "/w/i/there.jpg NULL");
    }

    @Test
    void anObjectThatAListingShowsTooEarlyIsWaitedForOn() throws Exception {
        List<String> paths = IntStream.range(10, 40).mapToObj("/t/o/%d.jpg"::formatted).toList();
        product("EARLY");
        String uuid = submit("EARLY", "", paths.toArray(String[]::new));
        awaitWait(uuid, paths.toArray(String[]::new));
        paths.forEach(path -> stub.put(ROOT + path, "shown"));
        stub.quirk(S3Stub.Quirk.LATE_DELETES, true);
        paths.forEach(path -> stub.delete(ROOT + path));
        try {
            pass(Duration.ofMinutes(1));
            look();

            assertThat(bulks.statuses(uuid)).containsExactly("1:4");
            assertThat(galleries.of("EARLY")).isEmpty();
            assertThat(shop.number("SELECT COUNT(*) FROM nacento_awaited_image WHERE due_at > UTC_TIMESTAMP() AND looks = 1"))
                    .as("put off like the others").isEqualTo(30);
        } finally {
            stub.quirk(S3Stub.Quirk.LATE_DELETES, false);
        }
    }

    @Test
    void aMessageThatIsDeliveredOnceMoreAsksTheBucketForNothing() throws Exception {
        product("AGAIN");
        String uuid = submit("AGAIN", "", "/a/g/ain.jpg");
        awaitWait(uuid, "/a/g/ain.jpg");
        List<Map<String, Object>> before = waiting();
        stub.resetCounts();

        queues.publish(ShopQueues.BULK, "again", ("{\"v\":1,\"bulk_uuid\":\"" + uuid
                + "\",\"operations\":[{\"id\":1,\"sku\":\"AGAIN\",\"images\":[{\"file_path\":\"/a/g/ain.jpg\"}]}]}")
                .getBytes(StandardCharsets.UTF_8));
        awaitAllAcknowledged();

        assertThat(stub.counts()).isEmpty();
        assertThat(waiting()).isEqualTo(before);
        assertThat(bulks.statuses(uuid)).containsExactly("1:4");
    }

    @Test
    void messagesOfOthersWaitToo() throws Exception {
        product("ALONE");
        product("FIRST");
        product("SECOND", "/s/e/there.jpg");
        product("MAGENTOS");
        product("UNNUMBERED");
        queues.publish(item("ALONE", "/a/l/one.jpg", "alone"));
        queues.publish("{\"items\":[" + item("FIRST", "/f/i/rst.jpg", "first") + "," + item("SECOND", "/s/e/cond.jpg", "second") + "]}");
        String magentos = bulks.addByMagento(2);
        queues.publish(operation("\"id\":1,", magentos, item("MAGENTOS", "/m/a/gento.jpg", "magento")));
        queues.publish(operation("", magentos, item("UNNUMBERED", "/u/n/numbered.jpg", "unnumbered")));
        await().until(() -> waiting().size() == 5);
        assertThat(shop.texts("SELECT DISTINCT LEFT(result_message, 12) FROM magento_operation WHERE bulk_uuid = ?", magentos))
                .containsExactly("waits until ");

        List.of("/a/l/one.jpg", "/f/i/rst.jpg", "/s/e/cond.jpg", "/m/a/gento.jpg", "/u/n/numbered.jpg").forEach(this::put);
        pass(Duration.ofMinutes(1));
        look();

        assertThat(galleries.labels("ALONE")).containsExactly("/a/l/one.jpg alone");
        assertThat(galleries.labels("FIRST")).containsExactly("/f/i/rst.jpg first");
        assertThat(galleries.labels("SECOND")).containsExactly("/s/e/cond.jpg second");
        assertThat(galleries.labels("MAGENTOS")).containsExactly("/m/a/gento.jpg magento");
        assertThat(galleries.labels("UNNUMBERED")).containsExactly("/u/n/numbered.jpg unnumbered");
        assertThat(bulks.statuses(magentos)).containsExactly("null:1", "1:1");
        assertThat(waiting()).isEmpty();
    }

    @Test
    void aRequestWhoseObjectHasComeAndIsForbiddenEndsAsADeadLetterWithAllThatWasAsked() throws Exception {
        product("FORBIDDEN", "/f/o/there.jpg");
        String id = queues.publish("{\"sku\":\"FORBIDDEN\",\"images\":[{\"file_path\":\"/f/o/there.jpg\"},{\"file_path\":\"/f/o/late.jpg\","
                + "\"label\":\"Late\"}]}");
        await().until(() -> waiting().size() == 1);
        put("/f/o/late.jpg");
        stub.forbid(ROOT + "/f/o/late.jpg");
        pass(Duration.ofMinutes(1));
        // below 25 a HEAD tells, and it does not tell that it has come
        look();
        assertThat(waiting()).hasSize(1);
        pass(Duration.ofHours(48));
        try {
            look();
            ShopQueues.Taken letter = queues.take(ShopQueues.DEAD);
            assertThat(letter.header("x-nacento-reason")).startsWith("storage_unavailable: 403 ");
            assertThat(letter.header("x-nacento-message-id")).isEqualTo(id);
            assertThat(letter.json().at("/images").findValuesAsText("file_path")).containsExactly("/f/o/there.jpg", "/f/o/late.jpg");
        } finally {
            stub.permit(ROOT + "/f/o/late.jpg");
        }
        assertThat(shop.number("SELECT state FROM nacento_gallery_request WHERE sku = 'FORBIDDEN'")).isEqualTo(2);
        pass(Duration.ofHours(1));
        look();
        assertThat(shop.number("SELECT COUNT(*) FROM nacento_awaited_image")).as("what has ended otherwise is forgotten").isZero();
    }

    @Test
    void manyWaitingImagesCostALookByListingAtGrowingIntervals() throws Exception {
        int many = 2_500;
        List<String> items = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            items.add(item("MANY-" + i, path(i), "label"));
            stub.put(ROOT + "/m/n/other-" + i + ".jpg", "another");
        }
        addProducts(many);
        String uuid = Bulks.uuid(connector.bulkAsync(request(items.toArray(String[]::new))));
        await().atMost(Duration.ofMinutes(2)).until(() -> shop.number("SELECT COUNT(*) FROM nacento_awaited_image") == many);
        assertThat(shop.number("SELECT COUNT(*) FROM nacento_awaited_image WHERE due_at > UTC_TIMESTAMP() + INTERVAL 1 MINUTE"))
                .as("the first look is within a minute").isZero();

        List<Long> pauses = new ArrayList<>();
        for (int look = 1; look <= 8; look++) {
            // on the hour, whatever time it is: what is due together stays together
            shop.execute("UPDATE nacento_awaited_image SET due_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND");
            stub.resetCounts();
            look();
            assertThat(stub.counts().getOrDefault("LIST", 0L)).as("look %s, of which one may be that at the bucket", look).isBetween(3L,
                    7L);
            assertThat(stub.counts()).doesNotContainKey("HEAD");
            assertThat(shop.number("SELECT COUNT(DISTINCT due_at) FROM nacento_awaited_image")).as("together again").isOne();
            pauses.add(shop.number("SELECT TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(), MAX(due_at)) FROM nacento_awaited_image"));
        }
        assertThat(pauses).allSatisfy(pause -> assertThat(pause).isBetween(0L, 3_600L));
        assertThat(shop.number("SELECT MIN(looks) FROM nacento_awaited_image")).isEqualTo(4);

        IntStream.range(0, many).filter(i -> i % 5 > 0).forEach(i -> put(path(i)));
        shop.execute("UPDATE nacento_awaited_image SET due_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND");
        stub.resetCounts();
        look();
        assertThat(shop.number("SELECT COUNT(*) FROM magento_operation WHERE bulk_uuid = ? AND status = 1", uuid)).isEqualTo(many * 4 / 5);
        assertThat(waiting()).hasSize(many / 5);
        assertThat(stub.counts().get("HEAD")).as("one a chunk, to see whether ETags agree").isLessThan(many / 50);
        assertThat(stub.counts().get("LIST")).isLessThan(20);
    }

    @Test
    void ofSeveralInstancesEachLooksForOthers() throws Exception {
        addProducts(60);
        List<String> items = IntStream.range(0, 60).mapToObj(i -> item("MANY-" + i, "/s/v/%04d.jpg".formatted(i), "label")).toList();
        String uuid = Bulks.uuid(connector.bulkAsync(request(items.toArray(String[]::new))));
        await().until(() -> waiting().size() == 60);
        IntStream.range(0, 60).forEach(i -> put("/s/v/%04d.jpg".formatted(i)));
        pass(Duration.ofMinutes(1));
        RunningConnector other = learn(RunningConnector.start(shop, settings("48h"), internals()));
        try {
            CompletableFuture.allOf(CompletableFuture.runAsync(() -> look(connector)), CompletableFuture.runAsync(() -> look(other)))
                    .join();
        } finally {
            other.stop();
        }
        assertThat(bulks.statuses(uuid)).hasSize(60).allMatch(status -> status.endsWith(":1"));
        assertThat(shop.texts("SELECT DISTINCT result_message FROM magento_operation WHERE bulk_uuid = ?", uuid)).as("each was done once")
                .containsExactly("1 inserted, 0 updated, 0 new ETags, 0 unchanged");
    }

    @Test
    void whatAWorkerHadTakenThatDiedIsDueAgainInSomeMinutes() throws Exception {
        product("DIED");
        String uuid = submit("DIED", "", "/d/i/ed.jpg");
        awaitWait(uuid, "/d/i/ed.jpg");
        put("/d/i/ed.jpg");
        shop.execute("UPDATE nacento_awaited_image SET claim = 'of a dead one', due_at = UTC_TIMESTAMP() + INTERVAL 5 MINUTE");
        look();
        assertThat(bulks.statuses(uuid)).containsExactly("1:4");
        pass(Duration.ofMinutes(5));
        look();
        assertThat(bulks.statuses(uuid)).containsExactly("1:1");
    }

    @Test
    void aServiceThatIsStartedAgainGoesOnWaitingAndOneThatDoesNotWaitEndsIt() throws Exception {
        product("RESTART");
        String uuid = submit("RESTART", "", "/r/s/1.jpg", "/r/s/2.jpg");
        awaitWait(uuid, "/r/s/1.jpg", "/r/s/2.jpg");
        connector.stop();
        put("/r/s/1.jpg");
        pass(Duration.ofMinutes(1));
        connector = learn(RunningConnector.start(shop, settings("48h"), internals()));
        look();
        assertThat(galleries.labels("RESTART")).containsExactly("/r/s/1.jpg NULL");
        assertThat(bulks.statuses(uuid)).containsExactly("1:4");

        RunningConnector impatient = learn(RunningConnector.start(shop, settings("0s"), internals()));
        try {
            // looks that either of them makes by itself may have taken the images first
            await().untilAsserted(() -> {
                pass(Duration.ofMinutes(2));
                look(impatient);
                assertThat(bulks.statuses(uuid)).containsExactly("1:1");
            });
        } finally {
            impatient.stop();
        }
        assertThat(bulks.message(uuid, 1)).isEqualTo("1 inserted, 0 updated, 0 new ETags, 0 unchanged; file_not_found: /r/s/2.jpg");
    }

    @Test
    void aBucketThatDoesNotAnswerIsNoAbsenceAndNoArrival() throws Exception {
        product("AWAY");
        String uuid = submit("AWAY", "", "/a/w/ay.jpg");
        awaitWait(uuid, "/a/w/ay.jpg");
        pass(Duration.ofHours(48));
        stub.refuse(404, "NoSuchBucket");
        try {
            look();
        } finally {
            stub.refuseNothing();
        }
        assertThat(bulks.statuses(uuid)).containsExactly("1:4");
        put("/a/w/ay.jpg");
        pass(Duration.ofMinutes(5));
        look();
        assertThat(bulks.message(uuid, 1)).isEqualTo("1 inserted, 0 updated, 0 new ETags, 0 unchanged");
    }

    @Test
    void aRequestThatWaitsIsNotTakenForOneThatIsStuck() throws Exception {
        product("STUCK");
        String uuid = submit("STUCK", "", "/s/t/uck.jpg");
        awaitWait(uuid, "/s/t/uck.jpg");
        pass(Duration.ofHours(2));
        shop.execute("INSERT INTO nacento_gallery_bulk (bulk_uuid, heartbeat_at) VALUES (?, UTC_TIMESTAMP(6) - INTERVAL 1 HOUR)", uuid);
        stub.resetCounts();

        fire(connector, "watch-abandoned-bulks");
        fire(connector, "watch-backlog");
        fire(connector, "watch-shop");

        assertThat(shop.number("SELECT COUNT(*) FROM nacento_gallery_bulk")).as("nothing of it was left to be published").isZero();
        assertThat(queues.count(ShopQueues.BULK)).isZero();
        assertThat(stub.counts()).doesNotContainKeys("HEAD", "LIST");
        Answer metrics = connector.observe("/observe/metrics");
        assertThat(metrics.body().lines()).contains("nacento_oldest_request_age_seconds 0.0", "nacento_awaited_images 1.0");
        assertThat(connector.observe("/observe/health/ready").status()).isEqualTo(200);
    }

    @Test
    void whatHasComeAndWhatHasNotIsCounted() throws Exception {
        product("COUNTED");
        double came = arrivals("came");
        double never = arrivals("never_came");
        String uuid = submit("COUNTED", "", "/c/o/1.jpg", "/c/o/2.jpg", "/c/o/3.jpg");
        awaitWait(uuid, "/c/o/1.jpg", "/c/o/2.jpg", "/c/o/3.jpg");
        put("/c/o/1.jpg");
        put("/c/o/3.jpg");
        pass(Duration.ofMinutes(1));
        look();
        pass(Duration.ofHours(48));
        look();
        assertThat(arrivals("came") - came).isEqualTo(2);
        assertThat(arrivals("never_came") - never).isEqualTo(1);
    }

    @Test
    void aRejectedBulkWaitsForNothing() throws Exception {
        product("REJECTED");
        String uuid = submit("REJECTED", "", "/r/j/1.jpg");
        awaitWait(uuid, "/r/j/1.jpg");
        shop.execute("UPDATE nacento_gallery_request SET state = 5 WHERE bulk_uuid = ?", uuid);
        put("/r/j/1.jpg");
        pass(Duration.ofMinutes(1));
        look();
        assertThat(galleries.of("REJECTED")).isEmpty();
        assertThat(shop.number("SELECT COUNT(*) FROM nacento_awaited_image")).isZero();
    }

    /** It looks at the shop's tables when it is first asked for something. */
    private static RunningConnector learn(RunningConnector who) {
        who.sync("NOBODY", "{\"images\":[]}");
        return who;
    }

    private void product(String sku, String... images) throws SQLException {
        shop.addProduct(sku);
        List.of(images).forEach(this::put);
    }

    private void addProducts(int many) throws SQLException {
        shop.execute(
                "INSERT INTO catalog_product_entity (attribute_set_id, sku, updated_at) SELECT 9, CONCAT('MANY-', seq - 1), '2020-01-01'"
                        + " FROM " + Numbers.to(many) + " WHERE CONCAT('MANY-', seq - 1) NOT IN (SELECT sku FROM catalog_product_entity)");
    }

    private static String path(int number) {
        return "/m/n/%04d.jpg".formatted(number);
    }

    private void put(String path) {
        stub.put(ROOT + path, "etag of " + path.replace('/', '-'));
    }

    /** A bulk of one item; an image is a path, or an object. */
    private String submit(String sku, String terms, String... images) {
        List<String> all = List.of(images).stream().map(image -> image.startsWith("{") ? image : "{\"file_path\":\"" + image + "\"}")
                .toList();
        return Bulks
                .uuid(connector.bulkAsync(request("{\"sku\":\"" + sku + "\"," + terms + "\"images\":[" + String.join(",", all) + "]}")));
    }

    private void awaitWait(String uuid, String... paths) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(shop.texts("SELECT a.file_path FROM nacento_awaited_image a"
                + " JOIN nacento_gallery_request r USING (request_id) WHERE r.bulk_uuid = ? ORDER BY 1", uuid)).containsExactly(paths));
        awaitAllAcknowledged();
    }

    private void awaitAllAcknowledged() {
        CamelContext camel = connector.connector().main().getCamelContext();
        await().atMost(Duration.ofSeconds(30)).until(() -> queues.count(ShopQueues.TOPIC) + queues.count(ShopQueues.BULK) == 0
                && camel.getInflightRepository().size("consume-bulk-messages") + camel.getInflightRepository()
                        .size("consume-gallery-messages") == 0);
    }

    private List<Map<String, Object>> waiting() throws SQLException {
        return shop.rows("SELECT request_id, file_path, looks, due_at FROM nacento_awaited_image ORDER BY request_id, file_path");
    }

    /** As if so much time had gone by. */
    private void pass(Duration time) throws SQLException {
        shop.execute(
                "UPDATE nacento_awaited_image SET due_at = due_at - INTERVAL ? SECOND, submitted_at = submitted_at - INTERVAL ? SECOND",
                time.toSeconds(), time.toSeconds());
        shop.execute("UPDATE nacento_gallery_request SET submitted_at = submitted_at - INTERVAL ? SECOND", time.toSeconds());
    }

    private void look() {
        look(connector);
    }

    private static void look(RunningConnector who) {
        fire(who, "watch-awaited-images");
    }

    /** What the route's timer does, which the test does not wait for. */
    private static void fire(RunningConnector who, String route) {
        CamelContext camel = who.connector().main().getCamelContext();
        Exchange exchange = new DefaultExchange(camel);
        try {
            camel.getRoute(route).getProcessor().process(exchange);
        } catch (Exception e) {
            throw new IllegalStateException(route, e);
        }
        assertThat(exchange.getException()).isNull();
    }

    private double arrivals(String outcome) {
        return connector.observe("/observe/metrics").body().lines()
                .filter(line -> line.startsWith("nacento_arrivals_total{outcome=\"" + outcome + "\"}"))
                .mapToDouble(line -> Double.parseDouble(line.split(" ")[1])).findFirst().orElseThrow();
    }

    private static String operation(String id, String bulk, String item) throws Exception {
        return "{" + id + "\"bulk_uuid\":\"" + bulk + "\",\"topic_name\":\"t\",\"serialized_data\":"
                + new ObjectMapper().writeValueAsString(item)
                + ",\"result_serialized_data\":null,\"status\":4,\"result_message\":null,\"error_code\":null}";
    }
}
