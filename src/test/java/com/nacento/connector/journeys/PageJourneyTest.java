package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.auth.TokenHash;
import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.JourneyTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page at {@code /ui/} as a browser, and as somebody who means no good, asks for it. */
class PageJourneyTest extends JourneyTest {

    private static final String TOKEN = "a-token-of-the-operator";
    private static final String CALLS = "/rest/V1/nacento-connector/ui/";

    @Override
    protected Map<String, String> settings() {
        return Map.of("nacento.auth.mode", "token", "nacento.auth.tokens", TokenHash.of("operator", TOKEN).toString());
    }

    @Test
    void thePageComesWithoutATokenAndTellsTheBrowserToTrustNothingElse() {
        Answer page = connector.get("/ui/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse("")).contains("default-src 'none'", "script-src 'self'",
                "frame-ancestors 'none'").doesNotContain("unsafe", "*");
        assertThat(page.body()).contains("<title>Nacento connector</title>")
                .doesNotContain("<style", " style=", " onclick", "http://", "https://")
                .doesNotContainPattern("<script(?![^>]* src=)");
    }

    @Test
    void aPageThatTheBrowserHasIsNotSentAgain() {
        String etag = connector.get("/ui/app.js").headers().firstValue("ETag").orElseThrow();

        Answer again = connector.send(connector.request("/ui/app.js").header("If-None-Match", etag));

        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void withoutItsSlashThePageIsElsewhereAndNobodyMaySendItAnything() {
        assertThat(connector.get("/ui").headers().firstValue("Location")).hasValue("ui/");
        assertThat(connector.post("/ui/", "{}").status()).isEqualTo(405);
    }

    @ParameterizedTest
    @MethodSource("filesOfThePage")
    void everyFileOfThePageIsServed(String file) {
        assertThat(connector.get("/ui/" + file).status()).isEqualTo(200);
    }

    static Stream<String> filesOfThePage() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/ui"))) {
            return Stream.concat(files.map(file -> file.getFileName().toString()).toList().stream(),
                    Stream.of("uPlot.esm.js", "uPlot.min.css"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ui/../application.properties", "/ui/%2e%2e/application.properties", "/ui/..%2fapplication.properties",
        "/ui/..%5c..%5capplication.properties", "/ui/%252e%252e/application.properties", "/ui//application.properties",
        "/ui/application.properties",
        "/ui/./../camel.properties", "/ui/index.html/../../pom.xml", "/ui/index.html%00.js", "/ui//etc/passwd",
        "/ui/..;/application.properties",
        "/ui/ui/index.html", "/ui/../routes/sync/sync-gallery-chunk.camel.yaml", "/UI/"})
    void noPathLeadsToAnotherFile(String path) throws IOException {
        // as it is: Java's client would put some of these right
        String answer = raw(path);

        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("nacento.db", "root:", "route:", "<project", "<html");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bulks", "bulks/x", "bulks/x/skus", "bulks/x/summary", "bulks/x/failures", "calls", "calls/1", "calls/1/skus",
        "calls/1/summary", "dead-letters", "settings", "object-key?path=/a/b.jpg",
        "image?path=/a/b.jpg", "events", "products/x", "products/x/history", "audit", "audit/findings",
        "audit/findings.csv"})
    void whatThePageShowsNeedsAToken(String call) {
        assertThat(connector.get(CALLS + call).status()).isEqualTo(401);
        assertThat(connector.send(connector.request(CALLS + call).header("Authorization", "Bearer wrong")).status()).isEqualTo(401);
        assertThat(connector.send(connector.request(CALLS + call).header("Cookie", "token=" + TOKEN)).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "resume"})
    void whoPausesOrResumesConsumptionNeedsAToken(String what) {
        assertThat(connector.post(CALLS + "consumption/" + what, "{}").status()).isEqualTo(401);
        assertThat(connector.send(connector.request(CALLS + "consumption/" + what).header("Authorization", "Bearer wrong")
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString("{}"))).status()).isEqualTo(401);
        assertThat(connector.observe("/observe/metrics").body()).contains("nacento_consumption_paused 0.0");
    }

    @Test
    void whoWatchesIsToldHowThingsAreEverySecond() throws Exception {
        try (Stream<String> lines = watch()) {
            String event = lines.filter(line -> line.startsWith("data: ") && line.contains("\"name\":\"database\",\"up\":true")
                    && line.contains("\"bulks\":[")).findFirst()
                    .orElseThrow();

            assertThat(event).contains("\"bulks\":[", "\"s3_requests\":", "\"name\":\"broker\"");
        }
    }

    @Test
    void aStreamIsNeverSilentForLongWhateverKeepsTheDatabaseBusy() throws Exception {
        try (Stream<String> lines = watch()) {
            assertThat(lines.anyMatch(": still there"::equals)).isTrue();
        }
    }

    @Test
    void aFileNameIsFoundAlsoInWhatASourceHasAskedFor() {
        String request = "{\"source\":\"erp\",\"items\":[{\"sku\":\"NO-1\",\"mode\":\"replace\",\"images\":[{\"file_path\":\"/b/i/bike-1.jpg\"}]},"
                + "{\"sku\":\"NO-2\",\"images\":[{\"file_path\":\"/b/i/car.jpg\"}]}]}";
        Answer receipt = connector.send(connector.request("/rest/V1/nacento-connector/products/media/bulk/async")
                .header("Authorization", "Bearer " + TOKEN).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(request)));
        String skus = "bulks/" + receipt.json().path("bulk_uuid").asText() + "/skus?text=bike-1.jpg";

        assertThat(with(skus).json().path("skus")).singleElement().satisfies(sku -> assertThat(sku.path("sku").asText()).isEqualTo("NO-1"));
    }

    @Test
    void aPictureIsHandedOnWithATokenAndNothingElseIs() throws Exception {
        shop.putImage("/p/a.jpg", "no picture at all");

        assertThat(with("image?path=/p/a.jpg").status()).isEqualTo(404);
        assertThat(with("image?path=/p/missing.jpg").status()).isEqualTo(404);
        assertThat(with("image?path=../../../etc/passwd").status()).isEqualTo(400);
    }

    private Answer with(String call) {
        return connector.send(connector.request(CALLS + call).header("Authorization", "Bearer " + TOKEN));
    }

    private Stream<String> watch() throws Exception {
        HttpRequest request = connector.request(CALLS + "events").header("Authorization", "Bearer " + TOKEN).build();
        HttpResponse<Stream<String>> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines());
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream; charset=utf-8");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        return response.body();
    }

    private String raw(String path) throws IOException {
        URI address = connector.request("/").build().uri();
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            StringBuilder answer = new StringBuilder();
            BufferedReader reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            reader.lines().forEach(line -> answer.append(line).append('\n'));
            return answer.toString();
        }
    }
}
