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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class RequestSpoolTest {

    private static final int LIMIT = 1_000_000;
    private static final int SPACE = 1_500_000;
    private static final int MEMORY = 300_000;
    private static final int WORK = 1_200_000;

    @TempDir
    private Path folder;
    private SpoolSpace space;
    private final BlockingQueue<HttpServerRequest> requests = new LinkedBlockingQueue<>();
    private final RequestPlaces places = new RequestPlaces(1);
    private Vertx vertx;
    private Socket client;

    @BeforeEach
    void listen() throws Exception {
        space = new SpoolSpace(folder, SPACE, MEMORY, WORK);
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

        try (SpooledBody body = spool().read(request)) {
            assertThat(space.takenInMemory()).as("it is in a file").isZero();
            assertThat(body.size()).isEqualTo(sent.length);
            assertThat(body.open().readAllBytes()).isEqualTo(sent);
            assertThat(body.open().readAllBytes()).isEqualTo(sent);
        }
    }

    @Test
    void aSmallBodyStaysInMemory() throws Exception {
        try (SpooledBody body = spool().read(send(2, "{}".getBytes(StandardCharsets.US_ASCII)))) {
            assertThat(space.takenInMemory()).isEqualTo(2);
            assertThat(body.open()).hasContent("{}");
            assertThat(body.open()).hasContent("{}");
        }
    }

    @Test
    void noBodyIsAnEmptyOne() throws Exception {
        try (SpooledBody body = spool().read(send(0, new byte[0]))) {
            assertThat(body.size()).isZero();
            assertThat(body.open()).isEmpty();
        }
    }

    @Test
    void oneByteTooMuchIsRefusedWithoutWaitingForTheRest() throws Exception {
        HttpServerRequest request = send(LIMIT * 100L, new byte[LIMIT + 1]);

        assertThatThrownBy(() -> spool().read(request)).isInstanceOf(Refused.class).hasMessageStartingWith("413");
    }

    @Test
    void aClientThatStopsSendingIsNotWaitedForForEver() throws Exception {
        HttpServerRequest request = send(10, new byte[5]);

        assertThatThrownBy(() -> new RequestSpool(LIMIT, space, places, Duration.ofMillis(50)).read(request))
                .isInstanceOf(Refused.class).hasMessageStartingWith("400").hasMessageContaining("The request body came too slowly");
        assertNothingIsTaken();
    }

    @Test
    void aBrokenConnectionEndsTheReading() throws Exception {
        HttpServerRequest request = send(10, new byte[5]);
        client.close();

        assertThatThrownBy(() -> spool().read(request))
                .isInstanceOf(Refused.class).hasMessageStartingWith("400").hasMessageContaining("connection was closed");
        assertNothingIsTaken();
    }

    @Test
    void aBodyGivesItsRoomBackOnceHoweverOftenItIsClosed() throws Exception {
        SpooledBody large = spool().read(send(LIMIT, new byte[LIMIT]));
        assertThat(space.taken()).isEqualTo(LIMIT);
        assertThat(space.takenInMemory()).isZero();

        large.close();
        large.close();
        assertNothingIsTaken();
    }

    @Test
    void ofABodyForWhichThereIsNoRoomNothingIsRead() throws Exception {
        space.take(SPACE - 9);
        HttpServerRequest request = send(10, new byte[0]);

        assertThatThrownBy(() -> spool().read(request)).isInstanceOfSatisfying(Refused.class, full -> {
            assertThat(full).hasMessageContaining("have bodies of nearly");
            assertThat(full.refusal().status()).isEqualTo(429);
            assertThat(full.refusal().secondsToWait()).isEqualTo("5");
        });
        assertThat(space.taken()).isEqualTo(SPACE - 9);
    }

    @Test
    void ofACallerWhoIsNotKnownNoRoomIsTakenForWhatHasNotCome() throws Exception {
        space.take(SPACE - 100);
        HttpServerRequest request = send(1000, new byte[100]);

        assertThatThrownBy(() -> new RequestSpool(LIMIT, space, places, Duration.ofMillis(50)).spoolAsSent(exchange(request, null)))
                .isInstanceOf(Refused.class).hasMessageContaining("The request body came too slowly");
        assertThat(space.taken()).isEqualTo(SPACE - 100);
        assertThat(space.work()).isZero();
    }

    @Test
    void aSmallBodyThatIsThereAlreadyNeedsNoRoomOfOthers() throws Exception {
        space.take(SPACE);
        space.beginWork(WORK);
        assertThat(space.takeMemory(MEMORY)).isTrue();
        String place = places.enter().orElseThrow();
        places.bring(place, new byte[] {1, 2});

        SpooledBody body = spool().spoolAsSent(exchange(send(0, new byte[0]), place));

        assertThat(body.open()).hasBinaryContent(new byte[] {1, 2});
        body.close();
        assertThat(space.taken()).isEqualTo(SPACE);
        assertThat(space.work()).isEqualTo(WORK);
        assertThat(space.takenInMemory()).isEqualTo(MEMORY);
    }

    @Test
    void aBodyThatDoesNotSayHowLongItIsTakesRoomAsItComes() throws Exception {
        space.take(SPACE - 100);
        HttpServerRequest request = sendRaw("Transfer-Encoding: chunked",
                "40\r\n" + "x".repeat(64) + "\r\n40\r\n" + "x".repeat(64) + "\r\n0\r\n\r\n");

        assertThatThrownBy(() -> spool().read(request)).isInstanceOf(Refused.class).hasMessageContaining("have bodies of nearly");
        assertThat(space.taken()).isEqualTo(SPACE - 100);
        assertThat(space.takenInMemory()).isZero();
    }

    @Test
    void ofABodyForWhoseWorkThereIsNoMemoryNothingIsRead() throws Exception {
        space.beginWork(WORK - 9);
        HttpServerRequest request = send(10, new byte[0]);

        assertThatThrownBy(() -> spool().read(request)).isInstanceOfSatisfying(Refused.class, full -> {
            assertThat(full).hasMessageContaining("leave no memory");
            assertThat(full.refusal().status()).isEqualTo(429);
            assertThat(full.refusal().secondsToWait()).isEqualTo("5");
        });
        assertThat(space.work()).isEqualTo(WORK - 9);
        assertThat(space.taken()).isZero();
    }

    @Test
    void aBodyCountsForTheWorkUntilItIsClosed() throws Exception {
        SpooledBody body = spool().read(send(1000, new byte[1000]));
        assertThat(space.work()).isEqualTo(1000);

        body.close();
        body.close();
        assertNothingIsTaken();
    }

    @Test
    void aBodyThatIsAloneIsTakenHoweverLargeAndCountsLessBeyondASection() {
        SpooledBody large = new SpooledBody(space);

        large.reserveWork(5 * SpoolSpace.SECTION);

        assertThat(space.work()).isEqualTo(2 * SpoolSpace.SECTION).isGreaterThan(WORK);
        assertThatThrownBy(() -> new SpooledBody(space).reserveWork(1)).isInstanceOf(Refused.class).hasMessageContaining("leave no memory");
    }

    @Test
    void aBodyThatDoesNotSayHowLongItIsCountsForTheLargestUntilItIsRead() throws Exception {
        String header = "Transfer-Encoding: chunked";
        String text = "40\r\n" + "x".repeat(64) + "\r\n0\r\n\r\n";
        space.beginWork(WORK - LIMIT + 1);
        HttpServerRequest refused = sendRaw(header, text);
        assertThatThrownBy(() -> spool().read(refused)).isInstanceOf(Refused.class).hasMessageContaining("leave no memory");
        space.endWork(1);

        try (SpooledBody body = spool().read(refused)) {
            assertThat(body.size()).isEqualTo(64);
            assertThat(space.work()).isEqualTo(WORK - LIMIT + 64);
        }
        assertThat(space.work()).isEqualTo(WORK - LIMIT);
    }

    @Test
    void whenMemoryIsUsedUpASmallBodyGoesToAFile() throws Exception {
        assertThat(space.takeMemory(MEMORY - 1)).isTrue();

        try (SpooledBody body = spool().read(send(2, "{}".getBytes(StandardCharsets.US_ASCII)))) {
            assertThat(space.takenInMemory()).as("nothing of it").isEqualTo(MEMORY - 1);
            assertThat(body.open()).hasContent("{}");
        }
        assertThat(space.takenInMemory()).isEqualTo(MEMORY - 1);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aFileInUseHasNoNameThatAKilledProcessCouldLeaveBehind() throws Exception {
        try (SpooledBody body = spool().read(send(LIMIT, new byte[LIMIT]))) {
            assertThat(space.takenInMemory()).as("it is in a file").isZero();
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void whatAKilledProcessLeftIsDeletedAndNothingElse() throws Exception {
        Files.createFile(folder.resolve("nacento-0b9d.body"));
        Path other = Files.createFile(folder.resolve("nacento-0b9d.txt"));
        Path alsoOther = Files.createFile(folder.resolve("0b9d.body"));

        space.removeLeftovers();

        assertThat(folder.toFile().listFiles()).containsExactlyInAnyOrder(other.toFile(), alsoOther.toFile());
    }

    private RequestSpool spool() {
        return new RequestSpool(LIMIT, space, places, Duration.ofSeconds(20));
    }

    private static Exchange exchange(HttpServerRequest request, String place) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(request);
        exchange.getMessage().setHeader(ClientHeaders.PLACE, place);
        return exchange;
    }

    private void assertNothingIsTaken() {
        assertThat(space.taken()).isZero();
        assertThat(space.takenInMemory()).isZero();
        assertThat(space.work()).isZero();
        assertThat(folder).isEmptyDirectory();
    }

    private HttpServerRequest sendRaw(String header, String text) throws IOException, InterruptedException {
        client.getOutputStream().write(("POST / HTTP/1.1\r\nHost: x\r\n" + header + "\r\n\r\n" + text).getBytes(StandardCharsets.US_ASCII));
        return requests.poll(10, TimeUnit.SECONDS);
    }

    private HttpServerRequest send(long announced, byte[] bytes) throws IOException, InterruptedException {
        OutputStream out = client.getOutputStream();
        out.write(("POST / HTTP/1.1\r\nHost: x\r\nnacento-body-size: " + announced + "\r\nContent-Length: " + announced + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
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
