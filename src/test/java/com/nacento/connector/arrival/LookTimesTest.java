package com.nacento.connector.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LookTimesTest {

    private static final LocalDateTime DAY = LocalDateTime.of(2026, 11, 29, 0, 0);
    private static final LocalDateTime NEVER = DAY.plusYears(1);

    @Test
    void theTimesAreThoseAtWhichTheClockShowsWholeNumbersOfTheInterval() {
        LocalDateTime now = LocalDateTime.of(2026, 11, 29, 14, 5, 30);
        assertThat(LookTimes.next(0, now, NEVER)).isEqualTo("2026-11-29T14:06:00");
        assertThat(LookTimes.next(1, now, NEVER)).isEqualTo("2026-11-29T14:06:00");
        assertThat(LookTimes.next(2, now, NEVER)).isEqualTo("2026-11-29T14:08:00");
        assertThat(LookTimes.next(3, now, NEVER)).isEqualTo("2026-11-29T14:12:00");
        assertThat(LookTimes.next(4, now, NEVER)).isEqualTo("2026-11-29T15:00:00");
        assertThat(LookTimes.next(200, now, NEVER)).isEqualTo("2026-11-29T15:00:00");
    }

    @Property
    void whoeverBeginsWheneverLooksEverRarerUpToAnHourAndOnTheHourAtLast(@ForAll @IntRange(max = 86_399) int second) {
        LocalDateTime now = DAY.plusSeconds(second);
        List<Duration> pauses = new ArrayList<>();
        for (int looks = 0; looks < 8; looks++) {
            LocalDateTime next = LookTimes.next(looks, now, NEVER);
            pauses.add(Duration.between(now, next));
            now = next;
        }
        assertThat(pauses.get(0)).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(1));
        assertThat(pauses).isSorted().allSatisfy(pause -> assertThat(pause).isLessThanOrEqualTo(Duration.ofHours(1)));
        assertThat(now.getMinute()).isZero();
        assertThat(pauses.get(7)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void itIsLookedForOnceMoreWhenItsTimeIsUp() {
        LocalDateTime now = LocalDateTime.of(2026, 11, 29, 14, 5, 30);
        LocalDateTime up = LocalDateTime.of(2026, 11, 29, 14, 30, 7);
        assertThat(LookTimes.next(4, now, up)).isEqualTo(up);
        assertThat(LookTimes.next(4, up, up)).as("if that did not end it").isEqualTo("2026-11-29T15:00:00");
    }
}
