package com.nacento.connector.gallery;

import static com.nacento.connector.gallery.RequestTerms.PLAIN;
import static com.nacento.connector.testing.GalleryFixture.IMAGE;
import static com.nacento.connector.testing.GalleryFixture.PRODUCT;
import static com.nacento.connector.testing.GalleryFixture.SMALL_IMAGE;
import static com.nacento.connector.testing.GalleryFixture.at;
import static com.nacento.connector.testing.GalleryFixture.direct;
import static com.nacento.connector.testing.GalleryFixture.meant;
import static com.nacento.connector.testing.GalleryFixture.operation;
import static com.nacento.connector.testing.GalleryFixture.written;
import static com.nacento.connector.testing.GalleryTables.rows;
import static com.nacento.connector.testing.ImageBuilder.image;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nacento.connector.gallery.RequestTerms.Was;
import com.nacento.connector.sync.SyncChunk;
import com.nacento.connector.testing.GalleryFixture;
import com.nacento.connector.testing.GalleryTables.Value;
import com.nacento.connector.testing.ImageBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A request whose objects are not all in the bucket yet: what is there is done, the rest when it comes. */
class AwaitedImagesTest {

    private static final RequestTerms REPLACE = PLAIN.replacing();

    private final GalleryFixture product = new GalleryFixture();
    private GalleryChanges notes;

    @Test
    void whatIsThereIsDoneAtOnceAndTheRequestWaitsForTheRest() {
        product.missing("/m/y/late.jpg");
        SkuResult result = process(waits(operation(5, 1, "f8d3c1a3", 2, image("/m/y/a.jpg").label("A"), image("/m/y/late.jpg"))));
        assertThat(product.value("/m/y/a.jpg").label()).isEqualTo("A");
        assertThat(product.paths()).containsExactly("/m/y/a.jpg");
        assertThat(result.stats()).as("nothing is wrong yet").isEqualTo(new ImageStats(1, 0, 0, 0, 0, List.of()));
        assertThat(result.waits()).isEqualTo(new WaitCount(1, 0, 0));
        assertThat(notes.has("finished_requests")).isFalse();
        assertThat(notes.has("finished_operations")).as("its operation stays open").isFalse();
        JsonNode awaiting = rows(notes, "awaiting_requests").get(0);
        assertThat(awaiting.get("result_message").asText())
                .isEqualTo("waits until 2026-01-03 00:01 UTC for 1 missing object: /m/y/late.jpg");
        assertThat(awaiting.get("awaits").asText()).contains("\"paths\":[\"/m/y/late.jpg\"]");
        assertThat(rows(notes, "awaited_images")).singleElement().hasToString("{\"request_id\":5,\"submitted_at\":\"" + at(1)
                + "\",\"file_path\":\"/m/y/late.jpg\"}");
    }

    @Test
    void whenTheObjectComesTheRestIsDoneAndAllOfItIsCounted() {
        product.missing("/m/y/late.jpg");
        process(waits(operation(5, 1, "f8d3c1a3", 2, image("/m/y/a.jpg"), image("/m/y/late.jpg").label("Late").roles("image", "hero"))));
        product.comes("/m/y/late.jpg");
        SkuResult result = comes(5, "/m/y/late.jpg");
        assertThat(product.value("/m/y/late.jpg").label()).isEqualTo("Late");
        assertThat(product.role(IMAGE)).isEqualTo("/m/y/late.jpg");
        assertThat(result.stats().inserted()).as("of this time").isEqualTo(1);
        assertThat(result.waits()).isEqualTo(new WaitCount(0, 1, 0));
        JsonNode operation = rows(notes, "finished_operations").get(0);
        assertThat(operation.get("status").asInt()).isEqualTo(1);
        assertThat(operation.get("result_message").asText())
                .isEqualTo("2 inserted, 0 updated, 0 new ETags, 0 unchanged; unknown_role: hero");
        assertThat(rows(notes, "ended_waits")).singleElement().hasToString("{\"request_id\":5,\"file_path\":null}");
        assertThat(product.tables.ofRequest(5)).containsEntry("state", 1).containsEntry("images",
                "[{\"file_path\":\"/m/y/a.jpg\"},{\"file_path\":\"/m/y/late.jpg\",\"label\":\"Late\",\"roles\":[\"image\",\"hero\"]}]");
    }

    @Test
    void whatWasDoneIsNotDoneAgainSinceAnAdminMayHaveChangedIt() {
        product.missing("/m/y/late.jpg");
        process(waits(written(5, 1, image("/m/y/a.jpg").label("A").roles("image"), image("/m/y/b.jpg"), image("/m/y/late.jpg"))));
        Value value = product.value("/m/y/a.jpg");
        product.tables.values().replaceAll((record, now) -> now == value
                ? new Value(now.valueId(), 0, PRODUCT, "an admin's", 1L, false)
                : now);
        product.role(IMAGE, "/m/y/b.jpg");
        product.tables.links().removeIf(link -> product.tables.images().get(link.valueId()).value().equals("/m/y/b.jpg"));
        product.comes("/m/y/late.jpg");
        comes(5, "/m/y/late.jpg");
        assertThat(product.value("/m/y/a.jpg").label()).isEqualTo("an admin's");
        assertThat(product.role(IMAGE)).isEqualTo("/m/y/b.jpg");
        assertThat(product.paths()).as("what an admin has taken off stays off").containsExactly("/m/y/a.jpg", "/m/y/late.jpg");
    }

    @Test
    void ofSeveralObjectsEachIsDoneWhenItComes() {
        product.missing("/m/y/1.jpg").missing("/m/y/2.jpg");
        process(waits(written(5, 1, image("/m/y/1.jpg"), image("/m/y/2.jpg"))));
        product.comes("/m/y/2.jpg");
        SkuResult first = comes(5, "/m/y/2.jpg");
        assertThat(product.paths()).containsExactly("/m/y/2.jpg");
        assertThat(first.waits()).isEqualTo(new WaitCount(1, 1, 0));
        assertThat(rows(notes, "ended_waits")).singleElement().hasToString("{\"request_id\":5,\"file_path\":\"/m/y/2.jpg\"}");
        assertThat(rows(notes, "awaiting_requests").get(0).get("result_message").asText()).endsWith("for 1 missing object: /m/y/1.jpg");
        product.comes("/m/y/1.jpg");
        comes(5, "/m/y/1.jpg");
        assertThat(product.paths()).containsExactly("/m/y/2.jpg", "/m/y/1.jpg");
        assertThat(product.tables.ofRequest(5)).containsEntry("state", 1);
    }

    @Test
    void anObjectThatAListingHasShownAndHeadDoesNotFindIsWaitedForOn() {
        product.missing("/m/y/late.jpg");
        process(waits(written(5, 1, image("/m/y/late.jpg"))));
        SkuResult result = comes(5, "/m/y/late.jpg");
        assertThat(result.waits()).isEqualTo(new WaitCount(1, 0, 0));
        assertThat(notes.parameters()).as("nothing is noted of it").containsOnlyKeys("media_gallery");
        assertThat(product.tables.ofRequest(5)).containsEntry("state", 6);
    }

    @Test
    void whenItsTimeIsUpItEndsAsIfItHadNotWaited() {
        product.missing("/m/y/late.jpg");
        process(waits(operation(5, 1, "f8d3c1a3", 2, image("/m/y/a.jpg"), image("/m/y/late.jpg").label("Late"))));
        product.tables.mayWait(5, false);
        SkuResult result = comes(5, "/m/y/late.jpg");
        assertThat(result.stats().warnings()).containsExactly("file_not_found: /m/y/late.jpg");
        assertThat(result.waits()).isEqualTo(new WaitCount(0, 0, 1));
        assertThat(rows(notes, "finished_operations").get(0).get("result_message").asText())
                .isEqualTo("1 inserted, 0 updated, 0 new ETags, 0 unchanged; file_not_found: /m/y/late.jpg");
        assertThat(product.tables.ofRequest(5)).containsEntry("state", 1)
                .as("only the path of what decided nothing").containsEntry("images",
                        "[{\"file_path\":\"/m/y/a.jpg\"},{\"file_path\":\"/m/y/late.jpg\"}]");
    }

    @Test
    void whoseTimeIsUpBeforeItIsProcessedDoesNotWaitAtAll() {
        product.missing("/m/y/late.jpg");
        GalleryRequest request = written(5, 1, image("/m/y/late.jpg"));
        product.tables.request(PRODUCT, request, 4);
        assertThat(process(request).stats().warnings()).containsExactly("file_not_found: /m/y/late.jpg");
        assertThat(product.tables.ofRequest(5)).containsEntry("state", 1);
    }

    @Test
    void aDirectCallNeverWaits() {
        product.missing("/m/y/late.jpg");
        assertThat(process(direct(image("/m/y/late.jpg"))).stats().warnings()).containsExactly("file_not_found: /m/y/late.jpg");
        assertThat(notes.has("awaiting_requests")).isFalse();
    }

    @Test
    void aDirectCallPutsAnOlderRequestToWaitThatItTakesAlong() {
        product.missing("/m/y/late.jpg");
        waits(written(5, 1, image("/m/y/a.jpg"), image("/m/y/late.jpg")));
        process(direct(image("/m/y/b.jpg")));
        assertThat(product.paths()).containsExactlyInAnyOrder("/m/y/a.jpg", "/m/y/b.jpg");
        assertThat(product.tables.ofRequest(5)).containsEntry("state", 6);
    }

    @Test
    void aRequestWithNothingToWriteWaitsWithoutALock() {
        product.has("/m/y/a.jpg", null, 1L);
        product.missing("/m/y/late.jpg");
        ProductSync planned = product.plan(waits(written(5, 1, image("/m/y/a.jpg"), image("/m/y/late.jpg"))));
        assertThat(planned.needsLock()).isFalse();
        assertThat(new SyncChunk(List.of(planned)).endsRequestsUnchanged()).as("the wait is noted").isTrue();
    }

    @Test
    void whileItWaitsNoOtherRequestAsksForItsObjects() {
        product.missing("/m/y/late.jpg");
        process(waits(written(5, 1, image("/m/y/late.jpg"))));
        ProductSync other = product.plan(direct(image("/m/y/b.jpg")));
        assertThat(other.paths()).containsExactly("/m/y/b.jpg");
        assertThat(other.ended()).extracting(GalleryRequest::requestId).containsExactly((Long) null);
    }

    @Test
    void whoeverIsYoungerIsDecidedUnderTheLockAndLeavesATraceThoughNothingDiffers() {
        product.has("/m/y/a.jpg", "now", 1L);
        product.missing("/m/y/late.jpg");
        process(waits(written(5, 1, image("/m/y/late.jpg"))));
        ProductSync younger = product.plan(direct(image("/m/y/a.jpg").label("now")));
        assertThat(younger.isChanged()).isFalse();
        assertThat(younger.needsLock()).isTrue();
        process(direct(image("/m/y/a.jpg").label("now")));
        assertThat(rows(notes, "direct_requests")).as("what comes late must find it").hasSize(1);
    }

    @Test
    void whoFindsAnObjectThatIsAwaitedSaysSo() {
        product.missing("/m/y/late.jpg");
        process(waits(written(5, 1, image("/m/y/late.jpg").label("Late"), image("/m/y/a.jpg"))));
        product.comes("/m/y/late.jpg");
        process(direct(image("/m/y/late.jpg"), image("/m/y/a.jpg")));
        assertThat(rows(notes, "arrived_images")).singleElement().hasToString("\"/m/y/late.jpg\"");
    }

    @Test
    void aYoungerRequestWinsThatWasProcessedMeanwhile() {
        product.missing("/m/y/late.jpg");
        process(waits(written(5, 1, image("/m/y/late.jpg").label("older").position(7).roles("image", "small_image"))));
        product.comes("/m/y/late.jpg");
        process(waits(written(6, 20, image("/m/y/late.jpg").label("younger"), image("/m/y/b.jpg").roles("image"))));
        comes(5, "/m/y/late.jpg");
        assertThat(product.value("/m/y/late.jpg").label()).isEqualTo("younger");
        assertThat(product.value("/m/y/late.jpg").position()).as("what it did not say is the older one's").isEqualTo(7);
        assertThat(product.role(IMAGE)).isEqualTo("/m/y/b.jpg");
        assertThat(product.role(SMALL_IMAGE)).isEqualTo("/m/y/late.jpg");
    }

    @Test
    void anAwaitedImageThatAYoungerReplaceHasLeftOutStaysOut() {
        product.missing("/m/y/late.jpg");
        process(waits(written(5, 1, image("/m/y/late.jpg"))));
        process(waits(meant(written(6, 20, image("/m/y/b.jpg")), REPLACE)));
        product.comes("/m/y/late.jpg");
        comes(5, "/m/y/late.jpg");
        assertThat(product.paths()).containsExactly("/m/y/b.jpg");
        assertThat(product.tables.ofRequest(5)).containsEntry("state", 1);
    }

    @Test
    void anOlderRequestThatComesLateDoesNotOverwriteWhatIsDone() {
        product.missing("/m/y/late.jpg");
        process(waits(written(5, 10, image("/m/y/a.jpg").label("younger").roles("image"), image("/m/y/late.jpg"))));
        process(waits(written(4, 1, image("/m/y/a.jpg").label("older").position(9), image("/m/y/b.jpg").roles("image"))));
        assertThat(product.value("/m/y/a.jpg").label()).isEqualTo("younger");
        assertThat(product.value("/m/y/a.jpg").position()).isEqualTo(9);
        assertThat(product.role(IMAGE)).isEqualTo("/m/y/a.jpg");
    }

    @Test
    void whatIsDoneOfARequestThatFailsLaterStillCounts() {
        product.missing("/m/y/late.jpg");
        process(waits(written(5, 10, image("/m/y/a.jpg").label("younger"), image("/m/y/late.jpg"))));
        product.tables.ofRequest(5).put("state", 2);
        process(waits(written(4, 1, image("/m/y/a.jpg").label("older"))));
        assertThat(product.value("/m/y/a.jpg").label()).isEqualTo("younger");
    }

    @Test
    void aRequestThatFailedAndIsTriedAgainGoesOnWhereItWas() {
        product.missing("/m/y/late.jpg");
        GalleryRequest request = waits(written(5, 10, image("/m/y/a.jpg").label("A"), image("/m/y/late.jpg")));
        process(request);
        product.tables.ofRequest(5).put("state", 4);
        product.comes("/m/y/late.jpg");
        assertThat(product.plan(request).paths()).containsExactly("/m/y/late.jpg");
        process(request);
        assertThat(product.paths()).containsExactly("/m/y/a.jpg", "/m/y/late.jpg");
        assertThat(product.tables.ofRequest(5)).containsEntry("state", 1);
    }

    @Test
    void aLaterItemOfItsBulkStandsInsteadOfIt() {
        product.missing("/m/y/late.jpg");
        process(waits(operation(5, 1, "f8d3c1a3", 1, image("/m/y/late.jpg"))));
        process(waits(operation(6, 1, "f8d3c1a3", 2, image("/m/y/b.jpg"))));
        product.comes("/m/y/late.jpg");
        comes(5, "/m/y/late.jpg");
        assertThat(product.paths()).containsExactly("/m/y/b.jpg");
        assertThat(rows(notes, "finished_operations").get(0).get("result_message").asText()).startsWith("duplicate_sku: ");
        assertThat(rows(notes, "ended_waits")).hasSize(1);
    }

    @Test
    void withReplaceNothingGoesBeforeAllObjectsHaveCome() {
        product.sync(direct(1, image("/o/l/d.jpg").roles("image"), image("/m/y/a.jpg")));
        product.missing("/m/y/1.jpg").missing("/m/y/2.jpg");
        SkuResult first = process(waits(meant(operation(5, 10, "f8d3c1a3", 1, image("/m/y/a.jpg"), image("/m/y/1.jpg").roles("image"),
                image("/m/y/2.jpg")), REPLACE)));
        assertThat(first.stats()).as("it is not withheld, it waits").isEqualTo(new ImageStats(0, 0, 0, 1, 0, List.of()));
        product.comes("/m/y/1.jpg");
        SkuResult second = comes(5, "/m/y/1.jpg");
        assertThat(second.stats()).isEqualTo(new ImageStats(1, 0, 0, 0, 0, List.of()));
        assertThat(product.paths()).contains("/o/l/d.jpg");
        product.comes("/m/y/2.jpg");
        SkuResult last = comes(5, "/m/y/2.jpg");
        assertThat(last.stats().removed()).isEqualTo(1);
        assertThat(product.paths()).as("what was done before is named, too").containsExactly("/m/y/a.jpg", "/m/y/1.jpg", "/m/y/2.jpg");
        assertThat(product.role(IMAGE)).isEqualTo("/m/y/1.jpg");
        assertThat(rows(notes, "finished_operations").get(0).get("result_message").asText())
                .isEqualTo("2 inserted, 0 updated, 0 new ETags, 1 unchanged, 1 removed");
        assertThat(product.tables.ofRequest(5).get("images").toString()).as("it counts as one that replaces").contains("replace");
    }

    @Test
    void withReplaceAndAnObjectThatNeverComesNothingGoes() {
        product.sync(direct(1, image("/o/l/d.jpg")));
        product.missing("/m/y/1.jpg");
        process(waits(meant(operation(5, 10, "f8d3c1a3", 1, image("/m/y/a.jpg"), image("/m/y/1.jpg")), REPLACE)));
        product.tables.mayWait(5, false);
        SkuResult result = comes(5, "/m/y/1.jpg");
        assertThat(product.paths()).containsExactlyInAnyOrder("/o/l/d.jpg", "/m/y/a.jpg");
        assertThat(result.stats().warnings()).containsExactly("file_not_found: /m/y/1.jpg",
                "removal_withheld: an object of the item is missing");
        assertThat(product.tables.ofRequest(5).get("images").toString()).as("it has let go of nothing").contains("\"max_removals\":0");
    }

    @Test
    void withReplaceWhatAYoungerRequestBroughtStays() {
        product.sync(direct(1, image("/o/l/d.jpg")));
        product.missing("/m/y/1.jpg");
        process(waits(meant(written(5, 10, image("/m/y/1.jpg")), REPLACE)));
        process(waits(written(6, 20, image("/m/y/younger.jpg"))));
        product.comes("/m/y/1.jpg");
        comes(5, "/m/y/1.jpg");
        assertThat(product.paths()).containsExactlyInAnyOrder("/m/y/younger.jpg", "/m/y/1.jpg");
    }

    @Test
    void aSlotThatIsSaidToBeEmptyIsEmptiedWhenAllObjectsHaveCome() {
        product.sync(direct(1, image("/o/l/d.jpg").slot("image_2")));
        product.missing("/m/y/1.jpg");
        RequestTerms empty = new RequestTerms("pim", false, false, null, List.of("image_2"));
        process(waits(meant(written(5, 10, image("/m/y/1.jpg").slot("image_1")), empty)));
        assertThat(product.paths()).containsExactly("/o/l/d.jpg");
        product.comes("/m/y/1.jpg");
        comes(5, "/m/y/1.jpg");
        assertThat(product.paths()).containsExactly("/m/y/1.jpg");
    }

    @Test
    void anImageWhoseSlotAnotherOneOfTheProductHasTakenStaysAsWithoutWaitingAndThatIsSaid() {
        product.sync(direct(1, image("/o/l/d.jpg").slot("front"), image("/n/e/w.jpg")));
        product.missing("/m/y/1.jpg");
        process(waits(operation(5, 10, "f8d3c1a3", 1, image("/n/e/w.jpg").slot("front"), image("/m/y/1.jpg"))));
        product.comes("/m/y/1.jpg");
        comes(5, "/m/y/1.jpg");
        assertThat(product.paths()).containsExactlyInAnyOrder("/o/l/d.jpg", "/n/e/w.jpg", "/m/y/1.jpg");
        assertThat(rows(notes, "finished_operations").get(0).get("result_message").asText())
                .endsWith("removal_withheld: an object of the item is missing");
    }

    @Test
    void anotherFileInASlotTakesThePlaceWhenItComes() {
        product.sync(direct(1, image("/o/l/d.jpg").slot("front").label("Front").roles("image")));
        product.missing("/n/e/w.jpg");
        process(waits(written(5, 10, image("/n/e/w.jpg").slot("front"))));
        assertThat(product.paths()).containsExactly("/o/l/d.jpg");
        product.comes("/n/e/w.jpg");
        comes(5, "/n/e/w.jpg");
        assertThat(product.paths()).containsExactly("/n/e/w.jpg");
        assertThat(product.value("/n/e/w.jpg").label()).isEqualTo("Front");
        assertThat(product.role(IMAGE)).isEqualTo("/n/e/w.jpg");
    }

    @Test
    void aRoleGoesToTheLastImageThatClaimsItWheneverItsObjectComes() {
        ImageBuilder first = image("/m/y/1.jpg").roles("image", "small_image").in("de", null, null, null, List.of("image"));
        ImageBuilder last = image("/m/y/2.jpg").roles("image").in("de", null, null, null, List.of("image"));
        product.missing("/m/y/1.jpg");
        process(waits(written(5, 1, first, last)));
        product.comes("/m/y/1.jpg");
        comes(5, "/m/y/1.jpg");
        assertThat(product.role(IMAGE)).isEqualTo("/m/y/2.jpg");
        assertThat(product.tables.attributeOf(PRODUCT, IMAGE, 2)).isEqualTo("/m/y/2.jpg");
        assertThat(product.role(SMALL_IMAGE)).isEqualTo("/m/y/1.jpg");

        product.missing("/m/y/2.jpg");
        process(waits(written(6, 20, first, last)));
        assertThat(product.role(IMAGE)).isEqualTo("/m/y/1.jpg");
        product.comes("/m/y/2.jpg");
        comes(6, "/m/y/2.jpg");
        assertThat(product.role(IMAGE)).isEqualTo("/m/y/2.jpg");
    }

    @Test
    void whatALookAsksForRemovesNothingByItself() {
        String awaits = new AwaitedImages(List.of("/m/y/1.jpg", "/m/y/2.jpg"), new Wanted(PLAIN, List.of(
                GalleryImage.named("/m/y/1.jpg"), GalleryImage.named("/m/y/2.jpg"))), ImageStats.none(List.of())).write();
        Wanted full = new Wanted(REPLACE, List.of(image("/m/y/1.jpg").label("1").build(), image("/m/y/2.jpg").build(),
                image("/m/y/done.jpg").build()));
        GalleryItem asked = AwaitedImages.asked(0, "SKU-1", awaits, full, Set.of("/m/y/1.jpg"));
        assertThat(asked.images()).containsExactly(image("/m/y/1.jpg").label("1").build());
        assertThat(asked.terms().remove()).isFalse();
        assertThat(AwaitedImages.asked(0, "SKU-1", awaits, full, Set.of()).images()).as("its time is up").hasSize(2);
    }

    @Test
    void aRowThatBothPartsOfItHaveChangedIsOneChange() {
        AwaitedImages first = awaits(new Was("/o/l/d.jpg", "/m/y/1.jpg", List.of("front")),
                new Was("/o/b.jpg", "/m/y/2.jpg", List.of("back")),
                new Was("/g/one.jpg", null, List.of("side")));
        Wanted second = new Wanted(PLAIN.changing(List.of(new Was("/m/y/2.jpg", "/m/y/1.jpg", List.of("back", "front")),
                new Was("/m/y/1.jpg", null, List.of()), new Was("/n/ew.jpg", "/n/ew.jpg", null))), List.of());

        assertThat(first.decidedWith(second).terms().changed()).containsExactly(
                new Was("/g/one.jpg", null, List.of("side")), new Was("/o/b.jpg", "/m/y/1.jpg", List.of("back")),
                new Was("/o/l/d.jpg", null, List.of("front")), new Was("/n/ew.jpg", "/n/ew.jpg", null));
        assertThat(first.and(second, ImageStats.none(List.of()), List.of()).decided().terms().changed())
                .isEqualTo(first.decidedWith(second).terms().changed());
    }

    private static AwaitedImages awaits(Was... changed) {
        return new AwaitedImages(List.of("/m/y/late.jpg"), new Wanted(PLAIN.changing(List.of(changed)), List.of()),
                ImageStats.none(List.of()));
    }

    @Test
    void whatIsStoredIsReadAgain() {
        AwaitedImages awaits = new AwaitedImages(List.of("/m/y/ü\".jpg"),
                new Wanted(REPLACE.changing(List.of(new Was("/o/l/d.jpg", null, List.of("front")))),
                        List.of(image("/m/y/a.jpg").label("A").build())),
                new ImageStats(1, 2, 3, 4, 5, List.of("hidden: /m/y/a.jpg")));
        assertThat(AwaitedImages.read(awaits.write())).isEqualTo(awaits);
    }

    /** Writes a request down that may wait. */
    private GalleryRequest waits(GalleryRequest request) {
        product.tables.request(PRODUCT, request, 4);
        product.tables.mayWait(request.requestId(), true);
        return request;
    }

    private SkuResult process(GalleryRequest request) {
        ProductSync planned = product.sync(request);
        notes = new GalleryChanges(List.of(), GalleryFixture.SHOP, Refreshes.NONE);
        new RequestReport(List.of(planned), Duration.ofHours(48)).addTo(notes);
        product.tables.note(notes);
        return planned.results().get(0);
    }

    /** What a look does that has seen an object come, or whose time is up. */
    private SkuResult comes(long requestId, String... paths) {
        Map<String, Object> row = product.tables.ofRequest(requestId);
        GalleryItem asked = AwaitedImages.asked(0, "SKU-1", row.get("awaits").toString(), ImagesJson.read(row.get("images").toString()),
                Set.of(paths));
        return process(new GalleryRequest(0, "SKU-1", requestId, row.get("submitted_at").toString(), (String) row.get("bulk_uuid"), null,
                (Long) row.get("operation_key"), asked.terms(), asked.images(), List.of()));
    }
}
