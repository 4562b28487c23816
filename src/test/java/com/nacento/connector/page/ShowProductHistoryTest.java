package com.nacento.connector.page;

import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class ShowProductHistoryTest extends RouteTest {

    private static final String NOTES = """
            {"result":"1 inserted, 0 updated, 0 new ETags, 0 unchanged; removal_withheld: an object is missing","from":"op-1 (erp)","changes":\
            [{"image":"/a/b.jpg","field":"image","store":"admin","from":null,"to":{}}],"masked":[{"image":"/a/b.jpg","field":"label"}]}""";

    @Test
    void aDirectCallTellsWhoMadeItAndWhatItChanged() {
        database.answers("find-sku-requests", List.of(request(7, "state", 1, "notes", NOTES)));

        ProductHistory.Entry entry = get("").requests().get(0);

        assertThat(entry.direct()).isTrue();
        assertThat(entry.from()).isEqualTo("op-1 (erp)");
        assertThat(entry.source()).isEqualTo("pim");
        assertThat(entry.sku().counts().inserted()).isEqualTo(1);
        assertThat(entry.sku().warnings()).containsExactly("removal_withheld: an object is missing");
        assertThat(entry.notes()).singleElement()
                .satisfies(note -> assertThat(note.at("/masked/0/field").asText()).isEqualTo("label"));
    }

    @Test
    void aDirectCallThatFailedSaysWhy() {
        database.answers("find-sku-requests",
                List.of(request(7, "state", 5, "notes", "{\"error\":\"product_not_found: no\",\"from\":\"op-2\"}")));

        ShownSku sku = get("").requests().get(0).sku();

        assertThat(sku.status()).as("failed, not rejected").isEqualTo(3);
        assertThat(sku.error()).isEqualTo("product_not_found: no");
    }

    @Test
    void aRequestOfABulkHasItsNameAndTheMessageOfItsOperation() {
        database.answers("find-sku-requests",
                List.of(request(8, "state", 6, "bulk_uuid", "u-1", "description", "Nacento gallery bulk nightly", "result_message",
                        "waits until 2026-11-29 10:00 UTC for 1 missing object: /a/b.jpg"),
                        request(7, "state", 2, "bulk_uuid", "u-1", "result_message", "internal: x")));

        List<ProductHistory.Entry> entries = get("").requests();

        assertThat(entries.get(0).direct()).isFalse();
        assertThat(entries.get(0).from()).isEqualTo("nightly");
        assertThat(entries.get(0).sku().status()).as("its operation is open").isEqualTo(4);
        assertThat(entries.get(0).sku().warnings()).first().asString().startsWith("waits until");
        assertThat(entries.get(1).sku().error()).isEqualTo("internal: x");
    }

    @Test
    void fiftyRequestsAreAPage() {
        database.answers("find-sku-requests",
                LongStream.iterate(60, id -> id - 1).limit(51).mapToObj(id -> request(id, "state", 1)).toList());

        ProductHistory.Page page = get("before=61");

        assertThat(page.requests()).hasSize(50);
        assertThat(page.next()).isEqualTo(11);
        assertThat(database.parametersOf("find-sku-requests")).containsEntry("before", 61L).containsEntry("skus", "[\"AB/12\"]");
    }

    private static Map<String, Object> request(long id, Object... more) {
        Map<String, Object> row = row(more);
        row.putAll(row("request_id", id, "sku", "AB/12", "submitted_at", 1_000L, "finished_at", 1_500L, "images",
                Samples.images("/a/b.jpg")));
        return row;
    }

    private ProductHistory.Page get(String query) {
        Exchange answer = request("GET", "/rest/V1/nacento-connector/ui/products/{sku}/history", null,
                Map.of("sku", "AB/12", "nacento-query", query));
        assertThat(answer.getException()).isNull();
        return neighbour("answer-as-json").getReceivedExchanges().get(0).getMessage().getBody(ProductHistory.Page.class);
    }
}
