package com.nacento.connector.bucketevent;

import static com.nacento.connector.bucketevent.BucketEventFixture.batch;
import static com.nacento.connector.bucketevent.BucketEventFixture.event;
import static com.nacento.connector.bucketevent.BucketEventFixture.image;
import static com.nacento.connector.bucketevent.BucketEventFixture.message;
import static com.nacento.connector.bucketevent.BucketEventFixture.nobodys;
import static com.nacento.connector.bucketevent.BucketEventFixture.removed;
import static com.nacento.connector.bucketevent.BucketEventFixture.workOn;
import static com.nacento.connector.bucketevent.BucketEventFixture.written;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.bucketevent.EventCount.Outcome;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.ImageETag;
import com.nacento.connector.gallery.ShownImage;
import com.nacento.connector.message.DeadLetter;
import com.nacento.connector.queue.ReceivedMessage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EventWorkTest {

    private long now;

    @Test
    void nothingIsAskedOrWrittenForWhatNobodyShows() {
        EventWork work = searched(workOn(written("/a.jpg", "new")));
        assertThat(work.hasQuestions()).isFalse();
        assertThat(work.candidates()).isEmpty();
    }

    @Test
    void anEventThatSaysWhatIsStoredAsksNobody() {
        EventWork work = searched(workOn(written("/a.jpg", "same"), written("/a.jpg", "same")), image(1, "/a.jpg", "same"));
        assertThat(work.hasQuestions()).isFalse();
        assertThat(work.candidates()).isEmpty();
        assertThat(counted(work)).containsExactly(Map.entry("unchanged", 2));
    }

    @Test
    void anEventThatSaysSomethingElseIsNotBelievedButLookedInto() {
        EventWork work = searched(workOn(written("/a.jpg", "of yesterday")), image(1, "/a.jpg", "newest"));
        assertThat(work.questions()).containsExactly("/a.jpg");
        answer(work, "/a.jpg", ETagAnswer.found("newest"));
        assertThat(work.hasQuestions()).isFalse();
        assertThat(work.candidates()).isEmpty();
    }

    @Test
    void oneOfSeveralEventsThatSaysSomethingElseIsEnoughToLook() {
        EventWork work = searched(workOn(written("/a.jpg", "new", 1), written("/a.jpg", "stored", 2)), image(1, "/a.jpg", "stored"));
        assertThat(work.questions()).as("times of one second may be in any order").containsExactly("/a.jpg");
    }

    @Test
    void whatTheBucketHasIsWrittenForAllWhoKnowAnother() {
        EventWork work = searched(workOn(written("/a.jpg", "new")), image(1, "/a.jpg", "old"), image(2, "/a.jpg", "new"),
                image(3, "/a.jpg", "older"), nobodys(4, "/a.jpg"));
        answer(work, "/a.jpg", ETagAnswer.found("newest"));
        assertThat(work.candidates()).extracting(ShownImage::productId).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void whatNobodyHasBroughtNeedsNoQuestion() {
        EventWork work = searched(workOn(written("/a.jpg", "new")), nobodys(4, "/a.jpg"));
        assertThat(work.hasQuestions()).isFalse();
        assertThat(work.candidates()).extracting(ShownImage::productId).containsExactly(4L);
    }

    @Test
    void aRemovalIsLookedIntoAndWritesNothing() {
        EventWork work = searched(workOn(written("/a.jpg", "new", 1), removed("/a.jpg", 2)), image(1, "/a.jpg", "old"),
                nobodys(2, "/a.jpg"));
        assertThat(work.arrivals()).isEmpty();
        answer(work, "/a.jpg", ETagAnswer.missing());
        assertThat(work.candidates()).isEmpty();
        assertThat(work.with(Outcome.REMOVED)).containsExactly("/a.jpg");
        assertThat(counted(work)).containsExactly(Map.entry("removed", 2));
    }

    @Test
    void aRemovalBehindWhichAnOlderVersionIsThereAgainIsAChange() {
        EventWork work = searched(workOn(removed("/a.jpg", 1)), image(1, "/a.jpg", "newer"), nobodys(2, "/a.jpg"));
        answer(work, "/a.jpg", ETagAnswer.found("older"));
        assertThat(work.candidates()).hasSize(2);
        assertThat(work.with(Outcome.REMOVED)).isEmpty();
    }

    @Test
    void anObjectThatIsGoneAgainCountsAsRemoved() {
        EventWork work = searched(workOn(written("/a.jpg", "new")), image(1, "/a.jpg", "old"));
        answer(work, "/a.jpg", ETagAnswer.missing());
        assertThat(work.candidates()).isEmpty();
        assertThat(work.with(Outcome.REMOVED)).containsExactly("/a.jpg");
    }

    @Test
    void whatMayNotBeReadIsAskedForAgainAndIsADeadLetterInTheEnd() {
        ReceivedMessage message = message(written("/a.jpg", "new"));
        EventWork work = searched(new EventWork(batch(message), 2), image(1, "/a.jpg", "old"));
        ETagAnswer refused = ETagAnswer.failed(ETagAnswer.Kind.REFUSED, "403 key");
        answer(work, "/a.jpg", refused);
        assertThat(work.hasQuestions()).isTrue();
        assertThat(work.waits()).isOne();
        assertThat(work.hasLetters()).isFalse();
        answer(work, "/a.jpg", refused);
        assertThat(work.hasQuestions()).isFalse();
        assertThat(work.deadLetters())
                .containsExactly(new DeadLetter(message.body(), null, "storage_unavailable: 403 key", 2, null, "bucket"));
        assertThat(work.candidates()).isEmpty();
        work.published(work.deadLetters().get(0));
        work.planned(new PendingImages(work.candidates(), () -> 2, () -> now));
        work.toldArrivals();
        assertThat(work.isDue()).isFalse();
    }

    @Test
    void aProductAtFaultIsADeadLetterAndTheOthersAreWritten() {
        EventWork work = planned(searched(workOn(written("/a.jpg", "new"), written("/b.jpg", "new")), image(1, "/a.jpg", "old"),
                image(2, "/b.jpg", "old")), "/a.jpg", "/b.jpg");
        work.refused(work.pending().next().get(0), SyncError.internal("no", "nacento-1"));
        assertThat(work.hasLetters()).isFalse();
        List<List<ShownImage>> halves = work.pending().next();
        work.refused(halves.get(0), SyncError.internal("no", "nacento-1"));
        assertThat(work.deadLetters()).singleElement().satisfies(letter -> assertThat(letter.reason()).startsWith("internal: no"));
        work.saved(new EventSave(halves.get(1), Map.of(), Set.of("/b.jpg"), List.of()));
        assertThat(counted(work)).containsOnly(Map.entry("dead", 1), Map.entry("changed", 1));
        assertThat(work.hasPending()).isFalse();
    }

    @Test
    void whatTheDatabaseRefusesToLookUpIsGivenUpAfterSomeTries() {
        EventWork work = workOn(written("/a.jpg", "new"));
        work.refused(SyncError.internal("no", "nacento-1"));
        assertThat(work.isUnsearched()).isTrue();
        work.refused(SyncError.internal("no", "nacento-1"));
        assertThat(work.deadLetters()).hasSize(1);
        assertThat(work.isUnsearched()).isFalse();
    }

    @Test
    void whatIsHeldForLongIsHandedBackOnceAMessage() {
        EventWork work = planned(searched(workOn(written("/a.jpg", "new"), written("/b.jpg", "new")), image(1, "/a.jpg", "old"),
                image(2, "/b.jpg", "old")), "/a.jpg", "/b.jpg");
        List<ShownImage> held = work.pending().next().get(0);
        work.saved(new EventSave(held, Map.of(), Set.of(), held));
        assertThat(work.hasReturns()).isFalse();
        now += Duration.ofMinutes(1).toNanos();
        work.pending().next();
        work.saved(new EventSave(held, Map.of(), Set.of(), held));
        assertThat(work.heldMessages()).hasSize(1);
        work.wereReturned();
        work.toldArrivals();
        assertThat(work.isDue()).isFalse();
    }

    @Test
    void afterALookUpTheDatabaseIsLeftAloneForNineTimesAsLong() {
        EventWork work = workOn(written("/a.jpg", "new"));
        assertThat(work.rest(5)).isZero();
        work.searching(1_000_000_000L);
        work.found(List.of(), 1_500_000_000L);
        assertThat(work.rest(1_500_000_000L)).isEqualTo(4_500);
        assertThat(work.rest(4_500_000_000L)).as("the work that followed counts").isEqualTo(1_500);
        assertThat(work.rest(9_000_000_000L)).isZero();
        work.found(List.of(), Duration.ofMinutes(2).toNanos());
        assertThat(work.rest(Duration.ofMinutes(2).toNanos())).as("at the most").isEqualTo(30_000);
    }

    @Test
    void whatIsOfNoInterestIsCountedAndNothingElse() {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        ObjectEventBatch batch = batch(message(event("ObjectCreated:Put", "other", "media/catalog/product/a.jpg", "x", 1),
                event("ObjectCreated:Put", "media", "media/catalog/product/cache/1/a.jpg", "x", 1),
                event("ObjectCreated:Put", "media", "media/catalog/product/tmp/a.jpg", "x", 1),
                event("ObjectCreated:Put", "media", "media/catalog/product/a//b.jpg", "x", 1),
                event("ObjectCreated:Put", "media", "media/catalog/product/a.txt", "x", 1),
                event("ObjectCreated:Put", "media", "media/catalog/products/a.jpg", "x", 1),
                event("ObjectCreated:Put", "media", "/media/catalog/product/a.jpg", "x", 1),
                event("ObjectAccessed:Get", "media", "media/catalog/product/a.jpg", "x", 1)),
                new ReceivedMessage("{\"Event\":\"s3:TestEvent\"}".getBytes(StandardCharsets.UTF_8), null, false),
                new ReceivedMessage("?".getBytes(StandardCharsets.UTF_8), null, false));
        batch.count(new EventCount(metrics));
        assertThat(batch.images()).isEmpty();
        assertThat(metrics.counter("nacento.bucket.events", "outcome", "passed_over").count()).isEqualTo(9);
        assertThat(metrics.counter("nacento.bucket.events", "outcome", "dead").count()).isEqualTo(1);
        assertThat(batch.unreadable()).singleElement().satisfies(letter -> assertThat(new String(letter.body())).isEqualTo("?"));
    }

    @Test
    void aPathThatLooksLikeAKeyIsNotCutShort() {
        assertThat(batch(message(written("/media/a.jpg", "x"))).images()).containsOnlyKeys("/media/a.jpg");
    }

    private static EventWork searched(EventWork work, ShownImage... images) {
        work.found(List.of(images), 0);
        return work;
    }

    private EventWork planned(EventWork work, String... paths) {
        List.of(paths).forEach(path -> answer(work, path, ETagAnswer.found("new")));
        work.planned(new PendingImages(work.candidates(), () -> 2, () -> now));
        return work;
    }

    private static void answer(EventWork work, String path, ETagAnswer answer) {
        work.answered(List.of(new ImageETag(path, answer)));
    }

    private static Map<String, Integer> counted(EventWork work) {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        work.count(new EventCount(metrics));
        return metrics.getMeters().stream().collect(Collectors.toMap(meter -> meter.getId().getTag("outcome"),
                meter -> (int) ((Counter) meter).count())).entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
