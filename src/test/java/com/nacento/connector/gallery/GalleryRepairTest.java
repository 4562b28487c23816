package com.nacento.connector.gallery;

import static com.nacento.connector.testing.GalleryFixture.ETAG;
import static com.nacento.connector.testing.GalleryFixture.IMAGE;
import static com.nacento.connector.testing.GalleryFixture.IMAGE_LABEL;
import static com.nacento.connector.testing.GalleryFixture.OTHER_PRODUCT;
import static com.nacento.connector.testing.GalleryFixture.PRODUCT;
import static com.nacento.connector.testing.GalleryFixture.direct;
import static com.nacento.connector.testing.ImageBuilder.image;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.testing.GalleryFixture;
import com.nacento.connector.testing.GalleryTables.Image;
import com.nacento.connector.testing.GalleryTables.Link;
import com.nacento.connector.testing.GalleryTables.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GalleryRepairTest {

    private static final ImageStats UPDATED_VALUE = new ImageStats(0, 1, 0, 0, 0, List.of());

    private final GalleryFixture product = new GalleryFixture();

    @Test
    void aPathWithoutSlashThatTheProductAloneLinksIsPutRightInPlace() {
        long valueId = product.has("m/y/a.jpg", "A", 1L);
        product.role(IMAGE, "m/y/a.jpg");
        assertThat(product.statsOfSync(image("/m/y/a.jpg"))).isEqualTo(UPDATED_VALUE);
        assertThat(product.tables.images()).containsOnly(Map.entry(valueId, new Image("/m/y/a.jpg", "image")));
        assertThat(product.role(IMAGE)).isEqualTo("/m/y/a.jpg");
        assertThat(product.tables.touched()).containsExactly(PRODUCT);
        assertThat(product.plan(direct(image("/m/y/a.jpg"))).isChanged()).isFalse();
    }

    @Test
    void aSharedRowWithoutSlashStaysAndTheProductGetsOneOfItsOwn() {
        long shared = product.tables.image("m/y/a.jpg", "image", PRODUCT, OTHER_PRODUCT);
        long mine = product.tables.value(new Value(shared, 0, PRODUCT, "A", 1L, false), ETAG);
        long storeView = product.tables.value(new Value(shared, 2, PRODUCT, "deux", null, false), null);
        long theirs = product.tables.value(new Value(shared, 0, OTHER_PRODUCT, "theirs", 4L, false), "e0");
        assertThat(product.statsOfSync(image("/m/y/a.jpg"))).isEqualTo(UPDATED_VALUE);

        long own = product.tables.images().keySet().stream().filter(id -> id != shared).findFirst().orElseThrow();
        assertThat(product.tables.images()).containsEntry(shared, new Image("m/y/a.jpg", "image")).containsEntry(own,
                new Image("/m/y/a.jpg", "image"));
        assertThat(product.tables.links()).containsExactly(new Link(shared, OTHER_PRODUCT), new Link(own, PRODUCT));
        assertThat(product.tables.values())
                .containsEntry(mine, new Value(own, 0, PRODUCT, "A", 1L, false))
                .containsEntry(storeView, new Value(own, 2, PRODUCT, "deux", null, false))
                .containsEntry(theirs, new Value(shared, 0, OTHER_PRODUCT, "theirs", 4L, false));
        assertThat(product.tables.etags()).containsEntry(mine, ETAG).containsEntry(theirs, "e0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//m/y/a.jpg", "/m//y/a.jpg", "\\m\\y\\a.jpg"})
    void aPathWithTooManyOrOtherSlashesIsPutRightLikeOneWithoutSlash(String stored) {
        long valueId = product.has(stored, "A", 1L);
        product.role(IMAGE, stored);
        assertThat(product.statsOfSync(image("/m/y/a.jpg").label("B"))).isEqualTo(UPDATED_VALUE);
        assertThat(product.tables.images()).containsOnly(Map.entry(valueId, new Image("/m/y/a.jpg", "image")));
        assertThat(product.role(IMAGE)).isEqualTo("/m/y/a.jpg");
        assertThat(product.role(IMAGE_LABEL)).as("the label of the role follows, since the role is its own").isEqualTo("B");
        assertThat(product.plan(direct(image("/m/y/a.jpg"))).isChanged()).isFalse();
    }

    @Test
    void aSharedRowWithTwoSlashesStaysAndTheProductGetsOneOfItsOwn() {
        long shared = product.tables.image("//m/y/a.jpg", "image", PRODUCT, OTHER_PRODUCT);
        product.tables.value(new Value(shared, 0, PRODUCT, "A", 1L, false), ETAG);
        assertThat(product.statsOfSync(image("/m/y/a.jpg"))).isEqualTo(UPDATED_VALUE);
        assertThat(product.tables.images()).hasSize(2).containsEntry(shared, new Image("//m/y/a.jpg", "image"));
        assertThat(product.tables.links()).contains(new Link(shared, OTHER_PRODUCT)).doesNotContain(new Link(shared, PRODUCT));
    }

    @Test
    void aRowThatIsHiddenEverywhereIsShownAgainIfTheImageIsAskedToBeVisible() {
        long valueId = product.has("/m/y/a.jpg", "A", 1L);
        product.tables.hide(valueId);
        assertThat(product.statsOfSync(image("/m/y/a.jpg").disabled(false))).isEqualTo(UPDATED_VALUE);
        assertThat(product.tables.hidden()).isEmpty();
        assertThat(product.tables.touched()).containsExactly(PRODUCT);
        assertThat(product.plan(direct(image("/m/y/a.jpg").disabled(false))).isChanged()).isFalse();
    }

    @Test
    void aRowThatIsHiddenEverywhereStaysSoAndTheWarningSaysItIfNobodyAskedForMore() {
        long valueId = product.has("/m/y/a.jpg", "A", 1L);
        product.tables.hide(valueId);
        assertThat(product.statsOfSync(image("/m/y/a.jpg")).warnings()).singleElement().asString()
                .startsWith("hidden: /m/y/a.jpg is disabled in Magento's gallery table").contains("\"disabled\": false");
        assertThat(product.statsOfSync(image("/m/y/a.jpg").disabled(true)).warnings()).as("as it was asked to be").isEmpty();
        assertThat(product.tables.hidden()).containsExactly(valueId);
    }

    @Test
    void aHiddenRowThatOthersLinkStaysAndTheWarningSaysWhy() {
        long shared = product.tables.image("/m/y/a.jpg", "image", PRODUCT, OTHER_PRODUCT);
        product.tables.value(new Value(shared, 0, PRODUCT, "A", 1L, false), ETAG);
        product.tables.hide(shared);
        ImageStats stats = product.statsOfSync(image("/m/y/a.jpg").disabled(false));
        assertThat(stats.skippedNoChange()).isOne();
        assertThat(stats.warnings()).singleElement().asString().startsWith("hidden: /m/y/a.jpg ")
                .endsWith("in a row that other products link");
        assertThat(product.tables.hidden()).containsExactly(shared);
    }

    @Test
    void ofTwinsTheVisibleOneSurvives() {
        product.tables.hide(product.has("/m/y/a.jpg", "hidden", 1L, ETAG));
        long visible = product.has("/m/y/a.jpg", "visible", 2L, null);
        product.statsOfSync(image("/m/y/a.jpg"));
        assertThat(product.tables.images()).containsOnlyKeys(visible);
    }

    @Test
    void aCanonicalRowThatIsSharedIsNobodysProblem() {
        long shared = product.tables.image("/m/y/a.jpg", "image", PRODUCT, OTHER_PRODUCT);
        product.tables.value(new Value(shared, 0, PRODUCT, "A", 1L, false), ETAG);
        assertThat(product.plan(direct(image("/m/y/a.jpg"))).isChanged()).isFalse();
    }

    @Test
    void ofTwinsTheOneWithAnETagSurvivesAndOtherStoresRowsMoveToIt() {
        long first = product.has("/m/y/a.jpg", "first", 1L, null);
        product.tables.value(new Value(first, 2, PRODUCT, "deux", null, false), null);
        long second = product.has("m/y/a.jpg", "second", 2L, ETAG);
        assertThat(product.statsOfSync(image("/m/y/a.jpg"))).isEqualTo(UPDATED_VALUE);
        assertThat(product.tables.images()).containsOnly(Map.entry(second, new Image("/m/y/a.jpg", "image")));
        assertThat(product.tables.values().values()).containsExactlyInAnyOrder(
                new Value(second, 0, PRODUCT, "second", 2L, false), new Value(second, 2, PRODUCT, "deux", null, false));
        assertThat(product.storedEtag("/m/y/a.jpg")).isEqualTo(ETAG);
        assertThat(product.plan(direct(image("/m/y/a.jpg"))).isChanged()).isFalse();
    }

    @Test
    void ofTwinsWithoutETagsTheLowestRecordSurvives() {
        long first = product.has("/m/y/a.jpg", "first", 1L, null);
        product.has("/m/y/a.jpg", "second", 2L, null);
        product.has("/m/y/a.jpg", "third", 3L, null);
        assertThat(product.statsOfSync(image("/m/y/a.jpg"))).isEqualTo(new ImageStats(0, 1, 1, 0, 0, List.of()));
        assertThat(product.tables.images()).containsOnlyKeys(first);
        assertThat(product.value("/m/y/a.jpg").label()).isEqualTo("first");
    }

    @Test
    void aTwinThatAnotherProductLinksKeepsItsGalleryRow() {
        product.has("/m/y/a.jpg", "A", 1L);
        long shared = product.tables.image("/m/y/a.jpg", "image", PRODUCT, OTHER_PRODUCT);
        product.tables.value(new Value(shared, 0, PRODUCT, "twin", 2L, false), null);
        long theirs = product.tables.value(new Value(shared, 0, OTHER_PRODUCT, "theirs", 4L, false), "e0");
        product.sync(direct(image("/m/y/a.jpg")));
        assertThat(product.tables.images()).containsKey(shared);
        assertThat(product.tables.links()).contains(new Link(shared, OTHER_PRODUCT)).doesNotContain(new Link(shared, PRODUCT));
        assertThat(product.tables.values()).containsKey(theirs);
        assertThat(product.value("/m/y/a.jpg").label()).isEqualTo("A");
    }

    @Test
    void ofTwoValueRowsTheOneWithAnETagSurvives() {
        long valueId = product.has("/m/y/a.jpg", "first", 1L, null);
        product.tables.value(new Value(valueId, 0, PRODUCT, "second", 2L, false), ETAG);
        assertThat(product.statsOfSync(image("/m/y/a.jpg"))).isEqualTo(UPDATED_VALUE);
        assertThat(product.value("/m/y/a.jpg").label()).isEqualTo("second");
    }

    @Test
    void aSharedRowWithTwoValueRowsMovesOnlyTheSurvivor() {
        long shared = product.tables.image("m/y/a.jpg", "image", PRODUCT, OTHER_PRODUCT);
        product.tables.value(new Value(shared, 0, PRODUCT, "first", 1L, false), null);
        long best = product.tables.value(new Value(shared, 0, PRODUCT, "second", 2L, false), ETAG);
        product.sync(direct(image("/m/y/a.jpg")));
        assertThat(product.tables.values()).containsOnlyKeys(best);
        assertThat(product.value("/m/y/a.jpg").label()).isEqualTo("second");
    }

    @Test
    void ofTwoRowsOfTheSameStoreViewTheSurvivorsStands() {
        long first = product.has("/m/y/a.jpg", "A", 1L);
        long second = product.has("/m/y/a.jpg", "B", 2L, null);
        product.tables.value(new Value(second, 2, PRODUCT, "twin's", null, false), null);
        product.tables.value(new Value(first, 2, PRODUCT, "survivor's", null, false), null);
        product.sync(direct(image("/m/y/a.jpg")));
        assertThat(product.tables.values().values()).containsExactlyInAnyOrder(
                new Value(first, 0, PRODUCT, "A", 1L, false), new Value(first, 2, PRODUCT, "survivor's", null, false));
    }

    @Test
    void aPictureThatIsReplacedAfterAnAdminSaveIsReplacedAndKeepsOneETag() {
        long image = product.has("/m/y/a.jpg", "A", 1L, "e0");
        product.tables.adminSaves(PRODUCT);
        assertThat(product.plan(direct(image("/m/y/a.jpg"))).results().get(0).refreshes().replacedImages()).isTrue();
        assertThat(product.statsOfSync(image("/m/y/a.jpg"))).isEqualTo(new ImageStats(0, 0, 1, 0, 0, List.of()));
        assertThat(product.tables.etags()).containsOnly(Map.entry(product.tables.values().keySet().iterator().next(), ETAG));
        assertThat(product.tables.values().values()).extracting(Value::valueId).containsExactly(image);
    }

    @Test
    void twinsThatWereMadeAnewAreMergedIntoTheOneWithAnETag() {
        product.has("/m/y/a.jpg", "first", 1L, null);
        long second = product.has("m/y/a.jpg", "second", 2L, ETAG);
        product.tables.adminSaves(PRODUCT);
        assertThat(product.statsOfSync(image("/m/y/a.jpg"))).isEqualTo(UPDATED_VALUE);
        assertThat(product.tables.images()).containsOnlyKeys(second);
        assertThat(product.storedEtag("/m/y/a.jpg")).isEqualTo(ETAG);
    }

    @Test
    void whatTheModuleHasSeenSinceAnAdminSaveIsYounger() {
        long image = product.has("/m/y/a.jpg", "A", 1L, "e0");
        product.tables.adminSaves(PRODUCT);
        product.tables.etagOfModule(image, ETAG);
        assertThat(product.plan(direct(image("/m/y/a.jpg"))).isChanged()).isFalse();
        product.etag("/m/y/a.jpg", "e2");
        assertThat(product.statsOfSync(image("/m/y/a.jpg")).updatedMeta()).isEqualTo(1);
        assertThat(product.tables.etags().values()).containsExactly("e2");
    }

    @Test
    void anotherETagOfTheSameContentIsNoReplacement() {
        product.has("/m/y/a.jpg", "A", 1L, null);
        product.content("/m/y/a.jpg", "e1", "3 sha256:abc");
        product.statsOfSync(image("/m/y/a.jpg"));
        product.content("/m/y/a.jpg", "e2", "3 sha256:abc");
        assertThat(product.plan(direct(image("/m/y/a.jpg"))).results().get(0).refreshes()).isEqualTo(Refreshes.NONE);
        assertThat(product.statsOfSync(image("/m/y/a.jpg"))).isEqualTo(new ImageStats(0, 0, 1, 0, 0, List.of()));
        assertThat(product.tables.touched()).isEmpty();
        assertThat(product.storedEtag("/m/y/a.jpg")).isEqualTo("e2");
    }

    @Test
    void withoutAProofOfTheETagThatIsStoredAnotherOneIsAReplacement() {
        long image = product.has("/m/y/a.jpg", "A", 1L, null);
        product.content("/m/y/a.jpg", "e1", "3 sha256:abc");
        product.statsOfSync(image("/m/y/a.jpg"));
        product.tables.etagOfModule(image, "e2");
        product.content("/m/y/a.jpg", "e3", "3 sha256:abc");
        assertThat(product.plan(direct(image("/m/y/a.jpg"))).results().get(0).refreshes().pages()).as("e2 may have been another").isTrue();
        product.content("/m/y/a.jpg", "e3", "4 sha256:abc");
        assertThat(product.plan(direct(image("/m/y/a.jpg"))).results().get(0).refreshes().pages()).isTrue();
        product.etag("/m/y/a.jpg", "e4");
        assertThat(product.plan(direct(image("/m/y/a.jpg"))).results().get(0).refreshes().pages()).as("nothing is said of the new one")
                .isTrue();
    }

    @Test
    void imagesThatAreNotNamedKeepTheirMissingSlashAndTheirTwins() {
        product.has("m/y/a.jpg", "A", 1L);
        product.has("/m/y/a.jpg", "B", 1L);
        product.has("/m/y/b.jpg", "B", 2L);
        assertThat(product.plan(direct(image("/m/y/b.jpg"))).isChanged()).isFalse();
    }

    @Test
    void videosAreNeverTouchedWhateverTheFormOfTheirPath() {
        for (String preview : List.of("/v/i/video.jpg", "v/i/video.jpg")) {
            GalleryFixture withVideo = new GalleryFixture();
            long video = withVideo.tables.image(preview, "external-video", PRODUCT);
            withVideo.tables.value(new Value(video, 0, PRODUCT, "Film", 8L, false), null);
            ImageStats stats = withVideo.statsOfSync(image("/v/i/video.jpg").label("x").roles("image"), image("/m/y/a.jpg"));
            assertThat(stats.inserted()).isEqualTo(1);
            assertThat(stats.warnings()).singleElement().asString().startsWith("video: /v/i/video.jpg");
            assertThat(withVideo.tables.images()).containsEntry(video, new Image(preview, "external-video")).hasSize(2);
            assertThat(withVideo.value("/m/y/a.jpg").position()).as("after the video").isEqualTo(9);
            assertThat(withVideo.role(IMAGE)).isNull();
        }
    }
}
