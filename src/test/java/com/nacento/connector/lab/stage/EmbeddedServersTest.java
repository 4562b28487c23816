package com.nacento.connector.lab.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nacento.connector.config.RabbitSettings;
import com.nacento.connector.deadletters.DeadLetters;
import com.nacento.connector.deadletters.Letter;
import com.nacento.connector.deadletters.Listing;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class EmbeddedServersTest {

    @TempDir
    static Path workDir;

    private static EmbeddedDatabase database;

    @BeforeAll
    static void startWhereItFits() {
        assumeTrue(EmbeddedServers.fit(), () -> EmbeddedServers.whyNot().orElseThrow());
        database = EmbeddedDatabase.Product.ofTests().start(workDir);
    }

    @AfterAll
    static void stop() {
        if (database != null) {
            database.close();
            assertThat(database.isAlive()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"utf8mb4,utf8mb4_general_ci,''", "utf8mb3,utf8mb3_general_ci,mg_", "utf8mb4,utf8mb4_unicode_ci,''"})
    void aMagentoDatabaseHasTheCharsetThatWasAskedFor(String charset, String collation, String prefix) throws Exception {
        try (MagentoDatabase shop = MagentoDatabase.create(database.address(), "shop_" + collation, prefix, charset, collation);
                Connection connection = shop.connect();
                ResultSet column = connection.createStatement().executeQuery(
                        "SELECT character_set_name, collation_name FROM information_schema.columns WHERE column_name = 'sku'"
                                + " AND table_schema = DATABASE() AND table_name = '" + shop.table("catalog_product_entity") + "'")) {
            assertThat(column.next()).isTrue();
            assertThat(column.getString(1)).isEqualTo(charset);
            assertThat(column.getString(2)).isEqualTo(collation);
        }
    }

    @Test
    void theAttributesOfProductsAreNotThoseOfAFreshShop() throws Exception {
        try (MagentoDatabase shop = MagentoDatabase.create(database.address(), "shop_ids", "", "utf8mb4", "utf8mb4_general_ci");
                Connection connection = shop.connect();
                ResultSet roles = connection.createStatement().executeQuery("SELECT GROUP_CONCAT(attribute_code ORDER BY attribute_id)"
                        + " FROM eav_attribute JOIN eav_entity_type USING (entity_type_id)"
                        + " WHERE entity_type_code = 'catalog_product' AND frontend_input = 'media_image'")) {
            assertThat(roles.next()).isTrue();
            assertThat(roles.getString(1)).isEqualTo("image,small_image,thumbnail,swatch_image,hover_image");
        }
    }

    @Test
    void theDatabaseServerKeepsItsTemporaryTablesAwayFromThoseOfOthers() throws Exception {
        try (Connection connection = database.address().connect();
                ResultSet folder = connection.createStatement().executeQuery("SELECT @@tmpdir")) {
            assertThat(folder.next()).isTrue();
            assertThat(Path.of(folder.getString(1))).startsWith(workDir.toAbsolutePath());
        }
    }

    @Test
    void droppingADatabaseLeavesNothingBehind() throws SQLException {
        MagentoDatabase shop = MagentoDatabase.create(database.address(), "shop_gone", "", "utf8mb4", "utf8mb4_general_ci");

        shop.drop();

        assertThatThrownBy(shop::connect).isInstanceOf(SQLException.class).hasMessageContaining("shop_gone");
    }

    @Test
    void theBrokerConfirmsAPersistentMessageAndKeepsItOverARestart() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(workDir);
                com.rabbitmq.client.Connection connection = broker.address().connect();
                Channel channel = connection.createChannel()) {
            channel.exchangeDeclare("magento", "topic", true);
            channel.queueDeclare("work", true, false, false, null);
            channel.queueBind("work", "magento", "work");
            channel.confirmSelect();
            channel.basicPublish("magento", "work", true, MessageProperties.PERSISTENT_BASIC, new byte[] {42});
            assertThat(channel.waitForConfirms(5_000)).isTrue();
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(workDir);
                com.rabbitmq.client.Connection connection = broker.address().connect();
                Channel channel = connection.createChannel()) {
            GetResponse message = channel.basicGet("work", true);
            assertThat(message.getBody()).containsExactly(42);
        }
    }

    @Test
    void deadLettersAreSeenAsOnRabbitHoweverOftenOneLooks() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(workDir);
                com.rabbitmq.client.Connection connection = broker.address().connect();
                Channel channel = connection.createChannel()) {
            channel.exchangeDeclare("magento", "topic", true);
            channel.queueDeclare("topic.dead", true, false, false, null);
            channel.confirmSelect();
            for (String letter : List.of("first", "second")) {
                channel.basicPublish("", "topic.dead", MessageProperties.PERSISTENT_BASIC, letter.getBytes(StandardCharsets.UTF_8));
            }
            channel.waitForConfirmsOrDie(5_000);
            BrokerAddress address = broker.address();
            RabbitSettings settings = new RabbitSettings(address.host() + ":" + address.port(), address.user(), address.password(),
                    address.vhost(), false,
                    "magento", "topic", 0);

            List<Listing> looks = DeadLetters.onOwnConnections(settings, letters -> List.of(letters.list(10), letters.list(10)));

            assertThat(looks).allSatisfy(look -> {
                assertThat(look.letters()).extracting(Letter::content).containsExactly("first", "second");
                assertThat(look.total()).isEqualTo(2);
            });
        }
    }

    @Test
    void anObjectThatChangesGetsAnotherETag() {
        try (EmbeddedS3 server = EmbeddedS3.start(workDir); Bucket bucket = Bucket.create(server.address(), "shop")) {
            String key = "media/catalog/product/m/y/a.jpg";
            bucket.put(key, new byte[] {1});
            String before = bucket.etag(key);
            bucket.put(key, new byte[] {2});

            assertThat(before).isEqualTo("55a54008ad1ba589aa210d2629c1df41");
            assertThat(bucket.etag(key)).isEqualTo("9e688c58a5487b8eaf69c9e1005ad0bf");
            assertThat(bucket.get(key)).containsExactly(2);
            bucket.drop();
            assertThatThrownBy(() -> bucket.etag(key)).isInstanceOf(NoSuchKeyException.class);
        }
    }

    @Test
    void theS3ServerRefusesAWrongSecret() {
        try (EmbeddedS3 server = EmbeddedS3.start(workDir)) {
            StorageAddress stranger = new StorageAddress(server.address().endpoint(), server.address().accessKey(), "wrong");

            assertThatThrownBy(() -> Bucket.create(stranger, "shop"))
                    .isInstanceOfSatisfying(S3Exception.class, refused -> assertThat(refused.statusCode()).isEqualTo(403));
        }
    }

    @Test
    void anInstalledMariaDbHasThePlaceOfTheBuildsWhereTheBuildHasNone() throws Exception {
        Path embedded = Files.createDirectories(workDir.resolve("embedded-elsewhere"));
        Optional<MariaDbFiles> installed = MariaDbFiles.of(embedded);
        assumeTrue(installed.isPresent(), "no mariadb-server-core is installed");
        try (EmbeddedMariaDb server = EmbeddedMariaDb.start(installed.get(), workDir.resolve("installed"), List.of("--skip-ssl"));
                MagentoDatabase shop = MagentoDatabase.create(server.address(), "shop_installed", "", "utf8mb4", "utf8mb4_general_ci");
                Connection connection = shop.addCatalogue().connect();
                ResultSet products = connection.createStatement().executeQuery("SELECT COUNT(*) FROM catalog_product_entity")) {
            assertThat(products.next()).isTrue();
            assertThat(products.getInt(1)).isEqualTo(14);
        }
    }

    @Test
    void aServerEndsWithTheProcessThatStartedItEvenIfThatIsKilled() throws Exception {
        Process parent = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dnacento.embedded.dir=" + EmbeddedServers.folder("."),
                "-Dnacento.test.database=" + System.getProperty("nacento.test.database", "mariadb"), "-cp",
                System.getProperty("java.class.path"),
                Starter.class.getName(), workDir.resolve("killed").toString())
                .redirectErrorStream(true).start();
        try {
            int port = parent.inputReader().lines().filter(line -> line.startsWith("port "))
                    .mapToInt(line -> Integer.parseInt(line.substring("port ".length()))).findFirst().orElseThrow();
            List<ProcessHandle> children = parent.descendants().toList();
            assertThat(children).isNotEmpty();

            parent.destroyForcibly();

            await().atMost(Duration.ofSeconds(15)).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
            assertThatThrownBy(() -> new Socket("127.0.0.1", port)).isInstanceOf(ConnectException.class);
        } finally {
            parent.destroyForcibly();
        }
    }

    /** A process that starts a database and prints its port, then waits to be killed. */
    static final class Starter {
        public static void main(String[] arguments) throws InterruptedException {
            EmbeddedDatabase server = EmbeddedDatabase.Product.ofTests().start(Path.of(arguments[0]));
            System.out.println("port " + server.address().url().replaceAll("\\D*127\\.0\\.0\\.1:(\\d+).*", "$1"));
            Thread.currentThread().join();
        }
    }
}
