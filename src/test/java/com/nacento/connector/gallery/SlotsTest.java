package com.nacento.connector.gallery;

import static com.nacento.connector.testing.GalleryFixture.IMAGE;
import static com.nacento.connector.testing.GalleryFixture.IMAGE_LABEL;
import static com.nacento.connector.testing.GalleryFixture.OTHER_PRODUCT;
import static com.nacento.connector.testing.GalleryFixture.PRODUCT;
import static com.nacento.connector.testing.GalleryFixture.SMALL_IMAGE;
import static com.nacento.connector.testing.GalleryFixture.direct;
import static com.nacento.connector.testing.GalleryFixture.meant;
import static com.nacento.connector.testing.GalleryFixture.replace;
import static com.nacento.connector.testing.GalleryFixture.written;
import static com.nacento.connector.testing.ImageBuilder.image;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.testing.GalleryFixture;
import com.nacento.connector.testing.GalleryTables.Link;
import com.nacento.connector.testing.GalleryTables.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A slot is the PIM's own name of a place in the gallery: another file in it is the same image with another file. */
class SlotsTest {

    private final GalleryFixture product = new GalleryFixture();

    private ImageStats stats(GalleryRequest request) {
        return product.sync(request).results().get(0).stats();
    }

    private long row(String path) {
        return product.tables.links().stream().filter(link -> link.productId() == PRODUCT)
                .filter(link -> product.tables.images().get(link.valueId()).value().equals(path)).findFirst().orElseThrow().valueId();
    }

    @Test
    void theSameGalleryRowGetsTheNewPathAndNothingElseOfItChanges() {
        product.etag("/m/y/b.jpg", "e2");
        product.sync(direct(image("/m/y/a.jpg").slot("front").label("A").position(7).roles("image")));
        long row = row("/m/y/a.jpg");
        long record = product.tables.value(new Value(row, 2, PRODUCT, "de", null, false), null);
        product.tables.attribute(PRODUCT, IMAGE, 2, "/m/y/a.jpg");
        product.tables.attribute(PRODUCT, IMAGE_LABEL, 0, "by hand");
        ImageStats stats = stats(direct(image("/m/y/b.jpg").slot("front")));
        assertThat(stats).isEqualTo(new ImageStats(0, 1, 1, 0, 0, List.of()));
        assertThat(product.paths()).containsExactly("/m/y/b.jpg");
        assertThat(row("/m/y/b.jpg")).isEqualTo(row);
        assertThat(product.value("/m/y/b.jpg").label()).isEqualTo("A");
        assertThat(product.value("/m/y/b.jpg").position()).isEqualTo(7);
        assertThat(product.tables.values()).containsKey(record);
        assertThat(product.role(IMAGE)).isEqualTo("/m/y/b.jpg");
        assertThat(product.role(IMAGE_LABEL)).isEqualTo("by hand");
        assertThat(product.tables.attributeOf(PRODUCT, IMAGE, 2)).isEqualTo("/m/y/b.jpg");
        assertThat(product.storedEtag("/m/y/b.jpg")).isEqualTo("e2");
        assertThat(product.tables.touched()).contains(PRODUCT);
        assertThat(stats(direct(image("/m/y/b.jpg").slot("front")))).isEqualTo(new ImageStats(0, 0, 0, 1, 0, List.of()));
    }

    @Test
    void aRoleThatGoesToAnotherRowInAStoreViewTakesNothingAwayOfWhatThatRowHasThere() {
        product.sync(direct(image("/m/y/a.jpg").slot("front"), image("/m/y/b.jpg")));
        long row = row("/m/y/b.jpg");
        List<Value> twins = List.of(new Value(row, 2, PRODUCT, "eins", 1L, false), new Value(row, 2, PRODUCT, "zwei", 1L, false));
        twins.forEach(twin -> product.tables.value(twin, null));
        product.tables.attribute(PRODUCT, IMAGE, 2, "/m/y/a.jpg");

        product.sync(direct(image("/m/y/b.jpg").slot("front")));

        assertThat(product.tables.attributeOf(PRODUCT, IMAGE, 2)).isEqualTo("/m/y/b.jpg");
        assertThat(product.tables.values().values()).containsAll(twins);
    }

    @Test
    void aRowThatOthersLinkIsLeftToThem() {
        product.sync(direct(image("/m/y/a.jpg").slot("front").label("A").roles("image")));
        long shared = row("/m/y/a.jpg");
        product.tables.links().add(new Link(shared, OTHER_PRODUCT));
        product.sync(direct(image("/m/y/b.jpg").slot("front")));
        assertThat(product.paths()).containsExactly("/m/y/b.jpg");
        assertThat(product.tables.images().get(shared).value()).isEqualTo("/m/y/a.jpg");
        assertThat(row("/m/y/b.jpg")).isNotEqualTo(shared);
        assertThat(product.value("/m/y/b.jpg").label()).isEqualTo("A");
        assertThat(product.role(IMAGE)).isEqualTo("/m/y/b.jpg");
    }

    @Test
    void theSameFileInTwoSlotsIsOneRow() {
        product.sync(direct(image("/m/y/a.jpg").slot("front", "back").roles("image")));
        assertThat(product.paths()).containsExactly("/m/y/a.jpg");
        assertThat(product.tables.owners(row("/m/y/a.jpg"), PRODUCT)).isEqualTo("{\"pim\":[\"back\",\"front\"]}");
        ImageStats split = stats(direct(image("/m/y/a.jpg").slot("front"), image("/m/y/b.jpg").slot("back")));
        assertThat(split.inserted()).isEqualTo(1);
        assertThat(product.paths()).containsExactly("/m/y/a.jpg", "/m/y/b.jpg");
        assertThat(product.tables.owners(row("/m/y/a.jpg"), PRODUCT)).isEqualTo("{\"pim\":[\"front\"]}");
        assertThat(product.role(IMAGE)).isEqualTo("/m/y/a.jpg");
    }

    @Test
    void twoSlotsThatSwapTheirFilesStayTwoRows() {
        product.sync(direct(image("/m/y/a.jpg").slot("front").label("front").roles("image"),
                image("/m/y/b.jpg").slot("back").label("back").roles("small_image")));
        long front = row("/m/y/a.jpg");
        ImageStats stats = stats(direct(image("/m/y/b.jpg").slot("front"), image("/m/y/a.jpg").slot("back")));
        assertThat(stats.updatedValue()).isEqualTo(2);
        assertThat(row("/m/y/b.jpg")).isEqualTo(front);
        assertThat(product.value("/m/y/b.jpg").label()).isEqualTo("front");
        assertThat(product.value("/m/y/a.jpg").label()).isEqualTo("back");
        assertThat(product.role(IMAGE)).isEqualTo("/m/y/b.jpg");
        assertThat(product.role(SMALL_IMAGE)).isEqualTo("/m/y/a.jpg");
    }

    @Test
    void filesThatMoveUpKeepTheirRowsAsFarAsTheyHaveThem() {
        product.sync(direct(image("/m/y/a.jpg").slot("1").label("one"), image("/m/y/b.jpg").slot("2").label("two"),
                image("/m/y/c.jpg").slot("3").label("three")));
        stats(replace(image("/m/y/b.jpg").slot("1"), image("/m/y/c.jpg").slot("2")));
        assertThat(product.paths()).containsExactlyInAnyOrder("/m/y/b.jpg", "/m/y/c.jpg");
        assertThat(product.value("/m/y/b.jpg").label()).isEqualTo("two");
        assertThat(product.value("/m/y/c.jpg").label()).isEqualTo("three");
        assertThat(product.tables.owners(row("/m/y/b.jpg"), PRODUCT)).isEqualTo("{\"pim\":[\"1\"]}");
    }

    @Test
    void aRoleThatGoesToTheOtherOfTwoSlotsThatSwapTheirFilesTakesTheLabelOfThatRow() {
        product.sync(
                direct(image("/m/y/a.jpg").slot("front").label("Front"), image("/m/y/b.jpg").slot("back").label("Back").roles("image")));
        assertThat(product.role(IMAGE_LABEL)).isEqualTo("Back");
        product.sync(direct(image("/m/y/b.jpg").slot("front").roles("image"), image("/m/y/a.jpg").slot("back")));
        assertThat(product.role(IMAGE)).isEqualTo("/m/y/b.jpg");
        assertThat(product.role(IMAGE_LABEL)).as("the path is the same, the row is not").isEqualTo("Front");
    }

    @Test
    void anImageThatTheProductHasAlreadyTakesSlotAndRoles() {
        product.sync(direct(image("/m/y/a.jpg").slot("front").label("A").roles("image"), image("/m/y/b.jpg").label("B")));
        long standing = row("/m/y/b.jpg");
        ImageStats stats = stats(direct(image("/m/y/b.jpg").slot("front")));
        assertThat(stats.removed()).isEqualTo(1);
        assertThat(stats.updatedValue()).isEqualTo(1);
        assertThat(product.paths()).containsExactly("/m/y/b.jpg");
        assertThat(row("/m/y/b.jpg")).isEqualTo(standing);
        assertThat(product.value("/m/y/b.jpg").label()).isEqualTo("B");
        assertThat(product.role(IMAGE)).isEqualTo("/m/y/b.jpg");
        assertThat(product.role(IMAGE_LABEL)).isEqualTo("B");
    }

    @Test
    void whileRemovalIsWithheldTheOldImageKeepsItsRoles() {
        product.sync(direct(image("/m/y/a.jpg").slot("front").roles("image"), image("/m/y/b.jpg")));
        product.missing("/m/y/x.jpg");
        ImageStats stats = stats(direct(image("/m/y/b.jpg").slot("front"), image("/m/y/x.jpg")));
        assertThat(stats.removed()).isZero();
        assertThat(stats.warnings()).anyMatch(warning -> warning.startsWith("removal_withheld: "));
        assertThat(product.paths()).containsExactlyInAnyOrder("/m/y/a.jpg", "/m/y/b.jpg");
        assertThat(product.role(IMAGE)).isEqualTo("/m/y/a.jpg");
    }

    @Test
    void aPathWithoutASlotKeepsTheOneThatItHas() {
        product.sync(direct(image("/m/y/a.jpg").slot("front")));
        product.sync(direct(image("/m/y/a.jpg").label("A")));
        assertThat(product.tables.owners(row("/m/y/a.jpg"), PRODUCT)).isEqualTo("{\"pim\":[\"front\"]}");
    }

    @Test
    void aSlotThatIsEmptyTakesItsImageAwayWhateverTheMode() {
        product.sync(direct(image("/m/y/a.jpg").slot("front"), image("/m/y/b.jpg").slot("back"), image("/m/y/c.jpg")));
        ImageStats stats = stats(meant(direct(), new RequestTerms("pim", false, false, null, List.of("back", "never"))));
        assertThat(stats.removed()).isEqualTo(1);
        assertThat(product.paths()).containsExactlyInAnyOrder("/m/y/a.jpg", "/m/y/c.jpg");
    }

    @Test
    void anImageInTwoSlotsStaysWhileOneOfThemIsNotEmpty() {
        product.sync(direct(image("/m/y/a.jpg").slot("front", "back")));
        assertThat(stats(meant(direct(), new RequestTerms("pim", false, false, null, List.of("back")))).removed()).isZero();
        assertThat(product.tables.owners(row("/m/y/a.jpg"), PRODUCT)).isEqualTo("{\"pim\":[\"front\"]}");
        assertThat(stats(meant(direct(), new RequestTerms("pim", false, false, null, List.of("front")))).removed()).isEqualTo(1);
    }

    @Test
    void theSlotsOfOneSourceAreNotThoseOfAnother() {
        product.sync(direct(image("/m/y/a.jpg").slot("front")));
        product.sync(meant(direct(image("/m/y/b.jpg").slot("front")), new RequestTerms("erp", false, false, null, List.of())));
        assertThat(product.paths()).containsExactlyInAnyOrder("/m/y/a.jpg", "/m/y/b.jpg");
    }

    @Test
    void anOlderRequestThatComesLateDoesNotTakeTheSlotBack() {
        product.sync(direct(image("/m/y/a.jpg").slot("front").label("A")));
        product.sync(direct(image("/m/y/b.jpg").slot("front")));
        product.tables.request(PRODUCT, written(2, 2_000, image("/m/y/b.jpg").slot("front")), OperationStatus.COMPLETE.code());
        ImageStats late = stats(direct(1_500, image("/m/y/c.jpg").slot("front").label("C").roles("image")));
        assertThat(product.paths()).containsExactly("/m/y/b.jpg");
        assertThat(product.value("/m/y/b.jpg").label()).as("what the younger one did not name is as if it had come in time").isEqualTo("C");
        assertThat(product.role(IMAGE)).isEqualTo("/m/y/b.jpg");
        assertThat(late.inserted()).isZero();
    }

    @Test
    void aSlotThatAYoungerRequestFoundEmptyStaysEmpty() {
        product.tables.request(PRODUCT,
                meant(written(2, 2_000), new RequestTerms("pim", false, false, null, List.of("front"))), OperationStatus.COMPLETE.code());
        assertThat(stats(direct(1_000, image("/m/y/a.jpg").slot("front"))).inserted()).isZero();
        assertThat(product.paths()).isEmpty();
    }

    @Test
    void aSlotThatGetsAnotherFileLeavesTheOtherSlotOfItsRowAlone() {
        product.sync(direct(image("/m/y/a.jpg").slot("front", "back").roles("image")));
        product.sync(direct(image("/m/y/b.jpg").slot("front")));
        assertThat(product.paths()).containsExactly("/m/y/a.jpg", "/m/y/b.jpg");
        assertThat(product.tables.owners(row("/m/y/a.jpg"), PRODUCT)).isEqualTo("{\"pim\":[\"back\"]}");
        assertThat(product.tables.owners(row("/m/y/b.jpg"), PRODUCT)).isEqualTo("{\"pim\":[\"front\"]}");
        assertThat(product.role(IMAGE)).isEqualTo("/m/y/a.jpg");
    }

    @Test
    void twoSlotsOfOneRowThatGetTwoFilesAreTwoRows() {
        product.sync(direct(image("/m/y/a.jpg").slot("front", "back")));
        product.sync(direct(image("/m/y/b.jpg").slot("front"), image("/m/y/c.jpg").slot("back")));
        assertThat(product.paths()).containsExactly("/m/y/b.jpg", "/m/y/c.jpg");
        assertThat(product.tables.owners(row("/m/y/b.jpg"), PRODUCT)).isEqualTo("{\"pim\":[\"front\"]}");
        assertThat(product.tables.owners(row("/m/y/c.jpg"), PRODUCT)).isEqualTo("{\"pim\":[\"back\"]}");
    }

    @Test
    void anOlderSlotThatComesLateDoesNotTakeAFileAwayThatAYoungerRequestNamed() {
        product.sync(direct(image("/m/y/a.jpg").slot("front")));
        product.tables.request(PRODUCT, written(2, 2_000, image("/m/y/a.jpg").label("A")), OperationStatus.COMPLETE.code());
        product.sync(direct(1_000, image("/m/y/b.jpg").slot("front")));
        assertThat(product.paths()).containsExactlyInAnyOrder("/m/y/a.jpg", "/m/y/b.jpg");
    }
}
