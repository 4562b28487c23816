package com.nacento.connector.lab.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.lab.chaos.ModelGallery.Wanted;
import com.nacento.connector.lab.chaos.ModelProduct.Asked;
import com.nacento.connector.lab.chaos.ModelProduct.Finding;
import com.nacento.connector.lab.chaos.ModelProduct.Outcome;
import com.nacento.connector.lab.chaos.Submission.Told;
import com.nacento.connector.lab.chaos.Submission.Way;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
        Asked withPosition = new Asked(second.submission(), 2, List.of(new Wanted(PATH, "second", 9L, null, List.of())));
        ModelProduct product = product(first, withPosition);

        assertThat(product.compare(state(withPosition, first), Map.of(first, Outcome.APPLIED, withPosition, Outcome.APPLIED), BUCKET))
                .isEqualTo(Finding.STALE);
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
        Asked other = new Asked(second.submission(), 2, List.of(new Wanted(OTHER_PATH, "second", null, null, List.of())));
        Map<Asked, Outcome> outcomes = Map.of(first, Outcome.APPLIED, other, Outcome.APPLIED);

        assertThat(product(first, other).compare(state(first, other), outcomes, BUCKET)).isEqualTo(Finding.RIGHT);
        assertThat(product(first, other).compare(state(other, first), outcomes, BUCKET)).isEqualTo(Finding.PLACED_LATE);
        assertThat(product(first, other).compare(state(other), outcomes, BUCKET)).isEqualTo(Finding.LOST);
    }

    @Test
    void aRoleMovesWithItsLabelAndAMissingObjectIsPassedOver() {
        ModelGallery gallery = EMPTY.after(List.of(new Wanted(PATH, "Red", null, null, List.of("image", "swatch_image")),
                new Wanted("/c/1/missing.jpg", "Gone", null, null, List.of("image"))), BUCKET, 3);

        assertThat(gallery.images()).containsOnlyKeys(PATH).containsValue(new ModelGallery.Image("Red", 4L, false, "etag"));
        assertThat(gallery.roles()).containsOnlyKeys("image", "swatch_image").containsEntry("image", PATH);
        assertThat(gallery.labels()).containsExactly(Map.entry("image", "Red"));
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
            gallery = gallery.after(request.images(), BUCKET, 0);
        }
        return gallery;
    }

    private static Asked asked(int key, String label) {
        return new Asked(new Submission("request-" + key, Way.ASYNC, Told.ACCEPTED), key,
                List.of(new Wanted(PATH, label, null, null, List.of())));
    }
}
