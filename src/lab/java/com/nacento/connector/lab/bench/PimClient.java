package com.nacento.connector.lab.bench;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.lab.pim.EventSender;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Calls the connector as a PIM does. Of the large answers only the totals are read: this side must stay cheap. */
final class PimClient {

    static final String BULK = "/rest/V1/nacento-connector/products/media/bulk";
    static final String ASYNC = BULK + "/async";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final String token;

    PimClient(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /** Sends one of the bulks; the whole answer has come when this returns. */
    byte[] post(String path, byte[] body) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(request(path, body), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(path + " answers " + answer.statusCode() + ": " + excerpt(answer.body()));
        }
        return answer.body();
    }

    /** Sends a call for one product. */
    CompletableFuture<HttpResponse<byte[]>> postLater(String sku, byte[] body) {
        return client.sendAsync(request("/rest/V1/nacento-connector/products/" + sku + "/media", body),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Tells the hook of something, signed as Akeneo does. */
    CompletableFuture<HttpResponse<byte[]>> tellLater(byte[] event) {
        String time = Long.toString(Instant.now().getEpochSecond());
        return client.sendAsync(HttpRequest.newBuilder(base.resolve(BenchSource.HOOK)).timeout(Duration.ofMinutes(1))
                .header("Content-Type", "application/json").header("X-Akeneo-Request-Timestamp", time)
                .header("X-Akeneo-Request-Signature",
                        EventSender.signature(BenchSource.SECRET, time + "." + new String(event, StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofByteArray(event)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** The {@code stats} of a bulk's answer, without reading its results. */
    static JsonNode stats(byte[] answer) throws IOException {
        try (JsonParser parser = JSON.createParser(answer)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME && parser.currentName().equals("stats")) {
                    parser.nextToken();
                    return parser.readValueAsTree();
                }
            }
        }
        throw new IOException("there are no stats in the answer: " + excerpt(answer));
    }

    static JsonNode json(byte[] answer) throws IOException {
        return JSON.readTree(answer);
    }

    private HttpRequest request(String path, byte[] body) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofMinutes(30)).header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
    }

    private static String excerpt(byte[] answer) {
        return new String(answer, 0, Math.min(300, answer.length), StandardCharsets.UTF_8);
    }
}
