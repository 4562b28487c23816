package com.nacento.connector.storage;

import static com.nacento.connector.storage.RequestPace.Answer.GOOD;
import static com.nacento.connector.storage.RequestPace.Answer.NONE;
import static com.nacento.connector.storage.RequestPace.Answer.SLOW_DOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class RequestPaceTest {

    private final RequestPace pace = new RequestPace(64, Duration.ofSeconds(30));

    @Test
    void aWaveOfSlowDownsHalvesTheNumberOnce() throws Exception {
        List<Long> wave = enter(64);

        wave.forEach(since -> pace.leave(since, SLOW_DOWN));

        assertThat(pace.allowed()).isEqualTo(32);
    }

    @Test
    void whoeverIsRefusedAgainHalvesItAgainDownToOne() throws Exception {
        List<Integer> allowed = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            pace.leave(pace.enter(), SLOW_DOWN);
            allowed.add(pace.allowed());
        }

        assertThat(allowed).containsExactly(32, 16, 8, 4, 2, 1, 1, 1);
    }

    @Test
    void aBucketThatRefusesOneAtATimeTenTimesInARowRefusesEverything() throws Exception {
        for (int i = 0; i < 6 + 10; i++) {
            assertThat(pace.isHopeless()).isFalse();
            pace.leave(pace.enter(), SLOW_DOWN);
        }
        assertThat(pace.isHopeless()).isTrue();

        pace.leave(pace.enter(), GOOD);
        assertThat(pace.isHopeless()).as("one good answer is a hope").isFalse();
    }

    @Test
    void whoeverWaitsForItsTurnGivesUpOnlyWhenNobodyIsAnswered() throws Exception {
        RequestPace single = new RequestPace(1, Duration.ofMillis(50));
        single.enter();
        assertThatThrownBy(single::enter).isInstanceOf(TimeoutException.class).hasMessageContaining("answered nobody");

        single.leave(0, NONE);
        assertThat(single.enter()).isZero();
    }

    @Test
    void eachRoundOfGoodAnswersGivesOnePlaceBackUntilAllAreThere() throws Exception {
        enter(64).forEach(since -> pace.leave(since, SLOW_DOWN));

        enter(32).forEach(since -> pace.leave(since, GOOD));
        assertThat(pace.allowed()).isBetween(32, 33);
        for (int i = 0; i < 64 * 64; i++) {
            pace.leave(pace.enter(), GOOD);
        }
        assertThat(pace.allowed()).isEqualTo(64);
    }

    @Test
    void evenTheSmallestNumberLeavesOnePlace() throws Exception {
        RequestPace single = new RequestPace(1, Duration.ofSeconds(30));
        for (int i = 0; i < 3; i++) {
            single.leave(single.enter(), SLOW_DOWN);
        }
        assertThat(single.allowed()).isOne();
    }

    private List<Long> enter(int requests) throws Exception {
        List<Long> entered = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            entered.add(pace.enter());
        }
        return entered;
    }
}
