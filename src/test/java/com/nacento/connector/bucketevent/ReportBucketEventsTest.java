package com.nacento.connector.bucketevent;

import static com.nacento.connector.bucketevent.BucketEventFixture.batch;
import static com.nacento.connector.bucketevent.BucketEventFixture.image;
import static com.nacento.connector.bucketevent.BucketEventFixture.removed;
import static com.nacento.connector.bucketevent.BucketEventFixture.workOn;
import static com.nacento.connector.bucketevent.BucketEventFixture.written;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.gallery.ShownImage;
import com.nacento.connector.message.DeadLetter;
import com.nacento.connector.message.DeadLetterWork;
import com.nacento.connector.queue.OutgoingMessage;
import com.nacento.connector.queue.Publishable;
import com.nacento.connector.queue.ReceivedMessage;
import com.nacento.connector.routes.Samples;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportBucketEventsTest extends BucketEventRouteTest {

    private static final ReceivedMessage RIDDLE = new ReceivedMessage("?".getBytes(StandardCharsets.UTF_8), null, false);

    @Test
    void whatCannotBeUnderstoodIsADeadLetterOnce() {
        EventWork work = new EventWork(batch(RIDDLE, RIDDLE), 2);
        List<DeadLetter> letters = new ArrayList<>();
        answers("publish-dead-letters", exchange -> {
            DeadLetterWork ours = exchange.getVariable("undone", DeadLetterWork.class);
            letters.addAll(ours.deadLetters());
            letters.forEach(ours::published);
        });

        assertThat(send(work).getException()).isNull();

        assertThat(letters).hasSize(2)
                .allSatisfy(letter -> assertThat(letter)
                        .isEqualTo(new DeadLetter(RIDDLE.body(), null, "invalid_message: not JSON", 1, null, "bucket")));
        assertThat(work.hasLetters()).isFalse();
    }

    @Test
    void aLetterThatTheBrokerDoesNotTakeIsPublishedLater() {
        EventWork work = new EventWork(batch(RIDDLE), 2);
        fails("publish-dead-letters", Samples.outage(Outage.Part.BROKER));

        assertThat(send(work).getException()).isNotNull();

        assertThat(work.hasLetters()).isTrue();
    }

    @Test
    void whoWaitsForObjectsIsToldSomeThousandAtATime() {
        EventWork work = workOn(IntStream.range(0, 2_001).mapToObj(i -> written("/" + i + ".jpg", "new")).toArray(String[]::new));

        assertThat(send(work).getException()).isNull();

        assertThat(database.journal()).containsExactly("update-arrived-images", "update-arrived-images");
        assertThat(work.hasArrivals()).isFalse();
    }

    @Test
    void nobodyIsToldOfWhatIsGone() {
        assertThat(send(workOn(written("/a.jpg", "x", 1), removed("/a.jpg", 2))).getException()).isNull();
        assertThat(database.journal()).isEmpty();
    }

    @Test
    void whatSomebodyHoldsForLongGoesBackToItsQueue() {
        long[] now = {0};
        EventWork work = workOn(written("/a.jpg", "new"));
        pending(work, image(1, "/a.jpg", "old"));
        PendingImages held = new PendingImages(work.candidates(), () -> 2, () -> now[0]);
        work.planned(held);
        work.saved(passedOver(held.next().get(0)));
        now[0] = 60_000_000_000L;
        work.saved(passedOver(held.next().get(0)));

        assertThat(send(work).getException()).isNull();

        assertThat(neighbour("publish-gallery-messages").getReceivedExchanges()).singleElement().satisfies(sent -> {
            List<OutgoingMessage> messages = sent.getMessage().getBody(Publishable.class).messages();
            assertThat(messages).singleElement().satisfies(message -> assertThat(message.routingKey()).isEqualTo("test.topic.bucket"));
        });
        assertThat(work.hasReturns()).isFalse();
    }

    private static EventSave passedOver(List<ShownImage> images) {
        return new EventSave(images, Map.of(), Set.of(), images);
    }
}
