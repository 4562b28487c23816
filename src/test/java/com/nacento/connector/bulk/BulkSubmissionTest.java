package com.nacento.connector.bulk;

import static com.nacento.connector.message.OperationFixture.invalid;
import static com.nacento.connector.message.OperationFixture.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.gallery.RequestTerms;
import com.nacento.connector.intake.BulkEnvelope;
import com.nacento.connector.message.OperationFixture;
import com.nacento.connector.queue.OutgoingMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BulkSubmissionTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everyItemHasAnOperationButOnlyThoseThatAreWorkedOffWaitAndTravel() throws JsonProcessingException {
        BulkSubmission bulk = submission(100, item(0, "A"), invalid(1, "B"), item(2, "A"), item(3, "C"));
        BulkSubmission.Slice slice = slices(bulk).get(0);
        JsonNode operations = JSON.readTree(slice.operations().get("new_operations").toString());
        assertThat(operations.findValuesAsText("operation_key")).as("in the order of their objects").containsExactly("2", "1", "3", "4");
        assertThat(operations.findValuesAsText("status")).containsExactly("5", "1", "4", "4");
        assertThat(slice.operations()).containsEntry("topic", OperationFixture.TOPIC);
        assertThat(operations.get(0).get("result_message").asText()).isEqualTo("invalid_item: bad");
        Map<String, Object> written = slice.requests(List.of(Map.of("operation_key", 3L, "operation_id", 93L)));
        JsonNode requests = JSON.readTree(written.get("open_requests").toString());
        assertThat(requests.findValuesAsText("operation_id")).containsExactly("93", "null");
        assertThat(requests.findValuesAsText("operation_key")).containsExactly("3", "4");
        assertThat(requests.get(0).get("images").asText()).as("JSON as text").startsWith("[");
        assertThat(written.get("bulk_uuid")).isEqualTo(bulk.bulkUuid().getBytes(StandardCharsets.US_ASCII));
        assertThat(slice.messages()).singleElement().satisfies(message -> {
            assertThat(message.routingKey()).isEqualTo(OperationFixture.TOPIC + ".bulk");
            assertThat(JSON.readTree(message.body()).path("operations").findValuesAsText("id")).containsExactly("3", "4");
        });
        assertThat(bulk.receipt().requestItems()).extracting(ReceiptItem::status).containsExactly("accepted", "rejected", "accepted",
                "accepted");
        assertThat(bulk.receipt().requestItems()).extracting(ReceiptItem::id).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aBadItemDoesNotSupersedeAGoodOneOfTheSameSku() {
        BulkSubmission bulk = submission(100, item(0, "A"), invalid(1, "A"));
        assertThat(slices(bulk).get(0).messages()).hasSize(1);
        assertThat(bulk.receipt().requestItems()).extracting(ReceiptItem::status).containsExactly("accepted", "rejected");
    }

    @Test
    void itIsCutIntoSlicesAndMessages() {
        GalleryItem[] items = new GalleryItem[2_100];
        for (int i = 0; i < items.length; i++) {
            items[i] = item(i, "S" + i);
        }
        List<BulkSubmission.Slice> slices = slices(submission(100, items));
        assertThat(slices).extracting(slice -> slice.messages().size()).containsExactly(10, 10, 1);
        assertThat(slices(submission(1, items)).get(2).messages()).hasSize(100)
                .allMatch(message -> message.routingKey().equals(OperationFixture.TOPIC)).extracting(OutgoingMessage::messageId)
                .doesNotHaveDuplicates();
    }

    @Test
    void withoutItemsThereIsNothingToWriteButTheBulk() {
        BulkSubmission bulk = submission(100);
        assertThat(slices(bulk)).isEmpty();
        assertThat(bulk.parameters()).containsEntry("operation_count", 0).containsEntry("description",
                "Nacento gallery bulk op-1, from pim");
        assertThat((byte[]) bulk.parameters().get("bulk_uuid")).isEqualTo(bulk.bulkUuid().getBytes(StandardCharsets.US_ASCII));
        assertThat(bulk.receipt().requestItems()).isEmpty();
    }

    private static BulkSubmission submission(int skusPerMessage, GalleryItem... items) {
        List<GalleryItem> all = List.of(items);
        BulkEnvelope envelope = new BulkEnvelope("op-1", RequestTerms.PLAIN, null, List.of(), all.stream().map(GalleryItem::sku).toList());
        return new BulkSubmission(envelope, new BulkDescription("op-1", "pim", false), all::iterator,
                OperationFixture.format(skusPerMessage));
    }

    private static List<BulkSubmission.Slice> slices(BulkSubmission bulk) {
        List<BulkSubmission.Slice> slices = new ArrayList<>();
        bulk.forEach(slices::add);
        return slices;
    }
}
