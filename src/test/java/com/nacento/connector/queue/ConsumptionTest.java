package com.nacento.connector.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsumptionTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final List<String> told = new ArrayList<>();
    private int underWay;
    private final Consumption consumption = new Consumption(() -> underWay, Clock.fixed(NOW, ZoneOffset.UTC)).show(metrics);

    private final Consumption.Taker taker = new Consumption.Taker() {
        @Override
        public void pause() {
            told.add("pause " + consumption.isPaused());
        }

        @Override
        public void resume() {
            told.add("resume " + consumption.isPaused());
        }

        @Override
        public boolean isEnding() {
            return ending;
        }
    };
    private boolean ending;

    @Test
    void whoTakesIsToldEachTimeAndKnowsByThenHowItIs() {
        consumption.follows(taker);

        consumption.pause("operator");
        consumption.pause("somebody else");
        consumption.resume("operator");
        consumption.resume("operator");

        assertThat(told).containsExactly("pause true", "pause true", "resume false", "resume false");
    }

    @Test
    void oneThatCannotBePausedOrResumedKeepsNoOtherFromIt() {
        consumption.follows(new Consumption.Taker() {
            @Override
            public void pause() {
                throw new IllegalStateException("no thread for it");
            }

            @Override
            public void resume() {
                throw new IllegalStateException("nor for that");
            }

            @Override
            public boolean isEnding() {
                return false;
            }
        });
        consumption.follows(taker);

        assertThat(consumption.pause("operator").isPaused()).isTrue();
        assertThat(consumption.resume("operator").isPaused()).isFalse();

        assertThat(told).containsExactly("pause true", "resume false");
    }

    @Test
    void whatIsStillGatheredIsUnderWayToo() {
        consumption.follows(taker);
        ending = true;

        assertThat(consumption.state().underWay()).isOne();
    }

    @Test
    void itIsKnownSinceWhenAndByWhomItIsPausedAndWhatIsUnderWay() {
        underWay = 2;

        assertThat(consumption.state()).isEqualTo(new Consumption.State(null, null, 2));
        assertThat(consumption.pause("operator")).isEqualTo(new Consumption.State(NOW, "operator", 2));
        assertThat(consumption.pause("somebody else")).as("it stays as it is").isEqualTo(new Consumption.State(NOW, "operator", 2));
        underWay = 0;
        assertThat(consumption.state()).isEqualTo(new Consumption.State(NOW, "operator", 0));
        assertThat(consumption.resume("operator")).isEqualTo(new Consumption.State(null, null, 0));
    }

    @Test
    void theMetricShowsIt() {
        assertThat(paused()).isZero();
        consumption.pause(null);
        assertThat(paused()).isOne();
        consumption.resume(null);
        assertThat(paused()).isZero();
    }

    @Test
    void whoHasEndedIsNotTold() {
        consumption.follows(taker);
        consumption.leaves(taker);

        consumption.pause("operator");

        assertThat(told).isEmpty();
    }

    private double paused() {
        return metrics.get("nacento.consumption.paused").gauge().value();
    }
}
