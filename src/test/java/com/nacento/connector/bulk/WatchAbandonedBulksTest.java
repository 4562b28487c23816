package com.nacento.connector.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchAbandonedBulksTest extends RouteTest {

    private static final String ABANDONED = "00000000-0000-4000-8000-000000000001";

    private final List<String> published = new ArrayList<>();

    @BeforeEach
    void somebodyHasDied() {
        published.clear();
        answers("save-claimed-bulks", exchange -> exchange.getMessage().setBody(List.of(Samples.row("bulk_uuid", ABANDONED))));
        answers("publish-abandoned-bulk", exchange -> published.add(exchange.getMessage().getBody(String.class)));
    }

    @Test
    void theMarkIsRenewedMeanwhile() throws Exception {
        List<Boolean> renewed = new ArrayList<>();
        answers("publish-abandoned-bulk", exchange -> renewed.add(bean(BulksUnderWay.class).has(ABANDONED)));

        fire(null);

        assertThat(renewed).hasSize(1).containsOnly(true);
    }

    @Test
    void eachBulkThatWasClaimedIsPublished() throws Exception {
        answers("save-claimed-bulks", exchange -> exchange.getMessage()
                .setBody(List.of(Samples.row("bulk_uuid", "another"), Samples.row("bulk_uuid", ABANDONED))));

        assertThat(fire(null).getException()).isNull();

        assertThat(published).containsExactly("another", ABANDONED);
        List.of("another", ABANDONED).forEach(bean(BulksUnderWay.class)::end);
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
    void whileConsumptionIsPausedNoneIsClaimed() throws Exception {
        consumption.pause("operator");

        fire(null);

        assertThat(neighbour("save-claimed-bulks").getReceivedCounter()).isZero();
    }

    @Test
    void nothingIsLookedForBeforeTheTablesAreThere() throws Exception {
        shop.doubt();

        assertThat(fire(null).getException()).isNull();

        assertThat(neighbour("save-claimed-bulks").getReceivedCounter()).isZero();
    }
}
