package com.nacento.connector.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.gallery.GalleryRequest;
import com.nacento.connector.gallery.RequestTerms;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A bulk that removes a large share of what it sees is probably broken: it removes no more. */
class RemovalTallyTest {

    private final RemovalTally tally = new RemovalTally(20);

    @Test
    void aShareOfFewerThanAHundredImagesSaysNothing() {
        assertThat(IntStream.range(0, 33).allMatch(product -> tally.allows(product, ofBulk("b", null), 3, 3))).isTrue();
        assertThat(tally.allows(33, ofBulk("b", null), 3, 3)).as("102 seen, 99 gone").isFalse();
    }

    @Test
    void whoStopsStopsForGoodButWhatRemovesNothingIsNeverStopped() {
        IntStream.range(0, 33).forEach(product -> tally.allows(product, ofBulk("b", null), 3, 3));
        tally.allows(33, ofBulk("b", null), 3, 3);
        assertThat(tally.allows(34, ofBulk("b", null), 10_000, 0)).isTrue();
        assertThat(tally.allows(35, ofBulk("b", null), 3, 1)).as("though the share is small again").isFalse();
    }

    @Test
    void upToTheShareABulkGoesOnForever() {
        assertThat(IntStream.range(0, 10_000).allMatch(product -> tally.allows(product, ofBulk("b", null), 5, 1))).isTrue();
    }

    @Test
    void aProductCountsOnceAndItsAnswerStandsHoweverOftenItIsAsked() {
        IntStream.range(0, 33).forEach(product -> tally.allows(product, ofBulk("b", null), 3, 3));
        assertThat(tally.allows(40, ofBulk("b", null), 3, 3)).isFalse();
        for (int again = 0; again < 3; again++) {
            assertThat(tally.allows(7, ofBulk("b", null), 3, 3)).isTrue();
            assertThat(tally.allows(40, ofBulk("b", null), 3, 3)).isFalse();
        }
        RemovalTally other = new RemovalTally(20);
        IntStream.range(0, 100).forEach(time -> other.allows(1, ofBulk("b", null), 3, 3));
        assertThat(other.allows(2, ofBulk("b", null), 3, 3)).as("six images were seen, and not three hundred").isTrue();
    }

    @Test
    void toBeAskedOnceMoreStopsNoBulk() {
        IntStream.range(0, 40).forEach(product -> tally.allows(product, ofBulk("b", null), 3, 0));
        IntStream.range(40, 51).forEach(product -> assertThat(tally.allows(product, ofBulk("b", null), 3, 3)).isTrue());
        tally.allows(0, ofBulk("b", null), 3, 0);
        assertThat(tally.allows(51, ofBulk("b", null), 30, 3)).as("33 of 153 are gone, which is too much, but of 183 it is not").isTrue();
    }

    @Test
    void aProductThatWaitedForItsObjectsHasBeenAllowedNothing() {
        IntStream.range(0, 100).forEach(product -> assertThat(tally.allows(product, ofBulk("b", null), 3, 0)).isTrue());
        long gone = IntStream.range(0, 100).filter(product -> tally.allows(product, ofBulk("b", null), 3, 3)).count();
        assertThat(gone).as("of 100, when all objects have come").isBetween(20L, 22L);
    }

    @Test
    void aRequestSaysHowMuchMayGoInstead() {
        assertThat(IntStream.range(0, 1_000).allMatch(product -> tally.allows(product, ofBulk("all", 100), 3, 3))).isTrue();
        IntStream.range(0, 100).forEach(product -> tally.allows(product, ofBulk("none", 0), 3, product == 0 ? 1 : 0));
        assertThat(tally.allows(100, ofBulk("none", 0), 3, 1)).isFalse();
    }

    @Test
    void oneBulkIsNotAnotherNorOneSourceAnother() {
        IntStream.range(0, 40).forEach(product -> tally.allows(product, ofBulk("b", null), 3, 3));
        assertThat(tally.allows(50, ofBulk("b", null), 3, 3)).isFalse();
        assertThat(tally.allows(50, ofBulk("c", null), 3, 3)).isTrue();
        assertThat(tally.allows(50, request("b", null, new RequestTerms("erp", true, false, null, List.of())), 3, 3)).isTrue();
        assertThat(tally.allows(50, request(null, "a message", RequestTerms.PLAIN), 3, 3)).isTrue();
        assertThat(tally.fresh().allows(50, ofBulk("b", null), 3, 3)).isTrue();
    }

    @Test
    void theBulksThatWereUsedLastAreRemembered() {
        IntStream.range(0, 40).forEach(product -> tally.allows(product, ofBulk("old", null), 3, 3));
        IntStream.range(0, 40).forEach(product -> tally.allows(product, ofBulk("used", null), 3, 3));
        for (int product = 0; product < 500_000; product++) {
            tally.allows(product, ofBulk("huge", null), 3, 0);
            if (product % 1_000 == 0) {
                assertThat(tally.allows(50, ofBulk("used", null), 3, 3)).isFalse();
            }
        }
        assertThat(tally.allows(50, ofBulk("old", null), 3, 3)).as("it begins anew").isTrue();
    }

    private static GalleryRequest ofBulk(String uuid, Integer maxRemovals) {
        return request(uuid, null, new RequestTerms("pim", true, false, maxRemovals, List.of()));
    }

    private static GalleryRequest request(String bulk, String message, RequestTerms terms) {
        return new GalleryRequest(0, "sku", null, "2026-01-01 00:00:00.000000", bulk, message, 1L, terms, List.of(), List.of());
    }
}
