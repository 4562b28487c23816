package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.lab.stage.S3Stub;
import com.nacento.connector.testing.QueueJourneyTest;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Events that Amazon S3 puts into a queue of SQS; the queue is a stand-in that speaks SQS's protocol. */
class SqsEventsTest extends QueueJourneyTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/s/q/s.jpg";
    private static final String KEY = "media/catalog/product" + PATH;

    private final Queue<String> waiting = new ConcurrentLinkedQueue<>();
    private final List<String> deleted = new CopyOnWriteArrayList<>();
    private S3Stub stub;
    private HttpServer sqs;

    @Override
    protected Map<String, String> settings() {
        stub = S3Stub.start(0);
        try {
            sqs = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sqs.setExecutor(Executors.newCachedThreadPool());
        sqs.createContext("/", this::answer);
        sqs.start();
        return Map.of("nacento.rabbitmq.consumers", "1", "nacento.bucket-events.enabled", "true", "nacento.bucket-events.sqs-queue",
                "http://127.0.0.1:" + sqs.getAddress().getPort() + "/123456789012/pictures", "nacento.s3.endpoint",
                stub.endpoint().toString(), "nacento.s3.bucket", S3Stub.BUCKET);
    }

    @AfterAll
    void closeServers() {
        sqs.stop(0);
        stub.close();
    }

    @Test
    void anEventInSqsIsWorkedOnAndDeletedThere() throws Exception {
        shop.addProduct("SQS");
        stub.put(KEY, "before");
        assertThat(connector.sync("SQS", "{\"images\":[{\"file_path\":\"" + PATH + "\"}]}").json().at("/image_stats/inserted").asInt())
                .isOne();
        stub.put(KEY, "after");

        waiting.add("{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\"}");
        waiting.add("{\"Records\":[{\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\""
                + S3Stub.BUCKET + "\"},\"object\":{\"key\":\"" + KEY + "\",\"eTag\":\"after\"}}}]}");

        await().atMost(Duration.ofSeconds(60)).until(() -> "after".equals(etag()));
        await().atMost(Duration.ofSeconds(60)).until(() -> deleted.size() == 2);
    }

    private String etag() throws SQLException {
        return shop.text("SELECT s3_etag FROM nacento_media_gallery_meta");
    }

    private void answer(HttpExchange call) throws IOException {
        String action = call.getRequestHeaders().getFirst("X-Amz-Target");
        JsonNode asked = JSON.readTree(call.getRequestBody().readAllBytes());
        String answer = "{}";
        if ("AmazonSQS.ReceiveMessage".equals(action)) {
            String body = waiting.poll();
            answer = body == null
                    ? "{}"
                    : JSON.writeValueAsString(Map.of("Messages", List.of(Map.of("MessageId", "m", "ReceiptHandle", "of " + body.hashCode(),
                            "Body", body, "MD5OfBody", md5(body)))));
        } else if ("AmazonSQS.DeleteMessage".equals(action)) {
            deleted.add(asked.path("ReceiptHandle").textValue());
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        call.sendResponseHeaders(200, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }

    private static String md5(String body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
