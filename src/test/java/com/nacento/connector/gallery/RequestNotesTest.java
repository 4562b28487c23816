package com.nacento.connector.gallery;

import static com.nacento.connector.testing.GalleryFixture.PRODUCT;
import static com.nacento.connector.testing.GalleryFixture.direct;
import static com.nacento.connector.testing.GalleryFixture.operation;
import static com.nacento.connector.testing.GalleryTables.rows;
import static com.nacento.connector.testing.ImageBuilder.image;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.testing.GalleryFixture;
import com.nacento.connector.testing.ImageBuilder;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestNotesTest {

    private static final RequestNotes NOTES = new RequestNotes(true, "op-1 (pim)");

    private final GalleryFixture product = new GalleryFixture();

    @Test
    void aDirectCallNotesWhoItWasAndWhatItChangedInTheRowThatItLeavesAnyway() throws Exception {
        product.has("/m/y/a.jpg", "A", 1L);

        JsonNode note = note(report(product.plan(direct(image("/m/y/a.jpg").label("B"))), NOTES), "direct_requests");

        assertThat(note.path("from").asText()).isEqualTo("op-1 (pim)");
        assertThat(note.path("changes").toString()).contains("\"field\":\"label\",\"from\":\"A\",\"to\":\"B\"");
        assertThat(note.has("masked")).isFalse();
    }

    @Test
    void aRequestOfTheQueueNotesWhatItChangedAndNotTheCallerOfWhoeverProcessesIt() throws Exception {
        JsonNode note = note(report(product.plan(waits(operation(5, 1, "b", 1, image("/m/y/a.jpg").label("A")))), NOTES),
                "finished_requests");

        assertThat(note.path("result").asText()).startsWith("1 inserted");
        assertThat(note.has("from")).isFalse();
    }

    @Test
    void whatYoungerRequestsHaveDecidedIsNotedAsMasked() throws Exception {
        waits(operation(5, 1, "b", 1, image("/m/y/a.jpg").label("old"), image("/m/y/b.jpg")));

        GalleryChanges changes = report(product.plan(direct(image("/m/y/a.jpg").label("young"))), NOTES);

        assertThat(note(changes, "finished_requests").path("masked").toString())
                .isEqualTo("[{\"image\":\"/m/y/a.jpg\",\"field\":\"label\"}]");
        assertThat(note(changes, "direct_requests").has("masked")).isFalse();
    }

    @Test
    void whatChangesNothingOrIsNotToBeNotedCarriesNoNote() {
        assertThat(rows(report(product.plan(direct(image("/m/y/a.jpg"))), RequestNotes.NONE), "direct_requests").get(0).has("notes"))
                .isFalse();
        product.has("/m/y/a.jpg", "A", 1L);
        GalleryChanges unchanged = report(product.plan(waits(operation(5, 1, "b", 1, image("/m/y/a.jpg")))), NOTES);
        assertThat(rows(unchanged, "finished_requests").get(0)).hasToString("{\"request_id\":5,\"state\":1}");
    }

    @Test
    void thatAStoreViewsNewRowSaysOfTheVisibilityWhatAllStoresHaveIsNoChange() throws Exception {
        product.has("/m/y/a.jpg", "A", 1L);
        product.has("/m/y/b.jpg", "B", 2L);

        JsonNode note = note(report(product.plan(direct(image("/m/y/a.jpg").in("de", "Vorne", null, null, null),
                image("/m/y/b.jpg").in("de", null, null, true, null))), NOTES), "direct_requests");

        assertThat(note.path("changes").findValuesAsText("field")).containsExactly("label", "disabled");
        assertThat(note.path("changes").findValuesAsText("image")).containsExactly("/m/y/a.jpg", "/m/y/b.jpg");
    }

    @Test
    void thatAnImageWithoutAnyValueIsHiddenIsNoted() throws Exception {
        product.tables.values().remove(product.has("/m/y/a.jpg", null, null));

        JsonNode note = note(report(product.plan(direct(image("/m/y/a.jpg").disabled(true))), NOTES), "direct_requests");

        assertThat(note.path("changes").findValuesAsText("field")).contains("disabled");
    }

    @Test
    void aNoteIsBounded() throws Exception {
        ImageBuilder[] many = IntStream.range(0, 300).mapToObj(i -> image("/m/y/" + i + ".jpg").label("x".repeat(255)))
                .toArray(ImageBuilder[]::new);

        JsonNode note = note(report(product.plan(direct(many)), NOTES), "direct_requests");

        assertThat(note.toString().length()).isLessThan(13_000);
        assertThat(note.path("changes").size() + note.path("changes_left_out").asInt()).isEqualTo(300);
    }

    @Test
    void soIsOneOfWhichYoungerRequestsHaveDecidedNearlyAll() throws Exception {
        ImageBuilder[] many = IntStream.range(0, 300).mapToObj(i -> image("/m/y/" + "long-".repeat(40) + i + ".jpg").label("old"))
                .toArray(ImageBuilder[]::new);
        ImageBuilder[] young = IntStream.range(0, 300)
                .mapToObj(i -> image("/m/y/" + "long-".repeat(40) + i + ".jpg").label("young").position(i)).toArray(ImageBuilder[]::new);
        waits(operation(5, 1, "b", 1, many));

        JsonNode note = note(report(product.plan(direct(young)), NOTES), "finished_requests");

        assertThat(note.path("masked")).hasSizeBetween(10, 20);
        assertThat(note.toString().length()).isLessThan(12_000);
    }

    @Test
    void whatIsNotSaidOfAChangeIsReadAsAllStoresAndNothing() {
        assertThat(
                RequestNotes.read("{\"changes\":[{\"image\":\"/a.jpg\",\"field\":\"label\",\"to\":\"B\"}]}\n{\"error\":\"x\"}").toString())
                .isEqualTo("[{\"changes\":[{\"image\":\"/a.jpg\",\"field\":\"label\",\"to\":\"B\",\"store\":\"admin\",\"from\":null}]}, "
                        + "{\"error\":\"x\"}]");
        String inFull = "{\"changes\":[{\"image\":\"/a.jpg\",\"field\":\"label\",\"store\":\"de\",\"from\":\"A\",\"to\":null}]}";
        assertThat(RequestNotes.read(inFull).toString()).as("an older connector's").isEqualTo("[" + inFull + "]");
        assertThat(RequestNotes.read(null)).isEmpty();
    }

    private GalleryRequest waits(GalleryRequest request) {
        product.tables.request(PRODUCT, request, 4);
        return request;
    }

    private static GalleryChanges report(ProductSync planned, RequestNotes notes) {
        GalleryChanges changes = new GalleryChanges(List.of(), GalleryFixture.SHOP, Refreshes.NONE);
        new RequestReport(List.of(planned), Duration.ZERO, notes).addTo(changes);
        return changes;
    }

    private static JsonNode note(GalleryChanges changes, String of) throws JsonProcessingException {
        return new ObjectMapper().readTree(rows(changes, of).get(0).path("notes").asText());
    }
}
