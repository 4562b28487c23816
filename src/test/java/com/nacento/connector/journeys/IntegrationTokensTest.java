package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.lab.stage.DatabaseAddress;
import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.JourneyTest;
import com.nacento.connector.testing.MagentoShop;
import com.nacento.connector.testing.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Magento's integrations as callers ({@code nacento.auth.mode=magento}), in a shop with a table prefix, with the rights that the manual
 * lists.
 */
class IntegrationTokensTest extends JourneyTest {

    private static final String USER = "it_" + UUID.randomUUID().toString().substring(0, 8);
    private static final String PRODUCTS = "Magento_Catalog::products";
    private static final String BULKS = "Magento_Logging::system_magento_logging_bulk_operations";
    private static final String BULKS_IN_THE_SOURCES = "Magento_AsynchronousOperations::system_magento_logging_bulk_operations";
    private static final String BULK_CALL = "/rest/V1/nacento-connector/products/media/bulk";
    private static final String STATUS_CALL = "/rest/V1/bulk/00000000-0000-0000-0000-000000000000/status";

    @Override
    protected MagentoShop openShop() throws SQLException {
        return MagentoShop.open("m2_", "utf8mb3_general_ci");
    }

    @Override
    protected Map<String, String> settings() throws SQLException {
        try (Connection admin = TestServers.database().connect(); Statement statement = admin.createStatement()) {
            statement.execute("CREATE USER '" + USER + "'@'%' IDENTIFIED BY 'integrations-only'");
            for (String right : rights()) {
                statement.execute(right);
            }
        }
        return Map.of("nacento.auth.mode", "magento", "nacento.db.user", USER, "nacento.db.password", "integrations-only");
    }

    @Override
    protected Map<String, String> internals() {
        Map<String, String> internals = new HashMap<>(super.internals());
        internals.put("watch-integrations.period", "200");
        return internals;
    }

    @AfterAll
    void removeUser() throws SQLException {
        try (Connection admin = TestServers.database().connect(); Statement statement = admin.createStatement()) {
            statement.execute("DROP USER IF EXISTS '" + USER + "'@'%'");
        }
    }

    @Test
    void anIntegrationThatMayUseProductsMayCall() throws SQLException {
        String token = integration("catalog", PRODUCTS);
        shop.addProduct("INT-1");
        shop.putImage("/i/1.jpg", "one");

        await().until(() -> bulk(token, "INT-1").status() != 401);
        Answer answer = bulk(token, "INT-1");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}catalog_product_entity_media_gallery WHERE value = '/i/1.jpg'")).isOne();
    }

    @Test
    void theStatusCallsNeedARightOfTheirOwn() throws SQLException {
        String catalog = integration("without-status", PRODUCTS);
        String both = integration("with-status", PRODUCTS, BULKS);
        String sources = integration("with-status-as-in-the-sources", PRODUCTS, BULKS_IN_THE_SOURCES);
        String status = integration("status-only", BULKS);

        await().until(() -> bulk(both, "INT-2").status() == 200);
        assertThat(get(both, STATUS_CALL).status()).as("allowed, and no such bulk").isEqualTo(404);
        assertThat(get(sources, STATUS_CALL).status()).isEqualTo(404);
        Answer refused = get(catalog, STATUS_CALL);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.json().at("/parameters/resources").textValue()).isEqualTo(BULKS);
        assertThat(get(status, STATUS_CALL).json().at("/parameters/resources").textValue()).isEqualTo(PRODUCTS);
        assertThat(get(catalog, STATUS_CALL.replace("/V1/", "/default/V1/")).status()).isEqualTo(401);
        assertThat(get(catalog, STATUS_CALL.replace("/bulk/", "//bulk/")).status()).isEqualTo(401);
    }

    @Test
    void revokedIsRevokedWithinSeconds() throws SQLException {
        for (String change : List.of("UPDATE {prefix}oauth_token SET revoked = 1 WHERE token = '%s'",
                "DELETE FROM {prefix}oauth_token WHERE token = '%s'",
                "UPDATE {prefix}integration SET status = 0 WHERE name = '%2$s'",
                "UPDATE {prefix}authorization_rule SET permission = 'deny' WHERE role_id = (SELECT role_id FROM {prefix}authorization_role "
                        + "WHERE role_name = '%2$s')")) {
            String name = "leaving-" + UUID.randomUUID().toString().substring(0, 8);
            String token = integration(name, PRODUCTS);
            await().until(() -> bulk(token, "INT-3").status() == 200);

            shop.execute(change.formatted(token, name));

            await().untilAsserted(() -> assertThat(bulk(token, "INT-3").status()).as(change).isEqualTo(401));
        }
    }

    @Test
    void otherTokensOfMagentoOpenNothing() throws SQLException {
        String token = integration("reference", PRODUCTS);
        long consumer = shop.number("SELECT consumer_id FROM {prefix}integration WHERE name = 'reference'");
        List<String> others = new ArrayList<>();
        for (String columns : List.of("'request', 1, 0", "'verifier', 1, 0", "'access', 2, 0", "'access', 3, 0", "'access', 1, 1")) {
            others.add(token(consumer, columns));
        }
        others.add(token.toUpperCase());
        others.add("' OR '1'='1");
        others.add("");

        await().until(() -> bulk(token, "INT-4").status() == 200);
        assertThat(others).allSatisfy(other -> assertThat(bulk(other, "INT-4").status()).as(other).isEqualTo(401));
        assertThat(connector.post(BULK_CALL, "{\"items\":[]}").status()).isEqualTo(401);
    }

    @Test
    void theUserSeesNoSecretsOfConsumers() throws SQLException {
        DatabaseAddress asConnector = new DatabaseAddress(shop.database().address().url(), USER, "integrations-only");
        try (Connection connection = asConnector.connect(); Statement statement = connection.createStatement()) {
            for (String forbidden : List.of("SELECT secret FROM m2_oauth_token", "SELECT * FROM m2_oauth_consumer",
                    "SELECT * FROM m2_integration",
                    "UPDATE m2_oauth_token SET revoked = 0", "SELECT * FROM m2_core_config_data")) {
                assertThatThrownBy(() -> statement.execute(forbidden)).as(forbidden).isInstanceOf(SQLException.class)
                        .hasMessageContaining("denied");
            }
            try (ResultSet allowed = statement.executeQuery("SELECT COUNT(token) FROM m2_oauth_token")) {
                assertThat(allowed.next()).as("the limit that the manual names: the tokens themselves").isTrue();
            }
        }
    }

    private Answer bulk(String token, String sku) {
        return connector.send(connector.request(BULK_CALL).header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString("{\"items\":[{\"sku\":\"" + sku + "\",\"images\":[{\"file_path\":\"/i/1.jpg\"}]}]}")));
    }

    private Answer get(String token, String path) {
        return connector.send(connector.request(path).header("Authorization", "Bearer " + token).GET());
    }

    /** An active integration as Magento creates one; its access token. */
    private String integration(String name, String... resources) throws SQLException {
        shop.execute("INSERT INTO {prefix}oauth_consumer (name, `key`, secret, rejected_callback_url) VALUES (?, ?, ?, '')", name, random(),
                random());
        long consumer = shop.number("SELECT entity_id FROM {prefix}oauth_consumer WHERE name = ?", name);
        shop.execute("INSERT INTO {prefix}integration (name, email, status, consumer_id) VALUES (?, 'pim@example.com', 1, ?)", name,
                consumer);
        long id = shop.number("SELECT integration_id FROM {prefix}integration WHERE name = ?", name);
        shop.execute("INSERT INTO {prefix}authorization_role (role_type, user_id, user_type, role_name) VALUES ('U', ?, '1', ?)", id, name);
        long role = shop.number("SELECT role_id FROM {prefix}authorization_role WHERE role_name = ?", name);
        for (String resource : List.of("Magento_Backend::all", PRODUCTS, BULKS, BULKS_IN_THE_SOURCES)) {
            shop.execute("INSERT INTO {prefix}authorization_rule (role_id, resource_id, permission) VALUES (?, ?, ?)", role, resource,
                    List.of(resources).contains(resource) ? "allow" : "deny");
        }
        return token(consumer, "'access', 1, 0");
    }

    private String token(long consumer, String typeUserTypeRevoked) throws SQLException {
        String token = random();
        shop.execute("INSERT INTO {prefix}oauth_token (consumer_id, type, user_type, revoked, token, secret, callback_url) VALUES (?, "
                + typeUserTypeRevoked + ", ?, ?, '')", consumer, token, random());
        return token;
    }

    private static String random() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /** All GRANTs of the manual, for this user, this database and its table prefix. */
    private List<String> rights() {
        try {
            String database = shop.database().address().url().replaceAll(".*/([^/?]+).*", "$1");
            String manual = Files.readString(Path.of("docs/magento.md")) + Files.readString(Path.of("docs/security.md"));
            List<String> rights = Pattern.compile("(?m)^GRANT .*;$").matcher(manual).results()
                    .map(right -> right.group().replace(" magento.", " " + database + ".m2_").replace("'nacento'", "'" + USER + "'")
                            .replace(";", ""))
                    .toList();
            assertThat(rights).hasSizeGreaterThan(14);
            return rights;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
