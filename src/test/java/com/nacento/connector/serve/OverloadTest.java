package com.nacento.connector.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.lab.stage.FreePort;
import com.nacento.connector.testing.MagentoShop;
import com.nacento.connector.testing.ServiceProcess;
import com.nacento.connector.testing.ShopQueues;
import com.nacento.connector.testing.TestSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More clients than the service can hold, with a heap of 256 MB: each gets an answer, and the service lives. */
class OverloadTest {

    private static final int CLIENTS = 200;
    private static final int ITEMS = 8_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path directory;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private MagentoShop shop;
    private int port;
    private int managementPort;

    @BeforeEach
    void openShop() throws Exception {
        shop = MagentoShop.open();
        port = FreePort.find();
        managementPort = FreePort.find();
    }

    @AfterEach
    void closeShop() throws Exception {
        try (ShopQueues queues = ShopQueues.of(shop)) {
            Stream.of(ShopQueues.TOPIC, ShopQueues.BULK, ShopQueues.DEAD).filter(queues::exists).forEach(queues::delete);
        }
        shop.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"media/bulk", "media/bulk/async"})
    void twoHundredClientsWithAMegabyteEachAreAllAnswered(String call) throws Exception {
        TestSettings.write(directory.resolve("application.properties"), TestSettings.of(shop, port, managementPort));
        String body = IntStream.range(0, ITEMS)
                .mapToObj(
                        n -> """
                {"sku":"NOBODY-%06d","images":[{"file_path":"/n/o/nobody-%06d.jpg","label":"A label for %06d","position":1,"roles":["base"]}]}"""
                                .formatted(n, n, n))
                .collect(Collectors.joining(",", "{\"items\":[", "]}"));
        assertThat(body.length()).isGreaterThan(1_000_000);
        try (ServiceProcess service = ServiceProcess.run(directory, Map.of(), "serve")) {
            service.awaitOutput("Ready: ");
            List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                calls.add(client.sendAsync(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/rest/V1/nacento-connector/products/" + call))
                                .header("Content-Type", "application/json").timeout(PATIENCE).POST(BodyPublishers.ofString(body)).build(),
                        BodyHandlers.ofString()));
            }
            while (!calls.stream().allMatch(CompletableFuture::isDone)) {
                assertThat(status(managementPort, "/observe/health/live")).as("management answers all the while").isEqualTo(200);
            }

            List<Integer> statuses = calls.stream().map(answer -> answer.join().statusCode()).toList();
            assertThat(statuses).isSubsetOf(200, 429, 503).contains(200, 429);
            assertThat(calls.stream().map(CompletableFuture::join).filter(answer -> answer.statusCode() != 200)
                    .map(answer -> answer.headers().firstValue("Retry-After"))).allMatch(Optional::isPresent);
            assertThat(service.output()).doesNotContain("OutOfMemory").doesNotContain(" ERROR ");
            await().atMost(PATIENCE).until(() -> status(managementPort, "/observe/health/ready") == 200);
            await().atMost(PATIENCE).until(() -> client.send(HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + port + "/rest/V1/nacento-connector/products/media/bulk"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"items\":[]}")).build(), BodyHandlers.discarding()).statusCode() == 200);
        }
    }

    private int status(int server, String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server + path)).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
