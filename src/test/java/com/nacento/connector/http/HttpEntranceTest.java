package com.nacento.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nacento.connector.config.AuthSettings;
import com.nacento.connector.testing.LogLines;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpEntranceTest {

    private static final int AT_ONCE = 2;
    private static EntranceServer server;
    private static HttpClient client;

    @BeforeAll
    static void start() throws Exception {
        server = new EntranceServer(AuthSettings.Mode.TOKEN, AT_ONCE, Optional.empty());
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theSkuInThePathIsPercentDecoded() throws Exception {
        HttpResponse<String> answer = post("/rest/V1/products/AB%2F12%20%C3%BC/media", "{}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"sku\":\"AB/12 ü\",\"size\":2,\"caller\":\"pim\"}");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rest/default/V1/", "/rest/all/V1/", "/rest//V1/", "/r%65st/V1/"})
    void theSameCallHasOtherSpellings(String base) throws Exception {
        assertThat(post(base + "products/AB%2F12%20%25/media", "{}").body()).contains("\"sku\":\"AB/12 %\"");
    }

    @Test
    void anotherStoreCodeIsNoRoute() throws Exception {
        assertThat(post("/rest/german/V1/products/1/media", "{}").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer wrong", "Basic a-token", "a-token", "Bearer a-token x"})
    void withoutARightTokenNobodyComesIn(String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/rest/V1/products/1/media"))
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString("{}"));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        HttpResponse<String> answer = send(request);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("{\"message\":\"The consumer isn't authorized to access %resources.\","
                + "\"parameters\":{\"resources\":\"Magento_Catalog::products\"}}");
    }

    @Test
    void theSchemeMayBeWrittenInAnyCase() throws Exception {
        assertThat(send(HttpRequest.newBuilder(uri("/rest/V1/bulk/1/status")).header("Authorization", "bearer a-token"))
                .statusCode()).isEqualTo(200);
    }

    @Test
    void noTokenMeansNoAnswerEvenToWhatIsNotThere() throws Exception {
        assertThat(send(HttpRequest.newBuilder(uri("/rest/V1/absent"))).statusCode()).isEqualTo(401);
    }

    @Test
    void aStrangerIsTurnedAwayBeforeHisBodyIsRead() throws Exception {
        String answer = raw("POST /rest/V1/products/1/media HTTP/1.1", "Host: x", "Content-Type: application/json",
                "Content-Length: 1000000", "Expect: 100-continue");

        assertThat(answer).startsWith("HTTP/1.1 401").doesNotContain("100 Continue").containsIgnoringCase("connection: close");
    }

    @Test
    void whatTheBodiesOfOthersLeaveNoRoomForMayComeAgain() throws Exception {
        server.space.take(EntranceServer.MAX_SPOOLED - 1);
        try {
            HttpResponse<String> answer = post("/rest/V1/products/1/media", "{}");
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Retry-After")).contains("5");
            assertThat(answer.body()).startsWith("{\"message\":\"The requests being worked on").endsWith("\"parameters\":[2097152]}");
        } finally {
            server.space.giveBack(EntranceServer.MAX_SPOOLED - 1);
        }
        assertThat(post("/rest/V1/products/1/media", "{}").statusCode()).isEqualTo(200);
        Awaitility.await().until(() -> server.space.taken() == 0);
    }

    @Test
    void aClientThatGoesAwayGivesItsRoomBack() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port)) {
            socket.getOutputStream().write(("POST /rest/V1/products/1/media HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Authorization: Bearer a-token\r\nContent-Length: 1000\r\n\r\n{").getBytes(StandardCharsets.US_ASCII));
            Awaitility.await().untilAsserted(() -> assertThat(server.space.taken()).isEqualTo(1000));
        }
        Awaitility.await().until(() -> server.space.taken() == 0);
    }

    @Test
    void aBodyAnnouncedTooLargeIsRefusedBeforeItIsRead() throws Exception {
        String answer = raw("POST /rest/V1/products/1/media HTTP/1.1", "Host: x", "Content-Type: application/json",
                "Authorization: Bearer a-token", "Content-Length: 99999999999999999999999".substring(0, 30), "Expect: 100-continue");

        assertThat(answer).startsWith("HTTP/1.1 413").doesNotContain("100 Continue").containsIgnoringCase("connection: close")
                .contains("{\"message\":\"The request body is larger than %1 bytes.\",\"parameters\":[1048576]}");
    }

    @Test
    void aClientThatAsksFirstIsToldToSendItsBody() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port)) {
            socket.setSoTimeout(10_000);
            write(socket, "POST /rest/V1/products/1/media HTTP/1.1", "Host: x", "Content-Type: application/json",
                    "Authorization: Bearer a-token", "Content-Length: 2", "Expect: 100-continue");
            byte[] interim = new byte["HTTP/1.1 100 Continue\r\n\r\n".length()];
            assertThat(socket.getInputStream().readNBytes(interim, 0, interim.length)).isEqualTo(interim.length);
            assertThat(new String(interim, StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 100 Continue");
            socket.getOutputStream().write("{}".getBytes(StandardCharsets.US_ASCII));
            byte[] status = socket.getInputStream().readNBytes(12);
            assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
        }
    }

    @Test
    void aChunkedBodyIsCountedWhileItIsRead() throws Exception {
        InputStream tooMuch = new ByteArrayInputStream(new byte[(int) EntranceServer.MAX_BODY + 1]);
        HttpResponse<String> answer = send(authorized("/rest/V1/products/1/media")
                .POST(BodyPublishers.ofInputStream(() -> tooMuch)));

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void http2IsSpokenAsWell() throws Exception {
        HttpClient http2 = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        for (int size : new int[] {0, 1, 300_000, (int) EntranceServer.MAX_BODY + 1}) {
            HttpResponse<String> answer = http2.send(authorized("/rest/V1/products/AB%2F1/media")
                    .timeout(Duration.ofSeconds(20)).POST(BodyPublishers.ofByteArray(new byte[size])).build(), BodyHandlers.ofString());
            if (size > EntranceServer.MAX_BODY) {
                assertThat(answer.statusCode()).isEqualTo(413);
            } else {
                assertThat(answer.body()).contains("\"sku\":\"AB/1\",\"size\":" + size + ",");
            }
        }
    }

    @Test
    void aBodyOfExactlyTheLimitIsTaken() throws Exception {
        InputStream all = new ByteArrayInputStream(new byte[(int) EntranceServer.MAX_BODY]);
        HttpResponse<String> answer = send(authorized("/rest/V1/products/1/media").POST(BodyPublishers.ofInputStream(() -> all)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"size\":1048576");
    }

    @Test
    void aBodyThatNeverEndsIsCutOff() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port)) {
            socket.setSoTimeout(20_000);
            write(socket, "POST /rest/V1/products/1/media HTTP/1.1", "Host: x", "Content-Type: application/json",
                    "Authorization: Bearer a-token", "Transfer-Encoding: chunked");
            byte[] chunk = ("2000\r\n" + "x".repeat(0x2000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            CompletableFuture<Void> endless = CompletableFuture.runAsync(() -> {
                try {
                    while (true) {
                        socket.getOutputStream().write(chunk);
                    }
                } catch (IOException closed) {
                    throw new IllegalStateException(closed);
                }
            });
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(endless::isCompletedExceptionally);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1"})
    void whatIsNotJsonInUtf8IsRefused(String type) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/rest/V1/products/1/media"))
                .header("Authorization", "Bearer a-token").POST(BodyPublishers.ofString("{}"));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        HttpResponse<String> answer = send(request);

        assertThat(answer.statusCode()).isEqualTo(415);
        assertErrorShape(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json; charset=utf-8", "Application/JSON;Charset=\"UTF-8\""})
    void theCharsetMayBeSaid(String type) throws Exception {
        assertThat(send(HttpRequest.newBuilder(uri("/rest/V1/products/1/media")).header("Authorization", "Bearer a-token")
                .header("Content-Type", type).POST(BodyPublishers.ofString("{}"))).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rest/V1/absent", "/rest", "/", "/application.properties", "/rest/V1/products//media",
        "/rest/V1/products/a/b/media"})
    void anUnknownPathIsNoRoute(String path) throws Exception {
        HttpResponse<String> answer = post(path, "{}");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"message\":\"Request does not match any route.\",\"parameters\":[]}");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json; charset=utf-8");
    }

    @Test
    void anotherMethodIsToldWhichOneIsRight() throws Exception {
        HttpResponse<String> answer = send(authorized("/rest/V1/products/1/media").GET());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
        assertErrorShape(answer);
    }

    @Test
    void aPathThatCannotBeDecodedIsMalformed() throws Exception {
        for (String path : new String[] {"/rest/V1/products/%zz/media", "/rest/V1/%", "/rest/V1/products/%ff%2/media"}) {
            String answer = raw("POST " + path + " HTTP/1.1", "Host: x", "Content-Type: application/json",
                    "Authorization: Bearer a-token", "Content-Length: 2", "", "{}");
            assertThat(answer).startsWith("HTTP/1.1 400").contains("{\"message\":").contains("\"parameters\":[");
        }
    }

    @Test
    void headersThatAreTooLongAreRefusedWithoutABody() throws Exception {
        assertThat(raw("GET /rest/V1/bulk/1/status HTTP/1.1", "Host: x", "X-Long: " + "x".repeat(10_000)))
                .startsWith("HTTP/1.1 431").doesNotContain("xxx");
    }

    @Test
    void oneRequestTooManyIsAskedToComeAgainWhileReadingGoesOn() throws Exception {
        CompletableFuture<?>[] slow = new CompletableFuture<?>[AT_ONCE];
        for (int i = 0; i < AT_ONCE; i++) {
            slow[i] = client.sendAsync(authorized("/rest/V1/slow").POST(BodyPublishers.ofString("{}")).build(), BodyHandlers.ofString());
        }
        assertThat(server.slowArrivals.tryAcquire(AT_ONCE, 20, TimeUnit.SECONDS)).isTrue();

        HttpResponse<String> answer = post("/rest/V1/products/1/media", "{}");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertErrorShape(answer);
        assertThat(send(authorized("/rest/V1/bulk/1/status").GET()).statusCode()).isEqualTo(200);

        server.slowGate.release(AT_ONCE);
        CompletableFuture.allOf(slow).get(20, TimeUnit.SECONDS);
        Awaitility.await().until(() -> post("/rest/V1/products/1/media", "{}").statusCode() == 200);
    }

    @Test
    void aClientThatGoesAwayGivesItsPlaceBack() throws Exception {
        for (int i = 0; i < AT_ONCE; i++) {
            try (Socket socket = new Socket("127.0.0.1", server.port)) {
                write(socket, "POST /rest/V1/products/1/media HTTP/1.1", "Host: x", "Content-Type: application/json",
                        "Authorization: Bearer a-token", "Content-Length: 100", "", "{");
            }
        }
        Awaitility.await().until(() -> post("/rest/V1/products/1/media", "{}").statusCode() == 200);
        Awaitility.await().until(server::isIdle);
    }

    @Test
    void headersOfARequestAreNeitherEchoedNorTakenForOurs() throws Exception {
        HttpResponse<String> answer = send(authorized("/rest/V1/products/right/media")
                .header("sku", "forged").header("nacento-caller", "forged").header("X-Mine", "echo").header("Cookie", "a=b")
                .POST(BodyPublishers.ofString("{}")));

        assertThat(answer.body()).contains("\"sku\":\"right\"", "\"caller\":\"pim\"");
        assertThat(server.lastHeaders).doesNotContainKeys("X-Mine", "Authorization", "Cookie");
        assertThat(answer.headers().map().keySet()).isSubsetOf(
                "content-type", "content-length", "transfer-encoding", "cache-control", "x-content-type-options");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"dryRun=true|dryRun", "sku=other|sku", "a=1&b=2&a=3|a, b", "dry_run|dry_run",
        "%64ryRun=1|%64ryRun", "=1|=1", "a==|a", "XDEBUG_SESSION_START=1|XDEBUG_SESSION_START"})
    void whatAWritingCallDoesNotKnowInItsAddressIsRefusedByName(String query, String names) throws Exception {
        server.lastHeaders.clear();
        for (String path : new String[] {"/rest/V1/products/1/media?", "/rest/default/V1/products/1/media?", "/rest/V1/slow?",
            "/rest/V1/products/1/media/?"}) {
            HttpResponse<String> answer = post(path + query, "{}");
            assertThat(answer.statusCode()).as(path).isEqualTo(400);
            assertThat(answer.body()).isEqualTo(
                    "{\"message\":\"This call does not take these query parameters, and nothing was done: %1\",\"parameters\":[\"" + names
                            + "\"]}");
        }
        assertThat(server.lastHeaders).isEmpty();
    }

    @Test
    void aQueryThatSaysNothingOrIsOfAReadingCallIsNoMatter() throws Exception {
        for (String query : new String[] {"?", "?&", "?#"}) {
            assertThat(post("/rest/V1/products/1/media" + query, "{}").statusCode()).isEqualTo(200);
        }
        assertThat(send(authorized("/rest/V1/bulk/1/status?fields=bulk_id").GET()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip", "identity, gzip", " gzip ,"})
    void aBodyMayBePackedWithGzip(String coding) throws Exception {
        HttpResponse<String> answer = packed(coding, gzip(new byte[300_000]));

        assertThat(answer.body()).contains("\"size\":300000,");
        Awaitility.await().until(() -> server.space.taken() == 0 && server.space.work() == 0);
    }

    @Test
    void whatIsPackedInPartsOneBehindTheOtherIsOneBody() throws Exception {
        byte[] twice = Arrays.copyOf(gzip(new byte[1000]), gzip(new byte[1000]).length + gzip(new byte[24]).length);
        System.arraycopy(gzip(new byte[24]), 0, twice, gzip(new byte[1000]).length, gzip(new byte[24]).length);
        assertThat(packed("gzip", twice).body()).contains("\"size\":1024,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "zstd", "compress", "gzip, gzip", "deflate, gzip", "gzip, br", "aws-chunked", "*"})
    void aBodyPackedInAnotherWayIsRefused(String coding) throws Exception {
        HttpResponse<String> answer = packed(coding, gzip(gzip("{}".getBytes(StandardCharsets.US_ASCII))));

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.headers().firstValue("Accept-Encoding")).contains("gzip");
        assertErrorShape(answer);
    }

    @Test
    void twoHeadersOfCodingsAreTwoCodings() throws Exception {
        HttpRequest.Builder twice = authorized("/rest/V1/products/1/media").header("Content-Encoding", "gzip").header("Content-Encoding",
                "gzip");
        assertThat(send(twice.POST(BodyPublishers.ofByteArray(gzip(gzip(new byte[10]))))).statusCode()).isEqualTo(415);
    }

    @Test
    void sizesCountUnpacked() throws Exception {
        assertThat(packed("gzip", gzip(new byte[(int) EntranceServer.MAX_BODY])).body()).contains("\"size\":1048576,");
        assertThat(packed("gzip", gzip(new byte[(int) EntranceServer.MAX_BODY + 1])).statusCode()).isEqualTo(413);
        assertThat(packed("gzip", gzip(new byte[256 << 20])).statusCode()).as("a bomb").isEqualTo(413);
        Awaitility.await().until(() -> server.space.taken() == 0 && server.space.work() == 0);
    }

    @Test
    void whatUnpacksToNothingForEverIsCutOff() throws Exception {
        byte[] blocks = new byte[10 + 5 * ((int) EntranceServer.MAX_BODY / 5 + 1)];
        System.arraycopy(gzip(new byte[0]), 0, blocks, 0, 10);
        for (int i = 10; i < blocks.length; i += 5) {
            blocks[i + 3] = blocks[i + 4] = (byte) 0xFF;
        }
        InputStream chunked = new ByteArrayInputStream(blocks);
        assertThat(send(authorized("/rest/V1/products/1/media").header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofInputStream(() -> chunked)))
                .statusCode()).isEqualTo(413);
    }

    @Test
    void whatGzipDidNotMakeOrIsCutOffIsMalformed() throws Exception {
        byte[] whole = gzip("{\"images\":[]}".repeat(1000).getBytes(StandardCharsets.US_ASCII));
        byte[] broken = whole.clone();
        broken[whole.length - 5] ^= 1;
        for (byte[] body : new byte[][] {new byte[0], "{}".getBytes(StandardCharsets.US_ASCII), Arrays.copyOf(whole, 5),
            Arrays.copyOf(whole, 20),
            Arrays.copyOf(whole, whole.length - 9), Arrays.copyOf(whole, whole.length - 1), broken}) {
            HttpResponse<String> answer = packed("gzip", body);
            assertThat(answer.statusCode()).as(body.length + " bytes").isEqualTo(400);
            assertThat(answer.body()).contains("not what gzip makes, or is cut off");
        }
        Awaitility.await().until(() -> server.space.taken() == 0 && server.space.work() == 0);
    }

    @Test
    void whenTheDiskIsFullLargeBodiesMayComeAgainAndTheServiceIsNotReady() throws Exception {
        server.full.set(true);
        try (LogLines log = LogLines.open()) {
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> answer = post("/rest/V1/products/1/media", "x".repeat(SpooledBody.IN_MEMORY + 1));
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).contains("10");
                assertErrorShape(answer);
            }
            assertThat(log.with("The body of a request cannot be stored")).as("said once").singleElement().asString()
                    .contains("java.io.tmpdir", "No space left on device");
            assertThat(post("/rest/V1/products/1/media", "{}").statusCode()).as("small ones need no disk").isEqualTo(200);
            assertThatThrownBy(server.space::look).hasMessageContaining("No space left on device").hasMessageContaining("java.io.tmpdir");
        } finally {
            server.full.set(false);
        }
        assertThatCode(server.space::look).doesNotThrowAnyException();
        assertThat(post("/rest/V1/products/1/media", "x".repeat(SpooledBody.IN_MEMORY + 1)).statusCode()).isEqualTo(200);
        Awaitility.await().until(() -> server.space.taken() == 0 && server.space.takenInMemory() == 0 && server.space.work() == 0);
    }

    @Test
    void whoCallsBeforeTheEntranceStandsIsNotToldThatThereIsNoSuchPath() throws Exception {
        Socket early = new Socket();
        IntConsumer call = port -> {
            try {
                early.connect(new InetSocketAddress("127.0.0.1", port));
                early.getOutputStream().write(
                        ("POST /rest/V1/products/1/media HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a-token\r\nContent-Type: "
                                + "application/json\r\n"
                                + "Connection: close\r\nContent-Length: 2\r\n\r\n{}").getBytes(StandardCharsets.US_ASCII));
                early.setSoTimeout(500);
                assertThatThrownBy(() -> early.getInputStream().read()).as("there is no answer yet")
                        .isInstanceOf(SocketTimeoutException.class);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        ConnectionWatch.TimeLimits limits = new ConnectionWatch.TimeLimits(Duration.ofSeconds(30), Duration.ofSeconds(30),
                Duration.ofSeconds(30));
        try (early; EntranceServer starting = new EntranceServer(AuthSettings.Mode.TOKEN, AT_ONCE, Optional.empty(), limits, call)) {
            early.setSoTimeout(20_000);
            String answer = new String(early.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer.startsWith("HTTP/1.1 200") || answer.startsWith("HTTP/1.1 503") && answer.contains("Retry-After: 5"))
                    .as(answer).isTrue();
        }
    }

    @Test
    void aDefectIsAnsweredWithAReportIdAndNothingElse() throws Exception {
        HttpResponse<String> answer = post("/rest/V1/broken", "{}");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("Report ID: nacento-").doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/observe/health", "/observe/health/live", "/observe/health/ready", "/observe/metrics"})
    void healthAndMetricsHaveAServerOfTheirOwn(String path) throws Exception {
        HttpResponse<String> answer = client.send(HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.managementPort + path)).build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(send(HttpRequest.newBuilder(uri(path))).statusCode()).isEqualTo(404);
    }

    private static HttpResponse<String> packed(String coding, byte[] body) throws Exception {
        return send(authorized("/rest/V1/products/1/media").header("Content-Encoding", coding).POST(BodyPublishers.ofByteArray(body)));
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        }
        return packed.toByteArray();
    }

    private static void assertErrorShape(HttpResponse<String> answer) {
        assertThat(answer.body()).startsWith("{\"message\":\"").contains("\"parameters\":[");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json; charset=utf-8");
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return send(authorized(path).POST(BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder authorized(String path) {
        return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + EntranceServer.TOKEN)
                .header("Content-Type", "application/json");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port + path);
    }

    /** The whole answer, up to the end of the connection. */
    private static String raw(String... lines) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port)) {
            socket.setSoTimeout(20_000);
            write(socket, lines);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void write(Socket socket, String... lines) throws IOException {
        String request = String.join("\r\n", lines);
        socket.getOutputStream().write((request.contains("\r\n\r\n") ? request : request + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }
}
