package com.nacento.connector.outages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nacento.connector.lab.stage.BrokerAddress;
import com.nacento.connector.lab.stage.TcpGate;
import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.Bulks;
import com.nacento.connector.testing.Galleries;
import com.nacento.connector.testing.MagentoShop;
import com.nacento.connector.testing.RunningConnector;
import com.nacento.connector.testing.ShopQueues;
import com.nacento.connector.testing.TestServers;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A connector that reaches database, bucket and broker through gates which the test opens and cuts. */
abstract class OutageTest {

    private static final Pattern AWAY_SINCE = Pattern.compile("away since (\\S+): .+");

    protected MagentoShop shop;
    protected ShopQueues queues;
    protected Bulks bulks;
    protected Galleries galleries;
    protected TcpGate database;
    protected TcpGate storage;
    protected TcpGate broker;
    protected RunningConnector connector;

    @BeforeEach
    void openShop() throws SQLException {
        shop = MagentoShop.open();
        queues = ShopQueues.of(shop);
        bulks = new Bulks(shop);
        galleries = new Galleries(shop);
        database = TcpGate.before(URI.create(shop.database().address().url().substring("jdbc:".length()))).open();
        storage = TcpGate.before(TestServers.storage().endpoint()).open();
        broker = TcpGate.before(TestServers.broker().host(), TestServers.broker().port()).open();
    }

    @AfterEach
    void closeShop() throws SQLException {
        if (connector != null) {
            connector.close();
        }
        queues.close();
        database.close();
        storage.close();
        broker.close();
        shop.close();
    }

    protected void start() {
        connector = RunningConnector.start(shop, settings());
    }

    /** With which a connector reaches all servers through the gates. */
    protected Map<String, String> settings() {
        BrokerAddress address = TestServers.broker();
        Map<String, String> settings = new HashMap<>();
        settings.put("nacento.db.url", shop.database().address().url().replaceFirst("//[^/]+/", "//127.0.0.1:" + database.port() + "/"));
        settings.put("nacento.s3.endpoint", "http://127.0.0.1:" + storage.port());
        settings.put("nacento.s3.timeout", "3s");
        settings.put("nacento.rabbitmq.addresses", "127.0.0.1:" + broker.port());
        settings.put("nacento.rabbitmq.vhost", address.vhost());
        settings.put("nacento.rabbitmq.consumers", "1");
        settings.put("nacento.retry.max-attempts", "1");
        return settings;
    }

    /**
     * Waits as long as an outage and its end may take to be noticed. What the broker's client throws meanwhile is no failure of the test.
     */
    protected static ConditionFactory soon() {
        return await().dontCatchUncaughtExceptions().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(200));
    }

    protected void addProduct(String sku) throws SQLException {
        shop.addProduct(sku);
        shop.putImage("/o/u/out.jpg", "picture");
    }

    protected Answer sync(String sku, String label) {
        return connector.sync(sku, "{\"images\":[{\"file_path\":\"/o/u/out.jpg\",\"label\":\"" + label + "\"}]}");
    }

    protected static String request(String sku, String label) {
        return "{\"items\":[{\"sku\":\"" + sku + "\",\"images\":[{\"file_path\":\"/o/u/out.jpg\",\"label\":\"" + label + "\"}]}]}";
    }

    protected static void assertUnavailable(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After").orElse("")).matches("[1-9][0-9]*");
        assertThat(answer.json().path("message").textValue()).isNotBlank();
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("\tat ");
    }

    /** Health names the part that is away and since when; the process itself is alive. */
    protected void assertHealthNames(String part, Instant notBefore) {
        soon().untilAsserted(() -> {
            Answer health = connector.observe("/observe/health");
            assertThat(health.status()).as(health.body()).isEqualTo(503);
            JsonNode check = check(health, part);
            assertThat(check.path("status").textValue()).isEqualTo("DOWN");
            Matcher message = AWAY_SINCE.matcher(check.path("message").asText());
            assertThat(message.matches()).as(health.body()).isTrue();
            assertThat(Instant.parse(message.group(1))).isAfterOrEqualTo(notBefore);
        });
        assertThat(connector.observe("/observe/health/live").status()).isEqualTo(200);
        assertThat(connector.observe("/observe/health/ready").status()).isEqualTo(503);
    }

    protected void assertHealthyAgain() {
        soon().untilAsserted(() -> assertThat(connector.observe("/observe/health").status()).isEqualTo(200));
    }

    private static JsonNode check(Answer health, String part) {
        for (JsonNode check : health.json().path("checks")) {
            if (check.path("name").asText().endsWith(part)) {
                return check;
            }
        }
        throw new AssertionError("no check named " + part + ": " + health.body());
    }
}
