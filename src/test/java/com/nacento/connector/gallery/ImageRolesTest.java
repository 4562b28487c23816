package com.nacento.connector.gallery;

import static com.nacento.connector.testing.GalleryFixture.FULL_SET;
import static com.nacento.connector.testing.GalleryFixture.IMAGE;
import static com.nacento.connector.testing.GalleryFixture.IMAGE_LABEL;
import static com.nacento.connector.testing.GalleryFixture.PRODUCT;
import static com.nacento.connector.testing.GalleryFixture.SET_WITHOUT_SWATCH;
import static com.nacento.connector.testing.GalleryFixture.SMALL_IMAGE;
import static com.nacento.connector.testing.GalleryFixture.SWATCH_IMAGE;
import static com.nacento.connector.testing.GalleryFixture.direct;
import static com.nacento.connector.testing.ImageBuilder.image;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.testing.GalleryFixture;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageRolesTest {

    private final GalleryFixture product = new GalleryFixture();

    @Test
    void theLastImageThatClaimsARoleGetsIt() {
        product.sync(direct(image("/m/y/a.jpg").roles("image", "small_image"), image("/m/y/b.jpg").roles("image")));
        assertThat(product.role(IMAGE)).isEqualTo("/m/y/b.jpg");
        assertThat(product.role(SMALL_IMAGE)).isEqualTo("/m/y/a.jpg");
    }

    @Test
    void rolesThatNobodyClaimsAreLeftAsTheyAre() {
        product.has("/m/y/a.jpg", null, 1L);
        product.role(IMAGE, "no_selection").role(SMALL_IMAGE, "/m/y/gone.jpg").role(SWATCH_IMAGE, "/m/y/a.jpg");
        assertThat(product.plan(direct(image("/m/y/a.jpg"))).isChanged()).isFalse();
    }

    @Test
    void aRoleThatIsGainedCountsAsAnUpdateOfItsImageAlone() {
        product.has("/m/y/a.jpg", null, 1L);
        product.has("/m/y/b.jpg", null, 2L);
        product.role(IMAGE, "/m/y/b.jpg");
        assertThat(product.statsOfSync(image("/m/y/a.jpg").roles("image"), image("/m/y/b.jpg")))
                .isEqualTo(new ImageStats(0, 1, 0, 1, 0, List.of()));
        assertThat(product.tables.touched()).containsExactly(PRODUCT);
    }

    @Test
    void aRoleThatIsHeldAlreadyIsNotWritten() {
        product.has("/m/y/a.jpg", "A", 1L);
        product.role(IMAGE, "/m/y/a.jpg").role(IMAGE_LABEL, "other");
        assertThat(product.plan(direct(image("/m/y/a.jpg").label("A").roles("image"))).isChanged()).isFalse();
    }

    @Test
    void anUnknownRoleIsAWarningAndTheOthersAreGiven() {
        ImageStats stats = product.statsOfSync(image("/m/y/a.jpg").roles("hero", "image"));
        assertThat(stats).isEqualTo(new ImageStats(1, 0, 0, 0, 0, List.of("unknown_role: hero")));
        assertThat(product.role(IMAGE)).isEqualTo("/m/y/a.jpg");
    }

    @Test
    void aRoleOutsideTheAttributeSetOfTheProductIsNotWritten() {
        product.tables.attributeSet(PRODUCT, SET_WITHOUT_SWATCH);
        ImageStats stats = product.statsOfSync(image("/m/y/a.jpg").roles("swatch_image", "image", "hero"));
        assertThat(stats).isEqualTo(new ImageStats(1, 0, 0, 0, 0, List.of(
                "unknown_role: swatch_image (attribute 135) is not in the attribute set 12 of this product", "unknown_role: hero")));
        assertThat(product.role(SWATCH_IMAGE)).isNull();
        assertThat(product.role(IMAGE)).isEqualTo("/m/y/a.jpg");
    }

    @Test
    void aValueThatIsLeftOfARoleOutsideTheSetIsNotTouched() {
        product.tables.attributeSet(PRODUCT, SET_WITHOUT_SWATCH);
        product.has("/m/y/a.jpg", "A", 1L);
        product.role(SWATCH_IMAGE, "m/y/a.jpg");
        assertThat(product.plan(direct(image("/m/y/a.jpg").label("A"))).isChanged()).isFalse();
    }

    @Test
    void everyRoleIsWrittenInAFullSetAndInOneOfWhichNothingIsKnown() {
        for (int set : new int[] {FULL_SET, 77}) {
            GalleryFixture other = new GalleryFixture();
            other.tables.attributeSet(PRODUCT, set);
            assertThat(other.statsOfSync(image("/m/y/a.jpg").roles("swatch_image")).warnings()).isEmpty();
            assertThat(other.role(SWATCH_IMAGE)).isEqualTo("/m/y/a.jpg");
        }
    }

    @Test
    void theLabelOfARoleFollowsWhenTheRoleMoves() {
        product.has("/m/y/a.jpg", "A", 1L);
        product.has("/m/y/b.jpg", null, 2L);
        product.role(IMAGE, "/m/y/b.jpg").role(IMAGE_LABEL, "B");
        product.sync(direct(image("/m/y/a.jpg").roles("image")));
        assertThat(product.role(IMAGE_LABEL)).isEqualTo("A");
        product.sync(direct(image("/m/y/b.jpg").roles("image")));
        assertThat(product.role(IMAGE_LABEL)).isNull();
    }

    @Test
    void theLabelOfARoleFollowsWhenItsHolderIsRelabelled() {
        product.has("/m/y/a.jpg", "A", 1L);
        product.role(IMAGE, "/m/y/a.jpg").role(IMAGE_LABEL, "A").role(SMALL_IMAGE, "/m/y/b.jpg");
        product.sync(direct(image("/m/y/a.jpg").label("new")));
        assertThat(product.role(IMAGE_LABEL)).isEqualTo("new");
        assertThat(product.role(GalleryFixture.SMALL_IMAGE_LABEL)).isNull();
        product.sync(direct(image("/m/y/a.jpg").label("")));
        assertThat(product.role(IMAGE_LABEL)).isNull();
    }

    @Test
    void theLabelOfARoleDoesNotFollowOtherwise() {
        product.has("/m/y/a.jpg", "A", 1L);
        product.role(IMAGE, "/m/y/a.jpg").role(IMAGE_LABEL, "by hand");
        product.sync(direct(image("/m/y/a.jpg").label("A").position(2).roles("image")));
        assertThat(product.role(IMAGE_LABEL)).isEqualTo("by hand");
    }

    @Test
    void anEmptyLabelOfARoleIsNotReplacedByNone() {
        product.has("/m/y/a.jpg", null, 1L);
        product.role(IMAGE, "/m/y/b.jpg").role(IMAGE_LABEL, "");
        product.sync(direct(image("/m/y/a.jpg").roles("image")));
        assertThat(product.role(IMAGE_LABEL)).isEmpty();
    }

    @Test
    void theSwatchHasNoLabel() {
        ProductSync planned = product.plan(direct(image("/m/y/a.jpg").label("A").roles("swatch_image")));
        assertThat(planned.plan().attributes()).containsOnlyKeys(SWATCH_IMAGE);
    }

    @Test
    void aRoleStoredWithoutSlashIsPutRightWithItsImageAndKeepsItsLabel() {
        product.has("/m/y/a.jpg", "A", 1L);
        product.role(IMAGE, "m/y/a.jpg").role(IMAGE_LABEL, "by hand");
        assertThat(product.statsOfSync(image("/m/y/a.jpg"))).isEqualTo(new ImageStats(0, 1, 0, 0, 0, List.of()));
        assertThat(product.role(IMAGE)).isEqualTo("/m/y/a.jpg");
        assertThat(product.role(IMAGE_LABEL)).isEqualTo("by hand");
    }

    @Test
    void aRoleThatMovesAwayAndBackTakesItsLabelAlong() {
        product.has("/m/y/a.jpg", "A", 1L);
        product.has("/m/y/b.jpg", "B", 2L);
        product.role(IMAGE, "/m/y/a.jpg").role(IMAGE_LABEL, "by hand");
        GalleryRequest away = GalleryFixture.written(1, 1, image("/m/y/b.jpg").roles("image"));
        product.tables.request(PRODUCT, away, 4);
        product.sync(direct(image("/m/y/a.jpg").roles("image")));
        assertThat(product.role(IMAGE)).isEqualTo("/m/y/a.jpg");
        assertThat(product.role(IMAGE_LABEL)).as("as if both had been processed one by one").isEqualTo("A");
    }
}
