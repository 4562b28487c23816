package com.nacento.connector.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.testing.LogLines;
import com.nacento.connector.testing.MovedClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RefreshBrakeTest {

    private final MovedClock clock = new MovedClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final RefreshBrake brake = new RefreshBrake(2, clock);

    @Test
    void itHoldsFromTheFirstProductTooManyAndSaysSoOnce() {
        try (LogLines log = LogLines.open()) {
            assertThat(brake.lets(10, 1)).isTrue();
            assertThat(brake.lets(11, 2)).isTrue();
            assertThat(brake.lets(12, 3)).isFalse();
            assertThat(brake.lets(13, 4)).isFalse();

            assertThat(log.with("nacento.cache.max-refreshes")).hasSize(1)
                    .allMatch(line -> line.contains("from product 12 on") && line.contains("cache:flush"));
        }
    }

    @Test
    void anHourThatGoesOnLikeThatIsHeldFromItsBeginning() {
        for (int row = 1; row <= 4; row++) {
            brake.lets(row, row);
        }
        clock.pass(Duration.ofMinutes(61));

        assertThat(brake.lets(20, 5)).isFalse();
        assertThat(brake.lets(21, 6)).isFalse();
    }

    @Test
    void anHourWithFewerLetsGoAndSaysHowMuchWasLeftAlone() {
        try (LogLines log = LogLines.open()) {
            for (int row = 1; row <= 4; row++) {
                brake.lets(row, row);
            }
            clock.pass(Duration.ofMinutes(61));
            assertThat(brake.lets(20, 5)).isFalse();
            clock.pass(Duration.ofMinutes(61));

            assertThat(brake.lets(21, 6)).isTrue();
            assertThat(log.with("3 products were left alone")).hasSize(1);
        }
    }

    @Test
    void aFewEachHourAreNeverHeld() {
        for (int row = 1; row <= 20; row++) {
            clock.pass(Duration.ofMinutes(31));
            assertThat(brake.lets(row, row)).isTrue();
        }
    }
}
