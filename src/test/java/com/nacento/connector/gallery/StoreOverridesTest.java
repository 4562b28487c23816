package com.nacento.connector.gallery;

import static com.nacento.connector.testing.GalleryFixture.IMAGE;
import static com.nacento.connector.testing.GalleryFixture.PRODUCT;
import static com.nacento.connector.testing.ImageBuilder.image;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.testing.GalleryFixture;
import com.nacento.connector.testing.GalleryTables.Value;
import org.junit.jupiter.api.Test;

class StoreOverridesTest {

    private final GalleryFixture product = new GalleryFixture();

    @Test
    void aStoreViewsOwnValuesAreToldOnceForEachFieldThatIsSent() {
        long valueId = product.has("/m/y/a.jpg", "A", 1L);
        long store2 = product.tables.value(new Value(valueId, 2, PRODUCT, "deux", 5L, true), null);
        Value before = product.tables.values().get(store2);
        assertThat(product.statsOfSync(image("/m/y/a.jpg").label("B").position(2).disabled(false)).warnings()).containsExactlyInAnyOrder(
                "store_override: label in store 2 of /m/y/a.jpg",
                "store_override: position in store 2 of /m/y/a.jpg",
                "store_override: disabled in store 2 of /m/y/a.jpg");
        assertThat(product.tables.values()).containsEntry(store2, before);
        assertThat(product.value("/m/y/a.jpg").label()).isEqualTo("B");
    }

    @Test
    void fieldsThatAreNotSentOrThatTheStoreViewLeavesOpenAreNotTold() {
        long valueId = product.has("/m/y/a.jpg", "A", 1L);
        product.tables.value(new Value(valueId, 2, PRODUCT, null, null, false), null);
        product.tables.value(new Value(valueId, 3, PRODUCT, "trois", 7L, true), null);
        product.tables.value(new Value(valueId, 4, PRODUCT, "B", 1L, false), null);
        assertThat(product.statsOfSync(image("/m/y/a.jpg")).warnings()).isEmpty();
        assertThat(product.statsOfSync(image("/m/y/a.jpg").label("B")).warnings())
                .containsExactly("store_override: label in store 3 of /m/y/a.jpg");
    }

    @Test
    void aRoleThatAStoreViewGivesToAnotherImageIsTold() {
        product.tables.attribute(PRODUCT, IMAGE, 2, "/m/y/b.jpg");
        product.tables.attribute(PRODUCT, IMAGE, 3, "no_selection");
        product.tables.attribute(PRODUCT, IMAGE, 4, "/m/y/a.jpg");
        assertThat(product.statsOfSync(image("/m/y/a.jpg").roles("image")).warnings())
                .containsExactlyInAnyOrder("store_override: image in store 2", "store_override: image in store 3");
        assertThat(product.tables.attributeOf(PRODUCT, IMAGE, 2)).isEqualTo("/m/y/b.jpg");
        assertThat(product.statsOfSync(image("/m/y/a.jpg")).warnings()).isEmpty();
    }

    @Test
    void aRoleIsToldToTheRequestThatClaimsItAndToNoOther() {
        product.tables.attribute(PRODUCT, IMAGE, 2, "/m/y/b.jpg");
        product.tables.request(PRODUCT, GalleryFixture.written(1, 1, image("/m/y/a.jpg").roles("image")), 4);
        assertThat(product.statsOfSync(image("/m/y/a.jpg")).warnings()).isEmpty();
    }
}
