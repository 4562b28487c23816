package com.nacento.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.pim.LoadKey;
import com.nacento.connector.routes.Samples;
import com.nacento.connector.testing.LogLines;
import com.nacento.connector.testing.MovedClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SourceLoadsTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final List<LoadKey> BIKE = List.of(new LoadKey(LoadKey.Kind.IDENTIFIER, "BIKE-RED", null));

    private final SourceLoads loads = new SourceLoads(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void anEventIsNotLoadedForTwiceHoweverLongItHasWaitedForItsLoad() {
        Instant received = NOW.minusSeconds(1);
        SourceLoad load = loads.begin("akeneo", BIKE, Set.of(received, NOW)).orElseThrow();
        assertThat(load.received()).isEqualTo(received);
        assertThat(loads.hasLoaded("akeneo", BIKE, received)).isFalse();

        loads.ended(load);

        assertThat(loads.hasLoaded("akeneo", BIKE, received)).isTrue();
        assertThat(loads.hasLoaded("akeneo", BIKE, NOW)).isTrue();
        assertThat(loads.hasLoaded("akeneo", BIKE, NOW.minusSeconds(2))).as("another one, by a clock that may be another").isFalse();
        assertThat(loads.hasLoaded("akeneo", BIKE, NOW.minusSeconds(6))).as("surely before").isTrue();
        assertThat(loads.hasLoaded("pimcore", BIKE, received)).isFalse();
    }

    @Test
    void aLoadThatHasFoundSomethingBeforeItFailsIsTriedAgainLater() {
        MovedClock clock = new MovedClock(NOW);
        SourceLoads loads = new SourceLoads(clock);
        loads.failed(loads.begin("akeneo", BIKE, Set.of(NOW)).orElseThrow(), Samples.outage(Outage.Part.PIM));
        clock.pass(Duration.ofMillis(500));
        SourceLoad load = loads.begin("akeneo", BIKE, Set.of(NOW)).orElseThrow();
        loads.found(load);
        loads.failed(load, Samples.outage(Outage.Part.PIM));

        clock.pass(Duration.ofSeconds(9));
        assertThat(loads.isFree("akeneo")).isFalse();
        clock.pass(Duration.ofSeconds(11));
        assertThat(loads.isFree("akeneo")).isTrue();
    }

    @Test
    void aLoadThatFailsForAReasonThatNobodyKnowsSaysSo() {
        SourceLoad load = loads.begin("akeneo", BIKE, Set.of(NOW)).orElseThrow();
        try (LogLines log = LogLines.open()) {
            loads.failed(load, new IllegalArgumentException("a link that is none"));
            assertThat(log.with("cannot be loaded")).hasSize(1);
        }
        assertThat(loads.isFree("akeneo")).isTrue();
        assertThat(load.end()).isCompletedExceptionally();
    }
}
