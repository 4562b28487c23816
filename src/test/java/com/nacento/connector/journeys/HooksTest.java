package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.auth.TokenHash;
import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.JourneyTest;
import com.nacento.connector.testing.LogLines;
import com.nacento.connector.testing.ShopQueues;
import com.nacento.connector.testing.Signed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in at {@code /hooks}, and what becomes of his call; nobody takes from the queue. */
class HooksTest extends JourneyTest {

    private static final String SECRET = "of akeneo";
    private static final int LARGEST = 128 * 1024;
    private static final String TOKEN = "0123456789abcdef".repeat(4);

    @TempDir
    static Path directory;

    private ShopQueues queues;

    @Override
    protected Map<String, String> settings() {
        return Map.ofEntries(Map.entry("nacento.sources", "akeneo,platform,plain,silent"),
                Map.entry("nacento.auth.mode", "token"), Map.entry("nacento.auth.tokens", TokenHash.of("pim", TOKEN).toString()),
                Map.entry("nacento.hooks.spool-dir", directory.resolve("spool").toString()),
                Map.entry("nacento.http.max-body-size", "128KiB"), Map.entry("nacento.http.max-concurrent-requests", "8"),
                Map.entry("nacento.source.akeneo.mapping", "akeneo-events"), Map.entry("nacento.source.akeneo.secret", SECRET),
                Map.entry("nacento.source.platform.mapping", "akeneo-event-platform"), Map.entry("nacento.source.platform.secret", "old"),
                Map.entry("nacento.source.platform.secret-2", "new"),
                Map.entry("nacento.source.plain.mapping", "pimcore"), Map.entry("nacento.source.plain.secret", "plain"),
                Map.entry("nacento.source.silent.mapping", "pimcore"));
    }

    @BeforeAll
    void awaitQueue() {
        queues = ShopQueues.of(shop);
        await().until(() -> queues.exists(ShopQueues.EVENTS));
    }

    @AfterAll
    void closeQueues() {
        queues.close();
    }

    @BeforeEach
    void emptyQueue() {
        queues.takeAll(ShopQueues.EVENTS);
    }

    @Test
    void aSignedBodyGoesToTheQueueByteByByte() {
        byte[] body = "{ \"events\" : [] }\r\n\u00fc".getBytes(StandardCharsets.UTF_8);

        Answer answer = connector.send(Signed.akeneo(connector.request("/hooks/akeneo?from=akeneo"), SECRET, now(), body));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().map()).doesNotContainKeys("x-akeneo-request-signature", "nacento-caller");
        ShopQueues.Taken event = queues.take(ShopQueues.EVENTS);
        assertThat(event.body()).isEqualTo(body);
        assertThat(event.header("nacento-source")).isEqualTo("akeneo");
        assertThat(Instant.ofEpochMilli(Long.parseLong(event.header("nacento-received")))).isBetween(Instant.now().minusSeconds(60),
                Instant.now());
        assertThat(event.properties().getDeliveryMode()).isEqualTo(2);
        assertThat(event.properties().getMessageId()).isNotBlank();
        assertThat(connector.observe("/observe/metrics").body()).contains("nacento_source_events_received_total{source=\"akeneo\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "text/plain; charset=iso-8859-1", "application/cloudevents+json", "multipart/form-data", ""})
    void whateverTheBodyIsSaidToBeItIsTaken(String type) {
        HttpRequest.Builder call = connector.request("/hooks/plain/").header("Authorization", "plain").POST(BodyPublishers.ofString("x"));

        assertThat(connector.send(type.isEmpty() ? call : call.header("Content-Type", type)).status()).isEqualTo(200);

        assertThat(queues.take(ShopQueues.EVENTS).text()).isEqualTo("x");
    }

    @Test
    void callsOverOneConnectionAreAnsweredOneAfterTheOther() throws IOException {
        try (Socket pim = connect()) {
            for (String body : List.of("1", "2", "3")) {
                pim.getOutputStream().write(("POST /hooks/plain HTTP/1.1\r\nHost: x\r\nAuthorization: plain\r\nContent-Length: 1\r\n\r\n"
                        + body).getBytes(StandardCharsets.US_ASCII));
                byte[] answer = pim.getInputStream().readNBytes("HTTP/1.1 200".length());
                assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
                String rest = "";
                // the last chunk
                while (!rest.endsWith("0\r\n\r\n")) {
                    rest += (char) pim.getInputStream().read();
                }
                assertThat(rest.toLowerCase(Locale.ROOT)).doesNotContain("connection: close");
            }
        }
        assertThat(queues.take(ShopQueues.EVENTS, 3)).extracting(ShopQueues.Taken::text).containsExactly("1", "2", "3");
    }

    /** A PIM that is refused does not call again, as a rule. */
    @Test
    void fourTimesAsManyCallsAreTakenAtOnceAsRequestsAre() throws IOException {
        List<Socket> calls = new ArrayList<>();
        try {
            begin(calls, 33, "Content-Length: 1\r\n\r\n");
            Socket refused = await().until(() -> answered(calls), Objects::nonNull);
            assertThat(status(refused)).isEqualTo("HTTP/1.1 429");
            for (Socket pim : calls) {
                if (pim != refused) {
                    pim.getOutputStream().write('x');
                    assertThat(status(pim)).isEqualTo("HTTP/1.1 200");
                }
            }
        } finally {
            close(calls);
        }
    }

    /** Anybody can begin one: that a signature is right is known once the body is there. */
    @Test
    void aLargeCallThatDoesNotEndTakesNoRoomFromOthers() throws IOException {
        try (Socket stuck = connect()) {
            stuck.getOutputStream().write(("POST /hooks/akeneo HTTP/1.1\r\nHost: x\r\nX-Akeneo-Request-Timestamp: " + now()
                    + "\r\nX-Akeneo-Request-Signature: " + "0".repeat(64) + "\r\nContent-Length: " + LARGEST
                    + "\r\nExpect: 100-continue\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(status(stuck)).isEqualTo("HTTP/1.1 100");
            stuck.getOutputStream().write("x".repeat(1024).getBytes(StandardCharsets.US_ASCII));

            for (int size : List.of(1, 1024, 100_000)) {
                assertThat(connector.send(Signed.akeneo(connector.request("/hooks/akeneo"), SECRET, now(), new byte[size])).status())
                        .as("%s bytes", size).isEqualTo(200);
            }
        }
        assertThat(queues.take(ShopQueues.EVENTS, 3)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "akeneo", "platform"})
    void whoHoldsNothingLikeASecretIsRefusedWithoutWaitingForHisBody(String source) throws IOException {
        try (Socket stranger = connect()) {
            stranger.getOutputStream().write(("POST /hooks/" + source + " HTTP/1.1\r\nHost: x\r\nAuthorization: x\r\n"
                    + "X-Akeneo-Request-Signature: 00\r\nContent-Length: 1000\r\n\r\n").getBytes(StandardCharsets.US_ASCII));

            assertThat(status(stranger)).isEqualTo("HTTP/1.1 401");
        }
    }

    /** They hold the secret, or something like a signature. */
    @Test
    void callsThatDoNotEndHoldUpNoOthers() throws IOException {
        List<Socket> calls = new ArrayList<>();
        try {
            begin(calls, 33, "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n");
            await().until(() -> answered(calls), Objects::nonNull);

            assertThat(connector.send(connector.request("/rest/V1/bulk/" + UUID.randomUUID() + "/status").GET()
                    .header("Authorization", "Bearer " + TOKEN).timeout(Duration.ofSeconds(30))).status()).isEqualTo(404);
        } finally {
            close(calls);
        }
    }

    private void begin(List<Socket> calls, int many, String rest) throws IOException {
        while (calls.size() < many) {
            Socket pim = connect();
            calls.add(pim);
            pim.getOutputStream().write(("POST /hooks/plain HTTP/1.1\r\nHost: x\r\nAuthorization: plain\r\n" + rest)
                    .getBytes(StandardCharsets.US_ASCII));
        }
    }

    private Socket connect() throws IOException {
        URI hook = connector.request("/hooks/plain").build().uri();
        Socket pim = new Socket(hook.getHost(), hook.getPort());
        pim.setSoTimeout(30_000);
        return pim;
    }

    private static void close(List<Socket> calls) throws IOException {
        for (Socket call : calls) {
            call.close();
        }
    }

    private static Socket answered(List<Socket> calls) throws IOException {
        for (Socket call : calls) {
            if (call.getInputStream().available() > 0) {
                return call;
            }
        }
        return null;
    }

    private static String status(Socket pim) throws IOException {
        return new String(pim.getInputStream().readNBytes("HTTP/1.1 200".length()), StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hooks", "/hooks/", "/hooks/unknown", "/hooks/silent", "/hooks/akeneo/more", "/hooks/bucket", "/hooks/Akeneo"})
    void anAddressThatIsNotThereIs404ForEverybody(String path) {
        for (String method : List.of("GET", "HEAD", "POST")) {
            assertThat(connector.send(connector.request(path).header("Authorization", "plain")
                    .method(method, BodyPublishers.ofString("{}"))).status()).as(method).isEqualTo(404);
        }
    }

    @Test
    void otherMethodsAreToldWhichOnesThereAre() {
        for (String method : List.of("GET", "PUT", "DELETE", "OPTIONS", "PATCH")) {
            Answer answer = connector.send(connector.request("/hooks/akeneo").method(method, BodyPublishers.noBody()));
            assertThat(answer.status()).as(method).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).contains("HEAD, POST");
        }
        assertThat(connector.send(connector.request("/hooks/akeneo").method("HEAD", BodyPublishers.noBody())).status()).isEqualTo(200);
    }

    @Test
    void whoseSignatureIsMissingWrongOrOldIsRefusedAndCountedAndSeldomLogged() {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        try (LogLines log = LogLines.open()) {
            Answer unsigned = connector.post("/hooks/akeneo", "{}");
            assertThat(unsigned.status()).isEqualTo(401);
            assertThat(unsigned.body()).doesNotContain("sha", "akeneo");
            assertThat(connector.send(Signed.akeneo(connector.request("/hooks/akeneo"), "another", now(), body)).status()).isEqualTo(401);
            assertThat(connector.send(Signed.akeneo(connector.request("/hooks/akeneo"), SECRET, now() - 400, body)).status())
                    .isEqualTo(401);
            assertThat(connector.send(Signed.akeneo(connector.request("/hooks/akeneo"), SECRET, now() + 400, body)).status())
                    .isEqualTo(401);
            assertThat(connector.send(Signed.akeneo(connector.request("/hooks/akeneo").header("X-Akeneo-Request-Signature", "00"), SECRET,
                    now(), body)).status()).as("two signatures").isEqualTo(401);
            connector.post("/hooks/platform", "{}");
            connector.post("/hooks/platform", "{}");
            assertThat(log.with("platform: refused with 401: POST /hooks/platform")).hasSize(1);
        }
        assertThat(queues.takeAll(ShopQueues.EVENTS)).isEmpty();
        assertThat(connector.observe("/observe/metrics").body().lines())
                .anyMatch(line -> line.matches("nacento_source_events_refused_total\\{source=\"akeneo\",status=\"401\"} [5-9].*"));
    }

    @Test
    void theEventPlatformSignsWithTwoSecretsWhileOneIsReplaced() {
        byte[] body = "{\"id\":\"1\"}".getBytes(StandardCharsets.UTF_8);
        for (String header : List.of("X-AKENEO-SIGNATURE-PRIMARY", "X-AKENEO-SIGNATURE-SECONDARY")) {
            for (String secret : List.of("old", "new")) {
                assertThat(connector.send(connector.request("/hooks/platform").header(header, Signed.by(secret, body))
                        .POST(BodyPublishers.ofByteArray(body))).status()).isEqualTo(200);
            }
        }
        assertThat(queues.take(ShopQueues.EVENTS, 4)).hasSize(4);
    }

    @Test
    void aDoubledCallIsTakenTwice() {
        byte[] body = "{\"events\":[]}".getBytes(StandardCharsets.UTF_8);
        long time = now() - 200;
        for (int i = 0; i < 2; i++) {
            assertThat(connector.send(Signed.akeneo(connector.request("/hooks/akeneo"), SECRET, time, body)).status()).isEqualTo(200);
        }
        assertThat(queues.take(ShopQueues.EVENTS, 2)).hasSize(2);
    }

    @Test
    void theTestButtonOfThePimIsAnsweredAndNothingElse() {
        assertThat(connector.send(Signed.akeneo(connector.request("/hooks/akeneo"), SECRET, now(), new byte[0])).status()).isEqualTo(200);
        assertThat(connector.send(Signed.akeneo(connector.request("/hooks/akeneo"), "another", now(), new byte[0])).status())
                .isEqualTo(401);

        assertThat(queues.takeAll(ShopQueues.EVENTS)).isEmpty();
    }

    @Test
    void whatIsTooLargeIsNotRead() {
        byte[] body = new byte[LARGEST + 1];
        assertThat(connector.send(Signed.akeneo(connector.request("/hooks/akeneo"), SECRET, now(), body)).status()).isEqualTo(413);
        byte[] most = new byte[LARGEST];
        assertThat(connector.send(Signed.akeneo(connector.request("/hooks/akeneo"), SECRET, now(), most)).status()).isEqualTo(200);
        assertThat(queues.take(ShopQueues.EVENTS).body()).isEqualTo(most);
    }

    @Test
    void aPackedBodyIsSignedAsItWasSentAndUnpackedThen() throws IOException {
        byte[] body = "{\"events\":[]}".getBytes(StandardCharsets.UTF_8);
        assertThat(connector.send(Signed.akeneo(packed("gzip"), SECRET, now(), gzip(body))).status()).isEqualTo(200);
        assertThat(queues.take(ShopQueues.EVENTS).body()).isEqualTo(body);

        HttpRequest.Builder unpackedSignature = packed("gzip").header("X-Akeneo-Request-Timestamp", Long.toString(now()))
                .header("X-Akeneo-Request-Signature", Signed.by(SECRET, (now() + ".").getBytes(StandardCharsets.UTF_8), body))
                .POST(BodyPublishers.ofByteArray(gzip(body)));
        assertThat(connector.send(unpackedSignature).status()).isEqualTo(401);
        assertThat(connector.send(Signed.akeneo(packed("gzip"), SECRET, now(), gzip(new byte[LARGEST + 1]))).status()).isEqualTo(413);
        assertThat(connector.send(Signed.akeneo(packed("gzip"), SECRET, now(), body)).status()).isEqualTo(400);
        assertThat(connector.send(Signed.akeneo(packed("br"), SECRET, now(), body)).status()).isEqualTo(415);
        assertThat(queues.takeAll(ShopQueues.EVENTS)).isEmpty();
    }

    @Test
    void aTokenOfTheApiOpensNoHookAndASecretNoApi() {
        assertThat(connector.send(connector.request("/rest/V1/bulk/x/status").header("Authorization", "plain").GET()).status())
                .isEqualTo(401);
        assertThat(connector.send(connector.request("/rest/V1/bulk/x/status").header("Authorization", "Bearer plain").GET()).status())
                .isEqualTo(401);
    }

    @Test
    void healthSaysThatNothingWaits() {
        assertThat(connector.observe("/observe/health").body()).contains("no events wait for the broker");
    }

    private HttpRequest.Builder packed(String coding) {
        return connector.request("/hooks/akeneo").header("Content-Encoding", coding);
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(body);
        }
        return packed.toByteArray();
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }
}
