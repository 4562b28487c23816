package com.nacento.connector.gallery;

import static com.nacento.connector.testing.GalleryFixture.IMAGE;
import static com.nacento.connector.testing.GalleryFixture.PRODUCT;
import static com.nacento.connector.testing.GalleryFixture.at;
import static com.nacento.connector.testing.GalleryFixture.direct;
import static com.nacento.connector.testing.GalleryFixture.operation;
import static com.nacento.connector.testing.GalleryFixture.written;
import static com.nacento.connector.testing.ImageBuilder.image;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.SyncError;
import com.nacento.connector.sync.SyncChunk;
import com.nacento.connector.testing.GalleryFixture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubmissionOrderTest {

    private static final int OPEN = 4;
    private static final int COMPLETE = 1;

    private final GalleryFixture product = new GalleryFixture();

    @Test
    void olderOpenRequestsAreWorkedOffFirstAndEndAlong() {
        GalleryRequest second = waits(written(2, 20, image("/m/y/a.jpg").label("second").position(2), image("/m/y/b.jpg")));
        GalleryRequest first = waits(written(1, 10, image("/m/y/a.jpg").label("first").position(1).disabled(true)));
        ProductSync done = product.sync(direct(image("/m/y/a.jpg").label("now")));
        assertThat(product.value("/m/y/a.jpg").label()).isEqualTo("now");
        assertThat(product.value("/m/y/a.jpg").position()).isEqualTo(2);
        assertThat(product.value("/m/y/a.jpg").disabled()).isTrue();
        assertThat(product.value("/m/y/b.jpg").position()).isEqualTo(3);
        assertThat(done.ended()).extracting(GalleryRequest::requestId).containsExactly(first.requestId(), second.requestId(), null);
        assertThat(done.results()).as("only the request at hand is answered").singleElement()
                .satisfies(result -> assertThat(result.stats()).isEqualTo(new ImageStats(1, 0, 0, 0, 0, List.of())));
    }

    @Test
    void eachOfTheRequestsTakenAlongHasItsOwnWarnings() {
        waits(written(1, 10, image("/m/y/a.jpg").roles("hero")));
        waits(written(2, 20, image("/m/y/b.jpg").roles("poster")));
        ProductSync done = product.plan(direct(image("/m/y/c.jpg")));
        assertThat(done.ended()).extracting(request -> done.resultOf(request).stats().warnings())
                .containsExactly(List.of("unknown_role: hero"), List.of("unknown_role: poster"), List.of());
    }

    @Test
    void whatOthersMayBeWorkingOnIsDecidedUnderTheLockThoughNothingDiffers() {
        product.has("/m/y/a.jpg", "as it is", 1L);
        ProductSync alone = product.plan(direct(image("/m/y/a.jpg").label("as it is")));
        assertThat(alone.needsLock()).isFalse();
        waits(written(1, 10, image("/m/y/a.jpg").label("in between")));
        SyncChunk chunk = new SyncChunk(List.of(product.plan(direct(image("/m/y/a.jpg").label("as it is")))));
        assertThat(chunk.products().get(0).isChanged()).isFalse();
        assertThat(chunk.toLock().products()).hasSize(1);
        assertThat(chunk.unchanged()).isEmpty();
        assertThat(chunk.endsRequestsUnchanged()).as("noted in the transaction of the lock, not before").isFalse();
    }

    @Test
    void youngerOpenRequestsWait() {
        waits(written(1, 2_000, image("/m/y/a.jpg").label("later")));
        ProductSync done = product.sync(direct(image("/m/y/a.jpg").label("now")));
        assertThat(product.value("/m/y/a.jpg").label()).isEqualTo("now");
        assertThat(done.ended()).extracting(GalleryRequest::requestId).containsExactly((Long) null);
    }

    @Test
    void ofTwoAtTheSameMomentTheOneWrittenDownFirstIsFirst() {
        GalleryRequest second = waits(written(2, 10, image("/m/y/a.jpg").label("second")));
        waits(written(1, 10, image("/m/y/a.jpg").label("first")));
        product.sync(second);
        assertThat(product.value("/m/y/a.jpg").label()).isEqualTo("second");
    }

    @Test
    void fieldsThatAYoungerFinishedRequestNamesAreNotOverwrittenAndOthersAre() {
        product.has("/m/y/a.jpg", "younger", 1L);
        finished(written(2, 2_000, image("/m/y/a.jpg").label("younger")));
        product.sync(direct(image("/m/y/a.jpg").label("late").position(5).disabled(true)));
        assertThat(product.value("/m/y/a.jpg").label()).isEqualTo("younger");
        assertThat(product.value("/m/y/a.jpg").position()).isEqualTo(5);
        assertThat(product.value("/m/y/a.jpg").disabled()).isTrue();
    }

    @Test
    void aLabelThatAYoungerRequestClearedStaysCleared() {
        product.has("/m/y/a.jpg", null, 1L);
        finished(written(2, 2_000, image("/m/y/a.jpg").label("")));
        assertThat(product.plan(direct(image("/m/y/a.jpg").label("late"))).isChanged()).isFalse();
    }

    @Test
    void rolesThatAYoungerFinishedRequestGaveAwayStayThere() {
        product.has("/m/y/b.jpg", null, 1L);
        product.role(IMAGE, "/m/y/b.jpg");
        finished(written(2, 2_000, image("/m/y/b.jpg").roles("image")));
        product.sync(direct(image("/m/y/a.jpg").roles("image", "small_image")));
        assertThat(product.role(IMAGE)).isEqualTo("/m/y/b.jpg");
        assertThat(product.role(GalleryFixture.SMALL_IMAGE)).isEqualTo("/m/y/a.jpg");
    }

    @Test
    void whatAYoungerRequestNamedWhileItsObjectWasMissingDecidesNothing() {
        product.missing("/m/y/a.jpg");
        GalleryRequest younger = written(2, 2_000, image("/m/y/a.jpg").label("never written").roles("image"));
        waits(younger);
        product.tables.finished(2, product.sync(younger).plan().decided(younger));
        product.etag("/m/y/a.jpg", "e1");
        product.sync(direct(image("/m/y/a.jpg").label("late"), image("/m/y/b.jpg").roles("image")));
        assertThat(product.value("/m/y/a.jpg").label()).isEqualTo("late");
        assertThat(product.role(IMAGE)).isEqualTo("/m/y/b.jpg");
    }

    @Test
    void whatAnAdminHasDoneSinceAYoungerRequestStays() {
        product.has("/m/y/a.jpg", "by an admin", 7L);
        product.has("/m/y/c.jpg", null, 1L);
        product.role(IMAGE, "/m/y/c.jpg");
        finished(written(2, 2_000, image("/m/y/a.jpg").label("younger").roles("image"), image("/m/y/b.jpg").label("taken off since")));
        ProductSync late = product.sync(direct(image("/m/y/a.jpg").label("late").roles("image"), image("/m/y/b.jpg").label("late")));
        assertThat(late.isChanged()).as("all of it was decided, and then decided by hand").isFalse();
        assertThat(product.value("/m/y/a.jpg").label()).isEqualTo("by an admin");
        assertThat(product.role(IMAGE)).isEqualTo("/m/y/c.jpg");
        assertThat(product.paths()).containsExactlyInAnyOrder("/m/y/a.jpg", "/m/y/c.jpg");
    }

    @Test
    void finishedRequestsThatAreOlderHaveHadTheirTurn() {
        product.has("/m/y/a.jpg", "older", 1L);
        finished(written(1, 10, image("/m/y/a.jpg").label("older").roles("image")));
        product.sync(direct(image("/m/y/a.jpg").label("now"), image("/m/y/b.jpg").roles("image")));
        assertThat(product.value("/m/y/a.jpg").label()).isEqualTo("now");
        assertThat(product.role(IMAGE)).isEqualTo("/m/y/b.jpg");
    }

    @Test
    void anOldRequestThatWaitsDoesNotOverwriteAFinishedOneBetweenItAndTheOneAtHand() {
        product.has("/m/y/a.jpg", "between", 1L);
        waits(written(1, 10, image("/m/y/a.jpg").label("old").position(4)));
        finished(written(2, 20, image("/m/y/a.jpg").label("between")));
        product.sync(direct(image("/m/y/b.jpg")));
        assertThat(product.value("/m/y/a.jpg").label()).isEqualTo("between");
        assertThat(product.value("/m/y/a.jpg").position()).isEqualTo(4);
    }

    @Test
    void aRequestThatAnotherWriterHasTakenIsNotDoneAgain() {
        product.has("/m/y/a.jpg", "changed since", 1L);
        GalleryRequest taken = written(1, 10, image("/m/y/a.jpg").label("done before"));
        product.tables.request(PRODUCT, taken, COMPLETE);
        ProductSync done = product.plan(taken);
        assertThat(done.paths()).isEmpty();
        assertThat(done.isChanged()).isFalse();
        assertThat(done.ended()).isEmpty();
        assertThat(done.results().get(0).stats()).isEqualTo(ImageStats.none(List.of()));
    }

    @Test
    void aRequestThatIsTakenBetweenTheFirstLookAndTheLockIsNotDoneAgain() {
        product.has("/m/y/a.jpg", "A", 1L);
        GalleryRequest mine = waits(written(1, 10, image("/m/y/a.jpg").label("mine")));
        ProductSync seen = product.plan(mine);
        assertThat(seen.isChanged()).isTrue();
        GalleryFixture since = new GalleryFixture();
        since.has("/m/y/a.jpg", "by hand", 1L);
        since.tables.request(PRODUCT, mine, COMPLETE);
        ProductSync locked = seen.withGallery(since.tables.gallery(PRODUCT)).planned(GalleryFixture.SHOP, RemovalLimit.NONE);
        assertThat(locked.isChanged()).isFalse();
        assertThat(locked.ended()).isEmpty();
    }

    @Test
    void anOlderRequestThatAppearsOnlyUnderTheLockIsLeftToItsOwnWriterIfItsETagsAreNotKnown() {
        ProductSync seen = product.plan(direct(image("/m/y/a.jpg")));
        waits(written(1, 10, image("/m/y/unseen.jpg").label("x")));
        GalleryRequest known = waits(written(2, 20, image("/m/y/a.jpg").label("known")));
        ProductSync locked = seen.withGallery(product.tables.gallery(PRODUCT)).planned(GalleryFixture.SHOP, RemovalLimit.NONE);
        assertThat(locked.error()).isNull();
        assertThat(locked.ended()).extracting(GalleryRequest::requestId).containsExactly(known.requestId(), null);
        assertThat(locked.plan().images()).extracting(PlannedImage::path).containsExactly("/m/y/a.jpg");
    }

    @Test
    void anOlderRequestThatTheColumnsCannotHoldIsLeftToItsOwnMessage() {
        waits(written(1, 10, image("/m/y/a.jpg").label("\uD83D\uDE00")));
        ProductSync planned = product.plan(direct(image("/m/y/a.jpg"))).planned(GalleryFixture.shop(false), RemovalLimit.NONE);
        assertThat(planned.plan().images()).singleElement().satisfies(image -> assertThat(image.label()).isNull());
        assertThat(planned.ended()).extracting(GalleryRequest::requestId).containsExactly((Long) null);
    }

    @Test
    void aLaterItemOfTheSameBulkForTheSameProductSupersedes() {
        GalleryRequest first = waits(operation(1, 10, "bulk", 1, image("/m/y/a.jpg").label("first"), image("/m/y/b.jpg")));
        GalleryRequest last = waits(operation(2, 10, "bulk", 2, image("/m/y/a.jpg").position(7)));
        ProductSync done = product.sync(last);
        assertThat(done.isSuperseded(first)).isTrue();
        assertThat(done.isSuperseded(last)).isFalse();
        assertThat(product.tables.images()).hasSize(1);
        assertThat(product.value("/m/y/a.jpg").label()).isNull();
        assertThat(done.ended()).extracting(GalleryRequest::requestId).containsExactly(1L, 2L);
    }

    @Test
    void aSupersededItemIsDoneWithNothingEvenIfItsSuccessorIsAlreadyFinished() {
        product.has("/m/y/a.jpg", "last", 1L);
        GalleryRequest first = waits(operation(1, 10, "bulk", 1, image("/m/y/a.jpg").label("first").position(9)));
        finished(operation(2, 10, "bulk", 2, image("/m/y/a.jpg").label("last")));
        ProductSync done = product.plan(first);
        assertThat(done.isChanged()).isFalse();
        assertThat(done.ended()).containsExactly(first);
        assertThat(done.resultOf(first).stats()).isEqualTo(ImageStats.none(List.of()));
    }

    @Test
    void anItemOfAnotherBulkDoesNotSupersede() {
        waits(operation(1, 10, "one", 1, image("/m/y/b.jpg")));
        GalleryRequest other = waits(operation(2, 20, "two", 2, image("/m/y/a.jpg")));
        product.sync(other);
        assertThat(product.tables.images()).hasSize(2);
    }

    @Test
    void anOlderRequestWhoseObjectCannotBeAskedForIsLeftToItsOwnMessage() {
        GalleryRequest older = waits(written(1, 10, image("/m/y/a.jpg")));
        product.refused("/m/y/a.jpg");
        GalleryRequest direct = direct(image("/m/y/b.jpg"));
        ProductSync done = product.plan(direct);
        assertThat(done.error()).isNull();
        assertThat(done.resultOf(direct).stats().inserted()).isEqualTo(1);
        assertThat(done.ended()).containsExactly(direct).doesNotContain(older);
    }

    @Test
    void aNewImageGoesAfterTheLastOneAsOlderRequestsLeaveIt() {
        product.has("/m/y/a.jpg", null, 9L);
        product.has("/m/y/b.jpg", null, 3L);
        waits(written(1, 10, image("/m/y/a.jpg").position(1)));
        product.sync(direct(image("/m/y/c.jpg")));
        assertThat(product.value("/m/y/c.jpg").position()).isEqualTo(4);
    }

    @Test
    void theReadingStatementsAreAskedFromTheOldestRequestAtHand() {
        SyncChunk chunk = new SyncChunk(
                List.of(ProductSync.of(12, List.of(direct(30))), ProductSync.of(11, List.of(written(1, 20), direct(40)))));
        assertThat(chunk.parameters(GalleryFixture.SHOP, Duration.ofHours(48))).containsEntry("product_ids", "[11,12]")
                .containsEntry("submitted_at", at(20))
                .containsEntry("media_gallery", 90);
    }

    @Test
    void aProductThatWasDeletedMeanwhileFailsAlone() {
        long other = GalleryFixture.OTHER_PRODUCT;
        SyncChunk chunk = new SyncChunk(List.of(product.plan(direct(image("/m/y/a.jpg"))), ProductSync.of(other, List.of(direct()))));
        SyncChunk locked = chunk.onlyLocked(List.of(Map.of("product_id", PRODUCT)));
        assertThat(locked.products()).extracting(sync -> sync.error() == null ? null : sync.error().code())
                .containsExactly(null, SyncError.Code.PRODUCT_NOT_FOUND);
        assertThat(locked.withGalleries(List.of(), List.of(), List.of()).planned(GalleryFixture.SHOP, RemovalLimit.NONE).unchanged())
                .isEmpty();
    }

    @Test
    void anAnswerThatMayBeDueToTheBucketIsDoubted() {
        SyncChunk chunk = new SyncChunk(List.of(ProductSync.of(PRODUCT, List.of(direct(image("/m/y/a.jpg"))))));
        assertThat(withAnswer(chunk, ETagAnswer.found("e")).doubtsBucket()).isFalse();
        assertThat(withAnswer(chunk, ETagAnswer.missing()).doubtsBucket()).isTrue();
        assertThat(withAnswer(chunk, ETagAnswer.failed(ETagAnswer.Kind.FAILED, "x")).doubtsBucket()).isTrue();
    }

    private static SyncChunk withAnswer(SyncChunk chunk, ETagAnswer answer) {
        return new SyncChunk(List.of(chunk.products().get(0).withETags(Map.of("/m/y/a.jpg", answer))));
    }

    private GalleryRequest waits(GalleryRequest request) {
        product.tables.request(PRODUCT, request, OPEN);
        return request;
    }

    private void finished(GalleryRequest request) {
        product.tables.request(PRODUCT, request, COMPLETE);
    }
}
