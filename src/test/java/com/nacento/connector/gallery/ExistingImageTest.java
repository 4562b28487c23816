package com.nacento.connector.gallery;

import static com.nacento.connector.testing.GalleryFixture.PRODUCT;
import static com.nacento.connector.testing.GalleryFixture.changes;
import static com.nacento.connector.testing.GalleryFixture.direct;
import static com.nacento.connector.testing.ImageBuilder.image;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.testing.GalleryFixture;
import com.nacento.connector.testing.GalleryTables.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExistingImageTest {

    private static final ImageStats UPDATED_VALUE = new ImageStats(0, 1, 0, 0, 0, List.of());
    private static final ImageStats UPDATED_META = new ImageStats(0, 0, 1, 0, 0, List.of());
    private static final ImageStats SKIPPED = new ImageStats(0, 0, 0, 1, 0, List.of());

    private final GalleryFixture product = new GalleryFixture();

    @Test
    void whatIsAsItWasAskedToBeIsNotWritten() {
        product.has("/m/y/a.jpg", "A", 3L);
        ProductSync planned = product.plan(direct(image("/m/y/a.jpg").label("A").position(3).disabled(false)));
        assertThat(planned.isChanged()).isFalse();
        assertThat(planned.results().get(0).stats()).isEqualTo(SKIPPED);
        assertThat(changes(planned).parameters()).containsOnlyKeys("media_gallery");
    }

    @Test
    void fieldsThatAreNotSentStay() {
        product.has("/m/y/a.jpg", "A", 3L);
        assertThat(product.statsOfSync(image("/m/y/a.jpg"))).isEqualTo(SKIPPED);
        assertThat(product.statsOfSync(image("/m/y/a.jpg").disabled(true))).isEqualTo(UPDATED_VALUE);
        assertThat(product.value("/m/y/a.jpg").label()).isEqualTo("A");
        assertThat(product.value("/m/y/a.jpg").position()).isEqualTo(3);
        assertThat(product.value("/m/y/a.jpg").disabled()).isTrue();
    }

    @Test
    void onlyTheValueRowIsWrittenWhenALabelChanges() {
        product.has("/m/y/a.jpg", "A", 3L);
        ProductSync planned = product.plan(direct(image("/m/y/a.jpg").label("B")));
        assertThat(changes(planned).parameters()).containsOnlyKeys("media_gallery", "changed_values", "touched");
    }

    @Test
    void anEmptyLabelClears() {
        product.has("/m/y/a.jpg", "A", 3L);
        assertThat(product.statsOfSync(image("/m/y/a.jpg").label(""))).isEqualTo(UPDATED_VALUE);
        assertThat(product.value("/m/y/a.jpg").label()).isNull();
    }

    @Test
    void anEmptyLabelInTheTableIsAsGoodAsNone() {
        product.has("/m/y/a.jpg", "", 3L);
        assertThat(product.statsOfSync(image("/m/y/a.jpg").label(""))).isEqualTo(SKIPPED);
    }

    @Test
    void aPositionThatIsNotThereStaysAwayUnlessItIsSent() {
        product.has("/m/y/a.jpg", "A", null);
        assertThat(product.statsOfSync(image("/m/y/a.jpg"))).isEqualTo(SKIPPED);
        assertThat(product.statsOfSync(image("/m/y/a.jpg").position(0))).isEqualTo(UPDATED_VALUE);
        assertThat(product.value("/m/y/a.jpg").position()).isZero();
    }

    @Test
    void anImageWithoutAValueForAllStoresGetsOne() {
        product.tables.image("/m/y/a.jpg", "image", PRODUCT);
        assertThat(product.statsOfSync(image("/m/y/a.jpg").label("A"))).isEqualTo(new ImageStats(0, 1, 1, 0, 0, List.of()));
        assertThat(product.value("/m/y/a.jpg").label()).isEqualTo("A");
        assertThat(product.storedEtag("/m/y/a.jpg")).isEqualTo(GalleryFixture.ETAG);
        assertThat(product.statsOfSync(image("/m/y/a.jpg").label("A"))).isEqualTo(SKIPPED);
    }

    @Test
    void imagesThatAreNotNamedAreLeftAlone() {
        product.has("/m/y/a.jpg", "A", 3L);
        Value other = product.tables.values()
                .get(product.tables.value(new Value(product.tables.image("x.jpg", "image", PRODUCT), 0, PRODUCT,
                        "X", 9L, true), null));
        product.sync(direct(image("/m/y/a.jpg").label("B").position(1)));
        assertThat(product.tables.values()).containsValue(other);
    }

    @Test
    void anETagThatIsLearntDoesNotTouchTheProduct() {
        product.has("/m/y/a.jpg", "A", 3L, null);
        assertThat(product.statsOfSync(image("/m/y/a.jpg"))).isEqualTo(UPDATED_META);
        assertThat(product.storedEtag("/m/y/a.jpg")).isEqualTo(GalleryFixture.ETAG);
        assertThat(product.tables.touched()).isEmpty();
    }

    @Test
    void anETagThatChangedTouchesTheProduct() {
        product.has("/m/y/a.jpg", "A", 3L, "before");
        assertThat(product.statsOfSync(image("/m/y/a.jpg"))).isEqualTo(UPDATED_META);
        assertThat(product.tables.touched()).containsExactly(PRODUCT);
    }

    @Test
    void aLearntETagAndANewLabelTouchTheProductAndCountInBoth() {
        product.has("/m/y/a.jpg", "A", 3L, null);
        assertThat(product.statsOfSync(image("/m/y/a.jpg").label("B"))).isEqualTo(new ImageStats(0, 1, 1, 0, 0, List.of()));
        assertThat(product.tables.touched()).containsExactly(PRODUCT);
    }

    @Test
    void anEmptyStoredETagCountsAsNone() {
        product.has("/m/y/a.jpg", "A", 3L, "");
        product.sync(direct(image("/m/y/a.jpg")));
        assertThat(product.tables.touched()).isEmpty();
    }

    @Test
    void aMissingObjectLeavesItsRowsAndRolesAsTheyAre() {
        product.has("/m/y/a.jpg", "A", 3L);
        product.role(GalleryFixture.IMAGE, "/m/y/other.jpg").missing("/m/y/a.jpg");
        ImageStats stats = product.statsOfSync(image("/m/y/a.jpg").label("B").position(1).roles("image"));
        assertThat(stats).isEqualTo(ImageStats.none(List.of("file_not_found: /m/y/a.jpg")));
        assertThat(product.value("/m/y/a.jpg").label()).isEqualTo("A");
        assertThat(product.storedEtag("/m/y/a.jpg")).isEqualTo(GalleryFixture.ETAG);
        assertThat(product.role(GalleryFixture.IMAGE)).isEqualTo("/m/y/other.jpg");
    }

    @Test
    void oneObjectThatCannotBeAskedForEndsTheWholeSku() {
        product.has("/m/y/a.jpg", "A", 3L);
        product.refused("/m/y/a.jpg");
        ProductSync done = product.sync(direct(image("/m/y/a.jpg").label("B"), image("/m/y/b.jpg")));
        assertThat(done.isChanged()).isFalse();
        SkuResult result = done.results().get(0);
        assertThat(result.error()).isEqualTo("storage_unavailable: 403 media/catalog/product/m/y/a.jpg");
        assertThat(result.stats()).isEqualTo(ImageStats.none(List.of()));
        assertThat(product.tables.images()).hasSize(1);
        assertThat(product.storedEtag("/m/y/a.jpg")).isEqualTo(GalleryFixture.ETAG);
    }

    @Test
    void sendingTheSameAgainOnlySkips() {
        product.sync(direct(image("/m/y/a.jpg").label("A").roles("image", "swatch_image"), image("/m/y/b.jpg").roles("small_image")));
        ProductSync again = product
                .plan(direct(image("/m/y/a.jpg").label("A").roles("image", "swatch_image"), image("/m/y/b.jpg").roles("small_image")));
        assertThat(again.isChanged()).isFalse();
        assertThat(again.results().get(0).stats()).isEqualTo(new ImageStats(0, 0, 0, 2, 0, List.of()));
    }
}
