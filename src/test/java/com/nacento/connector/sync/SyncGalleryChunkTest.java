package com.nacento.connector.sync;

import static com.nacento.connector.routes.Samples.chunk;
import static com.nacento.connector.routes.Samples.galleryRow;
import static com.nacento.connector.routes.Samples.product;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.ETagAnswer.Kind;
import com.nacento.connector.gallery.ImageETag;
import com.nacento.connector.gallery.ProductSync;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.gallery.RemovalLimit;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import com.nacento.connector.storage.ImageListing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SyncGalleryChunkTest extends RouteTest {

    private static final String PATH = "/a/a/a.jpg";

    /** In the order of the calls; several times, if several times asked. */
    private final List<String> asked = new ArrayList<>();

    @BeforeEach
    void product10HasTheImageAndTheBucketToo() {
        asked.clear();
        has(galleryRow(10, PATH, "e1"));
        holds(ETagAnswer.found("e1"));
    }

    @Test
    void productsThatAreAsTheyWereAskedToBeAreNotSaved() {
        SyncChunk chunk = sync(product(10, PATH));

        assertThat(neighbour("save-gallery-chunk").getReceivedCounter()).isZero();
        assertThat(chunk.products().get(0).results().get(0).stats().skippedNoChange()).isEqualTo(1);
    }

    @Test
    void whatDiffersIsSavedAllAtOnce() {
        sync(product(10, PATH), product(11, PATH), product(12, PATH));

        assertThat(neighbour("load-gallery-state").getReceivedCounter()).isEqualTo(1);
        assertThat(neighbour("detect-gallery-change").getReceivedCounter()).isEqualTo(3);
        assertThat(neighbour("save-gallery-chunk").getReceivedCounter()).isEqualTo(1);
        assertThat(neighbour("save-gallery-chunk").getReceivedExchanges().get(0).getMessage().getBody(SyncChunk.class).toLock().products())
                .extracting(ProductSync::productId).containsExactly(11L, 12L);
    }

    @Test
    void anImageIsAskedForOnceHoweverManyProductsHaveIt() {
        sync(product(10, PATH), product(11, PATH), product(12, PATH));

        assertThat(asked).hasSize(1);
    }

    @Test
    void anImageThatAListingShowsUnchangedIsNotAskedFor() {
        SyncChunk chunk = sync(product(10, PATH).withETags(Map.of(PATH, ETagAnswer.listed("e1"))));

        assertThat(asked).isEmpty();
        assertThat(chunk.products().get(0).results().get(0).stats().skippedNoChange()).isEqualTo(1);
    }

    @Test
    void aChangeThatAListingShowsOnlyCountsIfHeadShowsItToo() {
        holds(ETagAnswer.found("e1"));
        SyncChunk unchanged = sync(product(10, PATH).withETags(Map.of(PATH, ETagAnswer.listed("0xE1-1"))));
        holds(ETagAnswer.found("e2"));
        SyncChunk changed = sync(product(10, PATH).withETags(Map.of(PATH, ETagAnswer.listed("0xE2-1"))));

        assertThat(unchanged.products().get(0).results().get(0).stats().skippedNoChange()).isEqualTo(1);
        assertThat(changed.products().get(0).etags()).containsEntry(PATH, ETagAnswer.found("e2"));
        assertThat(asked).hasSize(2);
    }

    @Test
    void anImageThatAListingPassesOverIsAskedFor() {
        SyncChunk chunk = sync(product(10, PATH).withETags(Map.of(PATH, ETagAnswer.unlisted())));

        assertThat(chunk.products().get(0).results().get(0).stats().warnings()).isEmpty();
        assertThat(asked).hasSize(1);
    }

    @Test
    void ofNewImagesThatAListingShowsOneIsAskedFor() {
        SyncChunk chunk = sync(product(11, "/b/1.jpg", "/b/2.jpg", "/b/3.jpg").withETags(Map.of("/b/1.jpg", ETagAnswer.listed("e1"),
                "/b/2.jpg", ETagAnswer.listed("e2"), "/b/3.jpg", ETagAnswer.listed("e3"))));

        assertThat(asked).hasSize(1);
        assertThat(chunk.products().get(0).etags()).containsEntry("/b/1.jpg", ETagAnswer.found("e1")).containsEntry("/b/2.jpg",
                ETagAnswer.listed("e2"));
    }

    @Test
    void allNewImagesAreAskedForIfTheOneShowsThatTheListingHasETagsOfItsOwn() {
        holds(ETagAnswer.found("head"));
        SyncChunk chunk = sync(product(11, "/b/1.jpg", "/b/2.jpg", "/b/3.jpg").withETags(Map.of("/b/1.jpg", ETagAnswer.listed("e1"),
                "/b/2.jpg", ETagAnswer.listed("e2"), "/b/3.jpg", ETagAnswer.listed("e3"))));

        assertThat(asked).hasSize(3);
        assertThat(chunk.products().get(0).etags().values()).containsOnly(ETagAnswer.found("head"));
    }

    @Test
    void oneRefusedImageIsAnErrorOfItsProductAlone() {
        holds(path -> path.equals(PATH) ? ETagAnswer.found("e1") : ETagAnswer.failed(Kind.REFUSED, "403 key"));

        SyncChunk chunk = sync(product(10, PATH), product(11, "/b/b.jpg"));

        assertThat(chunk.products().get(0).error()).isNull();
        assertThat(chunk.products().get(1).error()).hasToString("storage_unavailable: 403 key");
        assertThat(asked).containsExactlyInAnyOrder(PATH, "/b/b.jpg", "/b/b.jpg");
    }

    @Test
    void anImageIsNotRefusedIfAllKeysWereAMomentAgo() {
        holds(path -> Collections.frequency(asked, path) == 1 ? ETagAnswer.failed(Kind.REFUSED, "403 key") : ETagAnswer.found("e1"));

        SyncChunk chunk = sync(product(10, PATH));

        assertThat(neighbour("check-bucket").getReceivedCounter()).isEqualTo(1);
        assertThat(chunk.products().get(0).error()).isNull();
        assertThat(chunk.products().get(0).results().get(0).stats().skippedNoChange()).isEqualTo(1);
        assertThat(chunk.heads()).isEqualTo(2);
    }

    @Test
    void aBucketThatHasAllImagesIsNotAskedForItself() {
        sync(product(10, PATH));

        assertThat(neighbour("check-bucket").getReceivedCounter()).isZero();
    }

    @Test
    void anObjectIsOnlyMissingIfTheBucketAnswers() {
        holds(ETagAnswer.missing());

        SyncChunk chunk = sync(product(10, PATH));

        assertThat(neighbour("check-bucket").getReceivedCounter()).isEqualTo(1);
        assertThat(chunk.products().get(0).results().get(0).stats().warnings()).containsExactly("file_not_found: " + PATH);
    }

    @Test
    void theWarningNamesTheObjectThatIsThereUnderAnotherSpelling() {
        holds(ETagAnswer.missing());
        bucket.has("media/catalog/product/a/a/A.JPG", "e");

        SyncChunk chunk = template.request("direct:" + route, exchange -> {
            exchange.getMessage().setBody(chunk(product(10, PATH)));
            exchange.setVariable("spellings", bean(ImageListing.class).spellings());
            exchange.setVariable("results", new SyncResults(Refreshes.NONE, new RemovalTally(20), false));
        }).getMessage().getBody(SyncChunk.class);

        assertThat(chunk.products().get(0).results().get(0).stats().warnings())
                .containsExactly("file_not_found: " + PATH + " (the bucket has media/catalog/product/a/a/A.JPG)");
    }

    @Test
    void nothingIsSavedWhileTheBucketIsAway() {
        holds(ETagAnswer.missing());
        fails("check-bucket", Samples.outage(Outage.Part.STORAGE));

        assertThat(send(chunk(product(10, PATH), product(11, PATH)), Map.of(),
                Map.of("results", new SyncResults(Refreshes.NONE, new RemovalTally(20), false))).getException()).isInstanceOf(Outage.class);

        assertThat(neighbour("save-gallery-chunk").getReceivedCounter()).isZero();
        assertThat(neighbour("report-unchanged-requests").getReceivedCounter()).isZero();
    }

    @Test
    void aRequestThatWaitedAndFoundNothingToDoIsReported() {
        has(galleryRow(10, PATH, "e1"), Samples.requestRow(10, 7, PATH));

        sync(Samples.waitingProduct(10, 7, PATH));

        assertThat(neighbour("save-gallery-chunk").getReceivedCounter()).isZero();
        assertThat(neighbour("report-unchanged-requests").getReceivedCounter()).isEqualTo(1);
    }

    @SafeVarargs
    private void has(Map<String, Object>... rows) {
        answers("load-gallery-state",
                exchange -> exchange.getMessage().setBody(Samples.withState(exchange.getMessage().getBody(SyncChunk.class), rows)));
    }

    private void holds(ETagAnswer answer) {
        holds(path -> answer);
    }

    private void holds(Function<String, ETagAnswer> bucket) {
        answers("detect-unlisted-images", exchange -> {
            List<ImageETag> heads = new ArrayList<>();
            for (Object path : exchange.getVariable("unanswered", Set.class)) {
                asked.add(path.toString());
                heads.add(new ImageETag(path.toString(), bucket.apply(path.toString())));
            }
            exchange.getMessage().setBody(heads);
        });
        answers("detect-gallery-change",
                exchange -> exchange.getMessage()
                        .setBody(exchange.getMessage().getBody(ProductSync.class).planned(shop.schema(), RemovalLimit.NONE)));
    }

    private SyncChunk sync(ProductSync... products) {
        Exchange answer = send(chunk(products), Map.of(), Map.of("results", new SyncResults(Refreshes.NONE, new RemovalTally(20), false)));
        assertThat(answer.getException()).isNull();
        return answer.getMessage().getBody(SyncChunk.class);
    }
}
