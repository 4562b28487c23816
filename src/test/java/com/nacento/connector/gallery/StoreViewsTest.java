package com.nacento.connector.gallery;

import static com.nacento.connector.testing.GalleryFixture.IMAGE;
import static com.nacento.connector.testing.GalleryFixture.IMAGE_LABEL;
import static com.nacento.connector.testing.GalleryFixture.PRODUCT;
import static com.nacento.connector.testing.GalleryFixture.SMALL_IMAGE;
import static com.nacento.connector.testing.GalleryFixture.direct;
import static com.nacento.connector.testing.GalleryFixture.meant;
import static com.nacento.connector.testing.GalleryFixture.written;
import static com.nacento.connector.testing.ImageBuilder.image;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.testing.GalleryFixture;
import com.nacento.connector.testing.GalleryTables.Value;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an image has in single store views: labels, positions, whether it is shown, and roles. */
class StoreViewsTest {

    private static final int DE = 2;
    private static final int FR = 3;
    private static final String PATH = "/m/y/a.jpg";

    private final GalleryFixture product = new GalleryFixture();

    private ImageStats stats(GalleryRequest request) {
        return product.sync(request).results().get(0).stats();
    }

    private Value inStore(int store) {
        return product.tables.values().values().stream().filter(value -> value.store() == store).findFirst().orElse(null);
    }

    @Test
    void aViewGetsARowOfItsOwnAndItsRoles() {
        ImageStats stats = stats(direct(image(PATH).label("A").roles("image").in("de", "Vorne", 5L, true, List.of("small_image"))));
        assertThat(stats).isEqualTo(new ImageStats(1, 0, 0, 0, 0, List.of()));
        assertThat(product.value(PATH).label()).isEqualTo("A");
        assertThat(inStore(DE)).satisfies(row -> {
            assertThat(row.label()).isEqualTo("Vorne");
            assertThat(row.position()).isEqualTo(5);
            assertThat(row.disabled()).isTrue();
        });
        assertThat(product.tables.attributeOf(PRODUCT, SMALL_IMAGE, DE)).isEqualTo(PATH);
        assertThat(product.role(SMALL_IMAGE)).isNull();
        assertThat(product.tables.hasAttribute(PRODUCT, IMAGE, DE)).isFalse();
    }

    @Test
    void aChangeOfAViewAloneCountsInUpdatedValueAndTouchesTheProduct() {
        product.sync(direct(image(PATH).label("A")));
        product.tables.touched().clear();
        assertThat(stats(direct(image(PATH).in("fr", "Devant", null, null, null)))).isEqualTo(new ImageStats(0, 1, 0, 0, 0, List.of()));
        assertThat(inStore(FR).label()).isEqualTo("Devant");
        assertThat(inStore(FR).position()).isNull();
        assertThat(inStore(FR).disabled()).isFalse();
        assertThat(product.tables.touched()).contains(PRODUCT);
        assertThat(stats(direct(image(PATH).in("fr", "Devant", null, null, null)))).isEqualTo(new ImageStats(0, 0, 0, 1, 0, List.of()));
        assertThat(stats(direct(image(PATH).in("fr", null, 9L, null, null))).updatedValue()).isEqualTo(1);
        assertThat(inStore(FR).label()).isEqualTo("Devant");
    }

    @Test
    void aClearedFieldIsThatOfAllStoresAgainAndTheLastTakesTheRowWithIt() {
        product.sync(direct(image(PATH).in("de", "Vorne", 5L, true, null)));
        stats(direct(image(PATH).in("de", null, null, null, null, "label")));
        assertThat(inStore(DE).label()).isNull();
        assertThat(inStore(DE).position()).isEqualTo(5);
        stats(direct(image(PATH).in("de", null, null, null, null, "disabled")));
        assertThat(inStore(DE).disabled()).as("the column has no null: what all stores have").isFalse();
        assertThat(stats(direct(image(PATH).in("de", null, null, null, null, "position"))).updatedValue()).isEqualTo(1);
        assertThat(inStore(DE)).isNull();
        assertThat(stats(direct(image(PATH).in("de", null, null, null, null, "position"))).skippedNoChange()).isEqualTo(1);
    }

    @Test
    void aViewIsShownByItselfThoughTheSameRequestTakesItsLabelBack() {
        product.sync(direct(image(PATH).in("de", "Vorne", null, null, null)));
        stats(direct(image(PATH).in("de", null, null, false, null, "label")));
        assertThat(inStore(DE)).isNotNull();
        stats(direct(image(PATH).disabled(true)));
        assertThat(inStore(DE).disabled()).isFalse();
    }

    @Test
    void nullForAViewTakesAllOfItBackRolesIncluded() {
        product.sync(direct(image(PATH).label("A").in("de", "Vorne", 5L, true, List.of("image"))));
        assertThat(product.tables.attributeOf(PRODUCT, IMAGE_LABEL, DE)).isEqualTo("Vorne");
        product.tables.attribute(PRODUCT, SMALL_IMAGE, DE, "/other.jpg");
        stats(direct(image(PATH).in("de", null, null, null, null, "label", "position", "disabled", "roles")));
        assertThat(inStore(DE)).isNull();
        assertThat(product.tables.hasAttribute(PRODUCT, IMAGE, DE)).isFalse();
        assertThat(product.tables.hasAttribute(PRODUCT, IMAGE_LABEL, DE)).isFalse();
        assertThat(product.tables.attributeOf(PRODUCT, SMALL_IMAGE, DE)).as("holds another image").isEqualTo("/other.jpg");
    }

    @Test
    void ofTwinRowsOfAViewOneIsLeftOrNone() {
        product.sync(direct(image(PATH).in("de", "Vorne", 5L, null, null)));
        long row = product.tables.links().iterator().next().valueId();
        product.tables.value(new Value(row, DE, PRODUCT, "Doppelt", 6L, true), null);
        assertThat(stats(direct(image(PATH).in("de", "Neu", null, null, null))).updatedValue()).isEqualTo(1);
        assertThat(product.tables.values().values().stream().filter(value -> value.store() == DE))
                .containsExactly(new Value(row, DE, PRODUCT, "Neu", 5L, false));
        product.tables.value(new Value(row, DE, PRODUCT, "Doppelt", 6L, true), null);
        stats(direct(image(PATH).in("de", null, null, null, null, "label", "position", "disabled", "roles")));
        assertThat(inStore(DE)).isNull();
    }

    @Test
    void aStoreThatTheShopDoesNotHaveIsAWarning() {
        ImageStats stats = stats(direct(image(PATH).in("nl", "Voor", null, null, null)));
        assertThat(stats.warnings()).containsExactly("unknown_store: nl");
        assertThat(stats.inserted()).isEqualTo(1);
    }

    @Test
    void thatAViewHasItsOwnIsToldOnlyOfWhatTheItemDoesNotSet() {
        product.sync(direct(image(PATH).label("A").roles("image").in("de", "Vorne", 5L, null, List.of("image"))
                .in("fr", "Devant", null, null, null)));
        product.tables.attribute(PRODUCT, IMAGE, FR, "/other.jpg");
        ImageStats stats = stats(direct(image(PATH).label("B").position(7).roles("image").in("de", "Neu", null, null, List.of("image"))
                .in("fr", "Neuf", null, null, List.of("image"))));
        assertThat(stats.warnings()).containsExactly("store_override: position in store 2 of " + PATH);
    }

    @Test
    void byTheAddressOfAViewItIsTheView() {
        ImageStats stats = stats(meant(direct(image(PATH).label("Vorne").position(5).roles("image")), RequestTerms.PLAIN.inStore("de")));
        assertThat(stats.inserted()).isEqualTo(1);
        assertThat(product.value(PATH).label()).isNull();
        assertThat(product.value(PATH).position()).as("a new image has the same position everywhere").isEqualTo(5);
        assertThat(product.value(PATH).disabled()).isFalse();
        assertThat(inStore(DE).label()).isEqualTo("Vorne");
        assertThat(product.role(IMAGE)).isNull();
        assertThat(product.tables.attributeOf(PRODUCT, IMAGE, DE)).isEqualTo(PATH);
        stats(meant(direct(image(PATH).position(8)), RequestTerms.PLAIN.inStore("de")));
        assertThat(product.value(PATH).position()).isEqualTo(5);
        assertThat(inStore(DE).position()).isEqualTo(8);
    }

    @Test
    void aRepointedSlotKeepsWhatItsViewsHave() {
        product.sync(direct(image(PATH).slot("front").in("de", "Vorne", null, null, List.of("image"))));
        stats(direct(image("/m/y/b.jpg").slot("front")));
        assertThat(inStore(DE).label()).isEqualTo("Vorne");
        assertThat(product.tables.attributeOf(PRODUCT, IMAGE, DE)).isEqualTo("/m/y/b.jpg");
        assertThat(product.tables.attributeOf(PRODUCT, IMAGE_LABEL, DE)).isEqualTo("Vorne");
    }

    @Test
    void withReplaceTheRolesOfAViewAreExactlyThose() {
        product.sync(direct(image(PATH).in("de", null, null, null, List.of("image", "small_image"))));
        stats(meant(direct(image(PATH).in("de", null, null, null, List.of("image"))), RequestTerms.PLAIN.replacing()));
        assertThat(product.tables.attributeOf(PRODUCT, IMAGE, DE)).isEqualTo(PATH);
        assertThat(product.tables.hasAttribute(PRODUCT, SMALL_IMAGE, DE)).isFalse();
    }

    @Test
    void anOlderRequestThatComesLateChangesOnlyWhatTheYoungerDidNotName() {
        product.sync(direct(image(PATH).in("de", "jung", null, null, List.of("image"))));
        product.sync(direct(image("/m/y/b.jpg")));
        product.tables.request(PRODUCT, written(2, 2_000, image(PATH).in("de", "jung", null, null, List.of("image"))),
                OperationStatus.COMPLETE.code());
        stats(direct(1_000, image(PATH).in("de", "alt", 4L, null, null).in("fr", "vieux", null, null, null),
                image("/m/y/b.jpg").in("de", null, null, null, List.of("image"))));
        assertThat(inStore(DE).label()).isEqualTo("jung");
        assertThat(inStore(DE).position()).isEqualTo(4);
        assertThat(inStore(FR).label()).isEqualTo("vieux");
        assertThat(product.tables.attributeOf(PRODUCT, IMAGE, DE)).isEqualTo(PATH);
    }

    @Test
    void aReplaceThatComesLateGivesARoleInAViewAwayThoughAYoungerRequestKeepsTheImageThatHadIt() {
        product.sync(direct(500, image(PATH).in("de", "Vorne", null, null, List.of("image"))));
        GalleryRequest younger = written(2, 2_000, image(PATH).label("jung"));
        product.tables.request(PRODUCT, younger, OperationStatus.OPEN.code());
        product.tables.finished(2, product.sync(younger).plan().decided(younger));
        stats(meant(direct(1_000, image("/m/y/b.jpg").in("de", "Hinten", null, null, List.of("image"))), RequestTerms.PLAIN.replacing()));
        assertThat(product.paths()).containsExactly(PATH, "/m/y/b.jpg");
        assertThat(product.tables.attributeOf(PRODUCT, IMAGE, DE)).isEqualTo("/m/y/b.jpg");
        assertThat(product.tables.attributeOf(PRODUCT, IMAGE_LABEL, DE)).isEqualTo("Hinten");
    }

    @Test
    void aViewsRowGoesWithItsImage() {
        product.sync(direct(image(PATH).in("de", "Vorne", null, null, List.of("image"))));
        stats(meant(direct(image("/m/y/b.jpg")), RequestTerms.PLAIN.replacing()));
        assertThat(inStore(DE)).isNull();
        assertThat(product.tables.hasAttribute(PRODUCT, IMAGE, DE)).isFalse();
    }

    @Test
    void inAViewTheLabelOfARoleIsThatOfTheImageThatTakesTheSlot() {
        product.sync(direct(image(PATH).slot("front").in("de", "Vorne", null, null, List.of("image")),
                image("/m/y/b.jpg").label("B").in("de", "Hinten", null, null, null)));
        stats(direct(image("/m/y/b.jpg").slot("front")));
        assertThat(product.paths()).containsExactly("/m/y/b.jpg");
        assertThat(product.tables.attributeOf(PRODUCT, IMAGE, DE)).isEqualTo("/m/y/b.jpg");
        assertThat(product.tables.attributeOf(PRODUCT, IMAGE_LABEL, DE)).isEqualTo("Hinten");
    }

    @Test
    void theSameFileInTwoSlotsHasTheRolesOfBothInAViewAndTheLowerPosition() {
        ImageInStore first = new ImageInStore(Set.of(), "Vorne", 3L, null, List.of("image"));
        ImageInStore second = new ImageInStore(Set.of(), "Hinten", 7L, null, List.of("small_image"));
        assertThat(first.and(second))
                .isEqualTo(new ImageInStore(Set.of(), "Hinten", 3L, null, List.of("image", "small_image")));
    }

    @Test
    void aRoleInAViewGoesToTheLastImageThatClaimsIt() {
        product.sync(direct(image(PATH).in("de", "Vorne", null, null, List.of("image"))));
        stats(meant(direct(image("/m/y/b.jpg").in("de", "Hinten", null, null, List.of("image")),
                image(PATH).in("de", null, null, null, List.of("image"))), RequestTerms.PLAIN.replacing()));
        assertThat(product.tables.attributeOf(PRODUCT, IMAGE, DE)).isEqualTo(PATH);
        assertThat(product.tables.attributeOf(PRODUCT, IMAGE_LABEL, DE)).as("it has not moved").isEqualTo("Vorne");
    }
}
