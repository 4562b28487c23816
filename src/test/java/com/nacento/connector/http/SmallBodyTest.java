package com.nacento.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.config.HookSettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Small bodies of hooks' calls, behind a gate of one place. */
class SmallBodyTest {

    private static final Hook HOOK = new Hook("plain", "queue", new HookSettings(List.of("secret"), "Authorization", null));

    private final RequestPlaces places = new RequestPlaces(1);
    private final Vertx vertx = Vertx.vertx();
    private HttpServer server;

    @BeforeEach
    void listen() throws Exception {
        Router router = Router.router(vertx);
        router.route().handler(context -> {
            context.put(HookGate.HOOK, HOOK);
            context.request().headers().set(ClientHeaders.BODY_SIZE, context.request().getHeader("Content-Length"));
            context.next();
        }).handler(new RequestGate(new RequestPlaces(1), places)).handler(new SmallBody(places, Duration.ofMillis(500)))
                .handler(context -> {
                    byte[] body = places.brought(context.get(RequestGate.PLACE));
                    context.response().end(body == null ? "is still to be read" : "has " + new String(body, StandardCharsets.UTF_8));
                });
        server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10,
                TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aBodyThatComesInPiecesIsThereAsAWholeAndTheConnectionIsKept() throws IOException {
        try (Socket client = connect()) {
            for (int call = 0; call < 2; call++) {
                send(client, "POST /hooks/plain HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nabc");
                send(client, "def");

                assertThat(answer(client)).startsWith("HTTP/1.1 200").endsWith("has abcdef");
            }
        }
        await().until(() -> places.free() == 1);
    }

    @Test
    void whoDoesNotSendItIsAnsweredAndGivesUpHisPlace() throws IOException {
        try (Socket client = connect()) {
            send(client, "POST /hooks/plain HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nabc");

            assertThat(answer(client)).startsWith("HTTP/1.1 400").contains("did not come within");
        }
        await().until(() -> places.free() == 1);
    }

    @Test
    void whoHangsUpGivesUpHisPlace() throws IOException {
        try (Socket client = connect()) {
            send(client, "POST /hooks/plain HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nabc");
            await().until(() -> places.free() == 0);
        }

        await().until(() -> places.free() == 1);
    }

    @Test
    void aLargeOneIsLeftToWhoStoresIt() throws IOException {
        try (Socket client = connect()) {
            send(client, "POST /hooks/plain HTTP/1.1\r\nHost: x\r\nContent-Length: 65537\r\n\r\n");

            assertThat(answer(client)).endsWith("is still to be read");
        }
    }

    private Socket connect() throws IOException {
        Socket client = new Socket("127.0.0.1", server.actualPort());
        client.setSoTimeout(20_000);
        return client;
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
    }

    /** All of it, by its length. */
    private static String answer(Socket client) throws IOException {
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().contains("\r\n\r\n") || answer.length() < answer.indexOf("\r\n\r\n") + 4 + length(answer.toString())) {
            int next = client.getInputStream().read();
            if (next < 0) {
                break;
            }
            answer.append((char) next);
        }
        return answer.toString();
    }

    private static int length(String head) {
        return head.lines().filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.split(":")[1].trim())).findFirst().orElse(0);
    }
}
