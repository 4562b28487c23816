package com.nacento.connector.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.failure.SyncError.Code;
import com.nacento.connector.queue.ReceivedMessage;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import com.nacento.connector.sync.SyncCall;
import com.nacento.connector.sync.SyncResults;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.Test;

class SyncGalleryRoundTest extends RouteTest {

    private static final String ITEM = "{\"sku\":\"SKU-10\",\"images\":[{\"file_path\":\"/a/a/a.jpg\"}]}";
    private static final String OTHER_ITEM = "{\"sku\":\"SKU-11\",\"images\":[]}";
    private static final SyncResults OK = Samples.results(Samples.ok(0, "SKU-10"));
    private static final SyncResults FAILED = Samples.results(Samples.failed(0, "SKU-10", Code.INTERNAL));

    @Test
    void aMessageIsWorkedOffOnce() {
        answers(OK);

        assertThat(receive(ITEM).getException()).isNull();

        assertThat(neighbour("load-gallery-requests").getReceivedCounter()).isEqualTo(1);
        assertThat(neighbour("sync-gallery-call").getReceivedCounter()).isEqualTo(1);
        assertThat(neighbour("report-gallery-operations").getReceivedCounter()).isZero();
        assertThat(neighbour("publish-dead-letters").getReceivedCounter()).isZero();
    }

    @Test
    void aHealthCheckIsIgnored() {
        assertThat(receive("{\"type\":\"healthcheck\"}").getException()).isNull();

        assertThat(neighbour("load-gallery-requests").getReceivedCounter()).isZero();
        assertThat(neighbour("report-gallery-operations").getReceivedCounter()).isZero();
    }

    @Test
    void whatNobodyUnderstandsBecomesADeadLetterAsItCame() {
        List<DeadLetter> letters = reportedLetters();

        assertThat(receive("<order/>").getException()).isNull();

        assertThat(letters).singleElement().satisfies(letter -> {
            assertThat(letter.body()).asString(StandardCharsets.UTF_8).isEqualTo("<order/>");
            assertThat(letter.reason()).startsWith("invalid_message: ");
        });
        assertThat(neighbour("load-gallery-requests").getReceivedCounter()).isZero();
    }

    @Test
    void anUnreadableMessageIsNotAcknowledgedWhileItsDeadLetterIsNotConfirmed() {
        answers("report-gallery-operations", exchange -> {
            stopping = true;
            throw Samples.outage(Outage.Part.BROKER);
        });

        assertThat(receive("<order/>").getException()).hasMessageContaining("brought again");
    }

    @Test
    void gatheredMessagesAreWorkedOffByOneCallAndAnUnreadableOneAmongThemLeavesAlone() {
        List<DeadLetter> letters = reportedLetters();
        answers(Samples.results(Samples.ok(0, "SKU-10"), Samples.ok(1, "SKU-11")));

        assertThat(receive(ITEM, "<order/>", "{\"type\":\"healthcheck\"}", OTHER_ITEM).getException()).isNull();

        assertThat(neighbour("load-gallery-requests").getReceivedCounter()).isEqualTo(1);
        assertThat(neighbour("sync-gallery-call").getReceivedExchanges()).singleElement()
                .satisfies(call -> assertThat(call.getMessage().getBody(SyncCall.class).skus()).containsExactly("SKU-10", "SKU-11"));
        assertThat(letters).singleElement()
                .satisfies(letter -> assertThat(letter.body()).asString(StandardCharsets.UTF_8).isEqualTo("<order/>"));
    }

    @Test
    void anItemThatAnotherOneOfItsProductStoodForIsLookedAtOnceMore() {
        answers("sync-gallery-call", exchange -> exchange.getMessage().setBody(Samples.results(
                Samples.ok(exchange.getMessage().getBody(SyncCall.class).skus().size() - 1, "SKU-10"))));

        assertThat(receive(ITEM, OTHER_ITEM).getException()).isNull();

        assertThat(neighbour("load-gallery-requests").getReceivedCounter()).isEqualTo(2);
        assertThat(neighbour("sync-gallery-call").getReceivedCounter()).isEqualTo(2);
        assertThat(neighbour("report-gallery-operations").getReceivedCounter()).isZero();
    }

    @Test
    void anItemThatIsWrongInItselfIsReportedWithoutWork() {
        assertThat(receive("{\"sku\":\"\",\"images\":[]}").getException()).isNull();

        assertThat(neighbour("report-gallery-operations").getReceivedCounter()).isEqualTo(1);
        assertThat(neighbour("sync-gallery-call").getReceivedCounter()).isZero();
    }

    @Test
    void anOutageWaitsAndIsNotCountedAsATry() {
        answers(Samples.interrupted(Samples.outage(Outage.Part.STORAGE), Samples.failed(0, "SKU-10", Code.STORAGE_UNAVAILABLE)), FAILED,
                OK);

        assertThat(receive(ITEM).getException()).isNull();

        assertThat(neighbour("sync-gallery-call").getReceivedCounter()).isEqualTo(MAX_ATTEMPTS + 1);
        assertThat(neighbour("report-gallery-operations").getReceivedCounter()).isZero();
    }

    @Test
    void anOutageIsKnownHoweverDeepItIsWrapped() {
        Deque<Boolean> outages = new ArrayDeque<>(List.of(true, true));
        answers("load-gallery-requests", exchange -> {
            if (outages.poll() != null) {
                throw new RuntimeCamelException("Failed to invoke method", Samples.outage(Outage.Part.BROKER));
            }
        });
        answers(OK);

        assertThat(receive(ITEM).getException()).isNull();

        assertThat(neighbour("sync-gallery-call").getReceivedCounter()).isEqualTo(1);
        assertThat(neighbour("report-gallery-operations").getReceivedCounter()).isZero();
    }

    @Test
    void aSkuThatWasTriedOftenEnoughIsReportedAsADeadLetter() {
        answers(FAILED);
        List<DeadLetter> letters = reportedLetters();

        assertThat(receive(ITEM).getException()).isNull();

        assertThat(neighbour("sync-gallery-call").getReceivedCounter()).isEqualTo(MAX_ATTEMPTS);
        assertThat(letters).singleElement().satisfies(letter -> {
            assertThat(letter.attempts()).isEqualTo(MAX_ATTEMPTS);
            assertThat(letter.reason()).isEqualTo("internal: because");
        });
    }

    @Test
    void aReportThatFailsIsMadeAgainWithoutDoingTheWorkAgain() {
        Deque<Boolean> outages = new ArrayDeque<>(List.of(true));
        answers(Samples.results(Samples.failed(0, "SKU-10", Code.PRODUCT_NOT_FOUND)));
        answers("report-gallery-operations", exchange -> {
            if (outages.poll() != null) {
                throw Samples.databaseAway();
            }
        });

        assertThat(receive(ITEM).getException()).isNull();

        assertThat(neighbour("report-gallery-operations").getReceivedCounter()).isEqualTo(2);
        assertThat(neighbour("sync-gallery-call").getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void whenTheServiceStopsTheRequestsAreLeftToWhoBringsThemAgain() {
        stopping = true;

        assertThat(receive(ITEM).getException()).hasMessageContaining("brought again");

        assertThat(neighbour("sync-gallery-call").getReceivedCounter()).isZero();
    }

    /** What the work ends with, try after try; the last stays. */
    private void answers(SyncResults... results) {
        Deque<SyncResults> tries = new ArrayDeque<>(List.of(results));
        answers("sync-gallery-call", exchange -> exchange.getMessage().setBody(tries.size() > 1 ? tries.remove() : tries.element()));
    }

    private List<DeadLetter> reportedLetters() {
        List<DeadLetter> letters = new CopyOnWriteArrayList<>();
        answers("report-gallery-operations", exchange -> letters.addAll(exchange.getVariable("todo", MessageWork.class).deadLetters()));
        return letters;
    }

    /** A round of messages. */
    private Exchange receive(String... messages) {
        AtomicInteger number = new AtomicInteger();
        return send(bean(Messages.class).rounds(Stream.of(messages).map(message -> new ReceivedMessage(
                message.getBytes(StandardCharsets.UTF_8), "message-" + number.incrementAndGet(), false)).toList()).next());
    }
}
