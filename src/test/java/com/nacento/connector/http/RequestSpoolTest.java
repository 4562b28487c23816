package com.nacento.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RequestSpoolTest {

    private static final int LIMIT = 1_000_000;

    private final BlockingQueue<HttpServerRequest> requests = new LinkedBlockingQueue<>();
    private Vertx vertx;
    private Socket client;

    @BeforeEach
    void listen() throws Exception {
        vertx = Vertx.vertx();
        HttpServer server = vertx.createHttpServer().requestHandler(request -> {
            request.pause();
            requests.add(request);
        }).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        client = new Socket("127.0.0.1", server.actualPort());
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aLargeBodyCanBeReadFromItsBeginningTwice() throws Exception {
        byte[] sent = new byte[SpooledBody.IN_MEMORY * 3];
        new Random(1).nextBytes(sent);
        HttpServerRequest request = send(sent.length, sent);

        try (SpooledBody body = new RequestSpool(LIMIT).read(request)) {
            assertThat(body.isInFile()).isTrue();
            assertThat(body.size()).isEqualTo(sent.length);
            assertThat(body.open().readAllBytes()).isEqualTo(sent);
            assertThat(body.open().readAllBytes()).isEqualTo(sent);
        }
    }

    @Test
    void aSmallBodyStaysInMemory() throws Exception {
        try (SpooledBody body = new RequestSpool(LIMIT).read(send(2, "{}".getBytes(StandardCharsets.US_ASCII)))) {
            assertThat(body.isInFile()).isFalse();
            assertThat(body.open()).hasContent("{}");
            assertThat(body.open()).hasContent("{}");
        }
    }

    @Test
    void noBodyIsAnEmptyOne() throws Exception {
        try (SpooledBody body = new RequestSpool(LIMIT).read(send(0, new byte[0]))) {
            assertThat(body.size()).isZero();
            assertThat(body.open()).isEmpty();
        }
    }

    @Test
    void oneByteTooMuchIsRefusedWithoutWaitingForTheRest() throws Exception {
        HttpServerRequest request = send(LIMIT * 100L, new byte[LIMIT + 1]);

        assertThatThrownBy(() -> new RequestSpool(LIMIT).read(request)).isInstanceOf(PayloadTooLargeException.class);
    }

    @Test
    void aClientThatStopsSendingIsNotWaitedForForEver() throws Exception {
        HttpServerRequest request = send(10, new byte[5]);

        assertThatThrownBy(() -> new RequestSpool(LIMIT, Duration.ofMillis(50)).read(request))
                .isInstanceOf(BadRequestException.class).hasMessageContaining("No more of the request body");
    }

    @Test
    void aBrokenConnectionEndsTheReading() throws Exception {
        HttpServerRequest request = send(10, new byte[5]);
        client.close();

        assertThatThrownBy(() -> new RequestSpool(LIMIT).read(request))
                .isInstanceOf(BadRequestException.class).hasMessageContaining("connection was closed");
    }

    private HttpServerRequest send(long announced, byte[] bytes) throws IOException, InterruptedException {
        OutputStream out = client.getOutputStream();
        out.write(("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + announced + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        Thread sender = new Thread(() -> {
            try {
                out.write(bytes);
                out.flush();
            } catch (IOException e) {
                assertThat(announced).as("a cut connection is part of the test").isGreaterThan(bytes.length);
            }
        });
        sender.setDaemon(true);
        sender.start();
        return requests.poll(10, TimeUnit.SECONDS);
    }
}
