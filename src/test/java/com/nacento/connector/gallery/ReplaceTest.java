package com.nacento.connector.gallery;

import static com.nacento.connector.testing.GalleryFixture.IMAGE;
import static com.nacento.connector.testing.GalleryFixture.IMAGE_LABEL;
import static com.nacento.connector.testing.GalleryFixture.OTHER_PRODUCT;
import static com.nacento.connector.testing.GalleryFixture.PRODUCT;
import static com.nacento.connector.testing.GalleryFixture.SMALL_IMAGE;
import static com.nacento.connector.testing.GalleryFixture.at;
import static com.nacento.connector.testing.GalleryFixture.direct;
import static com.nacento.connector.testing.GalleryFixture.meant;
import static com.nacento.connector.testing.GalleryFixture.replace;
import static com.nacento.connector.testing.GalleryFixture.written;
import static com.nacento.connector.testing.ImageBuilder.image;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.testing.GalleryFixture;
import com.nacento.connector.testing.GalleryTables.Link;
import com.nacento.connector.testing.GalleryTables.Value;
import com.nacento.connector.testing.ImageBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Afterwards the product has, of the images that the source brought, exactly those that the item names. */
class ReplaceTest {

    private static final RequestTerms REPLACE = RequestTerms.PLAIN.replacing();
    private static final RequestTerms ERP = new RequestTerms("erp", true, false, null, List.of());

    private final GalleryFixture product = new GalleryFixture();

    private ImageStats stats(GalleryRequest request) {
        return product.sync(request).results().get(0).stats();
    }

    @Test
    void whatTheSourceBroughtAndTheItemDoesNotNameGoesWithAllThatIsIts() {
        product.sync(direct(image("/m/y/a.jpg").roles("image", "small_image").label("A"), image("/m/y/b.jpg")));
        long gone = product.tables.images().entrySet().stream().filter(row -> row.getValue().value().equals("/m/y/a.jpg")).findFirst()
                .orElseThrow().getKey();
        product.tables.value(new Value(gone, 2, PRODUCT, "de", null, false), null);
        product.tables.attribute(PRODUCT, IMAGE, 2, "/m/y/a.jpg");
        product.tables.attribute(PRODUCT, IMAGE_LABEL, 2, "de");
        product.tables.attribute(PRODUCT, SMALL_IMAGE, 3, "/m/y/b.jpg");
        ImageStats stats = stats(replace(image("/m/y/b.jpg")));
        assertThat(stats.removed()).isEqualTo(1);
        assertThat(stats.skippedNoChange()).isEqualTo(1);
        assertThat(stats.warnings()).isEmpty();
        assertThat(product.paths()).containsExactly("/m/y/b.jpg");
        assertThat(product.tables.images()).doesNotContainKey(gone);
        assertThat(product.tables.values().values()).noneMatch(value -> value.valueId() == gone);
        assertThat(product.tables.etags()).hasSize(1);
        assertThat(product.role(IMAGE)).isEqualTo("no_selection");
        assertThat(product.role(SMALL_IMAGE)).isEqualTo("no_selection");
        assertThat(product.role(IMAGE_LABEL)).isNull();
        assertThat(product.tables.hasAttribute(PRODUCT, IMAGE, 2)).isFalse();
        assertThat(product.tables.hasAttribute(PRODUCT, IMAGE_LABEL, 2)).isFalse();
        assertThat(product.tables.attributeOf(PRODUCT, SMALL_IMAGE, 3)).isEqualTo("/m/y/b.jpg");
        assertThat(product.tables.touched()).contains(PRODUCT);
    }

    @Test
    void whatNoRequestEverNamedStays() {
        long admins = product.tables.image("/a/d/admin.jpg", "image", PRODUCT);
        product.tables.value(new Value(admins, 0, PRODUCT, null, 1L, false), null);
        long video = product.tables.image("/v/i/video.jpg", "external-video", PRODUCT);
        product.tables.value(new Value(video, 0, PRODUCT, null, 2L, false), null);
        product.role(IMAGE, "/a/d/admin.jpg");
        product.sync(direct(image("/m/y/a.jpg")));
        ImageStats stats = stats(replace(image("/m/y/b.jpg")));
        assertThat(stats.removed()).isEqualTo(1);
        assertThat(product.paths()).containsExactlyInAnyOrder("/a/d/admin.jpg", "/v/i/video.jpg", "/m/y/b.jpg");
        assertThat(product.role(IMAGE)).isEqualTo("/a/d/admin.jpg");
    }

    @Test
    void anAdminsImageThatARequestNamesIsBroughtFromThenOn() {
        long admins = product.tables.image("/a/d/admin.jpg", "image", PRODUCT);
        product.tables.value(new Value(admins, 0, PRODUCT, null, 1L, false), null);
        product.sync(direct(image("/a/d/admin.jpg")));
        assertThat(stats(replace(image("/m/y/b.jpg"))).removed()).isEqualTo(1);
        assertThat(product.paths()).containsExactly("/m/y/b.jpg");
    }

    @Test
    void whatThePhpModuleWroteWasBroughtByPim() {
        long theirs = product.tables.image("/m/o/module.jpg", "image", PRODUCT);
        product.tables.value(new Value(theirs, 0, PRODUCT, null, 1L, false), null);
        product.tables.etagOfModule(theirs, "e1");
        assertThat(stats(replace(image("/m/y/b.jpg"))).removed()).isEqualTo(1);
    }

    @Test
    void anImageOfSeveralSourcesGoesWhenTheLastLetsGo() {
        product.sync(direct(image("/m/y/a.jpg"), image("/m/y/b.jpg")));
        product.sync(meant(direct(image("/m/y/a.jpg"), image("/m/y/e.jpg")), ERP));
        assertThat(product.paths()).hasSize(3);
        product.tables.touched().clear();
        ImageStats letsGo = stats(replace(image("/m/y/b.jpg")));
        assertThat(letsGo.removed()).isZero();
        assertThat(product.paths()).hasSize(3);
        assertThat(product.tables.touched()).as("who brought it is noted in silence").isEmpty();
        assertThat(stats(meant(direct(image("/m/y/e.jpg")), ERP)).removed()).isEqualTo(1);
        assertThat(product.paths()).containsExactlyInAnyOrder("/m/y/b.jpg", "/m/y/e.jpg");
    }

    @Test
    void notingAnotherSourceCountsNowhereAndTouchesNothing() {
        product.sync(direct(image("/m/y/a.jpg")));
        product.tables.touched().clear();
        ProductSync noted = product.sync(meant(direct(image("/m/y/a.jpg")), ERP));
        assertThat(noted.isChanged()).isTrue();
        assertThat(noted.results().get(0).stats()).isEqualTo(new ImageStats(0, 0, 0, 1, 0, List.of()));
        assertThat(noted.results().get(0).refreshes()).isEqualTo(Refreshes.NONE);
        assertThat(product.tables.touched()).isEmpty();
        assertThat(product.sync(meant(direct(image("/m/y/a.jpg")), ERP)).isChanged()).isFalse();
    }

    @Test
    void aRowThatOthersLinkIsOnlyTakenOffTheProduct() {
        product.sync(direct(image("/m/y/a.jpg"), image("/m/y/b.jpg")));
        long shared = product.tables.images().entrySet().stream().filter(row -> row.getValue().value().equals("/m/y/a.jpg")).findFirst()
                .orElseThrow().getKey();
        product.tables.links().add(new Link(shared, OTHER_PRODUCT));
        product.tables.value(new Value(shared, 0, OTHER_PRODUCT, "theirs", 1L, false), null);
        stats(replace(image("/m/y/b.jpg")));
        assertThat(product.paths()).containsExactly("/m/y/b.jpg");
        assertThat(product.tables.images()).containsKey(shared);
        assertThat(product.tables.values().values()).anyMatch(value -> value.productId() == OTHER_PRODUCT);
    }

    @Test
    void twinsAndPathsWithoutSlashGoAltogether() {
        product.has("m/y/a.jpg", null, 1L);
        long twin = product.tables.image("/m/y/a.jpg", "image", PRODUCT);
        product.tables.value(new Value(twin, 0, PRODUCT, null, 2L, false), null);
        product.role(IMAGE, "m/y/a.jpg");
        assertThat(stats(replace(image("/m/y/b.jpg"))).removed()).isEqualTo(1);
        assertThat(product.paths()).containsExactly("/m/y/b.jpg");
        assertThat(product.role(IMAGE)).isEqualTo("no_selection");
    }

    @Test
    void aMissingObjectWithholdsEveryRemoval() {
        product.sync(direct(image("/m/y/a.jpg").roles("image")));
        product.missing("/m/y/x.jpg");
        ImageStats stats = stats(replace(image("/m/y/x.jpg"), image("/m/y/b.jpg").label("b")));
        assertThat(stats.removed()).isZero();
        assertThat(stats.inserted()).isEqualTo(1);
        assertThat(stats.warnings()).anyMatch(warning -> warning.startsWith("removal_withheld: "));
        assertThat(product.paths()).containsExactlyInAnyOrder("/m/y/a.jpg", "/m/y/b.jpg");
        assertThat(product.role(IMAGE)).isEqualTo("/m/y/a.jpg");
        product.etag("/m/y/x.jpg", "e1");
        assertThat(stats(replace(image("/m/y/x.jpg"), image("/m/y/b.jpg"))).removed()).isEqualTo(1);
    }

    @Test
    void noImagesRemoveAllOnlyIfThatIsAllowed() {
        product.sync(direct(image("/m/y/a.jpg")));
        ImageStats withheld = stats(replace());
        assertThat(withheld.removed()).isZero();
        assertThat(withheld.warnings()).singleElement().asString().startsWith("removal_withheld: ").contains("allow_empty");
        ImageStats allowed = stats(meant(direct(), new RequestTerms("pim", true, true, null, List.of())));
        assertThat(allowed.removed()).isEqualTo(1);
        assertThat(product.paths()).isEmpty();
    }

    @Test
    void rolesThatAreGivenAreExactlyTheImagesRoles() {
        product.sync(direct(image("/m/y/a.jpg").label("A").roles("image", "small_image"), image("/m/y/b.jpg")));
        ImageStats stats = stats(replace(image("/m/y/a.jpg").roles("small_image"), image("/m/y/b.jpg")));
        assertThat(product.role(IMAGE)).isEqualTo("no_selection");
        assertThat(product.role(IMAGE_LABEL)).isNull();
        assertThat(product.role(SMALL_IMAGE)).isEqualTo("/m/y/a.jpg");
        assertThat(stats).isEqualTo(new ImageStats(0, 1, 0, 1, 0, List.of()));
        assertThat(stats(replace(image("/m/y/a.jpg"), image("/m/y/b.jpg")))).isEqualTo(new ImageStats(0, 0, 0, 2, 0, List.of()));
        assertThat(product.role(SMALL_IMAGE)).as("not said: it stays").isEqualTo("/m/y/a.jpg");
    }

    @Test
    void withMergeNothingGoes() {
        product.sync(direct(image("/m/y/a.jpg").roles("image")));
        assertThat(stats(direct(image("/m/y/b.jpg").roles()))).isEqualTo(new ImageStats(1, 0, 0, 0, 0, List.of()));
        assertThat(product.paths()).hasSize(2);
    }

    @Test
    void anOlderRequestThatComesLateBringsNothingBackThatWasLeftOut() {
        GalleryRequest younger = meant(written(2, 2_000, image("/m/y/b.jpg")), REPLACE);
        product.sync(direct(image("/m/y/b.jpg")));
        product.tables.request(PRODUCT, younger, OperationStatus.COMPLETE.code());
        ImageStats late = stats(direct(1_000, image("/m/y/a.jpg").roles("image"), image("/m/y/b.jpg").label("late")));
        assertThat(late.inserted()).isZero();
        assertThat(product.paths()).containsExactly("/m/y/b.jpg");
        assertThat(product.role(IMAGE)).isNull();
        assertThat(product.value("/m/y/b.jpg").label()).isEqualTo("late");
    }

    @Test
    void anOlderReplaceThatComesLateRemovesNothingThatAYoungerOneNamed() {
        product.sync(direct(image("/m/y/a.jpg"), image("/m/y/b.jpg"), image("/m/y/c.jpg")));
        product.tables.request(PRODUCT, written(2, 2_000, image("/m/y/b.jpg")), OperationStatus.COMPLETE.code());
        ImageStats late = stats(meant(direct(1_000, image("/m/y/a.jpg")), REPLACE));
        assertThat(late.removed()).isEqualTo(1);
        assertThat(product.paths()).containsExactlyInAnyOrder("/m/y/a.jpg", "/m/y/b.jpg");
    }

    @Test
    void requestsThatAreProcessedTogetherEndAsIfTheyCameOneByOne() {
        product.tables.request(PRODUCT, written(1, 500, image("/m/y/a.jpg").roles("image")), OperationStatus.OPEN.code());
        ImageStats stats = stats(meant(direct(1_000, image("/m/y/b.jpg")), REPLACE));
        assertThat(product.paths()).containsExactly("/m/y/b.jpg");
        assertThat(product.role(IMAGE)).isIn(null, "no_selection");
        assertThat(stats.inserted()).isEqualTo(1);
        assertThat(stats.removed()).as("it never was there").isZero();
    }

    @Test
    void aWithheldRemovalIsNotedAsOne() {
        product.sync(direct(image("/m/y/a.jpg")));
        product.missing("/m/y/x.jpg");
        GalleryRequest request = meant(written(7, 1_000, image("/m/y/x.jpg")), REPLACE);
        product.tables.request(PRODUCT, request, OperationStatus.OPEN.code());
        ProductSync done = product.sync(request);
        assertThat(done.plan().decided(request).terms().maxRemovals()).isZero();
    }

    @Test
    void anAdminsSaveLosesNeitherOwnersNorETags() {
        product.sync(meant(direct(image("/m/y/a.jpg"), image("/m/y/b.jpg")), ERP));
        product.tables.adminSaves(PRODUCT);
        assertThat(stats(replace(image("/m/y/c.jpg"))).removed()).as("pim never brought them").isZero();
        product.tables.adminSaves(PRODUCT);
        assertThat(stats(meant(direct(image("/m/y/b.jpg")), ERP)).removed()).isEqualTo(1);
    }

    @Test
    void theMomentOfSubmissionDecidesAndNotThatOfTheWork() {
        assertThat(at(2)).isGreaterThan(at(1));
        ImageBuilder[] none = {};
        assertThat(product.sync(meant(direct(none), REPLACE)).isChanged()).isFalse();
    }

    @Test
    void aYoungerReplaceThatMayNotRemoveAllLeavesNothingOut() {
        GalleryRequest younger = meant(written(2, 2_000), REPLACE);
        product.tables.request(PRODUCT, younger, OperationStatus.OPEN.code());
        product.tables.finished(2, product.sync(younger).plan().decided(younger));
        product.sync(direct(1_000, image("/m/y/a.jpg")));
        assertThat(product.paths()).containsExactly("/m/y/a.jpg");
    }
}
