package com.nacento.connector.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.config.AuthSettings;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that another server could read as two: what would be the second one is never answered. */
@Timeout(60)
class BodyFramingTest {

    private static final String SECOND = "GET /rest/V1/bulk/1/status HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a-token\r\n\r\n";

    private static EntranceServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new EntranceServer(AuthSettings.Mode.TOKEN, 10, Optional.empty());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** The chunked body of two bytes; by a length of 2 it would be another one. */
    @ParameterizedTest
    @ValueSource(strings = {
        "Content-Length: 2\r\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked\r\nContent-Length: 2",
        "Transfer-Encoding: chunked\r\nContent-Length: 12",
        "transfer-encoding: Chunked\r\ncontent-length: 12", "Transfer-Encoding:\r\n chunked\r\nContent-Length: 12",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked, gzip", "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: chunked, chunked",
        "Transfer-Encoding: gzip",
        "Transfer-Encoding: identity", "Transfer-Encoding: xchunked", "Transfer-Encoding: \"chunked\"", "Transfer-Encoding: chunked;q=1",
        "Transfer-Encoding:",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\nContent-Length: 12", "Transfer-Encoding : chunked",
        "Transfer-Encoding: identity\r\nContent-Length: 12",
        "Content-Length: 12\r\nContent-Length: 2", "Content-Length: 12\r\nContent-Length: 12", "Content-Length: 12, 2",
        "Content-Length: 12, 12",
        "Content-Length: +12", "Content-Length: -12", "Content-Length: 0x0c", "Content-Length: 1 2", "Content-Length: 12a",
        "Content-Length:", "Content-Length : 12"})
    void aBodyWithTwoEndsIsMalformedAndNothingBehindItIsRead(String framing) throws IOException {
        assertRefused(
                "POST /rest/V1/products/1/media HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a-token\r\nContent-Type: application/json\r\n"
                        + framing + "\r\n\r\n2\r\n{}\r\n0\r\n\r\n" + SECOND);
    }

    @Test
    void http10KnowsNoChunks() throws IOException {
        assertRefused("POST /rest/V1/products/1/media HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\nAuthorization: Bearer a-token\r\n"
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n" + SECOND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /rest/V1/bulk/1/status", "DELETE /rest/V1/absent", "POST /rest/V1/products/1/media"})
    void whoHasNoTokenCannotDoItEither(String call) throws IOException {
        assertRefused(
                call + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n" + SECOND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2\n{}\r\n0\r\n\r\n", "2\r\n{}\n0\r\n\r\n", "2;x\n{}\r\n0\r\n\r\n", "0x2\r\n{}\r\n0\r\n\r\n",
        "-2\r\n{}\r\n0\r\n\r\n", "\r\n2\r\n{}\r\n0\r\n\r\n",
        "2\r\n{}x\r\n0\r\n\r\n"})
    void aChunkThatTwoServersCouldReadDifferentlyEndsTheConnection(String body) throws IOException {
        String answer = send(
                "POST /rest/V1/products/1/media HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a-token\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n" + body + SECOND);
        assertThat(answer).doesNotContain("{\"status\":4}", " 500 ", " 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-A: b\nContent-Length: 2", "X-A: b\rContent-Length: 2", "X-A\r\nContent-Length: 2",
        "X-A: \u0001\r\nContent-Length: 2"})
    void aHeadThatTwoServersCouldReadDifferentlyHidesNoBody(String lines) throws IOException {
        String answer = send(
                "POST /rest/V1/products/1/media HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a-token\r\nContent-Type: application/json\r\n"
                        + lines + "\r\n\r\n{}");
        assertThat(answer).doesNotContain(" 500 ").containsOnlyOnce("HTTP/1.1 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 2\r\n\r\n{}", "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding:  Chunked \r\n\r\n1\r\n{\r\n1;a=b\r\n}\r\n0\r\nX-Trailer: y\r\n\r\n",
        "transfer-encoding: chunked\r\n\r\n00002\r\n{}\r\n0\r\n\r\n"})
    void aClearBodyIsTakenAndTheConnectionGoesOn(String framing) throws IOException {
        String answer = send(
                "POST /rest/V1/products/1/media HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a-token\r\nContent-Type: application/json\r\n"
                        + framing + SECOND.replace("Host: x", "Host: x\r\nConnection: close"));
        assertThat(answer).contains("\"size\":2").contains("{\"status\":4}");
    }

    private static void assertRefused(String request) throws IOException {
        assertThat(send(request)).matches("(?s)HTTP/1\\.[01] 400 .*").containsOnlyOnce("HTTP/1.").doesNotContain("{\"status\":4}");
    }

    /** All that comes until the server closes the connection. */
    private static String send(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
