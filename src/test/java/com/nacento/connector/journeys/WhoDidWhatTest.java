package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.auth.TokenHash;
import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.JourneyTest;
import com.nacento.connector.testing.LogLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several tokens, one of the settings and those of a file that changes while the service runs; the log tells them apart. */
class WhoDidWhatTest extends JourneyTest {

    private static final String CALLS = "/rest/V1/nacento-connector/products/";

    @TempDir
    static Path directory;

    private static Path tokens() {
        return directory.resolve("tokens");
    }

    @Override
    protected Map<String, String> settings() {
        write(TokenHash.of("erp", "erp-token-1"));
        return Map.of("nacento.auth.mode", "token", "nacento.auth.tokens",
                TokenHash.of("pim", "pim-token") + "," + TokenHash.of("shop", "shop-token"),
                "nacento.auth.tokens-file", tokens().toString());
    }

    @Test
    void eachCallIsLoggedUnderTheNameOfItsToken() throws SQLException {
        shop.addProduct("WHO-1");
        shop.putImage("/w/1.jpg", "one");
        try (LogLines log = LogLines.open()) {
            assertThat(call("pim-token", "WHO-1/media", "{\"images\":[{\"file_path\":\"/w/1.jpg\"}]}").status()).isEqualTo(200);
            assertThat(call("shop-token", "media/bulk", bulk("op-1")).status()).isEqualTo(200);
            assertThat(call("erp-token-1", "media/bulk/async", bulk("op-2")).status()).isEqualTo(200);
            assertThat(call("pim-token", "NOBODY/media", "{\"images\":[]}").status()).isEqualTo(404);

            assertThat(log.with("WHO-1 (pim): 1 inserted, 0 updated")).hasSize(1);
            assertThat(log.with("op-1 (shop): 1 SKUs, 1 ok")).hasSize(1);
            assertThat(log.with("op-2 (erp): 1 SKUs submitted as bulk ")).hasSize(1);
            assertThat(log.with("NOBODY (pim): product_not_found")).hasSize(1);
            assertThat(log.with("-token")).isEmpty();
        }
    }

    @Test
    void whatACallerSendsDoesNotLookLikeALineOfTheLog() {
        try (LogLines log = LogLines.open()) {
            assertThat(call("pim-token", "media/bulk", bulk("op-3\\r\\n2026-01-01 00:00:00.000 INFO  forged \\u001b[31m")).status())
                    .isEqualTo(200);

            assertThat(log.with("forged")).singleElement().satisfies(line -> assertThat(line.strip()).doesNotContain("\n", "\r", "\u001b"));
        }
    }

    @Test
    void aTokenIsChangedWithoutARestart() {
        write(TokenHash.of("erp", "erp-token-1"), TokenHash.of("erp-2027", "erp-token-2"));
        await().until(() -> call("erp-token-2", "media/bulk", bulk("op-4")).status() == 200);
        assertThat(call("erp-token-1", "media/bulk", bulk("op-4")).status()).as("both are taken while the caller changes over")
                .isEqualTo(200);

        write(TokenHash.of("erp-2027", "erp-token-2"));
        await().until(() -> call("erp-token-1", "media/bulk", bulk("op-4")).status() == 401);
        assertThat(call("erp-token-2", "media/bulk", bulk("op-4")).status()).isEqualTo(200);
        assertThat(call("pim-token", "media/bulk", bulk("op-4")).status()).as("those of the settings stay").isEqualTo(200);

        write(TokenHash.of("erp", "erp-token-1"));
        await().until(() -> call("erp-token-1", "media/bulk", bulk("op-4")).status() == 200);
    }

    private Answer call(String token, String call, String body) {
        return connector
                .send(connector.request(CALLS + call).header("Content-Type", "application/json").header("Authorization", "Bearer " + token)
                        .POST(BodyPublishers.ofString(body)));
    }

    private static String bulk(String requestId) {
        return "{\"request_id\":\"" + requestId + "\",\"items\":[{\"sku\":\"WHO-1\",\"images\":[]}]}";
    }

    private void write(TokenHash... lines) {
        try {
            Files.write(tokens(), Stream.of(lines).map(TokenHash::toString).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
