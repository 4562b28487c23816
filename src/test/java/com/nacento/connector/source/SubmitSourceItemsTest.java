package com.nacento.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nacento.connector.bulk.BulkSubmission;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.routes.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubmitSourceItemsTest extends SourceRouteTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of each bulk, what its requests are written down with. */
    private final List<String> requests = new ArrayList<>();
    private final List<Map<String, Object>> rows = new ArrayList<>();

    @BeforeEach
    void goThroughSubmissions() {
        requests.clear();
        rows.clear();
        answers("submit-gallery-bulk", exchange -> {
            BulkSubmission submission = exchange.getVariable("submission", BulkSubmission.class);
            rows.add(submission.parameters());
            submission.forEach(slice -> requests.add(slice.requests(List.of()).get("open_requests").toString()));
        });
    }

    @Test
    void itemsAreOneBulkOfTheirSource() throws Exception {
        assertThat(submit(item("A"), item("B")).getException()).isNull();

        assertThat(rows).singleElement().satisfies(row -> assertThat(row).containsEntry("operation_count", 2)
                .containsEntry("description", "Nacento gallery bulk akeneo, event of akeneo"));
        assertThat(requests).singleElement().asString().contains("\\\"source\\\":\\\"akeneo\\\"").contains("\"sku\":\"A\"",
                "\"sku\":\"B\"");
    }

    @Test
    void anItemCountsFromTheTimeOfItsEvent() throws Exception {
        submit("{\"sku\":\"A\",\"images\":[],\"event_time\":\"2026-11-28T11:00:00.5+01:00\"}", item("B"));

        assertThat(requests.get(0)).contains("\"submitted_at\":\"2026-11-28 10:00:00.500000\"").contains("\"submitted_at\":null");
    }

    @Test
    void aProductThatComesTwiceIsInTwoBulksInItsOrder() throws Exception {
        submit(item("A"), item("B"), "{\"sku\":\"A\",\"images\":[],\"mode\":\"replace\",\"allow_empty\":true}");

        assertThat(rows).extracting(row -> row.get("operation_count")).containsExactly(2, 1);
        assertThat(requests.get(1)).contains("\\\"replace\\\"");
    }

    @Test
    void manyItemsAreSeveralBulks() throws Exception {
        submit(IntStream.rangeClosed(0, SourceItems.MOST_ITEMS).mapToObj(i -> item("S" + i)).toArray(String[]::new));

        assertThat(rows).extracting(row -> row.get("operation_count")).containsExactly(SourceItems.MOST_ITEMS, 1);
    }

    @Test
    void aModelThatIsNoProductIsLeftOutAndCounted() throws Exception {
        double before = counted("nacento.source.items.skipped");
        database.answers("find-products", List.of(Map.of("item", 0, "product_id", 10L, "sku", "configurable"),
                Map.of("item", 1), Map.of("item", 2, "product_id", 11L, "sku", "MÖDEL")));

        submit("{\"sku\":\"Configurable\",\"images\":[],\"model\":true}", "{\"sku\":\"only-in-the-pim\",\"images\":[],\"model\":true}",
                "{\"sku\":\"MODEL\",\"images\":[],\"model\":true}", item("A"));

        assertThat(requests.get(0)).contains("\"Configurable\"", "\"A\"").doesNotContain("only-in-the-pim", "\"MODEL\"");
        assertThat(counted("nacento.source.items.skipped")).isEqualTo(before + 2);
    }

    @Test
    void whereThereAreNoModelsTheDatabaseIsNotAsked() throws Exception {
        submit(item("A"));

        assertThat(database.journal()).isEmpty();
    }

    @Test
    void anUnknownShopIsLookedAtFirst() throws Exception {
        shop.doubt();
        answers("load-magento-schema", exchange -> shop.learn(Samples.ATTRIBUTES, Samples.COLUMNS, List.of()));

        assertThat(submit(item("A")).getException()).isNull();

        assertThat(neighbour("load-magento-schema").getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void aBulkThatIsNotConfirmedFailsAll() throws Exception {
        fails("submit-gallery-bulk", Samples.outage(Outage.Part.BROKER));

        assertThat(Outage.in(submit(item("A")).getException())).isNotNull();
    }

    private Exchange submit(String... items) throws Exception {
        List<SourceItem> all = new ArrayList<>();
        for (String item : items) {
            all.add(SourceItem.of((ObjectNode) JSON.readTree(item)));
        }
        return send(new SourceItems("akeneo", all));
    }
}
