package com.nacento.connector.bucketevent;

import static com.nacento.connector.bucketevent.BucketEventFixture.image;
import static com.nacento.connector.bucketevent.BucketEventFixture.nobodys;
import static com.nacento.connector.bucketevent.BucketEventFixture.row;
import static com.nacento.connector.bucketevent.BucketEventFixture.workOn;
import static com.nacento.connector.bucketevent.BucketEventFixture.written;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.gallery.ShownImage;
import com.nacento.connector.routes.Samples;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SaveOverwrittenImagesTest extends BucketEventRouteTest {

    @Test
    void whatDiffersIsWrittenBehindItsLockInOneTransaction() {
        locked(1, 2);
        database.answers("find-shown-images", List.of(row(1, "/a.jpg", "old"), row(2, "/a.jpg", "old")));

        EventSave save = save(pending(workOn(written("/a.jpg", "new")), image(2, "/a.jpg", "old"), image(1, "/a.jpg", "old")));

        assertThat(database.journal()).containsExactly("begin", "find-free-products", "find-shown-images", "save-etags", "touch-products",
                "insert-refreshes", "commit");
        assertThat(database.parametersOf("find-free-products")).containsEntry("product_ids", "[1,2]");
        assertThat(database.parametersOf("touch-products")).containsEntry("touched", "[1,2]");
        assertThat(save.changed()).containsExactly("/a.jpg");
        assertThat(save.passedOver()).isEmpty();
    }

    @Test
    void whatSomebodyElseHasWrittenMeanwhileIsNotWrittenAgain() {
        locked(1);
        database.answers("find-shown-images", List.of(row(1, "/a.jpg", "new")));

        EventSave save = save(pending(workOn(written("/a.jpg", "new")), image(1, "/a.jpg", "old")));

        assertThat(database.journal()).containsExactly("begin", "find-free-products", "find-shown-images", "commit");
        assertThat(save.changed()).isEmpty();
    }

    @Test
    void whoseProductSomebodyHoldsIsPassedOverUnlessItIsGone() {
        locked();
        database.answers("find-shown-images", List.of(row(1, "/a.jpg", "old")));

        EventSave save = save(pending(workOn(written("/a.jpg", "new")), image(1, "/a.jpg", "old"), image(2, "/a.jpg", "old")));

        assertThat(database.journal()).containsExactly("begin", "find-free-products", "find-shown-images", "commit");
        assertThat(save.passedOver()).extracting(ShownImage::productId).containsExactly(1L);
    }

    @Test
    void whatNobodyHasBroughtIsNotLocked() {
        Map<String, Object> row = row(1, "/a.jpg", null);
        row.put("etag_record", null);
        database.answers("find-shown-images", List.of(row));

        save(pending(workOn(written("/a.jpg", "new")), nobodys(1, "/a.jpg")));

        assertThat(database.parametersOf("find-free-products")).containsEntry("product_ids", "[]");
        assertThat(database.journal()).containsExactly("begin", "find-free-products", "find-shown-images", "insert-refreshes", "commit");
    }

    @Test
    void aRowThatHasAnotherFileByNowIsLeftAlone() {
        locked(1);
        database.answers("find-shown-images", List.of(row(1, "/b.jpg", "old")));

        assertThat(save(pending(workOn(written("/a.jpg", "new")), image(1, "/a.jpg", "old"))).changed()).isEmpty();

        assertThat(database.journal()).containsExactly("begin", "find-free-products", "find-shown-images", "commit");
    }

    @Test
    void aFailureIsRolledBackAndPassedOn() {
        locked(1);
        database.answers("find-shown-images", List.of(row(1, "/a.jpg", "old")));
        database.fails("touch-products", Samples.deadlock());
        EventWork work = pending(workOn(written("/a.jpg", "new")), image(1, "/a.jpg", "old"));

        assertThat(send(work.pending().next().get(0), Map.of(), Map.of("events", work)).getException()).isNotNull();

        assertThat(database.journal()).endsWith("rollback");
        assertThat(work.hasPending()).isTrue();
    }

    private EventSave save(EventWork work) {
        return send(work.pending().next().get(0), Map.of(), Map.of("events", work)).getMessage().getBody(EventSave.class);
    }

    private void locked(long... products) {
        database.answers("find-free-products",
                LongStream.of(products).mapToObj(product -> Samples.row("product_id", product)).toList());
    }
}
