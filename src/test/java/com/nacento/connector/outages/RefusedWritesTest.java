package com.nacento.connector.outages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nacento.connector.lab.stage.EmbeddedDatabase;
import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.Bulks;
import com.nacento.connector.testing.RunningConnector;
import com.nacento.connector.testing.ShopQueues;
import com.nacento.connector.testing.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that answers, and refuses to work for this one or for everybody: whose fault is it? A SKU may be tried but once here. */
class RefusedWritesTest extends OutageTest {

    private Connection administrator;

    @BeforeEach
    void createAccount() throws SQLException {
        assumeTrue(System.getenv("NACENTO_TEST_DB_URL") == null, "a server of the tests' own is switched to read-only");
        administrator = TestServers.database().connect();
        administer("DROP USER IF EXISTS 'plain'@'%'", "CREATE USER 'plain'@'%' IDENTIFIED BY 'plain'",
                "GRANT ALL ON `" + shop.text("SELECT DATABASE()") + "`.* TO 'plain'@'%'");
    }

    @AfterEach
    void restore() throws SQLException {
        if (administrator != null) {
            administer("SET GLOBAL read_only=0", "SET GLOBAL max_allowed_packet=16777216", "DROP USER 'plain'@'%'");
            administrator.close();
        }
    }

    @Override
    protected Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(super.settings());
        settings.put("nacento.db.user", "plain");
        settings.put("nacento.db.password", "plain");
        return settings;
    }

    @Test
    void aReadOnlyPrimaryIsWaitedForAndNoSkusFault() throws SQLException {
        addProduct("ro-1");
        start();
        assertThat(sync("ro-1", "before").status()).isEqualTo(200);
        String uuid = Bulks.uuid(connector.bulkAsync(request("ro-1", "async before")));
        bulks.awaitStatuses(uuid, "1:1");
        Instant since = Instant.now();
        administer("SET GLOBAL read_only=1");

        for (Answer answer : List.of(sync("ro-1", "meanwhile"), connector.bulk(request("ro-1", "meanwhile")),
                connector.bulkAsync(request("ro-1", "meanwhile")))) {
            assertUnavailable(answer);
            assertThat(answer.body()).contains("the database is read-only (error 1290)").doesNotContain("conn=");
        }
        queues.publish("{\"sku\":\"ro-1\",\"images\":[{\"file_path\":\"/o/u/out.jpg\",\"label\":\"by queue\"}]}");
        queues.publish("<order/>");
        assertHealthNames("database", since);
        assertThat(connector.observe("/observe/health").body()).contains("--read-only");

        administer("SET GLOBAL read_only=0");
        assertHealthyAgain();
        soon().untilAsserted(() -> assertThat(galleries.of("ro-1")).containsExactly("/o/u/out.jpg|by queue|1|0"));
        soon().untilAsserted(() -> assertThat(queues.count(ShopQueues.DEAD)).as("the one that cannot be read").isEqualTo(1));
    }

    /**
     * Sessions that may only read (error 1792), and statements that are broken off (1969). MySQL breaks off none that writes; its groups
     * have secondaries that are read-only even for administrators (1290), and members that are offline (3032).
     */
    static Stream<Arguments> refusals() {
        return EmbeddedDatabase.Product.ofTests() == EmbeddedDatabase.Product.MYSQL
                ? Stream.of(Arguments.of("transaction_read_only=1", "transaction_read_only=0"),
                        Arguments.of("super_read_only=1", "read_only=0"), Arguments.of("offline_mode=1", "offline_mode=0"))
                : Stream.of(Arguments.of("tx_read_only=1", "tx_read_only=0"),
                        Arguments.of("max_statement_time=0.0001", "max_statement_time=0"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aServerThatRefusesEverybodysStatementsIsWaitedFor(String on, String off) throws SQLException {
        addProduct("ro-3");
        start();
        administer("SET GLOBAL " + on);
        try {
            soon().untilAsserted(() -> {
                endConnections();
                assertUnavailable(sync("ro-3", "meanwhile"));
            });
            queues.publish("{\"sku\":\"ro-3\",\"images\":[{\"file_path\":\"/o/u/out.jpg\",\"label\":\"by queue\"}]}");
        } finally {
            administer("SET GLOBAL " + off);
        }
        endConnections();
        assertHealthyAgain();
        soon().untilAsserted(() -> assertThat(galleries.of("ro-3")).containsExactly("/o/u/out.jpg|by queue|1|0"));
        assertThat(queues.count(ShopQueues.DEAD)).isZero();
    }

    @Test
    void withoutARightThatTheStartNeedsItIsNotReadyAndSaysWhich() throws SQLException {
        String database = shop.text("SELECT DATABASE()");
        administer("REVOKE ALL ON `" + database + "`.* FROM 'plain'@'%'", "GRANT CREATE ON `" + database + "`.* TO 'plain'@'%'");
        for (String table : shop.text("SELECT GROUP_CONCAT(table_name) FROM information_schema.tables WHERE table_schema = DATABASE()")
                .split(",")) {
            if (!table.equals("eav_entity_attribute")) {
                administer("GRANT ALL ON `" + database + "`.`" + table + "` TO 'plain'@'%'");
            }
        }
        addProduct("right-1");
        Instant since = Instant.now();
        connector = RunningConnector.start(shop, settings(), Map.of("watch-shop.period", "200"));

        assertHealthNames("database", since);
        assertThat(connector.observe("/observe/health").body()).contains("eav_entity_attribute").doesNotContain("conn=");
        assertUnavailable(sync("right-1", "meanwhile"));

        administer("GRANT ALL ON `" + database + "`.* TO 'plain'@'%'");
        assertHealthyAgain();
        assertThat(sync("right-1", "after").status()).isEqualTo(200);
    }

    @Test
    void afterAFailoverTheConnectionsAreRenewed() throws SQLException {
        addProduct("ro-2");
        start();
        assertThat(sync("ro-2", "before").status()).isEqualTo(200);
        List<String> before = connections();
        administer("SET GLOBAL read_only=1");
        assertUnavailable(sync("ro-2", "meanwhile"));
        administer("SET GLOBAL read_only=0");

        soon().untilAsserted(() -> assertThat(connections()).as("of the old primary").doesNotContainAnyElementsOf(before));
        soon().untilAsserted(() -> assertThat(sync("ro-2", "after").status()).isEqualTo(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"catalog_product_entity_media_gallery WRITE", "catalog_product_entity READ", "nacento_gallery_request WRITE"})
    void aTableThatIsLockedIsNoSkusFault(String lock) throws SQLException {
        addProduct("lock-1");
        start();
        assertThat(sync("lock-1", "before").status()).isEqualTo(200);
        try (Connection other = shop.connect(); Statement statement = other.createStatement()) {
            statement.execute("LOCK TABLES " + lock);
            queues.publish("{\"sku\":\"lock-1\",\"images\":[{\"file_path\":\"/o/u/out.jpg\",\"label\":\"by queue\"}]}");

            assertUnavailable(sync("lock-1", "meanwhile"));
            statement.execute("UNLOCK TABLES");
        }
        soon().untilAsserted(() -> assertThat(galleries.of("lock-1")).containsExactly("/o/u/out.jpg|by queue|1|0"));
        assertThat(queues.count(ShopQueues.DEAD)).isZero();
    }

    @Test
    void neighboursOfProductsThatSomebodyElseHoldsAreSavedAtOnce() throws Exception {
        List<Long> ids = products("held", 20);
        start();
        try (Connection other = shop.connect(); Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.executeQuery(
                    "SELECT entity_id FROM catalog_product_entity WHERE entity_id IN (" + ids.get(3) + "," + ids.get(7) + ") FOR UPDATE")
                    .close();
            CompletableFuture<Answer> call = CompletableFuture.supplyAsync(() -> connector.bulk(bulk("held", 20, "new")));

            soon().untilAsserted(() -> assertThat(labelled("held", 20)).as("labels of those that nobody holds").isEqualTo(18));
            assertThat(call).as("it waits for the others").isNotDone();
            other.rollback();
            assertThat(call.join().json().path("stats").path("ok").asInt()).isEqualTo(20);
        }
        assertThat(labelled("held", 20)).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no poison, please'", "CALL no_such_procedure()"})
    void aPoisonousSkuBurnsItsOwnTriesAndStopsNobody(String body) throws SQLException {
        products("sku", 10);
        shop.execute(
                "CREATE TRIGGER poison BEFORE INSERT ON catalog_product_entity_media_gallery_value FOR EACH ROW IF NEW.label = 'new sku-4' "
                        + "THEN "
                        + body + "; END IF");
        start();
        String uuid = Bulks.uuid(connector.bulkAsync(bulk("sku", 10, "new")));

        soon().untilAsserted(() -> assertThat(bulks.statuses(uuid)).containsExactly("1:1", "2:1", "3:1", "4:1", "5:2", "6:1", "7:1", "8:1",
                "9:1", "10:1"));
        assertThat(queues.count(ShopQueues.DEAD)).isEqualTo(1);
        assertThat(bulks.message(uuid, 5)).startsWith("internal: the database refused the rows: ").doesNotContain("conn=");
        assertThat(connector.observe("/observe/health").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"INSERT, catalog_product_entity_media_gallery_value_to_entity, entity_id", "INSERT, nacento_media_gallery_meta, product_id",
        "INSERT, catalog_product_entity_media_gallery_value, entity_id", "INSERT, catalog_product_entity_varchar, entity_id",
        "UPDATE, catalog_product_entity, entity_id"})
    void whicheverTableRefusesAProductTheOthersAreSaved(String event, String table, String column) throws SQLException {
        List<Long> ids = products("sku", 10);
        start();
        addProduct("before");
        // so that there are the connector's tables
        assertThat(sync("before", "before").status()).isEqualTo(200);
        shop.execute("CREATE TRIGGER poison BEFORE " + event + " ON " + table + " FOR EACH ROW IF NEW." + column + " = " + ids.get(4)
                + " THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no poison, please'; END IF");

        Answer answer = connector.bulk(bulk("sku", 10, "new").replace("\"label\"", "\"roles\":[\"base\"],\"label\""));

        assertThat(answer.json().path("stats").path("ok").asInt()).as(answer.body()).isEqualTo(9);
        assertThat(answer.result(4).path("error").asText()).startsWith("internal: the database refused the rows: ")
                .contains("no poison, please");
        assertThat(labelled("sku", 10)).isEqualTo(9);
    }

    @Test
    void aRequestThatCannotBeWrittenDownStopsNoneOfItsMessage() throws SQLException {
        products("sku", 10);
        start();
        assertThat(connector.bulk(request("no-such-sku", "so that the connector's tables are there")).status()).isEqualTo(200);
        shop.execute("CREATE TRIGGER poison BEFORE INSERT ON nacento_gallery_request FOR EACH ROW IF NEW.sku = 'sku-4' "
                + "THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no poison, please'; END IF");
        queues.publish(bulk("sku", 10, "new"));

        soon().untilAsserted(() -> assertThat(queues.count(ShopQueues.DEAD)).isEqualTo(1));
        assertThat(labelled("sku", 10)).isEqualTo(9);
        assertThat(queues.take(ShopQueues.DEAD).json().path("sku").asText()).isEqualTo("sku-4");
    }

    @Test
    void anOperationWhoseEndCannotBeNotedStopsNobodyAndIsGivenUp() throws SQLException {
        products("sku", 10);
        start();
        shop.execute("CREATE TRIGGER poison BEFORE UPDATE ON magento_operation FOR EACH ROW IF NEW.operation_key = 5 "
                + "THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no poison, please'; END IF");
        String uuid = Bulks.uuid(connector.bulkAsync(bulk("sku", 10, "new")));

        soon().untilAsserted(() -> assertThat(bulks.statuses(uuid)).containsExactly("1:1", "2:1", "3:1", "4:1", "5:4", "6:1", "7:1", "8:1",
                "9:1", "10:1"));
        soon().untilAsserted(() -> assertThat(queues.count(ShopQueues.DEAD)).isEqualTo(1));
        String next = Bulks.uuid(connector.bulkAsync(bulk("sku", 2, "next")));
        soon().untilAsserted(() -> assertThat(bulks.statuses(next)).as("the only consumer goes on").containsExactly("1:1", "2:1"));
    }

    @Test
    void chunksAreCutByWhatTheServerTakesAtOnce() throws SQLException {
        administer("SET GLOBAL max_allowed_packet=1048576");
        shop.putImage("/o/u/out.jpg", "picture");
        products("large", 300);
        for (int image = 0; image < 20; image++) {
            shop.putImage("/o/u/" + image + ".jpg", "picture");
        }
        start();
        String images = IntStream.range(0, 20)
                .mapToObj(image -> "{\"file_path\":\"/o/u/" + image + ".jpg\",\"label\":\"" + "ä".repeat(240) + "\"}")
                .collect(Collectors.joining(","));
        String bulk = IntStream.range(0, 300).mapToObj(sku -> "{\"sku\":\"large-" + sku + "\",\"images\":[" + images + "]}")
                .collect(Collectors.joining(",", "{\"items\":[", "]}"));

        assertThat(connector.bulk(bulk).json().path("stats").path("ok").asInt()).isEqualTo(300);
        String uuid = Bulks.uuid(connector.bulkAsync(bulk.replace("ä", "ö")));
        soon().untilAsserted(() -> assertThat(bulks.statuses(uuid)).hasSize(300).allMatch(status -> status.endsWith(":1")));
        queues.publish(bulk.replace("ä", "ü"));
        soon().untilAsserted(() -> assertThat(
                shop.number("SELECT COUNT(*) FROM catalog_product_entity_media_gallery_value WHERE label LIKE 'ü%' COLLATE utf8mb4_bin"))
                .isEqualTo(6_000));
        assertThat(queues.count(ShopQueues.DEAD)).isZero();
    }

    private List<Long> products(String name, int count) throws SQLException {
        shop.putImage("/o/u/out.jpg", "picture");
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(shop.addProduct(name + "-" + i));
        }
        return ids;
    }

    private static String bulk(String name, int count, String label) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"sku\":\"" + name + "-" + i + "\",\"images\":[{\"file_path\":\"/o/u/out.jpg\",\"label\":\"" + label + " "
                        + name + "-" + i + "\"}]}")
                .collect(Collectors.joining(",", "{\"items\":[", "]}"));
    }

    private int labelled(String name, int count) throws SQLException {
        int labelled = 0;
        for (int i = 0; i < count; i++) {
            labelled += galleries.labels(name + "-" + i).contains("/o/u/out.jpg new " + name + "-" + i) ? 1 : 0;
        }
        return labelled;
    }

    private List<String> connections() throws SQLException {
        return shop.texts("SELECT id FROM information_schema.processlist WHERE user = 'plain'");
    }

    /** So that the next connection begins with what is set now. */
    private void endConnections() throws SQLException {
        for (String connection : connections()) {
            try {
                administer("KILL " + connection);
            } catch (SQLException alreadyEnded) {
                assertThat(alreadyEnded.getErrorCode()).isEqualTo(1094);
            }
        }
    }

    private void administer(String... statements) throws SQLException {
        try (Statement statement = administrator.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
