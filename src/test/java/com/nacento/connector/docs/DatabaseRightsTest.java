package com.nacento.connector.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.config.Settings;
import com.nacento.connector.database.SqlFiles;
import com.nacento.connector.lab.stage.BrokerAddress;
import com.nacento.connector.lab.stage.Bucket;
import com.nacento.connector.lab.stage.DatabaseAddress;
import com.nacento.connector.lab.stage.EmbeddedDatabase;
import com.nacento.connector.lab.stage.EmbeddedServers;
import com.nacento.connector.lab.stage.FreePort;
import com.nacento.connector.lab.stage.MagentoDatabase;
import com.nacento.connector.lab.stage.Pictures;
import com.nacento.connector.lab.stage.Servers;
import com.nacento.connector.lab.stage.StorageAddress;
import com.nacento.connector.serve.Connector;
import com.rabbitmq.client.Channel;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rights that the manual lists for the database user: the connector does all of its work with them, and has no more. */
class DatabaseRightsTest {

    private static final String SUFFIX = UUID.randomUUID().toString().substring(0, 8);
    private static final String USER = "docs_" + SUFFIX;
    private static final String TOPIC = "docs.rights." + SUFFIX;
    private static final String CALLS = "/rest/V1/nacento-connector/products/media/";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path workDir;

    private static Servers servers;
    private static MagentoDatabase shop;
    private static Bucket bucket;
    private static Connector connector;
    private static URI http;

    @BeforeAll
    static void startWithTheRightsOfTheManualOnly() throws Exception {
        boolean given = List.of("NACENTO_TEST_DB_URL", "NACENTO_TEST_S3").stream().allMatch(name -> System.getenv(name) != null);
        Assumptions.assumeTrue(given || EmbeddedServers.fit(), () -> EmbeddedServers.whyNot().orElseThrow());
        servers = Servers.open(EmbeddedDatabase.Product.ofTests(), workDir);
        shop = MagentoDatabase.create(servers.database(), "nacento_docs_" + SUFFIX, "", "utf8mb4", "utf8mb4_general_ci").addCatalogue();
        addTwinsAndSharedRow();
        grant();
        bucket = Bucket.create(servers.storage(), "nacento-docs-" + SUFFIX);
        Pictures.upload(bucket);
        http = URI.create("http://127.0.0.1:" + FreePort.find());
        connector = new Connector(Settings.load(settings(), Map.of()));
        connector.start();
    }

    @AfterAll
    static void removeEverything() throws Exception {
        if (connector != null) {
            connector.stop();
        }
        if (servers == null) {
            return;
        }
        try (com.rabbitmq.client.Connection connection = servers.brokerForTests().connect(); Channel channel = connection.createChannel()) {
            for (String queue : List.of("", ".bulk", ".dead")) {
                channel.queueDelete(TOPIC + queue);
            }
        }
        bucket.drop();
        shop.drop();
        try (Connection admin = servers.database().connect(); Statement statement = admin.createStatement()) {
            statement.execute("DROP USER '" + USER + "'@'%'");
        }
        servers.close();
    }

    @Test
    void theListedRightsAreEnoughForEveryKindOfWrite() throws Exception {
        JsonNode bulk = post(CALLS + "bulk", "bulk.json");
        assertThat(bulk.at("/stats/ok").asInt()).as("%s", bulk).isEqualTo(5);
        assertThat(bulk.at("/stats/inserted").asInt()).isPositive();

        JsonNode receipt = post(CALLS + "bulk/async", "async.json");
        String status = "/rest/V1/bulk/" + receipt.path("bulk_uuid").asText() + "/status";
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(get(status).findValuesAsText("status"))
                .containsExactly("1", "1", "1", "1", "1"));

        try (Connection connection = asConnector().connect(); Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO catalog_product_entity_varchar (attribute_id, store_id, entity_id, value)"
                    + " SELECT v.attribute_id, 1, v.entity_id, v.value FROM catalog_product_entity_varchar v"
                    + " JOIN catalog_product_entity p USING (entity_id) WHERE p.sku = 'BIKE-RED' AND v.store_id = 0 AND v.value LIKE '/%.jpg'");
            HttpRequest.Builder all = HttpRequest.newBuilder(http.resolve(CALLS.replace("media/", "BIKE-RED/media")));
            JsonNode removed = send(all.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers
                    .ofString("{\"mode\":\"replace\",\"allow_empty\":true,\"images\":[]}")).build());
            assertThat(removed.at("/image_stats/removed").asInt()).as("%s", removed).isPositive();
            assertThat(number(statement, "SELECT COUNT(*) FROM catalog_product_entity_varchar WHERE store_id = 1 AND value LIKE '/%.jpg'"))
                    .as("what a store view said of them goes too").isZero();

            statement.executeUpdate(SqlFiles.packaged("delete-finished-requests", Map.of("prefix", ""))
                    .replace(":?finished_requests", "'[1]'"));
            assertThat(number(statement, "SELECT COUNT(*) FROM catalog_product_entity_media_gallery WHERE value_id = 7301"))
                    .as("the twin is merged").isZero();
            assertThat(number(statement, "SELECT COUNT(*) FROM catalog_product_entity_media_gallery_value_to_entity WHERE value_id = 7300"))
                    .as("the shared row is left to the other product").isOne();
        }
    }

    @Test
    void theConnectorMayNotDeleteProductsNorSeeAnythingElseOfTheShop() throws Exception {
        try (Connection connection = asConnector().connect(); Statement statement = connection.createStatement()) {
            for (String forbidden : List.of("DELETE FROM catalog_product_entity", "SELECT * FROM core_config_data",
                    "SELECT * FROM oauth_token", "DROP TABLE nacento_gallery_request", "DELETE FROM magento_operation")) {
                assertThatThrownBy(() -> statement.execute(forbidden)).as(forbidden)
                        .isInstanceOf(SQLException.class).hasMessageContaining("denied");
            }
        }
    }

    @Test
    void theManualShowsTheRightsThatTheTestRuns() throws Exception {
        String manual = Files.readString(Path.of("docs/magento.md"));
        for (String grant : rights()) {
            assertThat(manual).contains(grant);
        }
    }

    /** TENT-2P has its first picture twice; TENT-4P shares a row without slash with another product. */
    private static void addTwinsAndSharedRow() throws SQLException {
        shop.run("""
                SET @gallery = (SELECT attribute_id FROM catalog_product_entity_media_gallery LIMIT 1);
                INSERT INTO catalog_product_entity_media_gallery (value_id, attribute_id, value) VALUES
                  (7300, @gallery, 't/e/tent-4p-1.jpg'), (7301, @gallery, '/t/e/tent-2p-1.jpg');
                INSERT INTO catalog_product_entity_media_gallery_value_to_entity (value_id, entity_id) VALUES
                  (7300, 2051), (7300, 2061), (7301, 2050);
                INSERT INTO catalog_product_entity_media_gallery_value (value_id, store_id, entity_id, position) VALUES
                  (7300, 0, 2051, 1), (7300, 1, 2051, 1), (7300, 0, 2061, 1), (7301, 0, 2050, 1), (7301, 2, 2050, 1);""");
    }

    private static void grant() throws Exception {
        try (Connection admin = servers.database().connect(); Statement statement = admin.createStatement()) {
            statement.execute("CREATE USER '" + USER + "'@'%' IDENTIFIED BY 'docs-only'");
            for (String right : rights()) {
                statement.execute(right.replace("magento.", shop.address().url().replaceAll(".*/([^/?]+).*", "$1") + ".")
                        .replace("'nacento'", "'" + USER + "'"));
            }
        }
    }

    private static List<String> rights() throws Exception {
        return Files.readAllLines(Path.of("src/main/resources/rights/connector.sql")).stream().filter(line -> line.startsWith("GRANT"))
                .map(line -> line.substring(0, line.length() - 1)).toList();
    }

    private static DatabaseAddress asConnector() {
        return new DatabaseAddress(shop.address().url(), USER, "docs-only");
    }

    private static Path settings() throws Exception {
        StorageAddress s3 = servers.storage();
        BrokerAddress broker = servers.brokerForTests();
        return Files.writeString(workDir.resolve("docs.properties"), """
                nacento.auth.mode=none
                nacento.http.port=%d
                nacento.management.port=%d
                nacento.db.url=%s
                nacento.db.user=%s
                nacento.db.password=docs-only
                nacento.s3.endpoint=%s
                nacento.s3.bucket=%s
                nacento.s3.access-key=%s
                nacento.s3.secret-key=%s
                nacento.rabbitmq.addresses=%s:%d
                nacento.rabbitmq.user=%s
                nacento.rabbitmq.password=%s
                nacento.rabbitmq.vhost=%s
                nacento.rabbitmq.topic=%s
                """.formatted(http.getPort(), FreePort.find(), shop.address().url(), USER, s3.endpoint(), bucket.name(), s3.accessKey(),
                s3.secretKey(), broker.host(), broker.port(), broker.user(), broker.password(), broker.vhost(), TOPIC));
    }

    private static JsonNode post(String path, String payload) throws Exception {
        return send(HttpRequest.newBuilder(http.resolve(path)).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofFile(Path.of("src/test/resources/requests/" + payload))).build());
    }

    private static JsonNode get(String path) throws Exception {
        return send(HttpRequest.newBuilder(http.resolve(path)).build());
    }

    private static JsonNode send(HttpRequest request) throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
