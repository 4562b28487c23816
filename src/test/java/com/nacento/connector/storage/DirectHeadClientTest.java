package com.nacento.connector.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nacento.connector.config.Settings;
import com.nacento.connector.config.StorageSettings;
import com.nacento.connector.lab.stage.EmbeddedS3;
import com.nacento.connector.lab.stage.StorageAddress;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The first HEAD is the SDK's, each further one is sent without it, as long as it is answered plainly. */
class DirectHeadClientTest {

    private static final Set<String> OF_ONE_REQUEST = Set.of("authorization", "x-amz-date", "amz-sdk-invocation-id");
    private static final String OF_THE_SDK = "amz-sdk-invocation-id";
    private static final String ODD_KEY = "a b+c&d=e%20f~g*h(i)'j!k@l:m,n;o$p/q=r?s#t[u]v\"w\\x|y.jpg";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Map<String, String>> requests = new CopyOnWriteArrayList<>();
    private final Semaphore never = new Semaphore(0);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private volatile Reply reply = DirectHeadClientTest::found;
    private HttpServer server;
    private S3Client client;

    @FunctionalInterface
    private interface Reply {
        void to(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            Map<String, String> request = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> request.put(name, String.join(",", values)));
            request.put("path", exchange.getRequestURI().toASCIIString());
            requests.add(request);
            reply.to(exchange);
            exchange.close();
        });
        server.start();
        client = client("30s");
    }

    private S3Client client(String timeout) {
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return S3Clients.create(storage(new StorageAddress(endpoint, "key", "secret"), "media", timeout), metrics);
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private static StorageSettings storage(StorageAddress address, String bucket, String timeout) {
        return Settings.load(null, Map.of(
                "NACENTO_AUTH_MODE", "none",
                "NACENTO_DB_USER", "unused",
                "NACENTO_S3_ENDPOINT", address.endpoint().toString(),
                "NACENTO_S3_BUCKET", bucket,
                "NACENTO_S3_ACCESS_KEY", address.accessKey(),
                "NACENTO_S3_SECRET_KEY", address.secretKey(),
                "NACENTO_S3_TIMEOUT", timeout)).storage();
    }

    @Test
    void itIsTheRequestThatTheSdkSends() {
        head(ODD_KEY);
        head(ODD_KEY);

        assertThat(requests).hasSize(2);
        assertThat(requests.get(0)).containsKey(OF_THE_SDK);
        assertThat(requests.get(1)).doesNotContainKey(OF_THE_SDK);
        assertThat(ofAll(requests.get(1))).isEqualTo(ofAll(requests.get(0)));
        assertThat(signedHeaders(requests.get(0))).containsAll(signedHeaders(requests.get(1)));
        assertThat(count("200")).isEqualTo(2);
    }

    private static Map<String, String> ofAll(Map<String, String> request) {
        Map<String, String> rest = new TreeMap<>(request);
        rest.keySet().removeIf(name -> OF_ONE_REQUEST.contains(name.toLowerCase(Locale.ROOT)) || name.equalsIgnoreCase("amz-sdk-request"));
        return rest;
    }

    private static List<String> signedHeaders(Map<String, String> request) {
        return List.of(request.get("Authorization").replaceFirst(".*SignedHeaders=([^,]*),.*", "$1").split(";"));
    }

    @Test
    void whatTheSdkReadsOfAnAnswerIsRead() {
        reply = exchange -> {
            exchange.getResponseHeaders().set("x-amz-checksum-sha256", "abc=");
            found(exchange);
        };
        HeadObjectResponse sdk = head("a.jpg");
        HeadObjectResponse direct = head("a.jpg");

        assertThat(requests.get(1)).doesNotContainKey(OF_THE_SDK);
        assertThat(direct.eTag()).isEqualTo(sdk.eTag()).isEqualTo("\"etag\"");
        assertThat(direct.checksumSHA256()).isEqualTo(sdk.checksumSHA256()).isEqualTo("abc=");
        assertThat(direct.contentLength()).isEqualTo(sdk.contentLength());
    }

    @Test
    void aMissingObjectIsMissingAtOnce() {
        head("a.jpg");
        reply = exchange -> exchange.sendResponseHeaders(404, -1);

        assertThatThrownBy(() -> head("b.jpg")).isInstanceOf(NoSuchKeyException.class);
        assertThat(requests).hasSize(2);
    }

    @Test
    void aRefusedObjectIsRefusedAsTheSdkSaysIt() {
        head("a.jpg");
        reply = exchange -> exchange.sendResponseHeaders(403, -1);

        assertThatThrownBy(() -> head("b.jpg")).isInstanceOfSatisfying(S3Exception.class,
                refused -> assertThat(StorageFailure.of(refused).isDenial()).isTrue());
        // a server that refuses may refuse for the checksum: it is asked without, by the SDK
        assertThat(requests).hasSize(3);
    }

    @Test
    void whereTheClockIsWrongTheSdkAsksSinceItCorrectsItsOwn() {
        head("a.jpg");
        reply = exchange -> {
            exchange.getResponseHeaders().set("Date",
                    ZonedDateTime.now(ZoneOffset.UTC).plusHours(1).format(DateTimeFormatter.RFC_1123_DATE_TIME));
            if (requests.get(requests.size() - 1).containsKey(OF_THE_SDK)) {
                found(exchange);
            } else {
                exchange.sendResponseHeaders(403, -1);
            }
        };

        assertThat(head("b.jpg").eTag()).isEqualTo("\"etag\"");
        assertThat(requests).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 500, 502, 504})
    void anyOtherAnswerIsLeftToTheSdk(int status) {
        head("a.jpg");
        reply = exchange -> {
            if (requests.get(requests.size() - 1).containsKey(OF_THE_SDK)) {
                found(exchange);
            } else {
                exchange.sendResponseHeaders(status, -1);
            }
        };

        assertThat(head("b.jpg").eTag()).isEqualTo("\"etag\"");
        assertThat(requests).hasSize(3);
    }

    @Test
    void afterTroubleTheSdkAsksUntilTheBucketHasAnsweredForAWhile() {
        head("a.jpg");
        reply = exchange -> {
            if (requests.size() == 2) {
                exchange.sendResponseHeaders(500, -1);
            } else {
                found(exchange);
            }
        };
        for (int call = 0; call < 502; call++) {
            head(call + ".jpg");
        }

        assertThat(requests).hasSize(504);
        assertThat(requests.subList(2, 502)).allSatisfy(request -> assertThat(request).containsKey(OF_THE_SDK));
        assertThat(requests.subList(502, 504)).noneSatisfy(request -> assertThat(request).containsKey(OF_THE_SDK));
    }

    @Test
    void aBrokenConnectionIsLeftToTheSdk() {
        head("a.jpg");
        reply = exchange -> {
            if (requests.get(requests.size() - 1).containsKey(OF_THE_SDK)) {
                found(exchange);
            }
        };

        assertThat(head("b.jpg").eTag()).isEqualTo("\"etag\"");
        assertThat(requests).hasSize(3);
        assertThat(count("error")).isOne();
    }

    @Test
    void aSilenceIsEndedByTheTimeoutAndLeftToTheSdk() {
        client.close();
        client = client("3s");
        head("a.jpg");
        reply = exchange -> {
            if (requests.get(requests.size() - 1).containsKey(OF_THE_SDK)) {
                found(exchange);
            } else {
                never.acquireUninterruptibly();
            }
        };

        assertThat(head("b.jpg").eTag()).isEqualTo("\"etag\"");
        assertThat(count("error")).isPositive();
        never.release();
    }

    @Test
    void aQuestionThatTheSdkHasNotPutIsPutByTheSdk() {
        head("a.jpg");
        client.headObject(head -> head.bucket("media").key("a.jpg").versionId("7"));
        assertThat(requests.get(1)).containsKey(OF_THE_SDK).containsEntry("path", "/media/a.jpg?versionId=7");

        head("a.jpg");
        head("a.jpg");
        assertThat(requests.get(2)).containsKey(OF_THE_SDK);
        assertThat(requests.get(3)).doesNotContainKey(OF_THE_SDK);
    }

    /** S3Proxy checks every signature. */
    @Test
    void aServerThatChecksSignaturesTakesIt(@TempDir Path folder) throws IOException {
        List<String> keys = List.of("a.jpg", "b b/ä ö.jpg", "c+c&c=c%20c~c*c(c)'c!c@c,c;c$.jpg", "d//d.jpg");
        try (EmbeddedS3 storage = EmbeddedS3.start(folder);
                S3Client real = S3Clients.create(storage(storage.address(), "media", "10s"), metrics)) {
            real.createBucket(create -> create.bucket("media"));
            for (String key : keys) {
                real.putObject(put -> put.bucket("media").key(key), RequestBody.fromString(key));
            }
            real.headObject(head -> head.bucket("media").key("a.jpg"));
            for (String key : keys) {
                assertThat(real.headObject(head -> head.bucket("media").key(key)).eTag()).as(key).isNotEmpty();
            }
            assertThat(count("200")).isEqualTo(1 + keys.size());
            assertThat(count("403")).isZero();
        }
    }

    private HeadObjectResponse head(String key) {
        return client.headObject(head -> head.bucket("media").key(key));
    }

    private int count(String status) {
        return (int) metrics.counter("nacento.s3.requests", "operation", "HeadObject", "status", status).count();
    }

    private static void found(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("ETag", "\"etag\"");
        exchange.sendResponseHeaders(200, -1);
    }
}
