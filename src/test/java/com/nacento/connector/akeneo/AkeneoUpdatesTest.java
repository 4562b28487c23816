package com.nacento.connector.akeneo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nacento.connector.config.SettingsInParts;
import com.nacento.connector.config.SourceSettings;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.routes.Samples;
import com.nacento.connector.testing.MovedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AkeneoUpdatesTest {

    private final MovedClock clock = new MovedClock(Instant.parse("2026-11-28T10:00:00Z"));
    private final AkeneoUpdates updates = updates("a", "b");

    @Test
    void aSourceThatIsBeingAskedIsNotBegunWithAgainAndTheOthersAre() {
        assertThat(updates.begin()).containsExactly("a", "b");
        updates.ended("b");
        assertThat(updates.begin()).containsExactly("b");
        updates.ended("a");
        assertThat(updates.begin()).containsExactly("a");
    }

    @Test
    void aSourceThatFailsIsLeftInPeaceForLongerEachTimeButNeverLongerThanItIsAskedOtherwise() {
        assertThat(updates.begin()).contains("a");
        fail("a");
        assertThat(updates.begin()).as("at once").isEmpty();
        clock.pass(Duration.ofSeconds(60));
        assertThat(updates.begin()).as("after a minute").containsExactly("a");
        for (int i = 0; i < 20; i++) {
            fail("a");
        }
        clock.pass(Duration.ofMinutes(7));
        assertThat(updates.begin()).as("the time between two looks is 15 minutes, and half of it the least").isEmpty();
        clock.pass(Duration.ofMinutes(8));
        assertThat(updates.begin()).containsExactly("a");

        updates.ended("a");
        fail("a");
        clock.pass(Duration.ofMinutes(7));
        assertThat(updates.begin()).as("that it was not due says nothing of whether it can be asked").isEmpty();
        clock.pass(Duration.ofMinutes(8));
        assertThat(updates.begin()).containsExactly("a");

        updates.recovered("a");
        updates.ended("a");
        assertThat(updates.begin()).containsExactly("a");
        fail("a");
        clock.pass(Duration.ofSeconds(60));
        assertThat(updates.begin()).as("it begins anew").containsExactly("a");
    }

    @Test
    void aLargePageIsSeveralEvents() throws JsonProcessingException {
        ObjectNode page = JsonNodeFactory.instance.objectNode().put("loaded_at", "2026-11-28T10:00:00Z");
        for (int i = 0; i < 100; i++) {
            page.withArrayProperty("products").addObject().put("identifier", "P" + i).put("much", "x".repeat(200_000));
        }

        assertThat(updates.events(page)).hasSizeGreaterThan(4).allMatch(event -> event.length <= PageEvents.LARGEST);
    }

    private void fail(String source) {
        updates.failed(source, Samples.outage(Outage.Part.PIM));
    }

    private AkeneoUpdates updates(String... names) {
        Map<String, String> environment = new HashMap<>(Map.of("NACENTO_SOURCES", String.join(",", names)));
        for (String name : names) {
            Map.of("MAPPING", "akeneo-events", "IMAGES", "image", "URL", "http://127.0.0.1", "CLIENT_ID", "c", "CLIENT_SECRET", "s", "USER",
                    "u", "PASSWORD", "p", "RECONCILE", "15m")
                    .forEach((key, value) -> environment.put("NACENTO_SOURCE_" + name.toUpperCase(java.util.Locale.ROOT) + "_" + key,
                            value));
        }
        List<SourceSettings> sources = SettingsInParts.load(null, environment).sources().required();
        return new AkeneoUpdates(new AkeneoSources(sources, millis -> {}, clock), sources, clock);
    }
}
