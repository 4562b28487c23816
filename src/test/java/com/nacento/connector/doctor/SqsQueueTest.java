package com.nacento.connector.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.config.SettingsInParts;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SqsQueueTest {

    private final Map<String, String> environment = new HashMap<>(Map.of("NACENTO_S3_BUCKET", "shop", "NACENTO_S3_ACCESS_KEY", "key",
            "NACENTO_S3_SECRET_KEY", "secret", "NACENTO_BUCKET_EVENTS_ENABLED", "true"));
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer sqs;
    private int status = 200;
    private String answer = "{}";

    @BeforeEach
    void start() throws IOException {
        sqs = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sqs.createContext("/", this::answer);
        sqs.start();
        environment.put("NACENTO_BUCKET_EVENTS_SQS_QUEUE", "http://127.0.0.1:" + sqs.getAddress().getPort() + "/123456789012/pictures");
    }

    @AfterEach
    void stop() {
        sqs.stop(0);
    }

    private void answer(HttpExchange call) throws IOException {
        asked.add(call.getRequestHeaders().getFirst("X-Amz-Target") + " "
                + new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        call.sendResponseHeaders(status, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }

    @Test
    void aQueueThatMayBeReceivedFromIsWellAndKeepsItsMessages() {
        assertThat(look().status()).isEqualTo(CheckResult.Status.OK);
        assertThat(asked).singleElement().asString().startsWith("AmazonSQS.ReceiveMessage ").contains("\"VisibilityTimeout\":0");
    }

    @Test
    void aRefusalIsNamed() {
        status = 403;
        answer = "{\"__type\":\"com.amazonaws.sqs#AccessDeniedException\",\"message\":\"no right\"}";

        assertThat(look().finding().errors()).singleElement().asString().startsWith("403 ").contains("no right");
    }

    @Test
    void withoutAQueueThereIsNothingToLookAt() {
        environment.put("NACENTO_BUCKET_EVENTS_SQS_QUEUE", "");

        assertThat(look().reason()).contains("sqs-queue is empty");
    }

    private CheckResult look() {
        return new Doctor(List.of(new SqsQueue()), false).examine(SettingsInParts.load(null, environment)).results().get(0);
    }
}
