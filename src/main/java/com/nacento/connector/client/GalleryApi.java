package com.nacento.connector.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.failure.Excerpt;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The API of a running service, as a patient client calls it: while the service is busy, or something that it needs is away, it
 * waits as long as it is told to (Retry-After) and asks again. All calls may be repeated without harm.
 */
public final class GalleryApi {

    private static final Duration GIVE_UP = Duration.ofMinutes(10);
    private static final Duration LONGEST_CALL = Duration.ofMinutes(30);
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final long LONGEST_PAUSE_SECONDS = 60;
    private static final int DETAIL_LENGTH = 300;
    private static final int OK = 200;
    /** The service is busy, or it, or what it needs, is away for a while; 502 and 504 are a proxy's. */
    private static final Set<Integer> COME_AGAIN = Set.of(429, 502, 503, 504);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
    private final String url;
    private final String token;
    private volatile boolean reached;

    /**
     * @param url   where the service answers, without {@code /rest}
     * @param token bearer token; {@code null}: none
     */
    public GalleryApi(URI url, String token) {
        this.url = url.toString().replaceAll("/+$", "");
        this.token = token;
    }

    /** @throws ApiRefusal if the answer is not 200, or there is none for ten minutes; at once if the service was never reached */
    JsonNode post(String path, byte[] body) {
        return call(request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofByteArray(body)).build());
    }

    /** @throws ApiRefusal as {@link #post} */
    JsonNode get(String path) {
        return call(request(path).GET().build());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path)).timeout(LONGEST_CALL);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private JsonNode call(HttpRequest request) {
        Instant begin = Instant.now();
        for (int tries = 0;; tries++) {
            ApiRefusal refusal;
            long pauseSeconds = Math.min(1L << Math.min(tries, 5), LONGEST_PAUSE_SECONDS);
            try {
                HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
                reached = true;
                if (answer.statusCode() == OK) {
                    return JSON.readTree(answer.body());
                }
                refusal = new ApiRefusal(answer.statusCode(), "the service answers " + answer.statusCode() + ": " + message(answer.body()));
                if (!COME_AGAIN.contains(answer.statusCode())) {
                    throw refusal;
                }
                pauseSeconds = retryAfter(answer, pauseSeconds);
            } catch (IOException e) {
                String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
                refusal = new ApiRefusal(0, "no answer from " + url + " (" + why + ")");
                if (!reached) {
                    throw refusal;
                }
            } catch (InterruptedException e) {
                throw interrupted();
            }
            if (Duration.between(begin, Instant.now()).compareTo(GIVE_UP) > 0) {
                throw refusal;
            }
            // not all of those that were turned away come back at the same moment
            pause(Duration.ofMillis(pauseSeconds * 1000 + ThreadLocalRandom.current().nextLong(500)));
        }
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static ApiRefusal interrupted() {
        Thread.currentThread().interrupt();
        return new ApiRefusal(0, "it was interrupted");
    }

    private static long retryAfter(HttpResponse<byte[]> answer, long otherwise) {
        return answer.headers().firstValue("Retry-After").filter(seconds -> seconds.matches("\\d{1,6}")).map(Long::valueOf)
                .map(seconds -> Math.min(seconds, LONGEST_PAUSE_SECONDS)).orElse(otherwise);
    }

    /** Magento's errors have their values apart: {@code {"message":"… %1 …","parameters":["…"]}}, or by name. */
    private static String message(byte[] body) throws IOException {
        String text = new String(body, StandardCharsets.UTF_8);
        if (text.startsWith("{")) {
            JsonNode error = JSON.readTree(body);
            text = error.path("message").asText(text);
            int number = 1;
            for (Map.Entry<String, JsonNode> parameter : error.path("parameters").properties()) {
                text = text.replace("%" + parameter.getKey(), parameter.getValue().asText());
            }
            for (JsonNode parameter : error.path("parameters")) {
                text = text.replace("%" + number++, parameter.asText());
            }
        }
        return Excerpt.of(text, DETAIL_LENGTH);
    }
}
