package com.nacento.connector.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.auth.Caller;
import com.nacento.connector.auth.TokenHash;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.List;
import java.util.Map;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchIntegrationsTest extends RouteTest {

    private Integrations integrations;

    @Override
    protected void addBeans(Registry beans) {
        beans.bind("integrations", new Integrations());
    }

    @BeforeEach
    void takeThem() {
        integrations = bean(Integrations.class);
    }

    @Test
    void theirTokensAreKnownOnceTheyAreRead() throws Exception {
        database.answers("find-integrations",
                List.of(Map.of("integration_id", 1L, "name", "pim", "token_sha256", TokenHash.of("", "one").sha256(),
                        "resource_id", "Magento_Backend::all", "permission", "allow")));

        assertThat(fire(null).getException()).isNull();

        assertThat(integrations.of("one")).contains(Caller.unrestricted("pim"));
        assertThat(integrations.of("two")).isEmpty();
    }

    @Test
    void aDatabaseThatIsAwayEndsNothing() throws Exception {
        database.fails("find-integrations", Samples.databaseAway());

        assertThat(fire(null).getException()).as("the next try comes in two seconds").isNull();
    }
}
