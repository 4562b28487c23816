package com.nacento.connector.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.health.Watched;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

class WatchShopTest extends RouteTest {

    @Override
    void addBeans(Registry beans) {
        beans.bind("storageHealth", new Watched("storage", () -> {}));
    }

    @Test
    void theShopIsLookedAtAndOldRequestsAreForgotten() throws Exception {
        assertThat(fire(null).getException()).isNull();

        assertThat(neighbour("load-magento-schema").getReceivedCounter()).isEqualTo(1);
        assertThat(database.journal()).containsExactly("delete-finished-requests", "delete-old-refreshes");
    }

    @Test
    void nothingIsForgottenInAShopThatCannotBeLookedAt() throws Exception {
        fails("load-magento-schema", Samples.databaseAway());

        assertThat(fire(null).getException()).as("the next look comes in a minute").isNull();

        assertThat(database.journal()).isEmpty();
    }
}
