package com.nacento.connector.page;

import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class ShowBulkSkusTest extends RouteTest {

    @Test
    void aSkuIsShownWithWhatItAskedForAndWhatBecameOfIt() {
        database.answers("find-bulk-skus", List.of(
                row("operation_key", 1L, "status", 1L, "sku", "A", "millis", 40L, "images",
                        "[{\"file_path\":\"/a/b.jpg\",\"label\":\"B\",\"roles\":[\"image\"]}]",
                        "result_message",
                        "1 inserted, 2 updated, 3 new ETags, 4 unchanged, 5 removed; file_not_found: /a/c.jpg; unknown_role: big"),
                row("operation_key", 2L, "status", 3L, "result_message", "invalid_item: x",
                        "serialized_data",
                        "{\"sku\":\"B\",\"images\":[{\"file_path\":\"catalog\\/product\\/a\\/d.jpg\"},{\"file_path\":\"..\"}]}"),
                row("operation_key", 3L, "status", 4L, "serialized_data", "not JSON")));

        assertThat(get("").getException()).isNull();

        SkuPage page = neighbour("answer-as-json").getReceivedExchanges().get(0).getMessage().getBody(SkuPage.class);
        assertThat(page.next()).isNull();
        assertThat(page.skus().get(0)).isEqualTo(new ShownSku(1, "A", 1, null, new ShownSku.Counts(1, 2, 3, 4, 5),
                List.of("file_not_found: /a/c.jpg", "unknown_role: big"), List.of(new ShownSku.Image("/a/b.jpg", "B", List.of("image"))),
                40L));
        assertThat(page.skus().get(1).error()).isEqualTo("invalid_item: x");
        assertThat(page.skus().get(1).images()).extracting(ShownSku.Image::filePath).as("what is no path stays as it was given")
                .containsExactly("/a/d.jpg", "..");
        assertThat(page.skus().get(2).images()).isEmpty();
    }

    @Test
    void anOpenSkuSaysWhichObjectsItWaitsFor() {
        String waits = "waits until 2026-11-29 10:00 UTC for 1 missing object: /a/b.jpg";
        database.answers("find-bulk-skus", List.of(row("operation_key", 1L, "status", 4L, "sku", "A", "result_message", waits)));

        get("state=open");

        ShownSku sku = neighbour("answer-as-json").getReceivedExchanges().get(0).getMessage().getBody(SkuPage.class).skus().get(0);
        assertThat(sku.warnings()).containsExactly(waits);
        assertThat(sku.error()).isNull();
    }

    @Test
    void stateTextAndPageAreParametersOfTheStatement() {
        get("state=failed&text=BIKE%2FRED&after=50");

        assertThat(database.parametersOf("find-bulk-skus")).containsEntry("statuses", "2,3,5").containsEntry("text", "BIKE/RED")
                .containsEntry("after", 50L)
                .containsEntry("topic", TOPIC);
    }

    @Test
    void fiftySkusAreAPageAndTheNextOneBeginsAfterTheLast() {
        database.answers("find-bulk-skus",
                LongStream.rangeClosed(1, 51).mapToObj(key -> row("operation_key", key, "status", 4L, "sku", "S" + key)).toList());

        get("");

        SkuPage page = neighbour("answer-as-json").getReceivedExchanges().get(0).getMessage().getBody(SkuPage.class);
        assertThat(page.skus()).hasSize(50);
        assertThat(page.next()).isEqualTo(50);
    }

    @Test
    void aStateThatIsNoneIs400() {
        assertThat(get("state=lost").getMessage().getHeader("CamelHttpResponseCode", Integer.class)).isEqualTo(400);
        assertThat(get("text=" + "x".repeat(101)).getMessage().getHeader("CamelHttpResponseCode", Integer.class)).isEqualTo(400);
        assertThat(get("text=%zz").getMessage().getHeader("CamelHttpResponseCode", Integer.class)).isEqualTo(400);
    }

    private Exchange get(String query) {
        return request("GET", "/rest/V1/nacento-connector/ui/bulks/{uuid}/skus", null, Map.of("uuid", "u-1", "nacento-query", query));
    }
}
