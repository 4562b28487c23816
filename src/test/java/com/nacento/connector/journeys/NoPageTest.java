package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.testing.JourneyTest;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connector whose page is switched off. */
class NoPageTest extends JourneyTest {

    @Override
    protected Map<String, String> settings() {
        return Map.of("nacento.ui.enabled", "false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ui", "/ui/", "/ui/app.js", "/rest/V1/nacento-connector/ui/events", "/rest/V1/nacento-connector/ui/settings",
        "/rest/default/V1/nacento-connector/ui/calls"})
    void neitherThePageNorItsCallsAreThere(String path) {
        assertThat(connector.get(path).status()).isEqualTo(404);
    }
}
