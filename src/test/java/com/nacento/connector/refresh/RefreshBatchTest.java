package com.nacento.connector.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefreshBatchTest {

    private final RefreshBatch batch = batch(100,
            row(1, 10, "/a.jpg", 1), row(2, 10, null, 0), row(3, 11, "/b.jpg", 0), row(4, 11, null, 0), row(5, 10, null, 0));

    @Test
    void pagesAreThoseOfTheProductsAndOfTheirParentsEachOnce() {
        assertThat(batch.products()).isEqualTo(Map.of("product_ids", "[10,11]"));
        assertThat(batch.withParents(List.of(Map.of("product_id", 11L), Map.of("product_id", 7L))).tags()).containsExactly("cat_p_7",
                "cat_p_10", "cat_p_11");
    }

    @Test
    void onlyAReplacedImageHasCopiesThatAreOld() {
        assertThat(batch.replaced()).containsExactly("/a.jpg");
        assertThat(batch.images()).containsExactly("/a.jpg", "/b.jpg");
    }

    @Test
    void whatWentWellIsDone() {
        assertThat(batch.isFollowed()).isTrue();
        assertThat(batch(100).isFollowed()).as("nothing was due").isFalse();
        assertThat(batch.done()).isEqualTo(Map.of("refreshes", "[1,2,3,4,5]"));
    }

    @Test
    void imagesThatFailedStayAndTheirPagesArePurgedOnceNotAtEachTry() {
        batch.failed(RefreshPart.RESIZED_IMAGES);

        assertThat(batch.hasPages()).isTrue();
        assertThat(batch.tags()).containsExactly("cat_p_10", "cat_p_11");
        assertThat(batch.done()).isEqualTo(Map.of("refreshes", "[2,4,5]"));
        assertThat(batch.isFollowed()).isFalse();

        RefreshBatch again = batch(100, row(1, 10, "/a.jpg", 1));
        again.failed(RefreshPart.RESIZED_IMAGES);
        assertThat(again.hasPages()).isFalse();
        assertThat(again.tags()).isEmpty();
    }

    @Test
    void pagesThatCouldNotBePurgedKeepEverything() {
        batch.failed(RefreshPart.REDIS);

        assertThat(batch.done()).isEqualTo(Map.of("refreshes", "[]"));
    }

    @Test
    void blocksAndGraphQlAnswersHaveTagsOfTheirOwn() {
        assertThat(batch.defaultCacheTags()).containsExactly("cat_p_10", "gql_media_gallery_10", "cat_p_11", "gql_media_gallery_11");
    }

    @Test
    void beyondTheBrakeReplacedPicturesAndTheirPagesAreLeftAloneAndOtherChangesAreNot() {
        RefreshBatch braked = batch(1, row(1, 10, "/a.jpg", 1), row(2, 10, null, 1), row(3, 11, "/b.jpg", 1), row(4, 11, null, 1),
                row(5, 12, "/c.jpg", 1), row(6, 12, null, 0), row(7, 13, "/d.jpg", 0));

        assertThat(braked.replaced()).containsExactly("/a.jpg");
        assertThat(braked.images()).containsExactly("/a.jpg", "/d.jpg");
        assertThat(braked.tags()).as("12 has another label, too").containsExactly("cat_p_10", "cat_p_12", "cat_p_13");
        assertThat(braked.done()).as("nothing of it waits").isEqualTo(Map.of("refreshes", "[3,4,5,1,2,6,7]"));
    }

    @Test
    void aPictureThatIsTriedAgainIsNotCountedAgain() {
        RefreshBrake brake = new RefreshBrake(1, Clock.systemUTC());
        List<Map<String, Object>> rows = List.of(row(1, 10, "/a.jpg", 1));

        assertThat(new RefreshBatch(rows, brake).replaced()).containsExactly("/a.jpg");
        assertThat(new RefreshBatch(rows, brake).replaced()).containsExactly("/a.jpg");
        assertThat(new RefreshBatch(List.of(row(2, 11, "/b.jpg", 1)), brake).replaced()).isEmpty();
    }

    @SafeVarargs
    private static RefreshBatch batch(int most, Map<String, Object>... rows) {
        return new RefreshBatch(List.of(rows), new RefreshBrake(most, Clock.systemUTC()));
    }

    private static Map<String, Object> row(long id, long product, String path, long replaced) {
        Map<String, Object> row = new HashMap<>(Map.of("refresh_id", id, "product_id", product, "replaced", replaced));
        row.put("file_path", path);
        return row;
    }
}
