package com.nacento.connector.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.database.SqlFiles;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.queue.OutgoingMessage;
import com.nacento.connector.routes.RecordedDatabase;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublishAbandonedBulkTest extends RouteTest {

    private static final String ABANDONED = "00000000-0000-4000-8000-000000000001";

    private static final String FIND_OPEN = SqlFiles.packaged("find-open-requests", RecordedDatabase.PLACEHOLDERS);

    private final List<String> published = new ArrayList<>();

    @BeforeEach
    void somebodyHasDied() {
        published.clear();
        answers("publish-gallery-messages", exchange -> {
            for (OutgoingMessage message : exchange.getMessage().getBody(AbandonedBulk.class).messages()) {
                published.add(new String(message.body(), StandardCharsets.UTF_8));
            }
        });
        database.answers("find-open-requests", given -> (long) given.get("operation_key") == 0
                ? List.of(open(1), open(2))
                : (long) given.get("operation_key") == 2 ? List.of(open(7)) : List.of());
    }

    @Test
    void whatIsStillOpenIsPublishedPageByPageAndThenTheMarkGoes() throws Exception {
        assertThat(publish().getException()).isNull();

        assertThat(published).hasSize(2).allMatch(message -> message.contains("\"bulk_uuid\":\"" + ABANDONED + "\""));
        assertThat(published.get(0)).contains("\"id\":1,\"sku\":\"SKU-1\"", "\"id\":2,\"sku\":\"SKU-2\"", "/m/y/a.jpg");
        assertThat(published.get(1)).contains("\"id\":7,\"sku\":\"SKU-7\"");
        assertThat(database.journal()).containsExactly("find-open-requests", "find-open-requests", "find-open-requests",
                "delete-gallery-bulk");
        assertThat(bean(BulksUnderWay.class).isAny()).isFalse();
    }

    @Test
    void withoutTheBrokerTheMarkStaysAndGrowsOld() throws Exception {
        fails("publish-gallery-messages", Samples.outage(Outage.Part.BROKER));

        assertThat(publish().getException()).isNull();

        assertThat(database.journal()).doesNotContain("delete-gallery-bulk");
        assertThat(bean(BulksUnderWay.class).isAny()).as("it is not renewed: somebody claims it again").isFalse();
    }

    @Test
    void aServiceThatStopsLeavesTheRestToOthers() throws Exception {
        stopping = true;

        assertThat(publish().getException()).isNull();

        assertThat(database.journal()).doesNotContain("delete-gallery-bulk");
        assertThat(published).isEmpty();
    }

    @Test
    void aBulkThatCannotBeReadIsLeftForLater() throws Exception {
        database.answers("find-open-requests", List.of(Map.of("operation_key", 1L, "sku", "A", "images", "[{}]")));

        assertThat(publish().getException()).isNull();

        assertThat(published).isEmpty();
        assertThat(database.journal()).doesNotContain("delete-gallery-bulk");
    }

    private Exchange publish() {
        bean(BulksUnderWay.class).begin(ABANDONED);
        answers("load-open-requests", this::page);
        return send(ABANDONED, Map.of(), Map.of());
    }

    /** Stands in for the neighbour of this name, whose statement is answered by the database above. */
    private void page(Exchange exchange) throws Exception {
        AbandonedBulk bulk = exchange.getVariable("bulk", AbandonedBulk.class);
        List<Map<String, Object>> rows = database.answer(FIND_OPEN, bulk.parameters());
        exchange.setVariable("open", rows);
        exchange.getMessage().setBody(bean(Bulks.class).found(bulk, rows));
        exchange.getMessage().setHeader("CamelJdbcParameters", bulk.parameters());
    }

    private static Map<String, Object> open(long key) {
        return Samples.row("operation_key", key, "sku", "SKU-" + key, "images", Samples.images("/m/y/a.jpg"));
    }
}
