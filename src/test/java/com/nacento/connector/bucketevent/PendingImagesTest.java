package com.nacento.connector.bucketevent;

import static com.nacento.connector.bucketevent.BucketEventFixture.image;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.gallery.ShownImage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingImagesTest {

    private static final ShownImage A = image(1, "/a.jpg", "old");
    private static final ShownImage ANOTHER_OF_A = new ShownImage(1, 101, "/a2.jpg", 1L, "old", null, null, null, null);
    private static final ShownImage B = image(2, "/a.jpg", "old");
    private static final ShownImage C = image(3, "/a.jpg", "old");

    private long now;

    @Test
    void productsComeInTheOrderOfTheirIdsAndAreNotTornApart() {
        PendingImages pending = pending(2, C, ANOTHER_OF_A, B, A);
        assertThat(pending.next()).containsExactly(List.of(A, ANOTHER_OF_A, B), List.of(C));
        assertThat(pending.next()).as("they are under way").isEmpty();
        assertThat(pending.isEmpty()).isFalse();
        pending.saved(List.of(C), List.of());
        pending.saved(List.of(A, ANOTHER_OF_A, B), List.of());
        assertThat(pending.isEmpty()).isTrue();
    }

    @Test
    void whatSomebodyHoldsComesAgainWhenAllOthersAreDone() {
        PendingImages pending = pending(1, A, B);
        pending.next();
        pending.saved(List.of(A), List.of(A));
        assertThat(pending.waits()).as("there are others").isZero();
        pending.saved(List.of(B), List.of());
        assertThat(pending.waits()).isOne();
        assertThat(pending.next()).containsExactly(List.of(A));
        pending.saved(List.of(A), List.of(A));
        assertThat(pending.waits()).isEqualTo(2);
        pending.next();
        pending.saved(List.of(A), List.of());
        assertThat(pending.isEmpty()).isTrue();
        assertThat(pending.waits()).isZero();
    }

    @Test
    void whatFailedForNoReasonOfItsOwnIsTriedAgain() {
        PendingImages pending = pending(1, A, B);
        pending.next();
        pending.again(List.of(A));
        pending.saved(List.of(B), List.of());
        assertThat(pending.next()).containsExactly(List.of(A));
    }

    @Test
    void whatIsHeldForLongIsGivenUpHere() {
        PendingImages pending = pending(1, A, B);
        pending.next();
        pending.saved(List.of(A), List.of(A));
        now += Duration.ofSeconds(41).toNanos();
        assertThat(pending.givenUp()).as("others are to be done first").isEmpty();
        pending.saved(List.of(B), List.of());
        assertThat(pending.givenUp()).containsExactly(A);
        assertThat(pending.isEmpty()).isTrue();
    }

    @Test
    void whatIsHeldForAMomentIsNotGivenUp() {
        PendingImages pending = pending(1, A);
        pending.next();
        pending.saved(List.of(A), List.of(A));
        now += Duration.ofSeconds(39).toNanos();
        assertThat(pending.givenUp()).isEmpty();
    }

    @Test
    void whatIsRefusedIsHalvedUntilOneProductIsAlone() {
        PendingImages pending = pending(3, A, ANOTHER_OF_A, B, C);
        assertThat(pending.refused(pending.next().get(0))).isEmpty();
        assertThat(pending.next()).containsExactly(List.of(A, ANOTHER_OF_A), List.of(B, C));
        assertThat(pending.refused(List.of(A, ANOTHER_OF_A))).containsExactly(A, ANOTHER_OF_A);
        pending.saved(List.of(B, C), List.of());
        assertThat(pending.isEmpty()).isTrue();
    }

    private PendingImages pending(int atOnce, ShownImage... images) {
        return new PendingImages(List.of(images), () -> atOnce, () -> now);
    }
}
