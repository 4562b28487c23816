package com.nacento.connector.lab.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.lab.chaos.ModelProduct.Asked;
import com.nacento.connector.lab.chaos.ModelProduct.Finding;
import com.nacento.connector.lab.chaos.ModelProduct.Outcome;
import com.nacento.connector.lab.chaos.ModelRequest.Leeway;
import com.nacento.connector.lab.chaos.ModelRequest.Step;
import com.nacento.connector.lab.chaos.ModelRequest.Wanted;
import com.nacento.connector.lab.chaos.Submission.Told;
import com.nacento.connector.lab.chaos.Submission.Way;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the model of the fault test permits, and what it complains of. */
class ModelProductTest {

    private static final String PATH = "/c/1/a.jpg";
    private static final String OTHER_PATH = "/c/1/b.jpg";
    private static final Map<String, String> BUCKET = Map.of(PATH, "etag", OTHER_PATH, "etag");
    private static final ModelGallery EMPTY = new ModelGallery(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    private final Asked first = asked(1, "first");
    private final Asked second = asked(2, "second");

    @Test
    void twoRequestsThatWereAppliedLeaveTheStateOfTheLaterOne() {
        assertThat(compared(Outcome.APPLIED, Outcome.APPLIED, state(first, second))).isEqualTo(Finding.RIGHT);
    }

    @Test
    void aRequestThatIsMissingIsLost() {
        assertThat(compared(Outcome.APPLIED, Outcome.APPLIED, state(first))).isEqualTo(Finding.LOST);
        assertThat(compared(Outcome.APPLIED, Outcome.APPLIED, EMPTY)).isEqualTo(Finding.LOST);
    }

    @Test
    void anOlderRequestThatOverwritesAYoungerOneIsStale() {
        Asked withPosition = new Asked(second.submission(), 2, ModelRequest.plain(new Wanted(PATH, null, "second", 9L, null, null, null)));
        ModelProduct product = product(first, withPosition);

        assertThat(product.compare(state(withPosition, first), Map.of(first, Outcome.APPLIED, withPosition, Outcome.APPLIED), BUCKET))
                .isEqualTo(Finding.STALE);
    }

    @Test
    void inAStoreViewAnOlderRequestThatOverwritesAYoungerOneIsStaleToo() {
        Asked older = inView(1, Map.of("label", "alt", "position", 4, "roles", List.of("image")));
        Asked younger = inView(2, Map.of("label", "jung", "roles", List.of("small_image")));
        ModelGallery right = state(older, younger);

        assertThat(right.images().get(PATH).views())
                .isEqualTo(Map.of("label in de", "jung", "position in de", "4", "disabled in de", "false"));
        assertThat(right.roles()).isEqualTo(Map.of("image in de", PATH, "small_image in de", PATH));
        assertThat(right.labels()).isEqualTo(Map.of("image in de", "jung", "small_image in de", "jung"));
        Map<Asked, Outcome> outcomes = Map.of(older, Outcome.APPLIED, younger, Outcome.APPLIED);
        assertThat(product(older, younger).compare(right, outcomes, BUCKET)).isEqualTo(Finding.RIGHT);
        assertThat(product(older, younger).compare(state(younger, older), outcomes, BUCKET)).isEqualTo(Finding.STALE);
        assertThat(product(older, younger).compare(state(younger), outcomes, BUCKET)).isEqualTo(Finding.LOST);
    }

    @Test
    void whatAViewTakesOverFromAllStoresIsDecidedWhenItsRequestIsWorkedOff() {
        Asked ofView = inView(1, Map.of("position", 4));
        Asked hides = new Asked(second.submission(), 2, ModelRequest.plain(new Wanted(PATH, null, null, 9L, true, null, null)));

        assertThat(product(ofView, hides).compare(state(hides, ofView), Map.of(ofView, Outcome.APPLIED, hides, Outcome.APPLIED), BUCKET))
                .isEqualTo(Finding.PROCESSED_LATE);
    }

    @Test
    void aViewThatHasNothingOfItsOwnLeftHasNoRowAndNoRole() {
        ModelGallery own = state(inView(1, Map.of("label", "Vorne", "disabled", false, "roles", List.of("image"))));
        Map<String, Map<String, Object>> nothing = new TreeMap<>();
        nothing.put("de", null);

        ModelGallery gallery = step(own, ModelRequest.plain(new Wanted(PATH, null, null, null, null, null, nothing))).gallery();

        assertThat(gallery.images().get(PATH).views()).isEmpty();
        assertThat(gallery.roles()).isEmpty();
        assertThat(gallery.labels()).isEmpty();
    }

    private static Asked inView(int key, Map<String, Object> said) {
        return new Asked(new Submission("request-" + key, Way.ASYNC, Told.ACCEPTED), key,
                ModelRequest.plain(new Wanted(PATH, null, null, null, null, null, Map.of("de", said))));
    }

    @Test
    void aDirectCallWithoutAnAnswerMayBeThereOrNotOrComeLate() {
        for (ModelGallery found : List.of(state(second), state(first, second), state(second, first))) {
            assertThat(compared(Outcome.PERHAPS, Outcome.APPLIED, found)).isEqualTo(Finding.RIGHT);
        }
    }

    @Test
    void aBulkWithoutAReceiptThatIsCompleteMustBeThere() {
        assertThat(compared(Outcome.APPLIED, Outcome.APPLIED_SOMETIME, state(first))).isEqualTo(Finding.LOST);
        assertThat(compared(Outcome.NOT, Outcome.APPLIED_SOMETIME, state(second))).isEqualTo(Finding.RIGHT);
    }

    @Test
    void whereANewImageWithoutAPositionGoesIsDecidedWhenItsRequestIsWorkedOff() {
        Asked other = new Asked(second.submission(), 2, ModelRequest.plain(new Wanted(OTHER_PATH, null, "second", null, null, null, null)));
        Map<Asked, Outcome> outcomes = Map.of(first, Outcome.APPLIED, other, Outcome.APPLIED);

        assertThat(product(first, other).compare(state(first, other), outcomes, BUCKET)).isEqualTo(Finding.RIGHT);
        assertThat(product(first, other).compare(state(other, first), outcomes, BUCKET)).isEqualTo(Finding.PROCESSED_LATE);
        assertThat(product(first, other).compare(state(other), outcomes, BUCKET)).isEqualTo(Finding.LOST);
    }

    @Test
    void aRoleMovesWithItsLabelAndAMissingObjectIsPassedOver() {
        ModelGallery gallery = step(EMPTY,
                ModelRequest.plain(new Wanted(PATH, null, "Red", null, null, List.of("image", "swatch_image"), null),
                        new Wanted("/c/1/missing.jpg", null, "Gone", null, null, List.of("image"), null)))
                .gallery();

        assertThat(gallery.images()).containsOnlyKeys(PATH).containsValue(image("Red", 1L));
        assertThat(gallery.roles()).containsOnlyKeys("image", "swatch_image").containsEntry("image", PATH);
        assertThat(gallery.labels()).containsExactly(Map.entry("image", "Red"));
    }

    @Test
    void aReplaceTakesTheOtherImagesOfItsSourceAndAnotherFileInASlotIsTheSameRow() {
        ModelGallery gallery = step(EMPTY, ModelRequest.plain(new Wanted(PATH, "front", "Red", null, null, List.of("image"), null)))
                .gallery();
        Step moved = step(gallery, ModelRequest.plain(new Wanted(OTHER_PATH, "front", null, null, null, null, null)));

        assertThat(moved.moved()).isEqualTo(1);
        assertThat(moved.gallery().images()).containsOnlyKeys(OTHER_PATH).containsValue(image("Red", 1L, "front"));
        assertThat(moved.gallery().roles()).containsEntry("image", OTHER_PATH);

        Step replaced = step(moved.gallery(), replace(false, new Wanted(PATH, null, null, null, null, null, null)));
        assertThat(replaced.removed()).isEqualTo(1);
        assertThat(replaced.gallery().images()).containsOnlyKeys(PATH);
        assertThat(replaced.gallery().roles()).containsEntry("image", "no_selection");
        assertThat(step(moved.gallery(), replace(false)).withheld()).isTrue();
        assertThat(step(moved.gallery(), replace(true)).gallery().images()).isEmpty();
    }

    @Test
    void anImageWhoseObjectIsGoneMayStayIfAYoungerRequestHasNamedItBeforeItWasRemoved() {
        ModelGallery begin = state(first);
        Map<String, String> bucket = Map.of(OTHER_PATH, "etag");
        Asked late = new Asked(first.submission(), 1, replace(false, new Wanted(OTHER_PATH, null, "other", 2L, null, null, null)));
        Asked younger = new Asked(second.submission(), 2, ModelRequest.plain(new Wanted(PATH, null, null, null, null, null, null)));
        ModelGallery kept = late.request().on(begin, Map.of(PATH, "etag", OTHER_PATH, "etag"), 0, ModelRequest.Leeway.NONE).gallery();
        SortedMap<String, ModelGallery.Image> images = new TreeMap<>(kept.images());
        images.put(PATH, begin.images().get(PATH));
        ModelGallery found = new ModelGallery(images, kept.roles(), kept.labels());

        assertThat(compared(begin, bucket, found, late, younger)).isEqualTo(Finding.REMADE_LATE);
        assertThat(compared(begin, bucket, found, late)).as("nobody has named it").isEqualTo(Finding.STALE);
        assertThat(compared(begin, bucket, found, younger, late)).as("it was named before").isEqualTo(Finding.STALE);
        assertThat(compared(begin, Map.of(PATH, "etag", OTHER_PATH, "etag"), found, late)).as("its object is there")
                .isEqualTo(Finding.STALE);
    }

    @Test
    void suchAnImageThatSomebodyElseBroughtTooMayStayHisToo() {
        Map<String, String> bucket = Map.of(OTHER_PATH, "etag");
        Asked late = new Asked(first.submission(), 1, replace(false, new Wanted(OTHER_PATH, null, "other", 2L, null, null, null)));
        Asked younger = new Asked(second.submission(), 2, ModelRequest.plain(new Wanted(PATH, null, null, null, null, null, null)));
        ModelGallery begin = ofErpToo(state(first), "pim");
        ModelGallery end = late.request().on(begin, bucket, 0, ModelRequest.Leeway.NONE).gallery();
        assertThat(end.images().get(PATH).owners()).containsOnlyKeys("erp");

        assertThat(compared(begin, bucket, ofErpToo(end, "pim"), late, younger)).isEqualTo(Finding.REMADE_LATE);
        assertThat(compared(begin, bucket, ofErpToo(end, "pim"), late)).as("nobody has named it").isEqualTo(Finding.STALE);
        assertThat(compared(begin, bucket, ofErpToo(end, "erp2"), late, younger)).as("never his").isEqualTo(Finding.STALE);
    }

    private static ModelGallery ofErpToo(ModelGallery gallery, String other) {
        SortedMap<String, ModelGallery.Image> images = new TreeMap<>(gallery.images());
        images.computeIfPresent(PATH,
                (path, image) -> new ModelGallery.Image(image.label(), image.position(), image.disabled(), image.etag(),
                        image.views(), new TreeMap<>(Map.of("erp", new TreeSet<>(), other, new TreeSet<>()))));
        return new ModelGallery(images, gallery.roles(), gallery.labels());
    }

    private static Finding compared(ModelGallery begin, Map<String, String> bucket, ModelGallery found, Asked... requests) {
        ModelProduct product = new ModelProduct("CHAOS-00001", begin, 0);
        List.of(requests).forEach(product::asked);
        return product.compare(found, List.of(requests).stream().collect(Collectors.toMap(one -> one, one -> Outcome.APPLIED)), bucket);
    }

    @Test
    void whatNobodyBroughtStaysAndWhatWasLeftOutMayNotComeBack() {
        ModelGallery begin = new ModelGallery(
                new TreeMap<>(Map.of(PATH, new ModelGallery.Image(null, 1L, false, null, new TreeMap<>(), new TreeMap<>()))),
                new TreeMap<>(), new TreeMap<>());
        assertThat(step(begin, replace(true)).gallery()).isEqualTo(begin);

        Asked replace = new Asked(second.submission(), 2, replace(false, new Wanted(OTHER_PATH, null, "second", null, null, null, null)));
        ModelProduct product = product(first, replace);
        assertThat(product.compare(state(replace, first), Map.of(first, Outcome.APPLIED, replace, Outcome.APPLIED), BUCKET))
                .isEqualTo(Finding.STALE);
        assertThat(product.cameBack(state(replace, first))).containsExactly(PATH);
    }

    private static ModelGallery.Image image(String label, Long position, String... slots) {
        return new ModelGallery.Image(label, position, false, "etag", new TreeMap<>(),
                new TreeMap<>(Map.of("pim", new TreeSet<>(List.of(slots)))));
    }

    private static ModelRequest replace(boolean allowEmpty, Wanted... images) {
        return new ModelRequest("pim", null, true, allowEmpty, List.of(), List.of(images));
    }

    private static Step step(ModelGallery gallery, ModelRequest request) {
        return request.on(gallery, BUCKET, 0, Leeway.NONE);
    }

    private Finding compared(Outcome ofFirst, Outcome ofSecond, ModelGallery found) {
        return product(first, second).compare(found, Map.of(first, ofFirst, second, ofSecond), BUCKET);
    }

    private static ModelProduct product(Asked... requests) {
        ModelProduct product = new ModelProduct("SKU", EMPTY, 0);
        List.of(requests).forEach(product::asked);
        return product;
    }

    private static ModelGallery state(Asked... inOrder) {
        ModelGallery gallery = EMPTY;
        for (Asked request : inOrder) {
            gallery = step(gallery, request.request()).gallery();
        }
        return gallery;
    }

    private static Asked asked(int key, String label) {
        return new Asked(new Submission("request-" + key, Way.ASYNC, Told.ACCEPTED), key,
                ModelRequest.plain(new Wanted(PATH, null, label, null, null, null, null)));
    }
}
