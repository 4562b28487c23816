package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.auth.TokenHash;
import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.JourneyTest;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole application as a stranger meets it: with tokens, limits, and nothing to see but the API. */
class EntranceJourneyTest extends JourneyTest {

    private static final String TOKEN = "a-token-of-the-pim";
    private static final String BULK = "/rest/V1/nacento-connector/products/media/bulk";

    @Override
    protected Map<String, String> settings() {
        return Map.of("nacento.auth.mode", "token", "nacento.auth.tokens", TokenHash.of("pim", TOKEN).toString(),
                "nacento.http.max-body-size", "10KiB");
    }

    @Test
    void aCallWithoutTokenIsRefusedAndWithOneItIsDone() throws Exception {
        shop.addProduct("TOKEN-1");
        shop.putImage("/t/1.jpg", "one");
        String body = "{\"items\":[{\"sku\":\"TOKEN-1\",\"images\":[{\"file_path\":\"/t/1.jpg\"}]}]}";

        assertThat(connector.post(BULK, body).status()).isEqualTo(401);
        assertThat(connector.send(json(BULK, body).header("Authorization", "Bearer wrong")).status()).isEqualTo(401);
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}catalog_product_entity_media_gallery WHERE value = '/t/1.jpg'")).isZero();

        Answer answer = connector.send(json(BULK, body).header("Authorization", "Bearer " + TOKEN));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json; charset=utf-8");
        assertThat(answer.headers().map().keySet()).as("no header of the request comes back").doesNotContain("authorization");
        assertThat(answer.totals()).isEqualTo("inserted 1, updated_value 0, updated_meta 0, skipped 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/application.properties", "/camel.properties", "/routes/sync/sync-gallery-chunk.camel.yaml",
        "/sql/find-products.sql",
        "/../application.properties", "/%2e%2e/application.properties", "/pom.xml", "/rest/V1/../../application.properties",
        "/..%2fapplication.properties", "/%2e%2e%2fapplication.properties", "/..%5capplication.properties",
        "/%252e%252e%252fapplication.properties",
        "/..;/application.properties", "/....//application.properties", "//application.properties", "/./application.properties",
        "/application.properties%00.html", "/ui/../application.properties", "/ui/..%2f..%2fapplication.properties",
        "/ui/%2e%2e/application.properties",
        "/docs/..%2fapplication.properties", "/docs/../../application.properties", "/ui//application.properties",
        "/ui/..%5c..%5capplication.properties",
        "/ui/..%2f..%2f..%2f..%2f..%2f..%2fetc/passwd", "/docs/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd"})
    void noFileOfTheApplicationIsServed(String path) {
        for (Answer answer : List.of(connector.get(path), connector.observe(path))) {
            assertThat(answer.status()).isIn(400, 401, 404);
            assertThat(answer.body()).doesNotContain("nacento.db", "SELECT", "route:", "root:");
        }
    }

    @Test
    void aBodyOverTheLimitIs413() {
        String body = "{\"items\":[{\"sku\":\"" + "x".repeat(20_000) + "\"}]}";

        Answer answer = connector.send(json(BULK, body).header("Authorization", "Bearer " + TOKEN));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().path("message").textValue()).isNotBlank();
    }

    @Test
    void anotherContentTypeIs415AndAnotherMethod405() {
        assertThat(connector.send(connector.request(BULK).header("Content-Type", "text/plain").header("Authorization", "Bearer " + TOKEN)
                .POST(HttpRequest.BodyPublishers.ofString("{}"))).status()).isEqualTo(415);
        assertThat(connector.send(connector.request(BULK).header("Authorization", "Bearer " + TOKEN).DELETE()).status()).isEqualTo(405);
    }

    private HttpRequest.Builder json(String path, String body) {
        return connector.request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
    }
}
