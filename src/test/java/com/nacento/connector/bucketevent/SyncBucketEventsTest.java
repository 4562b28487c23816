package com.nacento.connector.bucketevent;

import static com.nacento.connector.bucketevent.BucketEventFixture.image;
import static com.nacento.connector.bucketevent.BucketEventFixture.message;
import static com.nacento.connector.bucketevent.BucketEventFixture.written;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.ImageETag;
import com.nacento.connector.gallery.ShownImage;
import com.nacento.connector.message.ReturnedMessages;
import com.nacento.connector.queue.ReceivedMessage;
import com.nacento.connector.routes.Samples;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SyncBucketEventsTest extends BucketEventRouteTest {

    private static final ReceivedMessage MESSAGE = message(written("/a.jpg", "new"));

    private final List<ShownImage> shown = new ArrayList<>();

    @BeforeEach
    void theNeighboursDoTheirWork() {
        shown.clear();
        shown.add(image(1, "/a.jpg", "old"));
        answers("report-bucket-events", exchange -> {
            work(exchange).deadLetters().forEach(work(exchange)::published);
            work(exchange).toldArrivals();
            work(exchange).wereReturned();
        });
        answers("load-shown-images", exchange -> work(exchange).found(shown, 0));
        answers("detect-overwritten-images", exchange -> work(exchange)
                .answered(work(exchange).questions().stream().map(path -> new ImageETag(path, ETagAnswer.found("new"))).toList()));
        answers("sync-overwritten-images", exchange -> {
            for (List<ShownImage> images : work(exchange).pending().next()) {
                work(exchange).saved(new EventSave(images, Map.of(), Set.of("/a.jpg"), List.of()));
            }
        });
    }

    @Test
    void whatWasOverwrittenIsLookedUpAskedForAndSaved() {
        double before = metrics.counter("nacento.bucket.events", "outcome", "changed").count();
        assertThat(send(List.of(MESSAGE)).getException()).isNull();

        for (String step : List.of("load-shown-images", "detect-overwritten-images", "sync-overwritten-images")) {
            assertThat(neighbour(step).getReceivedCounter()).as(step).isEqualTo(1);
        }
        assertThat(metrics.counter("nacento.bucket.events", "outcome", "changed").count() - before).isEqualTo(1);
    }

    @Test
    void whatNobodyShowsEndsWithTheLookUp() {
        shown.clear();

        assertThat(send(List.of(MESSAGE)).getException()).isNull();

        assertThat(neighbour("detect-overwritten-images").getReceivedExchanges()).isEmpty();
        assertThat(neighbour("sync-overwritten-images").getReceivedExchanges()).isEmpty();
    }

    @Test
    void whatIsAwayIsWaitedForAndOnlyTheStepThatFailedIsDoneAgain() {
        AtomicInteger tries = new AtomicInteger();
        answers("sync-overwritten-images", exchange -> {
            if (tries.incrementAndGet() == 1) {
                throw Samples.databaseAway();
            }
            List<ShownImage> images = work(exchange).pending().next().get(0);
            work(exchange).saved(new EventSave(images, Map.of(), Set.of("/a.jpg"), List.of()));
        });

        assertThat(send(List.of(MESSAGE)).getException()).isNull();

        assertThat(tries.get()).isEqualTo(2);
        assertThat(neighbour("load-shown-images").getReceivedCounter()).isEqualTo(1);
        assertThat(neighbour("detect-overwritten-images").getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void aTableThatIsGoneIsLookedForBeforeTheNextTry() {
        answers("load-shown-images", exchange -> {
            if (neighbour("await-magento-schema").getReceivedCounter() == 0) {
                throw new SQLException("Table 'shop.nacento_media_gallery_meta' doesn't exist", "42S02", 1146);
            }
            work(exchange).found(shown, 0);
        });
        answers("await-magento-schema", exchange -> shop.learn(Samples.ATTRIBUTES, Samples.COLUMNS, List.of()));

        assertThat(send(List.of(MESSAGE)).getException()).isNull();

        assertThat(neighbour("sync-overwritten-images").getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void whileTheServiceStopsEverythingGoesBackToTheQueue() {
        answers("detect-overwritten-images", exchange -> {
            stopping = true;
            throw Samples.outage(Outage.Part.STORAGE);
        });

        assertThat(send(List.of(MESSAGE)).getException()).hasMessageContaining("the service stops");

        assertThat(neighbour("sync-overwritten-images").getReceivedExchanges()).isEmpty();
    }

    @Test
    void aShopThatIsNotKnownYetIsWaitedFor() {
        shop.doubt();
        answers("await-magento-schema", exchange -> shop.learn(Samples.ATTRIBUTES, Samples.COLUMNS, List.of()));

        assertThat(send(List.of(MESSAGE)).getException()).isNull();

        assertThat(neighbour("await-magento-schema").getReceivedCounter()).isEqualTo(1);
        assertThat(neighbour("sync-overwritten-images").getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void aMessageThatAQueueCountsIsPublishedAnewAndOnlyTheOthersAreWorkedOn() {
        ReceivedMessage returned = new ReceivedMessage(MESSAGE.body(), "message-7", true, TOPIC + ".bucket");

        assertThat(send(List.of(returned)).getException()).isNull();

        assertThat(neighbour("publish-gallery-messages").getReceivedExchanges()).singleElement().satisfies(exchange -> assertThat(
                exchange.getMessage().getBody(ReturnedMessages.class).messages()).singleElement()
                .satisfies(message -> assertThat(message.routingKey()).isEqualTo(TOPIC + ".bucket")));
        assertThat(neighbour("load-shown-images").getReceivedExchanges()).isEmpty();
    }

    private static EventWork work(Exchange exchange) {
        return exchange.getVariable("events", EventWork.class);
    }
}
