package com.nacento.connector.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import com.nacento.connector.testing.LogLines;
import java.sql.SQLSyntaxErrorException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class SubmitGalleryBulkTest extends RouteTest {

    private static final String BODY = "{\"request\":{\"request_id\":\"op-1\",\"items\":[{\"sku\":\"A\",\"images\":[]},{\"sku\":\"\",\"images\":[]}]}}";

    @Test
    void whatIsAcceptedIsWrittenDownBeforeItIsPublished() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        answers("save-gallery-bulk", exchange -> order.add("begin"));
        answers("save-gallery-operations", exchange -> order.add("save"));
        answers("publish-gallery-messages", exchange -> order.add("publish"));
        answers("save-published-bulk", exchange -> order.add("end"));

        assertThat(post(BODY).getException()).isNull();

        assertThat(order).containsExactly("begin", "save", "publish", "end");
        assertThat(neighbour("reject-gallery-bulk").getReceivedCounter()).isZero();
    }

    @Test
    void withoutConfirmationThereIsNoReceiptAndTheBulkIsRejected() throws Exception {
        fails("publish-gallery-messages", Samples.outage(Outage.Part.BROKER));

        Exchange answer;
        try (LogLines log = LogLines.open()) {
            answer = post(BODY);
            assertThat(log.with("refused, no receipt is given")).singleElement().asString()
                    .contains(Samples.outage(Outage.Part.BROKER).getMessage()).doesNotContain("BulkId");
        }

        assertThat(neighbour("reject-gallery-bulk").getReceivedCounter()).isEqualTo(1);
        assertThat(neighbour("save-published-bulk").getReceivedCounter()).isZero();
        assertThat(Outage.in(answer.getException())).hasMessage(Samples.outage(Outage.Part.BROKER).getMessage());
    }

    @Test
    void aBulkIsOnlyRejectedWhenNoSliceOfItIsUnderWayAnyMore() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        AtomicInteger slices = new AtomicInteger();
        answers("save-gallery-operations", exchange -> {
            if (slices.incrementAndGet() == 2) {
                throw Samples.databaseAway();
            }
            // those beside it are under way until it has failed
            await().until(() -> !exchange.getVariable("submission", BulkSubmission.class).goesOn());
            order.add("save");
        });
        answers("publish-gallery-messages", exchange -> order.add("publish"));
        answers("reject-gallery-bulk", exchange -> order.add("reject"));
        String items = IntStream.range(0, 4_500).mapToObj(i -> "{\"sku\":\"S" + i + "\",\"images\":[]}").collect(Collectors.joining(","));

        assertThat(post("{\"items\":[" + items + "]}").getException()).isNotNull();

        assertThat(order).endsWith("reject").containsOnlyOnce("reject");
        assertThat(order.stream().filter("publish"::equals)).hasSameSizeAs(order.stream().filter("save"::equals).toList());
        assertThat(slices.get()).as("slices that are begun after one has failed").isLessThan(5);
    }

    @Test
    void nothingIsPublishedThatIsNotWrittenDown() throws Exception {
        fails("save-gallery-operations", Samples.databaseAway());

        assertThat(post(BODY).getException()).isNotNull();

        assertThat(neighbour("publish-gallery-messages").getReceivedCounter()).isZero();
    }

    @Test
    void anOwnTableThatIsGoneIsCreatedForTheNextCall() throws Exception {
        fails("save-gallery-bulk", new SQLSyntaxErrorException("Table 'shop.nacento_gallery_bulk' doesn't exist", "42S02", 1146));

        assertThat(post(BODY).getException()).isNotNull();

        assertThat(shop.isKnown()).isFalse();
    }

    private Exchange post(String body) throws Exception {
        return send(null, Map.of(), Map.of("submission", submission(body)));
    }
}
