package com.nacento.connector.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.config.Settings;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The client against a server that answers each HEAD as it is told to. */
class S3ClientsTest {

    private static final int CONCURRENCY = 32;
    private static final int OK = 200;

    private final ExecutorService serverThreads = Executors.newCachedThreadPool();
    private final ExecutorService callers = Executors.newFixedThreadPool(2 * CONCURRENCY);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private RequestPace pace = new RequestPace(CONCURRENCY, Duration.ofSeconds(30));
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();
    private volatile IntUnaryOperator statusOf = number -> OK;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile IntPredicate isUnreadable = number -> false;
    private volatile BiFunction<Integer, String, String> etagOf = (number, key) -> "\"" + key + "\"";
    private volatile String md5;
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        server.setExecutor(serverThreads);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        gate.countDown();
        callers.shutdownNow();
        server.stop(0);
        serverThreads.shutdownNow();
    }

    @Test
    void objectsAreDeletedWithAChecksumThatEveryServerKnows() {
        try (S3Client client = client(Duration.ofSeconds(30))) {
            client.deleteObjects(
                    delete -> delete.bucket("media").delete(keys -> keys.objects(ObjectIdentifier.builder().key("a.jpg").build())));
        }
        assertThat(md5).isNotNull();
    }

    @Test
    void anAnswerThatCannotBeReadIsAskedForAgain() {
        isUnreadable = number -> number < 3;
        try (S3Client client = client(Duration.ofSeconds(30))) {
            assertThat(etag(client, "a.jpg")).isEqualTo("\"a.jpg\"");
        }
        assertThat(requests).hasValue(3);
    }

    /** A proxy's page, or a storage that has no ETag for the object: 200, and nothing that could be stored. */
    @ParameterizedTest
    @MethodSource("unusableETags")
    void anAnswerWithoutAUsableETagIsAskedForAgain(String etag) {
        etagOf = (number, key) -> number < 3 ? etag : key;
        try (S3Client client = client(Duration.ofSeconds(30))) {
            assertThat(etag(client, "a.jpg")).isEqualTo("a.jpg");
        }
        assertThat(requests).hasValue(3);
    }

    static Stream<String> unusableETags() {
        return Stream.of(null, "", "\"\"", "W/\"\"", "x".repeat(256));
    }

    @Test
    void anObjectThatNeverHasAnETagIsNoObjectAndTheFailureSaysSo() {
        etagOf = (number, key) -> null;
        try (S3Client client = client(Duration.ofSeconds(30))) {
            assertThatThrownBy(() -> etag(client, "a.jpg")).satisfies(
                    failure -> assertThat(StorageFailure.of(failure).reason()).isEqualTo("the storage gave no usable ETag"));
        }
        assertThat(requests.get()).isGreaterThan(3);
    }

    @Test
    void asManyRequestsAreUnderWayAsTheSettingsSayAndNoMore() throws Exception {
        gate = new CountDownLatch(CONCURRENCY);
        try (S3Client client = client(Duration.ofSeconds(30))) {
            // none is answered before all of the first wave are there
            assertThat(etags(client, 4 * CONCURRENCY)).hasSize(4 * CONCURRENCY);
        }
        assertThat(mostUnderWay.get()).isEqualTo(CONCURRENCY);
        assertThat(pace.allowed()).isEqualTo(CONCURRENCY);
    }

    @Test
    void withAThirdOfTheAnswersSlowDownAllETagsComeAndFewerRequestsAreUnderWay() throws Exception {
        int images = 400;
        statusOf = number -> number % 3 == 0 ? 503 : OK;
        Map<String, String> etags;
        try (S3Client client = client(Duration.ofSeconds(30))) {
            etags = etags(client, images);
        }

        assertThat(etags).hasSize(images).allSatisfy((key, etag) -> assertThat(etag).isEqualTo("\"" + key + "\""));
        assertThat(count("HeadObject", "200")).isEqualTo(images);
        assertThat(count("HeadObject", "503")).isEqualTo(requests.get() - images);
        assertThat(pace.allowed()).isLessThan(CONCURRENCY / 2);
    }

    @Test
    void aBucketThatOnlySaysSlowDownEndsInAnErrorAfterTenTriesOneAtATime() {
        statusOf = number -> number % 2 == 0 ? 429 : 503;
        try (S3Client client = client(Duration.ofSeconds(30))) {
            assertThatThrownBy(() -> etag(client, "a.jpg")).isInstanceOf(S3Exception.class);
        }
        assertThat(count("HeadObject", "503") + count("HeadObject", "429")).isEqualTo(requests.get()).isBetween(10, 20);
        assertThat(pace.allowed()).isOne();

        int before = requests.get();
        try (S3Client client = client(Duration.ofSeconds(30))) {
            assertThatThrownBy(() -> etag(client, "b.jpg")).isInstanceOf(S3Exception.class);
        }
        assertThat(requests.get() - before).as("the next one is not tried so often").isOne();
    }

    @Test
    void anOutageIsNotTriedTenTimesForEachImage() throws Exception {
        int images = 200;
        statusOf = number -> 500;
        try (S3Client client = client(Duration.ofSeconds(30))) {
            fail(client, images);
        }
        assertThat(requests.get()).as("one each, and a hundred tries more").isEqualTo(images + 100);
    }

    /** By then HEADs are sent without the SDK's retries. */
    @Test
    void anOutageThatBeginsLaterIsNotEither() throws Exception {
        int images = 200;
        try (S3Client client = client(Duration.ofSeconds(30))) {
            etag(client, "a.jpg");
            statusOf = number -> 500;
            fail(client, images);
        }
        assertThat(requests.get() - 1).as("one each, a hundred tries more, and those that were under way when it began")
                .isBetween(images + 100, images + 100 + CONCURRENCY);
    }

    @Test
    void afterAnOutageRetriesComeBack() throws Exception {
        try (S3Client client = client(Duration.ofSeconds(30))) {
            etag(client, "a.jpg");
            statusOf = number -> 500;
            fail(client, 200);
            statusOf = number -> OK;
            etags(client, 600);

            int before = requests.get();
            statusOf = number -> number <= before + 3 ? 500 : OK;
            assertThat(etag(client, "d.jpg")).as("after three failures").isEqualTo("\"d.jpg\"");
        }
    }

    private void fail(S3Client client, int images) throws Exception {
        for (Future<?> call : IntStream.range(0, images)
                .mapToObj(i -> callers.submit(() -> assertThatThrownBy(() -> etag(client, i + ".jpg")).isInstanceOf(S3Exception.class)))
                .toList()) {
            call.get();
        }
    }

    @Test
    void aRequestThatHangsIsGivenUpAndCounted() {
        gate = new CountDownLatch(Integer.MAX_VALUE);
        try (S3Client client = client(Duration.ofMillis(200))) {
            assertThatThrownBy(() -> etag(client, "a.jpg")).isInstanceOf(SdkClientException.class);
        }
        assertThat(count("HeadObject", "error")).isEqualTo(requests.get()).isPositive();
    }

    @Test
    void aBucketThatAnswersAgainAfterASilenceIsHeard() throws Exception {
        gate = new CountDownLatch(Integer.MAX_VALUE);
        try (S3Client client = client(Duration.ofMillis(200))) {
            for (Future<?> call : IntStream.range(0, 2 * CONCURRENCY)
                    .mapToObj(i -> callers
                            .submit(() -> assertThatThrownBy(() -> etag(client, i + ".jpg")).isInstanceOf(SdkClientException.class)))
                    .toList()) {
                call.get();
            }
            // the requests of the silence are never answered, the next ones are
            gate = new CountDownLatch(0);

            await().ignoreExceptions().until(() -> etag(client, "a.jpg"), "\"a.jpg\""::equals);
            assertThat(etags(client, 4 * CONCURRENCY)).hasSize(4 * CONCURRENCY);
        }
    }

    @Test
    void whoeverWaitsForAPlaceGivesUpIfNobodyIsAnswered() throws Exception {
        pace = new RequestPace(CONCURRENCY, Duration.ofMillis(200));
        for (int i = 0; i < CONCURRENCY; i++) {
            pace.enter();
        }
        try (S3Client client = client(Duration.ofMillis(200))) {
            assertThatThrownBy(() -> etag(client, "a.jpg")).isInstanceOf(SdkClientException.class);
        }
        assertThat(requests).hasValue(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        md5 = exchange.getRequestHeaders().getFirst("Content-MD5");
        mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        int number = requests.incrementAndGet();
        gate.countDown();
        try {
            gate.await();
        } catch (InterruptedException e) {
            return;
        }
        String key = exchange.getRequestURI().getPath().replaceFirst("^/media/?", "");
        String etag = etagOf.apply(number, key);
        if (etag != null) {
            exchange.getResponseHeaders().set("ETag", etag);
        }
        if (isUnreadable.test(number)) {
            exchange.getResponseHeaders().set("Last-Modified", "yesterday");
        }
        underWay.decrementAndGet();
        exchange.sendResponseHeaders(statusOf.applyAsInt(number), -1);
        exchange.close();
    }

    private S3Client client(Duration timeout) {
        return S3Clients.create(Settings.load(null, Map.of(
                "NACENTO_AUTH_MODE", "none",
                "NACENTO_DB_USER", "unused",
                "NACENTO_S3_ENDPOINT", "http://127.0.0.1:" + server.getAddress().getPort(),
                "NACENTO_S3_BUCKET", "media",
                "NACENTO_S3_ACCESS_KEY", "key",
                "NACENTO_S3_SECRET_KEY", "secret",
                "NACENTO_S3_CONCURRENCY", Integer.toString(CONCURRENCY),
                "NACENTO_S3_TIMEOUT", timeout.toMillis() + "ms")).storage(), metrics, pace);
    }

    private Map<String, String> etags(S3Client client, int images) throws Exception {
        Map<String, String> etags = new ConcurrentHashMap<>();
        for (Future<?> call : IntStream.range(0, images)
                .mapToObj(i -> callers.submit(() -> etags.put(i + ".jpg", etag(client, i + ".jpg")))).toList()) {
            call.get();
        }
        return etags;
    }

    private static String etag(S3Client client, String key) {
        return client.headObject(head -> head.bucket("media").key(key)).eTag();
    }

    private int count(String operation, String status) {
        return (int) metrics.counter("nacento.s3.requests", "operation", operation, "status", status).count();
    }
}
