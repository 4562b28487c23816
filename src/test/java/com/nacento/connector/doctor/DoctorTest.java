package com.nacento.connector.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.config.Settings;
import com.nacento.connector.config.SettingsInParts;
import com.nacento.connector.doctor.CheckResult.Status;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.lab.stage.S3Stub;
import com.nacento.connector.lab.stage.S3Stub.Quirk;
import com.nacento.connector.message.GalleryMessage;
import com.nacento.connector.message.GalleryMessageReader;
import com.nacento.connector.serve.Setup;
import com.nacento.connector.testing.MagentoShop;
import com.nacento.connector.testing.RedisServer;
import com.nacento.connector.testing.ShopQueues;
import com.nacento.connector.testing.TestServers;
import com.nacento.connector.testing.TestSettings;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoctorTest {

    private static final List<String> NAMES = List.of("config", "db_connect", "db_table", "db_schema", "remote_storage_config", "s3_head",
            "amqp_config", "topic_mapping", "consumer_config", "mq_publish");
    private static final String CLOSED = "127.0.0.1:1";

    @TempDir
    Path folder;

    private MagentoShop shop;
    private ShopQueues queues;
    private Map<String, String> settings;

    /** A shop that has been set up, and whose bucket has a picture. */
    @BeforeEach
    void setUp() throws SQLException {
        shop = MagentoShop.open("m2_", "utf8mb4_general_ci");
        shop.putImage("/d/o/doctor.jpg", "picture");
        queues = ShopQueues.of(shop);
        settings = new TreeMap<>(TestSettings.of(shop, 8080, 9876));
        Setup preparation = new Setup(Settings.load(file(), Map.of()));
        preparation.database();
        preparation.broker();
    }

    @AfterEach
    void tearDown() throws SQLException {
        for (String queue : List.of(ShopQueues.TOPIC, ShopQueues.BULK, ShopQueues.DEAD)) {
            if (queues.exists(queue)) {
                queues.delete(queue);
            }
        }
        queues.close();
        shop.close();
    }

    @Test
    void aShopThatIsSetUpIsWell() {
        Report report = examine(false);

        assertThat(report.results()).extracting(CheckResult::name).isEqualTo(NAMES);
        assertThat(report.results()).as(report.text((status, sign) -> sign)).allMatch(result -> result.status() == Status.OK);
        assertThat(report.isWell()).isTrue();
        assertThat(result(report, "s3_head").finding().details()).containsEntry("key", "media/catalog/product/d/o/doctor.jpg")
                .containsKeys("etag", "clock_skew_s");
        assertThat(result(report, "remote_storage_config").finding().details()).containsEntry("example_key",
                "media/catalog/product/m/y/example.jpg");
    }

    @Test
    void aSourceIsLookedAtTooAndItsQueueMustBeThere() throws IOException {
        Files.writeString(folder.resolve("faulty.jq"), ".events[] |");
        settings.putAll(Map.of("nacento.sources", "pim", "nacento.source.pim.mapping", "file:" + folder.resolve("faulty.jq")));

        Report report = examine(false);

        assertThat(result(report, "config").finding().errors()).singleElement().asString().contains("faulty.jq, line 1");
        assertThat(result(report, "config").finding().notes()).contains("the source pim has no secret, so there is no /hooks/pim");
        assertThat(result(report, "topic_mapping").finding().errors()).singleElement().asString().contains(shop.topic() + ".events");
    }

    @Test
    void theHealthCheckMessageIsOneThatConsumersIgnore() {
        examine(false);

        ShopQueues.Taken message = queues.take(ShopQueues.TOPIC);
        assertThat(new GalleryMessageReader(new ImagePathRules("b", "", List.of("jpg")), 10).read(message.body()))
                .isInstanceOf(GalleryMessage.HealthCheck.class);
        assertThat(message.json().path("bulk_uuid").asText()).isEqualTo("healthcheck");
        assertThat(message.properties().getMessageId()).isNotBlank();
        assertThat(message.properties().getExpiration()).as("it does not stay for ever").isNotBlank();
    }

    @Test
    void nothingIsPublishedWhenThatIsNotWanted() {
        Report report = new Doctor(false, false).examine(parts());

        assertThat(result(report, "mq_publish").status()).isEqualTo(Status.SKIPPED);
        assertThat(result(report, "mq_publish").reason()).isEqualTo("--no-publish");
        assertThat(report.isWell()).isTrue();
        assertThat(queues.count(ShopQueues.TOPIC)).isZero();
    }

    @Test
    void theReportIsTheJsonThatMonitoringKnows() throws IOException {
        settings.put("nacento.db.password", "not-the-password");
        JsonNode json = new ObjectMapper().readTree(examine(false).json());

        assertThat(json.fieldNames()).toIterable().containsExactly("env", "checks", "summary");
        assertThat(json.path("env").isObject()).isTrue();
        assertThat(json.path("checks")).hasSize(NAMES.size()).allSatisfy(check -> {
            assertThat(check.fieldNames()).toIterable().containsExactly("name", "status", "duration_ms", "details", "error");
            assertThat(check.path("status").asText()).isIn("ok", "fail", "skipped");
            assertThat(check.path("duration_ms").isIntegralNumber()).isTrue();
            assertThat(check.path("details").isObject()).isTrue();
            assertThat(check.path("error").isTextual()).isEqualTo(check.path("status").asText().equals("fail"));
        });
        assertThat(json.path("summary")).hasToString("{\"total\":10,\"ok\":7,\"fail\":1,\"skipped\":2}");
        assertThat(json.at("/checks/1/details/what_to_do/0").asText()).contains("nacento.db.password");
        assertThat(json.at("/checks/2/details/reason").asText()).isEqualTo("db_connect failed");
    }

    @Test
    void aBrokenSetUpIsSeenAsAWhole() {
        settings.remove("nacento.auth.mode");
        settings.put("nacento.db.pasword", "x");
        settings.put("nacento.s3.bucket", "s3://bucket");
        settings.put("nacento.rabbitmq.addresses", CLOSED);

        Report report = examine(false);

        assertThat(result(report, "config").finding().errors()).hasSize(3)
                .anyMatch(error -> error.contains("did you mean nacento.db.password"))
                .anyMatch(error -> error.contains("nacento.auth.tokens")).anyMatch(error -> error.contains("nacento.s3.bucket"));
        assertThat(report.results()).filteredOn(result -> result.status() == Status.OK).extracting(CheckResult::name)
                .as("what does not depend on it is looked at").containsExactly("db_connect", "db_table", "db_schema");
        assertThat(report.results()).filteredOn(result -> result.status() == Status.SKIPPED).extracting(CheckResult::name)
                .containsExactly("s3_head", "topic_mapping", "consumer_config", "mq_publish");
        assertThat(result(report, "amqp_config").finding().advice().get(0)).contains("host and port");
        assertThat(report.isWell()).isFalse();
    }

    @Test
    void aSettingsFileThatCannotBeReadIsAFailureAndNoCrash() {
        Report report = new Doctor(false, true).examine(SettingsInParts.load(folder.resolve("absent.properties"), Map.of()));

        assertThat(result(report, "config").finding().errors()).anyMatch(error -> error.contains("absent.properties"));
        assertThat(report.results()).hasSize(10);
        assertThat(report.results().stream().skip(1)).as("no server that nobody means is asked")
                .allMatch(result -> result.status() == Status.SKIPPED
                        || result.finding().errors().stream().allMatch(error -> error.contains("absent.properties")));
    }

    @Test
    void aBrokersUserThatNobodyHasGivenIsNamed() {
        settings.put("nacento.rabbitmq.user", "");

        assertThat(failure("config").finding().errors())
                .containsExactly("nacento.rabbitmq.user (NACENTO_RABBITMQ_USER) is empty, and no broker lets nobody in");
    }

    @Test
    void noSecretIsInTheReport() {
        settings.put("nacento.db.password", "sesame-database");
        settings.put("nacento.db.url", settings.get("nacento.db.url") + "?password=sesame-url");
        settings.put("nacento.s3.secret-key", "sesame-bucket");
        settings.put("nacento.rabbitmq.password", "sesame-broker");

        Report report = examine(true);

        assertThat(report.json() + report.text((status, sign) -> sign)).doesNotContain("sesame");
    }

    @Test
    void aWrongDatabasePasswordIsToldFromADatabaseThatIsAway() {
        settings.put("nacento.db.user", "nobody-of-this-name");
        assertThat(failure("db_connect").finding().advice().get(0)).startsWith("check nacento.db.user and nacento.db.password")
                .contains("\nCREATE USER 'nobody-of-this-name'@'%' IDENTIFIED BY 'the value of nacento.db.password';\nGRANT ");

        settings.put("nacento.db.url", "jdbc:mariadb://" + CLOSED + "/magento");
        assertThat(failure("db_connect").finding().advice().get(0)).startsWith("check host and port in nacento.db.url");
    }

    @Test
    void aServerThatTakesLittleAtOnceIsPointedOut() throws SQLException {
        assumeTrue(System.getenv("NACENTO_TEST_DB_URL") == null, "a server of the tests' own takes less for a while");
        assertThat(result(examine(false), "db_connect").finding().details()).doesNotContainKey("max_allowed_packet");
        try (Connection administrator = TestServers.database().connect(); Statement statement = administrator.createStatement()) {
            statement.execute("SET GLOBAL max_allowed_packet=1048576");
            try {
                CheckResult server = result(examine(false), "db_connect");

                assertThat(server.status()).isEqualTo(Status.OK);
                assertThat(server.finding().details().get("max_allowed_packet").toString()).startsWith("1048576: ");
            } finally {
                statement.execute("SET GLOBAL max_allowed_packet=16777216");
            }
        }
    }

    @Test
    void ownTablesThatAreMissingAreMadeBySetup() throws SQLException {
        shop.execute("DROP TABLE {prefix}nacento_gallery_request");

        CheckResult tables = failure("db_table");

        assertThat(tables.finding().errors()).containsExactly("the connector's own tables are missing: m2_nacento_gallery_request");
        assertThat(tables.finding().advice().get(0)).contains("./nacento setup");
    }

    @Test
    void aMissingTablePrefixIsFoundOut() {
        settings.put("nacento.db.table-prefix", "");

        assertThat(failure("db_table").finding().advice()).anyMatch(advice -> advice.startsWith("set nacento.db.table-prefix=m2_"));
        assertThat(failure("db_schema").finding().errors().get(0)).contains("no table catalog_product_entity");
    }

    @Test
    void theListedRightsAreEnoughAndAMissingOneIsNamedWithItsGrant() throws Exception {
        String account = "nacento_doctor_" + UUID.randomUUID().toString().substring(0, 8);
        String database = shop.database().address().url().replaceAll(".*/([^/?]+).*", "$1");
        try (Connection admin = TestServers.database().connect(); Statement statement = admin.createStatement()) {
            statement.execute("CREATE USER '" + account + "'@'%' IDENTIFIED BY 'doctor-only'");
            for (String line : Files.readAllLines(Path.of("src/main/resources/rights/connector.sql"))) {
                if (line.startsWith("GRANT")) {
                    statement.execute(line.replace("magento.", database + ".m2_").replace("'nacento'", "'" + account + "'")
                            .replace("m2_magento.", "m2_"));
                }
            }
            settings.put("nacento.db.user", account);
            settings.put("nacento.db.password", "doctor-only");
            statement.execute("REVOKE SELECT ON " + database + ".m2_catalog_product_relation FROM '" + account + "'@'%'");
            assertThat(examine(false).results()).as("with the listed rights").allMatch(result -> result.status() == Status.OK);
            settings.put("nacento.cache.varnish.hosts", CLOSED);
            assertThat(failure("db_table").finding().errors()).as("needed for purging pages")
                    .containsExactly("SELECT on m2_catalog_product_relation is denied");
            settings.remove("nacento.cache.varnish.hosts");

            statement.execute("REVOKE UPDATE ON " + database + ".m2_catalog_product_entity_varchar FROM '" + account + "'@'%'");
            statement.execute("REVOKE SELECT ON " + database + ".m2_magento_operation FROM '" + account + "'@'%'");
            assertThat(result(examine(false), "db_schema").status()).as("what is hidden is not missing").isEqualTo(Status.SKIPPED);
            assertThat(result(examine(false), "consumer_config").finding().notes()).anyMatch(note -> note.contains("see db_table"));
            statement.execute("GRANT SELECT ON " + database + ".m2_magento_operation TO '" + account + "'@'%'");
            statement.execute("REVOKE INSERT ON " + database + ".m2_magento_operation FROM '" + account + "'@'%'");
            Report report = examine(false);
            assertThat(result(report, "db_table").finding().errors()).containsExactly(
                    "UPDATE on m2_catalog_product_entity_varchar is denied", "INSERT on m2_magento_operation is denied");
            List<String> printed = report.text((status, sign) -> sign).lines().map(String::strip).toList();
            List<String> grants = printed.stream().filter(line -> line.startsWith("GRANT")).toList();
            assertThat(grants).as("as they are printed, one below the other, they can be pasted").hasSize(17).contains(
                    "GRANT SELECT, INSERT, UPDATE, DELETE ON `" + database + "`.`m2_catalog_product_entity_varchar` TO '" + account
                            + "'@'%';",
                    "GRANT SELECT, INSERT, UPDATE ON `" + database + "`.`m2_magento_operation` TO '" + account + "'@'%';");
            assertThat(printed.get(printed.indexOf(grants.get(0)) - 1)).startsWith("→ run this in the database").endsWith(":");
            assertThat(printed.indexOf(grants.get(16))).isEqualTo(printed.indexOf(grants.get(0)) + 16);
            for (String grant : grants) {
                statement.execute(grant);
            }
            assertThat(examine(false).failed()).doesNotContain("db_table");
            statement.execute("DROP USER '" + account + "'@'%'");
        }
    }

    /** What the account may do before: all of it must end well after one paste. */
    @ParameterizedTest(name = "tables named {0}…, set up before: {1}, {2}")
    @CsvSource({"'',false,no account", "m2_,false,no account", "'',true,no account", "m2_,true,no account", "m2_,false,no rights",
        "'',true,no rights", "m2_,false,a little", "'',false,a little", "m2_,true,a little", "m2_,false,rows only", "'',false,rows only",
        "m2_,true,rows only", "m2_,old,rows only"})
    void whatIsPrintedIsPastedOnceAndThenSetupAndServiceHaveAllTheyNeed(String prefix, String setUp, String before) throws Exception {
        String account = "nacento_paste_" + UUID.randomUUID().toString().substring(0, 8);
        try (MagentoShop other = MagentoShop.open(prefix, "utf8mb4_general_ci");
                ShopQueues theirQueues = ShopQueues.of(other);
                Connection admin = TestServers.database().connect();
                Statement statement = admin.createStatement()) {
            settings = new TreeMap<>(TestSettings.of(other, 8080, 9876));
            if (!setUp.equals("false")) {
                new Setup(Settings.load(file(), Map.of())).database();
            }
            if (setUp.equals("old")) {
                other.execute("ALTER TABLE {prefix}nacento_gallery_request DROP COLUMN awaits");
            }
            String database = other.database().address().url().replaceAll(".*/([^/?]+).*", "$1");
            for (String right : switch (before) {
                case "no account" -> List.<String>of();
                case "no rights" -> List.of("CREATE USER '%s'@'%%' IDENTIFIED BY 'paste-only'");
                case "a little" -> List.of("CREATE USER '%s'@'%%' IDENTIFIED BY 'paste-only'",
                        "GRANT SELECT ON " + database + "." + prefix + "catalog_product_entity TO '%s'@'%%'");
                default -> List.of("CREATE USER '%s'@'%%' IDENTIFIED BY 'paste-only'",
                        "GRANT SELECT, INSERT, UPDATE, DELETE ON " + database + ".* TO '%s'@'%%'");
            }) {
                statement.execute(right.formatted(account));
            }
            settings.put("nacento.db.user", account);
            settings.put("nacento.db.password", "paste-only");

            List<String> pasted = examine(false).text((status, sign) -> sign).lines().map(String::strip)
                    .filter(line -> line.matches("(CREATE USER|GRANT) .*;")).toList();
            for (String line : pasted) {
                statement.execute(line.replace("the value of nacento.db.password", "paste-only"));
            }

            new Setup(Settings.load(file(), Map.of())).database();
            assertThat(examine(false).results().stream().filter(result -> result.name().startsWith("db_")))
                    .allSatisfy(result -> assertThat(result.status()).as("%s", result).isEqualTo(Status.OK));
            assertThat(pasted.isEmpty()).as("%s", pasted).isEqualTo(setUp.equals("true") && before.equals("rows only"));
            statement.execute("DROP USER '" + account + "'@'%'");
        }
    }

    @Test
    void aColumnThatMagentoHasAndThisDatabaseHasNotIsNamed() throws SQLException {
        shop.execute("ALTER TABLE {prefix}magento_operation DROP COLUMN result_message");

        assertThat(failure("db_schema").finding().errors()).isNotEmpty().allMatch(error -> error.contains("result_message"));
    }

    @Test
    void adobeCommerceIsRefused() throws SQLException {
        shop.execute("ALTER TABLE {prefix}catalog_product_entity ADD row_id INT UNSIGNED NOT NULL DEFAULT 0");

        assertThat(failure("db_schema").finding().errors().get(0)).contains("Adobe Commerce");
    }

    @Test
    void amazonWantsARegion() {
        settings.put("nacento.s3.endpoint", "");

        assertThat(failure("remote_storage_config").finding().advice().get(0)).contains("nacento.s3.region");
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({"nacento.s3.secret-key,wrong,nacento.s3.secret-key", "nacento.s3.bucket,no-such-bucket-anywhere,nacento.s3.bucket",
        "nacento.s3.endpoint,http://127.0.0.1:1,nacento.s3.endpoint",
        "nacento.s3.ping-object-key,no/such/object,nacento.s3.ping-object-key"})
    void aBucketThatDoesNotAnswerIsToldByItsReason(String setting, String value, String named) {
        settings.put(setting, value);

        assertThat(failure("s3_head").finding().advice().get(0)).contains(named);
    }

    @Test
    void aBucketWithoutPicturesIsWorthALook() {
        settings.put("nacento.s3.prefix", "elsewhere");

        CheckResult bucket = result(examine(false), "s3_head");

        assertThat(bucket.status()).isEqualTo(Status.OK);
        assertThat(bucket.finding().notes().get(0)).contains("elsewhere/media/catalog/product/").contains("nacento.s3.prefix");
    }

    @Test
    void aBucketThatForbidsListingMustTellMissingFromForbidden() throws IOException {
        try (StubStorage forbids = new StubStorage(403, 403)) {
            settings.put("nacento.s3.endpoint", forbids.endpoint());
            assertThat(failure("s3_head").finding().advice().get(0)).contains("s3:ListBucket");
        }
        try (StubStorage tells = new StubStorage(403, 404)) {
            settings.put("nacento.s3.endpoint", tells.endpoint());
            CheckResult bucket = result(examine(false), "s3_head");
            assertThat(bucket.status()).isEqualTo(Status.OK);
            assertThat(bucket.finding().notes().get(0)).contains("listing is denied");
        }
    }

    @Test
    void aBucketThatIsListedBelowAPrefixOnlyIsWellSinceListingTellsWhatHeadHides() {
        try (S3Stub lists = S3Stub.start(0)) {
            lists.quirk(Quirk.HIDES_MISSING, true);
            lists.quirk(Quirk.NEEDS_PREFIX, true);
            lists.put("media/catalog/product/d/o/doctor.jpg", "abc");
            settings.put("nacento.s3.endpoint", lists.endpoint().toString());
            settings.put("nacento.s3.bucket", S3Stub.BUCKET);
            CheckResult bucket = result(examine(false), "s3_head");
            assertThat(bucket.status()).isEqualTo(Status.OK);
            assertThat(bucket.finding().notes().get(0)).contains("HEAD answers 403 for an object that is missing");
        }
    }

    @ParameterizedTest
    @CsvSource({"403,InvalidAccessKeyId,nacento.s3.access-key", "301,PermanentRedirect,nacento.s3.region",
        "403,SecondLevelDomainForbidden,nacento.s3.path-style",
        "400,ExpiredToken,renew"})
    void aBucketThatRefusesEverythingIsToldByItsCode(int status, String code, String advice) {
        try (S3Stub refuses = S3Stub.start(0)) {
            refuses.refuse(status, code);
            settings.put("nacento.s3.endpoint", refuses.endpoint().toString());
            CheckResult bucket = failure("s3_head");
            assertThat(bucket.finding().errors().get(0)).startsWith(code + ": ");
            assertThat(bucket.finding().advice().get(0)).contains(advice);
        }
    }

    @ParameterizedTest
    @CsvSource({"3600,ahead of", "-3600,behind"})
    void aClockThatIsFarOffIsNoticed(int seconds, String how) {
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));
        Report report = new Doctor(List.of(new StorageConfig(), new StorageObjects(clock)), true).examine(parts());

        assertThat(result(report, "s3_head").finding().errors()).singleElement().asString().contains(how + " the storage's");
        assertThat(result(report, "s3_head").finding().advice().get(0)).contains("NTP");
    }

    @Test
    void aBrokerThatRefusesTheUserIsToldFromOneThatIsAway() {
        settings.put("nacento.rabbitmq.password", "wrong");
        assertThat(failure("amqp_config").finding().advice().get(0))
                .startsWith("check nacento.rabbitmq.user and nacento.rabbitmq.password");

        settings.put("nacento.rabbitmq.addresses", CLOSED);
        assertThat(failure("amqp_config").finding().advice().get(0)).startsWith("check host and port");
    }

    @Test
    void aVirtualHostThatIsNotThereIsNamed() {
        assumeRabbit();
        settings.put("nacento.rabbitmq.vhost", "no-such-vhost");

        assertThat(failure("amqp_config").finding().advice().get(0)).startsWith("check nacento.rabbitmq.vhost");
    }

    @Test
    void queuesThatAreMissingAreNamedAndNotDeclared() {
        queues.delete(ShopQueues.BULK);

        CheckResult topology = failure("topic_mapping");

        assertThat(topology.finding().errors()).containsExactly("there is no queue " + shop.topic() + ".bulk");
        assertThat(topology.finding().advice().get(0)).contains("./nacento setup");
        assertThat(queues.exists(ShopQueues.BULK)).isFalse();
    }

    @Test
    void anExchangeThatIsMissingIsNamedAndNotDeclared() {
        settings.put("nacento.rabbitmq.exchange", "no-such-exchange");

        assertThat(failure("topic_mapping").finding().errors()).containsExactly("there is no exchange no-such-exchange");
    }

    @Test
    void anExchangeOfAnotherTypeIsRefused() {
        assumeRabbit();
        settings.put("nacento.rabbitmq.exchange", "amq.direct");

        assertThat(failure("topic_mapping").finding().errors().get(0)).contains("amq.direct is no durable topic exchange");
    }

    @Test
    void aQueueThatLosesMessagesFailsAndAQuorumQueueIsUsedAsItIs() {
        assumeRabbit();
        queues.delete(ShopQueues.TOPIC);
        queues.declare(ShopQueues.TOPIC, Map.of("x-message-ttl", 1000));
        assertThat(failure("topic_mapping").finding().errors().get(0)).contains("does not keep its messages").contains("x-message-ttl");

        queues.delete(ShopQueues.TOPIC);
        queues.declare(ShopQueues.TOPIC, Map.of("x-queue-type", "quorum"));
        CheckResult quorum = result(examine(false), "topic_mapping");
        assertThat(quorum.status()).isEqualTo(Status.OK);
        assertThat(quorum.finding().notes()).anyMatch(note -> note.contains("quorum")).anyMatch(note -> note.contains("20 deliveries"));
    }

    @Test
    void messagesThatNobodyTakesFail() {
        queues.publish("{\"type\":\"healthcheck\"}");

        CheckResult consumers = failure("consumer_config");

        assertThat(consumers.finding().errors().get(0)).contains("wait in " + shop.topic() + " (1)");
        assertThat(consumers.finding().advice().get(0)).contains("nacento.rabbitmq.consumers");
    }

    @Test
    void operationsThatStayOpenFail() throws SQLException {
        openOperation("00000000-0000-4000-8000-000000000001", "UTC_TIMESTAMP() - INTERVAL 59 MINUTE");
        assertThat(result(examine(false), "consumer_config").finding().details()).containsEntry("open_operations", 1L)
                .containsEntry("open_over_an_hour", 0L);

        openOperation("00000000-0000-4000-8000-000000000002", "UTC_TIMESTAMP() - INTERVAL 2 HOUR");
        queues.takeAll(ShopQueues.TOPIC);
        assertThat(failure("consumer_config").finding().errors().get(0)).startsWith("1 operations are open for more than an hour");
    }

    @Test
    void operationsThatWaitForTheBucketAreNotOpenForTooLong() throws SQLException {
        openOperation("00000000-0000-4000-8000-000000000003", "UTC_TIMESTAMP() - INTERVAL 2 HOUR");
        shop.execute(
                "UPDATE {prefix}magento_operation SET result_message = 'waits until 2026-11-29 10:00 UTC for 1 missing object: /a.jpg'");
        queues.takeAll(ShopQueues.TOPIC);
        assertThat(result(examine(false), "consumer_config").finding().details()).containsEntry("open_operations", 1L)
                .containsEntry("open_for_the_bucket", 1L).containsEntry("open_over_an_hour", 0L);
    }

    @Test
    void aMessageThatNoQueueGetsFails() {
        queues.unbind(ShopQueues.TOPIC);

        CheckResult publish = failure("mq_publish");

        assertThat(publish.finding().errors().get(0)).contains("a message to magento with the routing key " + shop.topic());
        assertThat(publish.finding().advice().get(0)).contains("./nacento setup");
    }

    /** MinIO and Ceph publish by a key of their own: an event that no queue gets is lost, and nobody is told. */
    @Test
    void anEventOfTheBucketThatNoQueueGetsFails() {
        settings.put("nacento.bucket-events.enabled", "true");
        settings.put("nacento.bucket-events.routing-key", shop.topic() + ".minio");
        queues.declare(".bucket", null);

        CheckResult publish = failure("mq_publish");

        assertThat(publish.finding().errors()).singleElement().asString()
                .contains("a message to magento with the routing key " + shop.topic() + ".minio was returned");
        assertThat(publish.finding().advice().get(0)).contains("binds the queue " + shop.topic() + ".bucket");
        settings.put("nacento.bucket-events.routing-key", shop.topic() + ".bucket");
        assertThat(result(examine(false), "mq_publish").status()).isEqualTo(Status.OK);
        assertThat(queues.take(".bucket").text()).contains("s3:TestEvent");
        queues.delete(".bucket");
    }

    @Test
    void theSlowChecksLookIntoTheShop() throws SQLException {
        long product = shop.addProduct("DOC-1");
        for (String path : List.of("/d/o/doctor.jpg", "d/o/doctor.jpg", "/d/o/missing.jpg")) {
            long image = shop.insert("INSERT INTO {prefix}catalog_product_entity_media_gallery (attribute_id, value) VALUES (?, ?)",
                    shop.attribute("media_gallery"), path);
            shop.execute("INSERT INTO {prefix}catalog_product_entity_media_gallery_value_to_entity (value_id, entity_id) VALUES (?, ?)",
                    image, product);
        }
        shop.execute(
                "INSERT INTO {prefix}mview_state (view_id, mode) VALUES ('catalog_product_flat', 'disabled'), "
                        + "('catalog_product_attribute', 'enabled')");

        Report report = examine(true);

        assertThat(report.results()).hasSize(19);
        assertThat(result(report, "default_cache").status()).as("no default cache is configured").isEqualTo(Status.SKIPPED);
        assertThat(result(report, "sql_plan").status()).as(report.text((status, sign) -> sign)).isEqualTo(Status.OK);
        assertThat(String.valueOf(result(report, "gallery_twins").finding().details()))
                .isEqualTo("{twin_values=0, twin_images=1, paths_without_slash=1}");
        assertThat(result(report, "gallery_sample").finding().details()).containsEntry("images", 3).containsEntry("found", 2);
        assertThat(result(report, "gallery_sample").finding().notes().get(0)).contains("404 media/catalog/product/d/o/missing.jpg");
        assertThat(result(report, "indexers").finding().notes().get(0)).contains("bin/magento indexer:reindex catalog_product_flat ")
                .doesNotContain("catalog_product_attribute");
        assertThat(result(report, "indexers").finding().notes().get(1)).startsWith("catalogsearch_fulltext: not in mview_state");
        assertThat(result(report, "varnish").reason()).isEqualTo("nacento.cache.varnish.hosts is empty");
        assertThat(result(report, "redis").reason()).isEqualTo("nacento.cache.redis.address is empty");
    }

    @Test
    void aVarnishThatTakesNoPurgesIsFoundBeforeAPageIsStale() throws IOException {
        HttpServer varnish = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        varnish.createContext("/", request -> {
            boolean asMagento = request.getRequestMethod().equals("PURGE")
                    && request.getRequestHeaders().containsKey("X-Magento-Tags-Pattern");
            request.sendResponseHeaders(asMagento ? 405 : 500, -1);
            request.close();
        });
        varnish.start();
        String address = "127.0.0.1:" + varnish.getAddress().getPort();
        settings.put("nacento.cache.varnish.hosts", address + "," + CLOSED);

        CheckResult found = result(examine(true), "varnish");
        varnish.stop(0);

        assertThat(found.status()).isEqualTo(Status.FAIL);
        assertThat(found.finding().errors().get(0)).isEqualTo(address + " answers 405 to PURGE");
        assertThat(found.finding().errors().get(1)).isEqualTo(CLOSED + ": no connection");
        assertThat(found.finding().advice().get(0)).contains("acl purge");
    }

    @Test
    void aPageCacheWithAnotherPrefixFails() {
        assumeTrue(RedisServer.isInstalled(), "redis-server is not installed");
        try (RedisServer redis = RedisServer.start()) {
            settings.putAll(Map.of("nacento.cache.redis.address", redis.address(), "nacento.cache.redis.password", RedisServer.PASSWORD,
                    "nacento.cache.redis.database", Integer.toString(RedisServer.DATABASE), "nacento.cache.redis.id-prefix", "other_"));
            assertThat(result(examine(true), "redis").finding().notes().get(0)).contains("zc:tags");
            redis.page("AAAA", "CAT_P_1");
            assertThat(result(examine(true), "redis").finding().errors().get(0)).contains(RedisServer.PREFIX + "CAT_P_1");
            settings.put("nacento.cache.redis.id-prefix", RedisServer.PREFIX);
            assertThat(result(examine(true), "redis").status()).isEqualTo(Status.OK);
            settings.put("nacento.cache.redis.password", "not-the-password");
            assertThat(result(examine(true), "redis").status()).isEqualTo(Status.FAIL);
        }
    }

    @Test
    void aShopWhosePicturesAreElsewhereFails() throws SQLException {
        long image = shop.insert("INSERT INTO {prefix}catalog_product_entity_media_gallery (attribute_id, value) VALUES (?, ?)",
                shop.attribute("media_gallery"), "/x.jpg");
        shop.execute("INSERT INTO {prefix}catalog_product_entity_media_gallery_value_to_entity (value_id, entity_id) VALUES (?, ?)", image,
                shop.addProduct("DOC-2"));

        assertThat(result(examine(true), "gallery_sample").finding().advice().get(0)).contains("nacento.s3.prefix");
    }

    @Test
    void whatDoesNotAnswerFailsAfterItsTimeAndTheNextOneIsLookedAt() {
        CountDownLatch never = new CountDownLatch(1);
        Check hangs = check("hangs", site -> {
            never.await();
            return new Finding();
        });
        Report report = new Doctor(List.of(hangs, check("works", site -> new Finding())), true).examine(parts());

        assertThat(result(report, "hangs").finding().errors().get(0)).startsWith("no answer within");
        assertThat(result(report, "works").status()).isEqualTo(Status.OK);
    }

    private interface Look {
        Finding at(Site site) throws Exception;
    }

    private static Check check(String name, Look look) {
        return new Check() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Duration limit() {
                return Duration.ofMillis(200);
            }

            @Override
            public Finding look(Site site) throws Exception {
                return look.at(site);
            }
        };
    }

    private void openOperation(String uuid, String started) throws SQLException {
        shop.execute("INSERT INTO {prefix}magento_bulk (uuid, operation_count, start_time) VALUES (?, 1, CONVERT_TZ(" + started
                + ", '+00:00', @@session.time_zone))", uuid);
        shop.execute("INSERT INTO {prefix}magento_operation (operation_key, bulk_uuid, topic_name, status) VALUES (1, ?, ?, 4)", uuid,
                shop.topic());
    }

    private CheckResult failure(String name) {
        Report report = examine(false);
        CheckResult result = result(report, name);
        assertThat(result.status()).as(report.text((status, sign) -> sign)).isEqualTo(Status.FAIL);
        return result;
    }

    private static CheckResult result(Report report, String name) {
        return report.results().stream().filter(result -> result.name().equals(name)).findFirst().orElseThrow();
    }

    private Report examine(boolean full) {
        return new Doctor(full, true).examine(parts());
    }

    private SettingsInParts parts() {
        return SettingsInParts.load(file(), Map.of());
    }

    private Path file() {
        try {
            Path file = folder.resolve("doctor.properties");
            TestSettings.write(file, settings);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assumeRabbit() {
        assumeTrue(TestServers.broker().answersAsRabbit(), "only RabbitMQ has this");
    }

    /** An S3 server that answers every listing and every HEAD with a status. */
    private static final class StubStorage implements AutoCloseable {

        private final HttpServer server;

        StubStorage(int listing, int head) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
            server.createContext("/", exchange -> {
                boolean isHead = exchange.getRequestMethod().equals("HEAD");
                byte[] body = "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(isHead ? head : listing, isHead ? -1 : body.length);
                if (!isHead) {
                    exchange.getResponseBody().write(body);
                }
                exchange.close();
            });
            server.start();
        }

        String endpoint() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
