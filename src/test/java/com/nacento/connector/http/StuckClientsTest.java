package com.nacento.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.config.AuthSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that keep connections without using them are cut off; requests that take their time are not. */
@Timeout(60)
class StuckClientsTest {

    private static final int AT_ONCE = 2;
    private static final Duration SHORT = Duration.ofMillis(300);
    private static EntranceServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new EntranceServer(AuthSettings.Mode.NONE, AT_ONCE, Optional.empty(), new ConnectionWatch.TimeLimits(SHORT, SHORT, SHORT));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P", "POST /rest/V1/products/1/media HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: x\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"})
    void whoSendsNoWholeRequestHeadIsCutOff(String beginning) throws Exception {
        try (Socket client = connect(beginning)) {
            assertThat(isClosedByServer(client)).isTrue();
        }
    }

    @Test
    void aConnectionIsKeptForFurtherRequestsAndClosedWhenNoneComes() throws Exception {
        String request = "GET /rest/V1/bulk/1/status HTTP/1.1\r\nHost: x\r\n\r\n";
        try (Socket client = connect(request)) {
            assertThat(readAnswer(client)).startsWith("HTTP/1.1 200");
            send(client, request);
            assertThat(readAnswer(client)).startsWith("HTTP/1.1 200");
            assertThat(isClosedByServer(client)).isTrue();
        }
    }

    @Test
    void aRequestThatTakesLongIsNotCutOff() throws Exception {
        try (Socket patient = connect(post("slow")); Socket silent = connect("")) {
            assertThat(server.slowArrivals.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            assertThat(isClosedByServer(silent)).isTrue();
            try (Socket another = connect("")) {
                assertThat(isClosedByServer(another)).isTrue();
            }
            server.slowGate.release();
            assertThat(readAnswer(patient)).startsWith("HTTP/1.1 200");
        }
        await().until(() -> server.places.free() == AT_ONCE);
    }

    @Test
    void whoDoesNotFetchTheAnswerIsCutOff() throws Exception {
        try (Socket client = connect(post("large"))) {
            assertThat(server.slowArrivals.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            await().atMost(Duration.ofSeconds(20)).until(() -> refusesToReceive(client));
            assertThat(readToTheEnd(client)).isLessThan(EntranceServer.LARGE_ANSWER);
        }
    }

    @Test
    void whoHangsUpKeepsThePlaceUntilTheWorkIsDone() throws Exception {
        try (Socket client = connect(post("slow"))) {
            assertThat(server.slowArrivals.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        }
        // a connection of later is seen to be closed, so that of before is, too
        try (Socket later = connect("")) {
            assertThat(isClosedByServer(later)).isTrue();
        }
        assertThat(server.places.free()).isEqualTo(AT_ONCE - 1);

        server.slowGate.release();
        await().until(() -> server.places.free() == AT_ONCE);
    }

    private static String post(String route) {
        return "POST /rest/V1/" + route + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
    }

    private static Socket connect(String beginning) throws IOException {
        Socket client = new Socket("127.0.0.1", server.port);
        client.setSoTimeout(20_000);
        send(client, beginning);
        return client;
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
    }

    private static String readAnswer(Socket client) throws IOException {
        byte[] buffer = new byte[4096];
        int read = client.getInputStream().read(buffer);
        return read < 0 ? "" : new String(buffer, 0, read, StandardCharsets.US_ASCII);
    }

    private static boolean refusesToReceive(Socket client) {
        try {
            send(client, "\r\n");
            return false;
        } catch (IOException closed) {
            return true;
        }
    }

    private static boolean isClosedByServer(Socket client) throws IOException {
        return readToTheEnd(client) >= 0;
    }

    /** Until the server closes; how many bytes came. */
    private static long readToTheEnd(Socket client) throws IOException {
        long bytes = 0;
        try {
            InputStream answer = client.getInputStream();
            byte[] buffer = new byte[64 * 1024];
            for (int read = answer.read(buffer); read >= 0; read = answer.read(buffer)) {
                bytes += read;
            }
        } catch (SocketException reset) {
            // it was closed with something unsent or unread
        }
        return bytes;
    }
}
