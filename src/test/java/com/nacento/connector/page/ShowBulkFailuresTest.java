package com.nacento.connector.page;

import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.routes.RouteTest;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class ShowBulkFailuresTest extends RouteTest {

    @Test
    void whatFailedHasAllThatItAskedForInAFormThatCanBeSentAgain() throws JsonProcessingException {
        database.answers("find-bulk-skus", List.of(
                row("operation_key", 1L, "status", 3L, "sku", "A", "result_message", "product_not_found: no product has the SKU A",
                        "images", "[{\"file_path\":\"/a/b.jpg\",\"position\":3}]"),
                row("operation_key", 2L, "status", 3L, "sku", "B", "result_message", "product_not_found: no product has the SKU B",
                        "images", "{\"mode\":\"replace\",\"images\":[]}"),
                row("operation_key", 3L, "status", 5L, "result_message", "invalid_item: x", "serialized_data",
                        "{\"sku\":\"C\",\"images\":[{\"file_path\":\"..\"}]}"),
                row("operation_key", 4L, "status", 2L, "result_message", null, "serialized_data", null),
                row("operation_key", 5L, "status", 5L, "result_message", "invalid_item: x", "serialized_data",
                        "{\"sku\":\"D\",\"images\":[]}")));

        FailurePage page = page("reason=product_not_found");

        assertThat(page.next()).isNull();
        assertThat(page.failures()).extracting(failure -> String.valueOf(failure.item())).containsExactly(
                "{\"sku\":\"A\",\"images\":[{\"file_path\":\"/a/b.jpg\",\"position\":3}]}",
                "{\"sku\":\"B\",\"mode\":\"replace\",\"images\":[]}",
                "{\"sku\":\"C\",\"images\":[{\"file_path\":\"..\"}]}", "null", "null");
        assertThat(page.failures()).extracting(failure -> failure.sku().retriable()).as("what was rejected, and of what nobody knows")
                .containsExactly(true, true, false, true, false);
        assertThat(new ObjectMapper().writeValueAsString(page.failures().get(0))).contains("\"sku\":\"A\"", "\"status\":3", "\"item\":{");
    }

    /** With the source forgotten, {@code replace} would remove what another source has brought. */
    @Test
    void whatAnItemCannotSayIsNotLostOnTheWay() {
        database.answers("find-bulk-skus", List.of(
                row("operation_key", 1L, "status", 3L, "sku", "A", "images",
                        "{\"source\":\"erp\",\"mode\":\"replace\",\"max_removals\":50,\"empty_slots\":[\"s\"],\"event_time\":\"2026-11-30 10:00:00.000000\","
                                + "\"images\":[{\"file_path\":\"/a/b.jpg\"}]}"),
                row("operation_key", 2L, "status", 3L, "sku", "B", "images",
                        "{\"store\":\"de\",\"images\":[{\"file_path\":\"/a/b.jpg\"}]}"),
                row("operation_key", 3L, "status", 3L, "sku", "C", "images", "{\"changed\":[{\"path\":\"/a/b.jpg\"}],\"images\":[]}"),
                row("operation_key", 4L, "status", 3L, "serialized_data",
                        "{\"sku\":\"D\",\"source\":\"erp\",\"images\":[{\"file_path\":\"/d.jpg\"}]}")));

        FailurePage page = page("");

        assertThat(page.failures()).extracting(FailurePage.Failure::item).containsOnlyNulls();
        assertThat(page.failures()).extracting(failure -> String.valueOf(failure.request())).containsExactly(
                "{\"source\":\"erp\",\"max_removals\":50,\"items\":[{\"sku\":\"A\",\"mode\":\"replace\",\"empty_slots\":[\"s\"],"
                        + "\"images\":[{\"file_path\":\"/a/b.jpg\"}]}]}",
                "null", "null", "{\"source\":\"erp\",\"items\":[{\"sku\":\"D\",\"images\":[{\"file_path\":\"/d.jpg\"}]}]}");
    }

    @Test
    void onlyFailedOnesAreAskedForWhateverTheQuerySays() {
        page("state=done&reason=internal%3A+a+defect&after=50");

        assertThat(database.parametersOf("find-bulk-skus")).containsEntry("statuses", "2,3,5").containsEntry("after", 50L)
                .containsEntry("message", "^\\Qinternal: a defect\\E([:;]|$)");
    }

    @Test
    void fiftyAreAPage() {
        database.answers("find-bulk-skus",
                LongStream.rangeClosed(1, 51).mapToObj(key -> row("operation_key", key, "status", 3L, "sku", "S" + key)).toList());

        FailurePage page = page("");

        assertThat(page.failures()).hasSize(50);
        assertThat(page.next()).isEqualTo(50);
    }

    private FailurePage page(String query) {
        Exchange answer = request("GET", "/rest/V1/nacento-connector/ui/bulks/{uuid}/failures", null,
                Map.of("uuid", "u-1", "nacento-query", query));
        assertThat(answer.getException()).isNull();
        return neighbour("answer-as-json").getReceivedExchanges().get(neighbour("answer-as-json").getReceivedCounter() - 1).getMessage()
                .getBody(FailurePage.class);
    }
}
