package com.nacento.connector.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.nacento.connector.config.Settings;
import com.nacento.connector.config.StorageSettings;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** A page gives back its turn whatever becomes of it: one that did not would stop all that come after it, for ever. */
class PagesInTurnTest {

    private static final String PAGE = "<ListBucketResult><Name>media</Name><KeyCount>1</KeyCount><IsTruncated>false</IsTruncated><Contents>"
            + "<Key>a.jpg</Key><ETag>\"e\"</ETag></Contents></ListBucketResult>";
    private static final int MANY = 10 * Runtime.getRuntime().availableProcessors();

    /** What happens before a page is answered with 502. */
    @FunctionalInterface
    private interface Failing {
        void run() throws InterruptedException;
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile String body = PAGE;
    private volatile int missing;
    private volatile Failing failing = () -> {};
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            if (exchange.getRequestURI().getQuery().contains("prefix=bad")) {
                fail(exchange);
                return;
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length + missing);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void manyPagesAtOnceAreAllRead() throws Exception {
        try (S3Client client = client()) {
            List<Future<String>> pages = IntStream.range(0, MANY).mapToObj(page -> threads.submit(() -> etag(client))).toList();
            for (Future<String> page : pages) {
                assertThat(page.get()).isEqualTo("\"e\"");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<ListBucketResult><Contents>", "no XML"})
    void pagesThatCannotBeReadStopNobody(String broken) {
        try (S3Client client = client()) {
            body = broken;
            for (int page = 0; page < MANY; page++) {
                assertThatThrownBy(() -> etag(client)).isInstanceOf(SdkException.class);
            }
            body = PAGE;
            assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertThat(etag(client)).isEqualTo("\"e\""));
        }
    }

    /** A proxy says 502 and then answers nobody: who is asked again has no turn while he waits. */
    @Test
    void aPageThatIsAskedForAgainKeepsNobodyWaiting() throws Exception {
        int processors = Runtime.getRuntime().availableProcessors();
        CountDownLatch askedAgain = new CountDownLatch(processors);
        CountDownLatch answered = new CountDownLatch(1);
        AtomicInteger tries = new AtomicInteger();
        failing = () -> {
            if (tries.incrementAndGet() > processors) {
                askedAgain.countDown();
                answered.await();
            }
        };
        try (S3Client client = S3Clients.create(storage(), new SimpleMeterRegistry(), new RequestPace(64, Duration.ofSeconds(30)))) {
            List<Future<?>> bad = IntStream.range(0, processors)
                    .<Future<?>>mapToObj(page -> threads.submit(() -> client.listObjectsV2(list -> list.bucket("media").prefix("bad"))))
                    .toList();
            askedAgain.await();

            assertThat(threads.submit(() -> etag(client)).get(30, TimeUnit.SECONDS)).isEqualTo("\"e\"");

            answered.countDown();
            for (Future<?> page : bad) {
                assertThatThrownBy(page::get).hasCauseInstanceOf(SdkException.class);
            }
        }
    }

    @Test
    void aPageThatBreaksOffIsAFailureOfTheBucketAndStopsNobody() {
        try (S3Client client = client()) {
            missing = 10;
            for (int page = 0; page < 10; page++) {
                assertThatThrownBy(() -> etag(client)).isInstanceOf(SdkException.class);
            }
            missing = 0;
            assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertThat(etag(client)).isEqualTo("\"e\""));
        }
    }

    private void fail(HttpExchange exchange) throws IOException {
        try {
            failing.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.sendResponseHeaders(502, -1);
        exchange.close();
    }

    private static String etag(S3Client client) {
        return client.listObjectsV2(list -> list.bucket("media")).contents().get(0).eTag();
    }

    private S3Client client() {
        return S3Clients.withoutRetries(storage());
    }

    private StorageSettings storage() {
        return Settings.load(null, Map.of("NACENTO_AUTH_MODE", "none", "NACENTO_DB_USER", "unused",
                "NACENTO_S3_ENDPOINT", "http://127.0.0.1:" + server.getAddress().getPort(), "NACENTO_S3_BUCKET", "media",
                "NACENTO_S3_ACCESS_KEY", "key", "NACENTO_S3_SECRET_KEY", "secret")).storage();
    }
}
