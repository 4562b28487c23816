package com.nacento.connector.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.config.RabbitSettings;
import com.nacento.connector.deadletters.DeadLetters;
import com.nacento.connector.deadletters.Replay;
import com.nacento.connector.deadletters.Selection;
import com.nacento.connector.lab.stage.BrokerAddress;
import com.nacento.connector.lab.stage.FreePort;
import com.nacento.connector.testing.Galleries;
import com.nacento.connector.testing.MagentoShop;
import com.nacento.connector.testing.ServiceProcess;
import com.nacento.connector.testing.ShopQueues;
import com.nacento.connector.testing.TestServers;
import com.nacento.connector.testing.TestSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages that are larger than what the client library takes or the heap of 256 MB bears. */
class LargeMessagesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int PRODUCTS = 40;

    @TempDir
    private Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private MagentoShop shop;
    private Galleries galleries;
    private ShopQueues queues;
    private int managementPort;
    private Map<String, String> settings;

    @BeforeEach
    void openShop() throws Exception {
        shop = MagentoShop.open();
        galleries = new Galleries(shop);
        queues = ShopQueues.of(shop);
        Stream.of(ShopQueues.TOPIC, ShopQueues.BULK, ShopQueues.DEAD).forEach(queue -> queues.declare(queue, Map.of()));
        managementPort = FreePort.find();
        settings = TestSettings.of(shop, FreePort.find(), managementPort);
        settings.put("nacento.rabbitmq.consumers", "2");
        for (int product = 0; product < PRODUCTS; product++) {
            shop.addProduct("large-" + product);
        }
        shop.putImage("/l/a/large.jpg", "picture");
    }

    @AfterEach
    void closeShop() throws Exception {
        Stream.of(ShopQueues.TOPIC, ShopQueues.BULK, ShopQueues.DEAD).filter(queues::exists).forEach(queues::delete);
        queues.close();
        shop.close();
    }

    @Test
    void messagesBeyondHeapAndClientLibraryAreWorkedOffAsWellAsWhatStandsBehindThem() throws Exception {
        TestSettings.write(directory.resolve("application.properties"), settings);
        queues.publish(ShopQueues.TOPIC, "m-17", bulk("label 17", 17));
        queues.publish(ShopQueues.TOPIC, "m-43", bulk("label 43", 43));
        queues.publish(ShopQueues.TOPIC, "m-70", new byte[70 << 20]);
        queues.publish("{\"sku\":\"large-0\",\"images\":[{\"file_path\":\"/l/a/large.jpg\",\"label\":\"behind\"}]}");
        try (ServiceProcess service = ServiceProcess.run(directory, Map.of(), "serve")) {
            service.awaitOutput("Ready: ");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(List.of(label("large-0"), label("large-1"), label("large-" + (PRODUCTS - 1))))
                            .as(service::output).containsExactly("behind", "label 43", "label 43"));
            await().atMost(PATIENCE).until(() -> queues.count(ShopQueues.TOPIC) == 0 && queues.count(ShopQueues.DEAD) == 1);
            assertThat(
                    client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/observe/health/live")).build(),
                            BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
            assertThat(service.output()).doesNotContain("OutOfMemory").doesNotContain(" ERROR ");
        }
        BrokerAddress broker = TestServers.broker();
        RabbitSettings rabbit = new RabbitSettings(broker.host() + ":" + broker.port(), broker.user(), broker.password(), broker.vhost(),
                false, "magento", shop.topic(), 0);
        assertThat(DeadLetters.onOwnConnections(rabbit, letters -> letters.list(10)).letters()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).startsWith("invalid_message: ");
            assertThat(letter.understood()).isFalse();
        });
        assertThat((Replay) DeadLetters.onOwnConnections(rabbit, letters -> letters.replay(Selection.all()))).isEqualTo(new Replay(0, 1));
        assertThat((Integer) DeadLetters.onOwnConnections(rabbit, letters -> letters.discard(Selection.all()))).isEqualTo(1);
    }

    /** A bulk of so many megabytes for all products: each names one image over and over, the last one stands. */
    private static byte[] bulk(String label, int megabytes) {
        String filler = "{\"file_path\":\"/l/a/large.jpg\",\"label\":\"" + "x".repeat(200) + "\"},";
        int images = 900;
        String padding = " ".repeat(Math.max(0, megabytes * 1_000_000 / PRODUCTS - images * filler.length()));
        return IntStream.range(0, PRODUCTS)
                .mapToObj(product -> padding + "{\"sku\":\"large-" + product + "\",\"images\":[" + filler.repeat(images)
                        + "{\"file_path\":\"/l/a/large.jpg\",\"label\":\"" + label + "\"}]}")
                .collect(Collectors.joining(",", "{\"items\":[", "]}")).getBytes(StandardCharsets.UTF_8);
    }

    private String label(String sku) throws Exception {
        return galleries.of(sku).stream().map(row -> row.split("\\|")[1]).findFirst().orElse("");
    }
}
