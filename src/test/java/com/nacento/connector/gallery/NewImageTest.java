package com.nacento.connector.gallery;

import static com.nacento.connector.testing.GalleryFixture.PRODUCT;
import static com.nacento.connector.testing.GalleryFixture.direct;
import static com.nacento.connector.testing.ImageBuilder.image;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.testing.GalleryFixture;
import com.nacento.connector.testing.GalleryTables;
import com.nacento.connector.testing.GalleryTables.Link;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewImageTest {

    private final GalleryFixture product = new GalleryFixture();

    @Test
    void imagesThatDifferByLetterCaseOnlyAreLinkedAndMagentoMayMixThemUp() {
        ImageStats stats = product.statsOfSync(image("/l/o/logo.jpg"), image("/l/o/Logo.JPG"));
        assertThat(stats)
                .isEqualTo(
                        new ImageStats(2, 0, 0, 0, 0, List.of("hard_to_serve: /l/o/Logo.JPG differs from /l/o/logo.jpg by letter case only:"
                                + " Magento's remote storage cannot tell them apart")));
        assertThat(product.statsOfSync(image("/l/o/Logo.jpg")).warnings()).as("nor from one that it has").hasSize(1);
        assertThat(product.statsOfSync(image("/l/o/logo.png"), image("/L/e/logo.jpg")).warnings()).isEmpty();
    }

    @Test
    void oneThatThePhpModuleLeftWithoutItsSlashIsTheSameAndNoTwin() {
        product.has("l/o/logo.jpg", null, 1L);
        assertThat(product.statsOfSync(image("/l/o/logo.jpg")).warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/o/n/01zz...-flow.er.jpg", "/n/o/no#1.jpg", "/1/0/100%.jpg", "/a/%2e/b.jpg"})
    void namesThatTheFrontEndCannotServeAreLinkedWithAWarning(String path) {
        assertThat(product.statsOfSync(image(path))).isEqualTo(new ImageStats(1, 0, 0, 0, 0,
                List.of("hard_to_serve: " + path + " has .., # or % in its name: Magento's front end may not find it")));
    }

    @Test
    void theFirstImageGoesToPositionOneIsShownAndHasNoLabel() {
        ImageStats stats = product.statsOfSync(image("/m/y/a.jpg"));
        assertThat(stats).isEqualTo(new ImageStats(1, 0, 0, 0, 0, List.of()));
        assertThat(product.value("/m/y/a.jpg").position()).isEqualTo(1);
        assertThat(product.value("/m/y/a.jpg").label()).isNull();
        assertThat(product.value("/m/y/a.jpg").disabled()).isFalse();
        assertThat(product.storedEtag("/m/y/a.jpg")).isEqualTo(GalleryFixture.ETAG);
    }

    @Test
    void itGetsItsGalleryRowAndItsLink() {
        product.sync(direct(image("/m/y/a.jpg")));
        long valueId = product.tables.images().keySet().iterator().next();
        assertThat(product.tables.links()).containsExactly(new Link(valueId, PRODUCT));
        assertThat(product.tables.images().get(valueId).mediaType()).isEqualTo("image");
        assertThat(product.tables.touched()).containsExactly(PRODUCT);
    }

    @Test
    void whatTheRequestSaysIsTaken() {
        product.sync(direct(image("/m/y/a.jpg").label("Front").position(7).disabled(true)));
        assertThat(product.value("/m/y/a.jpg").label()).isEqualTo("Front");
        assertThat(product.value("/m/y/a.jpg").position()).isEqualTo(7);
        assertThat(product.value("/m/y/a.jpg").disabled()).isTrue();
    }

    @Test
    void anEmptyLabelIsStoredAsNone() {
        product.sync(direct(image("/m/y/a.jpg").label("")));
        assertThat(product.value("/m/y/a.jpg").label()).isNull();
    }

    @Test
    void withoutAPositionItGoesAfterTheLastOne() {
        product.has("/m/y/old.jpg", null, 4L);
        product.sync(direct(image("/m/y/a.jpg"), image("/m/y/b.jpg")));
        assertThat(product.value("/m/y/a.jpg").position()).isEqualTo(5);
        assertThat(product.value("/m/y/b.jpg").position()).isEqualTo(6);
    }

    @Test
    void anImageEarlierInTheRequestCountsAsTheLastOneToo() {
        product.sync(direct(image("/m/y/a.jpg"), image("/m/y/b.jpg").position(20), image("/m/y/c.jpg")));
        assertThat(product.value("/m/y/a.jpg").position()).isEqualTo(1);
        assertThat(product.value("/m/y/c.jpg").position()).isEqualTo(21);
    }

    @Test
    void imagesWithoutAPositionAreNotCounted() {
        product.has("/m/y/old.jpg", null, null);
        product.sync(direct(image("/m/y/a.jpg")));
        assertThat(product.value("/m/y/a.jpg").position()).isEqualTo(1);
        assertThat(product.value("/m/y/old.jpg").position()).isNull();
    }

    @Test
    void afterTheHighestPositionThereIsNone() {
        product.has("/m/y/old.jpg", null, 4_294_967_295L);
        product.sync(direct(image("/m/y/a.jpg")));
        assertThat(product.value("/m/y/a.jpg").position()).isEqualTo(4_294_967_295L);
    }

    @Test
    void positionsInStoreViewsDoNotPushItBack() {
        long old = product.has("/m/y/old.jpg", null, 2L);
        product.tables.value(new GalleryTables.Value(old, 2, PRODUCT, null, 50L, false), null);
        product.sync(direct(image("/m/y/a.jpg")));
        assertThat(product.value("/m/y/a.jpg").position()).isEqualTo(3);
    }

    @Test
    void twoProductsGetARowEachForTheSamePath() {
        product.tables.image("/m/y/a.jpg", "image", GalleryFixture.OTHER_PRODUCT);
        assertThat(product.statsOfSync(image("/m/y/a.jpg")).inserted()).isEqualTo(1);
        assertThat(product.tables.images()).hasSize(2);
    }

    @Test
    void upperAndLowerCaseAreTwoObjectsAndTwoImages() {
        product.has("/m/y/a.jpg", null, 1L);
        assertThat(product.statsOfSync(image("/m/y/A.jpg")).inserted()).isEqualTo(1);
    }

    @Test
    void anImageMissingInTheBucketIsAWarningAndNothingElse() {
        product.missing("/m/y/a.jpg");
        ProductSync done = product.sync(direct(image("/m/y/a.jpg").label("x").roles("image", "nonsense"), image("/m/y/b.jpg")));
        assertThat(done.results().get(0).failure()).isNull();
        assertThat(done.results().get(0).stats()).isEqualTo(new ImageStats(1, 0, 0, 0, 0, List.of("file_not_found: /m/y/a.jpg")));
        assertThat(product.tables.images()).hasSize(1);
        assertThat(product.role(GalleryFixture.IMAGE)).isNull();
        assertThat(product.value("/m/y/b.jpg").position()).isEqualTo(1);
    }

    @Test
    void anItemWithoutImagesDoesNothing() {
        product.has("/m/y/a.jpg", "A", 1L);
        ProductSync done = product.sync(direct());
        assertThat(done.isChanged()).isFalse();
        assertThat(done.results().get(0).stats()).isEqualTo(ImageStats.none(List.of()));
    }
}
