package com.nacento.connector.message;

import static com.nacento.connector.message.OperationFixture.known;
import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class ReportGalleryOperationsTest extends RouteTest {

    private static final String ITEM = "{\"sku\":\"\",\"images\":[]}";
    private static final String OPERATION = "{\"v\":1,\"bulk_uuid\":\"bulk-1\",\"operations\":[{\"id\":1,\"sku\":\"\",\"images\":[]}]}";

    private final List<DeadLetter> letters = new ArrayList<>();

    @Test
    void aWrongSkuForWhichNoStatusSpeaksBecomesADeadLetterFirst() {
        brokerTakes();

        assertThat(report(work(ITEM)).getException()).isNull();

        assertThat(letters).singleElement().satisfies(letter -> assertThat(letter.reason()).startsWith("invalid_item"));
        assertThat(neighbour("save-gallery-report").getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void aWrongSkuWithAStatusIsFailedThereAndNoDeadLetter() {
        brokerTakes();

        report(known(work(OPERATION), List.of(row("item", 0L, "request_id", 7L, "submitted_at", Samples.SUBMITTED, "state", 4,
                "bulk_started_at", Samples.SUBMITTED))));

        assertThat(letters).isEmpty();
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
        brokerTakes();
        fails("save-gallery-report", new SQLException("read-only", "HY000", 1290));
        MessageWork todo = work(ITEM);

        for (int i = 0; i < 3; i++) {
            assertThat(report(todo).getException()).isNotNull();
        }

        assertThat(letters).hasSize(1);
        assertThat(neighbour("save-gallery-report").getReceivedCounter()).isEqualTo(3);
    }

    /** What the route of that name is called for. */
    private void brokerTakes() {
        letters.clear();
        answers("publish-dead-letters", exchange -> {
            DeadLetterWork work = exchange.getVariable("undone", DeadLetterWork.class);
            work.deadLetters().forEach(letter -> {
                letters.add(letter);
                work.published(letter);
            });
        });
    }

    private Exchange report(MessageWork todo) {
        return send(null, Map.of(), Map.of("todo", todo));
    }
}
