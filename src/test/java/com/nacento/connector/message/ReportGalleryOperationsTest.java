package com.nacento.connector.message;

import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class ReportGalleryOperationsTest extends RouteTest {

    private static final String ITEM = "{\"sku\":\"\",\"images\":[]}";
    private static final String OPERATION = "{\"v\":1,\"bulk_uuid\":\"bulk-1\",\"operations\":[{\"id\":1,\"sku\":\"\",\"images\":[]}]}";

    @Test
    void aWrongSkuForWhichNoStatusSpeaksBecomesADeadLetterFirst() {
        assertThat(report(work(ITEM)).getException()).isNull();

        assertThat(neighbour("publish-dead-letters").getReceivedExchanges()).singleElement()
                .satisfies(sent -> assertThat(sent.getMessage().getBody(DeadLetter.class).reason()).startsWith("invalid_item"));
        assertThat(neighbour("save-gallery-report").getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void aWrongSkuWithAStatusIsFailedThereAndNoDeadLetter() {
        report(work(OPERATION).known(List.of(row("item", 0L, "request_id", 7L, "submitted_at", Samples.SUBMITTED, "state", 4,
                "bulk_started_at", Samples.SUBMITTED))));

        assertThat(neighbour("publish-dead-letters").getReceivedCounter()).isZero();
        assertThat(neighbour("save-gallery-report").getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void nothingIsNotedAsEndedWhileItsDeadLetterIsNotConfirmed() {
        fails("publish-dead-letters", Samples.outage(Outage.Part.BROKER));

        assertThat(Outage.in(report(work(ITEM)).getException())).isNotNull();

        assertThat(neighbour("save-gallery-report").getReceivedCounter()).isZero();
    }

    @Test
    void aDeadLetterThatTheBrokerHasIsNotPublishedAgainBecauseNotingItFailed() {
        fails("save-gallery-report", new SQLException("read-only", "HY000", 1290));
        MessageWork todo = work(ITEM);

        for (int i = 0; i < 3; i++) {
            assertThat(report(todo).getException()).isNotNull();
        }

        assertThat(neighbour("publish-dead-letters").getReceivedCounter()).isEqualTo(1);
        assertThat(neighbour("save-gallery-report").getReceivedCounter()).isEqualTo(3);
    }

    @Test
    void deadLettersDoNotWaitForEachOthersConfirm() {
        Set<Thread> publishers = ConcurrentHashMap.newKeySet();
        answers("publish-dead-letters", exchange -> publishers.add(Thread.currentThread()));

        assertThat(report(work(wrongItems(240))).getException()).isNull();

        assertThat(neighbour("publish-dead-letters").getReceivedCounter()).isEqualTo(240);
        assertThat(publishers).as("threads that each wait for one").isNotEmpty().doesNotContain(Thread.currentThread());
    }

    @Test
    void onlyTheDeadLetterThatTheBrokerHasNotTakenIsPublishedAgain() {
        AtomicInteger number = new AtomicInteger();
        answers("publish-dead-letters", exchange -> {
            if (number.incrementAndGet() == 130) {
                throw Samples.outage(Outage.Part.BROKER);
            }
        });
        MessageWork todo = work(wrongItems(240));

        assertThat(Outage.in(report(todo).getException())).isNotNull();
        assertThat(neighbour("publish-dead-letters").getReceivedCounter()).as("the third hundred is left for later").isEqualTo(200);
        assertThat(neighbour("save-gallery-report").getReceivedCounter()).isZero();

        assertThat(report(todo).getException()).isNull();
        assertThat(neighbour("publish-dead-letters").getReceivedCounter()).as("one again, and forty").isEqualTo(241);
    }

    private static String wrongItems(int number) {
        return "{\"request\":{\"items\":[" + IntStream.range(0, number)
                .mapToObj(i -> "{\"sku\":\"\",\"images\":[],\"i\":" + i + "}").collect(Collectors.joining(",")) + "]}}";
    }

    private Exchange report(MessageWork todo) {
        return send(null, Map.of(), Map.of("todo", todo));
    }
}
