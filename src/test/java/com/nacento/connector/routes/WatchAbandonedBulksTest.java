package com.nacento.connector.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.bulk.AbandonedBulk;
import com.nacento.connector.bulk.BulksUnderWay;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.gallery.ImagesJson;
import com.nacento.connector.queue.OutgoingMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchAbandonedBulksTest extends RouteTest {

    private static final String ABANDONED = "00000000-0000-4000-8000-000000000001";

    private final List<String> published = new ArrayList<>();

    @BeforeEach
    void somebodyHasDied() {
        published.clear();
        answers("save-claimed-bulks", exchange -> exchange.getMessage().setBody(List.of(Samples.row("bulk_uuid", ABANDONED))));
        answers("publish-gallery-messages", exchange -> {
            for (OutgoingMessage message : exchange.getMessage().getBody(AbandonedBulk.class).messages()) {
                published.add(new String(message.body(), StandardCharsets.UTF_8));
            }
        });
        database.answers("find-open-requests", given -> (long) given.get("operation_key") == 0
                ? List.of(open(1), open(2)) : (long) given.get("operation_key") == 2 ? List.of(open(7)) : List.of());
    }

    @Test
    void whatIsStillOpenIsPublishedPageByPageAndThenTheMarkGoes() throws Exception {
        assertThat(fire(null).getException()).isNull();

        assertThat(published).hasSize(2).allMatch(message -> message.contains("\"bulk_uuid\":\"" + ABANDONED + "\""));
        assertThat(published.get(0)).contains("\"id\":1,\"sku\":\"SKU-1\"", "\"id\":2,\"sku\":\"SKU-2\"", "/m/y/a.jpg");
        assertThat(published.get(1)).contains("\"id\":7,\"sku\":\"SKU-7\"");
        assertThat(database.journal()).containsExactly("find-open-requests", "find-open-requests", "find-open-requests", "delete-gallery-bulk");
        assertThat(bean(BulksUnderWay.class).isAny()).isFalse();
    }

    @Test
    void withoutTheBrokerTheMarkStaysAndGrowsOld() throws Exception {
        fails("publish-gallery-messages", Samples.outage(Outage.Part.BROKER));

        assertThat(fire(null).getException()).isNull();

        assertThat(database.journal()).doesNotContain("delete-gallery-bulk");
        assertThat(bean(BulksUnderWay.class).isAny()).as("it is not renewed: somebody claims it again").isFalse();
    }

    @Test
    void oneThatCannotBePublishedDoesNotKeepTheNextOneBack() throws Exception {
        answers("save-claimed-bulks", exchange -> exchange.getMessage().setBody(List.of(Samples.row("bulk_uuid", "damaged"), Samples.row("bulk_uuid", ABANDONED))));
        database.answers("find-open-requests", given -> {
            if (new String((byte[]) given.get("bulk_uuid"), StandardCharsets.US_ASCII).equals("damaged")) {
                return List.of(Map.of("operation_key", 1L, "sku", "A", "images", "[{}]"));
            }
            return (long) given.get("operation_key") == 0 ? List.of(open(1)) : List.of();
        });

        assertThat(fire(null).getException()).isNull();

        assertThat(published).hasSize(1);
        assertThat(database.journal()).containsOnlyOnce("delete-gallery-bulk");
    }

    @Test
    void theMarkIsRenewedMeanwhile() throws Exception {
        List<Boolean> renewed = new ArrayList<>();
        answers("publish-gallery-messages", exchange -> renewed.add(bean(BulksUnderWay.class).has(ABANDONED)));

        fire(null);

        assertThat(renewed).hasSize(2).containsOnly(true);
    }

    @Test
    void aBulkThatThisProcessItselfHandsInIsNotPublishedThoughItStoodStill() throws Exception {
        bean(BulksUnderWay.class).begin(ABANDONED);

        assertThat(fire(null).getException()).isNull();

        assertThat(published).isEmpty();
        assertThat(database.journal()).isEmpty();
        assertThat(bean(BulksUnderWay.class).has(ABANDONED)).isTrue();
        bean(BulksUnderWay.class).end(ABANDONED);
    }

    @Test
    void aServiceThatStopsLeavesTheRestToOthers() throws Exception {
        stopping = true;

        assertThat(fire(null).getException()).isNull();

        assertThat(database.journal()).doesNotContain("delete-gallery-bulk");
        assertThat(published).isEmpty();
    }

    @Test
    void nothingIsLookedForBeforeTheTablesAreThere() throws Exception {
        shop.doubt();

        assertThat(fire(null).getException()).isNull();

        assertThat(neighbour("save-claimed-bulks").getReceivedCounter()).isZero();
    }

    private static Map<String, Object> open(long key) {
        return Samples.row("operation_key", key, "sku", "SKU-" + key, "images", ImagesJson.write(List.of(Samples.image("/m/y/a.jpg"))));
    }
}
