package com.nacento.connector.gallery;

import static com.nacento.connector.testing.GalleryFixture.PRODUCT;
import static com.nacento.connector.testing.GalleryFixture.at;
import static com.nacento.connector.testing.GalleryFixture.direct;
import static com.nacento.connector.testing.GalleryFixture.operation;
import static com.nacento.connector.testing.GalleryTables.rows;
import static com.nacento.connector.testing.ImageBuilder.image;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nacento.connector.sync.SyncChunk;
import com.nacento.connector.testing.GalleryFixture;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestReportTest {

    private final GalleryFixture product = new GalleryFixture();

    @Test
    void aDirectCallThatWroteSomethingLeavesATrace() {
        JsonNode trace = rows(report(product.plan(direct(7, image("/m/y/a.jpg").label("A")))), "direct_requests").get(0);
        assertThat(trace.get("sku").asText()).isEqualTo("SKU-1");
        assertThat(trace.get("submitted_at").asText()).isEqualTo(at(7));
        assertThat(trace.get("images").asText()).isEqualTo("[{\"file_path\":\"/m/y/a.jpg\",\"label\":\"A\"}]");
    }

    @Test
    void aDirectCallThatWroteNothingLeavesNone() {
        product.has("/m/y/a.jpg", "A", 1L);
        assertThat(report(product.plan(direct(image("/m/y/a.jpg")))).parameters()).containsOnlyKeys("media_gallery");
    }

    @Test
    void aDirectCallThatWroteNothingLeavesATraceForAnOlderRequestThatComesLater() {
        product.has("/m/y/a.jpg", "A", 1L);
        product.refused("/m/y/b.jpg");
        waits(operation(5, 1, "f8d3c1a3", 1, image("/m/y/a.jpg").label("old"), image("/m/y/b.jpg")));
        ProductSync planned = product.plan(direct(image("/m/y/a.jpg").label("A")));
        assertThat(planned.isChanged()).isFalse();
        GalleryChanges changes = report(planned);
        assertThat(rows(changes, "direct_requests")).hasSize(1);
        assertThat(changes.has("finished_requests")).as("the older one is left to its own message").isFalse();
    }

    @Test
    void anOperationThatEndedIsCompleteAndSaysWhatWasDone() {
        GalleryRequest request = waits(operation(5, 1, "f8d3c1a3", 2, image("/m/y/a.jpg").roles("hero")));
        GalleryChanges changes = report(product.plan(request));
        assertThat(rows(changes, "finished_requests").get(0)).hasToString("{\"request_id\":5,\"state\":1}");
        JsonNode operation = rows(changes, "finished_operations").get(0);
        assertThat(operation.get("bulk_uuid").asText()).isEqualTo("f8d3c1a3");
        assertThat(operation.get("operation_key").asInt()).isEqualTo(2);
        assertThat(operation.get("status").asInt()).isEqualTo(1);
        assertThat(operation.get("result_message").asText())
                .isEqualTo("1 inserted, 0 updated, 0 new ETags, 0 unchanged; unknown_role: hero");
    }

    @Test
    void ofAnImageThatWasMissingOnlyThePathIsKeptSinceItDecidedNothing() {
        product.has("/m/y/b.jpg", "B", 1L);
        product.missing("/m/y/b.jpg");
        ProductSync waited = product.plan(waits(operation(5, 1, "f8d3c1a3", 2, image("/m/y/a.jpg"), image("/m/y/b.jpg").roles("image"))));
        assertThat(rows(report(waited), "decided_images").get(0).get("images").asText())
                .isEqualTo("[{\"file_path\":\"/m/y/a.jpg\"},{\"file_path\":\"/m/y/b.jpg\"}]");
        ProductSync called = product.plan(direct(9, image("/m/y/a.jpg"), image("/m/y/b.jpg").roles("image")));
        assertThat(rows(report(called), "direct_requests").get(0).get("images").asText())
                .isEqualTo("[{\"file_path\":\"/m/y/a.jpg\"},{\"file_path\":\"/m/y/b.jpg\"}]");
    }

    @Test
    void anOperationWithNothingToDoIsCompleteToo() {
        product.has("/m/y/a.jpg", "A", 1L);
        ProductSync planned = product.plan(waits(operation(5, 1, "f8d3c1a3", 2, image("/m/y/a.jpg"))));
        assertThat(new SyncChunk(List.of(planned)).endsRequestsUnchanged()).isTrue();
        assertThat(message(report(planned))).isEqualTo("0 inserted, 0 updated, 0 new ETags, 1 unchanged");
    }

    @Test
    void anOperationWhoseBulkNamesTheProductAgainSaysThatTheLaterItemStands() {
        waits(operation(5, 1, "f8d3c1a3", 1, image("/m/y/a.jpg")));
        GalleryChanges changes = report(product.plan(waits(operation(6, 1, "f8d3c1a3", 2, image("/m/y/b.jpg")))));
        assertThat(rows(changes, "finished_requests")).hasSize(2);
        assertThat(message(changes)).startsWith("duplicate_sku: ");
    }

    @Test
    void aMessageIsNeverLongerThanItsColumn() {
        String[] roles = IntStream.range(0, 100).mapToObj(i -> "role_" + i).toArray(String[]::new);
        String message = message(report(product.plan(waits(operation(5, 1, "f8d3c1a3", 2, image("/m/y/a.jpg").roles(roles))))));
        assertThat(message.codePointCount(0, message.length())).isEqualTo(255);
        assertThat(message).startsWith("1 inserted").endsWith("…");
    }

    @Test
    void aMessageHasNothingThatAnOlderShopsColumnCannotHold() {
        String message = message(report(product.plan(waits(operation(5, 1, "f8d3c1a3", 2, image("/m/y/a.jpg").roles("h\uD83D\uDE00ro"))))));
        assertThat(message).contains("unknown_role: h").matches(text -> text.codePoints().noneMatch(c -> c > 0xFFFF));
    }

    private GalleryRequest waits(GalleryRequest request) {
        product.tables.request(PRODUCT, request, 4);
        return request;
    }

    private static GalleryChanges report(ProductSync planned) {
        GalleryChanges notes = new GalleryChanges(List.of(), GalleryFixture.SHOP, Refreshes.NONE);
        new RequestReport(List.of(planned), Duration.ofHours(48)).addTo(notes);
        return notes;
    }

    private static String message(GalleryChanges changes) {
        return rows(changes, "finished_operations").get(0).get("result_message").asText();
    }
}
