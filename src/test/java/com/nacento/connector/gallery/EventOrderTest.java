package com.nacento.connector.gallery;

import static com.nacento.connector.testing.GalleryFixture.PRODUCT;
import static com.nacento.connector.testing.GalleryFixture.at;
import static com.nacento.connector.testing.GalleryFixture.meant;
import static com.nacento.connector.testing.GalleryFixture.operation;
import static com.nacento.connector.testing.GalleryTables.rows;
import static com.nacento.connector.testing.ImageBuilder.image;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.testing.GalleryFixture;
import com.nacento.connector.testing.ImageBuilder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events of a PIM come late, twice and in any order: of each source the one that happened last counts. */
class EventOrderTest {

    private final GalleryFixture product = new GalleryFixture();
    private GalleryChanges notes;

    @Test
    void anEventThatIsOlderThanTheLastOneOfItsSourceDoesNothing() {
        process(event(1, "akeneo", 20, image("/m/y/new.jpg").label("new")));
        process(event(2, "akeneo", 10, image("/m/y/new.jpg").label("old"), image("/m/y/old.jpg")));
        assertThat(product.paths()).containsExactly("/m/y/new.jpg");
        assertThat(product.value("/m/y/new.jpg").label()).isEqualTo("new");
        assertThat(product.tables.ofRequest(2)).containsEntry("state", 1);
        assertThat(rows(notes, "finished_operations").get(0).get("result_message").asText())
                .isEqualTo("nothing done: a later event of this source is known for the product");
    }

    @Test
    void whatAnOlderEventWouldHaveEmptiedStaysToo() {
        process(event(1, "akeneo", 20, image("/m/y/a.jpg").slot("front")));
        RequestTerms empties = new RequestTerms("akeneo", false, false, null, List.of("front")).ofEvent(at(10));
        process(meant(operation(2, 10, "bulk-2", 1), empties));
        assertThat(product.paths()).containsExactly("/m/y/a.jpg");
    }

    @Test
    void ofTwoAtTheSameTimeTheOneReceivedLaterCounts() {
        process(event(1, "akeneo", 20, image("/m/y/a.jpg").label("first")));
        process(event(2, "akeneo", 20, image("/m/y/a.jpg").label("second")));
        assertThat(product.value("/m/y/a.jpg").label()).isEqualTo("second");
    }

    @Test
    void anOlderEventThatWaitsAlongWithAYoungerOneEndsWithoutAnyEffect() {
        waits(event(1, "akeneo", 20, image("/m/y/new.jpg")));
        process(event(2, "akeneo", 10, image("/m/y/old.jpg")));
        assertThat(product.paths()).isEmpty();
        assertThat(product.tables.ofRequest(2)).containsEntry("state", 1);
        assertThat(product.tables.ofRequest(1)).as("its own message brings it").containsEntry("state", 4);
    }

    /** The PIM's clock is ahead: both count as submitted when they were received. */
    @Test
    void theirOwnTimesDecideAlsoWhereTheClockOfThePimIsAhead() {
        process(received("18:00:00.100000", "18:00:03.000000", event(1, "akeneo", 20, image("/m/y/new.jpg"))));
        process(received("18:00:00.400000", "18:00:02.000000", event(2, "akeneo", 10, image("/m/y/old.jpg"))));
        assertThat(product.paths()).containsExactly("/m/y/new.jpg");
        assertThat(product.tables.ofRequest(2)).containsEntry("state", 1);

        process(received("18:00:00.600000", "18:00:03.500000", event(3, "akeneo", 30, image("/m/y/newest.jpg"))));
        assertThat(product.paths()).containsExactly("/m/y/new.jpg", "/m/y/newest.jpg");
    }

    @Test
    void aTimeThatIsFarAheadIsBelievedForFiveMinutesAtMost() {
        process(received("18:00:00.100000", "23:00:00.000000", event(1, "akeneo", 20, image("/m/y/a.jpg"))));
        process(received("18:05:00.200000", "18:05:00.200000", event(2, "akeneo", 10, image("/m/y/b.jpg"))));
        assertThat(product.paths()).containsExactly("/m/y/a.jpg", "/m/y/b.jpg");
    }

    /** The first has waited before it was written down. */
    @Test
    void howeverFarTheClockIsAheadEventsThatComeInTheirOrderAreNotReversed() {
        process(received("18:02:00.000000", "18:06:00.000000", event(1, "akeneo", 20, image("/m/y/a.jpg"))));
        process(received("18:02:31.000000", "18:08:30.000000", event(2, "akeneo", 10, image("/m/y/b.jpg"))));
        assertThat(product.paths()).containsExactly("/m/y/a.jpg", "/m/y/b.jpg");
    }

    @Test
    void whatHappenedBeforeALateOneStandsBackAlsoIfItWasReceivedLater() {
        product.missing("/m/y/late.jpg");
        GalleryRequest late = received("18:00:30.000000", "18:02:30.000000",
                event(1, "akeneo", 10, image("/m/y/late.jpg"), image("/m/y/a.jpg").label("late")));
        waits(late);
        product.tables.mayWait(1, true);
        process(late);
        process(received("18:00:40.000000", "18:02:20.000000", event(2, "akeneo", 20, image("/m/y/a.jpg").label("before"))));
        product.comes("/m/y/late.jpg");

        process(late);

        assertThat(product.value("/m/y/a.jpg").label()).isEqualTo("late");
    }

    @Test
    void whatHappenedShortlyBeforeAnEventIsLookedBackForAndOfOtherRequestsOnlyWhatCameAfterThem() {
        assertThat(received("18:04:59.000000", "18:00:02.000000", event(2, "akeneo", 10, image("/m/y/old.jpg"))).lookedBackTo())
                .isEqualTo("2026-01-01 17:59:59.000000");
        assertThat(operation(4, 5, "bulk-4", 1, image("/m/y/a.jpg")).lookedBackTo()).isEqualTo(at(5));
    }

    @Test
    void eachSourceHasATimeOfItsOwn() {
        process(event(1, "akeneo", 20, image("/m/y/a.jpg")));
        process(event(2, "dam", 10, image("/m/y/b.jpg")));
        assertThat(product.paths()).containsExactlyInAnyOrder("/m/y/a.jpg", "/m/y/b.jpg");
    }

    @Test
    void anEventThatFailedDoesNotCount() {
        product.tables.request(PRODUCT, event(1, "akeneo", 20, image("/m/y/new.jpg")), 2);
        process(event(2, "akeneo", 10, image("/m/y/old.jpg")));
        assertThat(product.paths()).containsExactly("/m/y/old.jpg");
    }

    @Test
    void anEventThatStillWaitsForItsObjectsIsOverByAYoungerOne() {
        product.missing("/m/y/late.jpg");
        waits(event(1, "akeneo", 10, image("/m/y/late.jpg")));
        product.tables.mayWait(1, true);
        process(event(1, "akeneo", 10, image("/m/y/late.jpg")));
        process(event(2, "akeneo", 20, image("/m/y/a.jpg")));
        product.comes("/m/y/late.jpg");
        process(event(1, "akeneo", 10, image("/m/y/late.jpg")));
        assertThat(product.paths()).containsExactly("/m/y/a.jpg");
        assertThat(product.tables.ofRequest(1)).containsEntry("state", 1);
    }

    @Test
    void aCallThatComesLateFindsEventsAppliedInTheirOrderAndThoseThatWereNotAsNothing() {
        process(event(1, "akeneo", 20, image("/m/y/a.jpg").label("first")));
        process(event(2, "akeneo", 30, image("/m/y/b.jpg")));
        process(event(3, "akeneo", 25, image("/m/y/a.jpg").label("outdated").position(9)));
        process(operation(4, 5, "bulk-4", 1, image("/m/y/a.jpg").label("late").position(4)));
        assertThat(product.value("/m/y/a.jpg").label()).isEqualTo("first");
        assertThat(product.value("/m/y/a.jpg").position()).isEqualTo(4);
        assertThat(product.paths()).containsExactly("/m/y/a.jpg", "/m/y/b.jpg");
    }

    private static GalleryRequest event(long requestId, String source, int moment, ImageBuilder... images) {
        return meant(operation(requestId, moment, "bulk-" + requestId, 1, images),
                new RequestTerms(source, false, false, null, List.of()).ofEvent(at(moment)));
    }

    private static GalleryRequest received(String received, String happened, GalleryRequest event) {
        return new GalleryRequest(event.index(), event.sku(), event.requestId(), "2026-01-01 " + received, event.bulkUuid(), null,
                event.operationKey(), event.terms().ofEvent("2026-01-01 " + happened), event.images(), List.of());
    }

    private void waits(GalleryRequest request) {
        product.tables.request(PRODUCT, request, 4);
    }

    private void process(GalleryRequest request) {
        if (product.tables.gallery(PRODUCT).rowOf(request).isEmpty()) {
            waits(request);
        }
        note(product.sync(request));
    }

    private void note(ProductSync planned) {
        notes = new GalleryChanges(List.of(), GalleryFixture.SHOP, Refreshes.NONE);
        new RequestReport(List.of(planned), Duration.ofHours(48)).addTo(notes);
        product.tables.note(notes);
    }
}
