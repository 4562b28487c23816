package com.nacento.connector.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.config.AuthSettings;
import com.nacento.connector.testing.LogLines;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RefusalLogTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @Test
    void whoIsRefusedIsSaidOnceInAWhileAndNeverWithTheToken() throws Exception {
        try (LogLines log = LogLines.open(); EntranceServer server = new EntranceServer(AuthSettings.Mode.TOKEN, 2, Optional.empty())) {
            for (int i = 0; i < 20; i++) {
                assertThat(post(server, "/rest/default/V1/products/1%0d%0aX/media?token=query-secret", "guessed-" + i, "application/json"))
                        .isEqualTo(401);
            }
            assertThat(post(server, "/rest/V1/products/1/media", EntranceServer.TOKEN, "text/plain")).isEqualTo(415);
            assertThat(post(server, "/rest/V1/products/1/media", EntranceServer.TOKEN, "application/json")).isEqualTo(200);
            assertThat(post(server, "/rest/V1/absent", EntranceServer.TOKEN, "application/json")).isEqualTo(404);

            Awaitility.await().until(() -> !log.with("refused with 415").isEmpty());
            assertThat(log.with("unknown caller: refused with 401: POST /rest/V1/products/1%0d%0aX/media from 127.0.0.1"))
                    .as("not one for each").isNotEmpty().hasSizeLessThan(20);
            assertThat(log.with("pim: refused with 415: POST /rest/V1/products/1/media from 127.0.0.1")).hasSize(1);
            assertThat(log.with("refused with 404")).isEmpty();
            assertThat(log.with("guessed-")).isEmpty();
            assertThat(log.with("query-secret")).isEmpty();
        }
    }

    private static int post(EntranceServer server, String path, String token, String type) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port + path))
                .header("Authorization", "Bearer " + token).header("Content-Type", type).POST(BodyPublishers.ofString("{}")).build(),
                BodyHandlers.discarding()).statusCode();
    }
}
