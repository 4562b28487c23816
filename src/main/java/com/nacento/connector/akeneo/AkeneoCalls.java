package com.nacento.connector.akeneo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.nacento.connector.failure.Cause;
import com.nacento.connector.failure.Excerpt;
import com.nacento.connector.failure.Outage;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls to one Akeneo as one client: four at once, as its API allows, over all sources. Whatever goes wrong on the way is the world's
 * fault: it is tried again by whoever has asked, and no product suffers from it.
 */
final class AkeneoCalls {

    /** api.akeneo.com, Good practices: four concurrent calls for each connection. */
    static final int AT_ONCE = 4;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int LARGEST = 64 << 20;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int MOST_WAITS = 10;
    private static final long SHORTEST_WAIT_MILLIS = 500;
    private static final long LONGEST_WAIT_SECONDS = 60;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(HttpClient.Redirect.NEVER).build();
    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final AkeneoSources.Pause pause;
    private final Clock clock;
    private final Duration longest;

    /** @param longest how long an answer may take, all of it */
    AkeneoCalls(AkeneoSources.Pause pause, Clock clock, Duration longest) {
        this.pause = pause;
        this.clock = clock;
        this.longest = longest;
    }

    /**
     * An answer, whatever it says.
     *
     * @param json {@link MissingNode} if it is no JSON
     * @param asOf when it was asked for, by the server's clock
     */
    record Reply(int status, JsonNode json, Instant asOf) {

        /** What it says, for people. */
        String words() {
            String message = json.path("message").asText(json.path("error_description").asText(""));
            return status + (message.isEmpty() ? json.isMissingNode() ? ", and not as JSON" : "" : " " + Excerpt.of(message, 200));
        }
    }

    /**
     * Sends a request, and waits as long as the server asks for that.
     *
     * @throws Outage if there is no answer, or one that no working Akeneo gives
     */
    Reply send(HttpRequest request) {
        for (int waits = 0;; waits++) {
            Instant begin = clock.instant();
            HttpResponse<byte[]> response = answer(request);
            if (response.statusCode() == TOO_MANY_REQUESTS && waits < MOST_WAITS) {
                await(response);
            } else if (response.statusCode() == TOO_MANY_REQUESTS || response.statusCode() >= 500) {
                throw away("it answers " + response.statusCode(), null);
            } else {
                return new Reply(response.statusCode(), json(response.body()), asOf(response, Duration.between(begin, clock.instant())));
            }
        }
    }

    private HttpResponse<byte[]> answer(HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> answer = null;
        boolean mine = false;
        try {
            places.acquire();
            mine = true;
            answer = http.sendAsync(request, LimitedBody.of(LARGEST));
            return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw away(Cause.of(e), e);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw away("it does not answer within " + longest.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away("the service stops", e);
        } finally {
            if (mine) {
                places.release();
            }
        }
    }

    private void await(HttpResponse<?> response) {
        long seconds = response.headers().firstValue("Retry-After").filter(value -> value.matches("\\d{1,6}")).map(Long::parseLong)
                .orElse(0L);
        try {
            pause.millis(Math.max(Math.min(seconds, LONGEST_WAIT_SECONDS) * 1000, SHORTEST_WAIT_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away("the service stops", e);
        }
    }

    private static JsonNode json(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json == null ? MissingNode.getInstance() : json;
        } catch (IOException noJson) {
            return MissingNode.getInstance();
        }
    }

    /** A server's clock may be another one than ours. Its header says full seconds, of the answer's end. */
    private Instant asOf(HttpResponse<?> response, Duration took) {
        Instant end = response.headers().firstValue("Date").map(AkeneoCalls::instant).orElseGet(clock::instant);
        return end.minus(took);
    }

    private static Instant instant(String date) {
        try {
            return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        } catch (DateTimeException none) {
            return null;
        }
    }

    private static Outage away(String why, Throwable cause) {
        return new Outage(Outage.Part.PIM, "Akeneo cannot be asked: " + why, cause);
    }
}
