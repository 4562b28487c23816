package com.nacento.connector.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

class LoadShopTest extends RouteTest {

    private long now;

    @Override
    protected void addBeans(Registry beans) {
        shop = new Shop(beans.lookupByNameAndType("sqlFiles", SqlFiles.class), () -> now);
        beans.bind("shop", shop);
    }

    @Test
    void theShopIsLookedAtAndOldRequestsAreForgotten() {
        database.answers("find-finished-requests", List.of(Samples.row("request_id", 9L), Samples.row("request_id", 2L)));
        database.answers("find-old-refreshes", List.of(Samples.row("refresh_id", 7L)));

        assertThat(send(null).getException()).isNull();

        assertThat(neighbour("load-magento-schema").getReceivedCounter()).isEqualTo(1);
        assertThat(database.journal()).containsExactly("find-finished-requests", "find-old-refreshes", "delete-finished-requests",
                "delete-refreshes");
        assertThat(database.parametersOf("find-finished-requests")).containsEntry("keep_seconds", 604_800L);
        assertThat(database.parametersOf("delete-finished-requests")).containsEntry("finished_requests", "[2,9]");
        assertThat(database.parametersOf("delete-refreshes")).containsEntry("refreshes", "[7]");
    }

    @Test
    void nothingIsForgottenInAShopThatCannotBeLookedAt() {
        fails("load-magento-schema", Samples.databaseAway());

        assertThat(send(null).getException()).isNotNull();

        assertThat(database.journal()).isEmpty();
    }

    @Test
    void whileConsumptionIsPausedNoTableIsCreatedAndNothingDeletedAndTheNextLookComesInAMinute() {
        now += TimeUnit.MINUTES.toNanos(1);
        assertThat(shop.isDue()).isTrue();
        consumption.pause("operator");

        assertThat(send(null).getException()).isNull();

        assertThat(neighbour("load-magento-schema").getReceivedCounter()).isZero();
        assertThat(database.journal()).isEmpty();
        assertThat(shop.isDue()).isFalse();
    }

    @Test
    void itWritesByItselfSoAPauseWaitsForIt() {
        assertThat(context.getRoute(route).getGroup()).isEqualTo("pauses");
    }
}
