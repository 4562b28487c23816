package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.testing.MagentoShop;
import com.nacento.connector.testing.RunningConnector;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Spans reach a collector, which here only keeps what it is sent. */
class TracingTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final Queue<byte[]> received = new ConcurrentLinkedQueue<>();
    private HttpServer collector;

    @BeforeEach
    void openCollector() throws IOException {
        collector = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            received.add(exchange.getRequestBody().readAllBytes());
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
    }

    @AfterEach
    void closeCollector() {
        collector.stop(0);
    }

    @Test
    void aCallIsTracedUnderTheCallersOwnTraceDownToItsStatementsButNotImageByImage() throws Exception {
        try (MagentoShop shop = MagentoShop.open()) {
            shop.addProduct("TRACE-1");
            shop.putImage("/t/r/trace-1.jpg", "picture");
            RunningConnector connector = RunningConnector.start(shop, Map.of("nacento.tracing.endpoint",
                    "http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces", "nacento.tracing.sample-ratio", "1"));
            try {
                assertThat(connector
                        .send(connector.request("/rest/V1/nacento-connector/products/media/bulk").header("Content-Type", "application/json")
                                .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
                                .POST(BodyPublishers
                                        .ofString("{\"items\":[{\"sku\":\"TRACE-1\",\"images\":[{\"file_path\":\"/t/r/trace-1.jpg\"}]}]}")))
                        .status()).isEqualTo(200);
            } finally {
                connector.close();
            }
        }

        String spans = received.stream().map(body -> new String(body, StandardCharsets.ISO_8859_1)).collect(Collectors.joining());
        assertThat(spans)
                .contains("nacento-connector", "direct://sync-gallery-call", "direct://sync-gallery-chunk", "direct://save-gallery-changes",
                        "jdbc")
                .doesNotContain("direct://detect-image-change", "direct://detect-gallery-change", "aws2-s3");
        assertThat(spans).as("the caller's trace goes on")
                .contains(new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1));
    }
}
