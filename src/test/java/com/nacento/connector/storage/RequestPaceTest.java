package com.nacento.connector.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestPaceTest {

    private final RequestPace pace = new RequestPace(64);

    @Test
    void aWaveOfSlowDownsHalvesTheNumberOnce() throws Exception {
        List<Long> wave = enter(64);

        wave.forEach(since -> pace.leave(since, true));

        assertThat(pace.allowed()).isEqualTo(32);
    }

    @Test
    void whoeverIsRefusedAgainHalvesItAgainButNotBelowASixteenth() throws Exception {
        List<Integer> allowed = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            pace.leave(pace.enter(), true);
            allowed.add(pace.allowed());
        }

        assertThat(allowed).containsExactly(32, 16, 8, 4, 4, 4);
    }

    @Test
    void eachRoundOfGoodAnswersGivesOnePlaceBackUntilAllAreThere() throws Exception {
        enter(64).forEach(since -> pace.leave(since, true));

        enter(32).forEach(since -> pace.leave(since, false));
        assertThat(pace.allowed()).isBetween(32, 33);
        for (int i = 0; i < 64 * 64; i++) {
            pace.leave(pace.enter(), false);
        }
        assertThat(pace.allowed()).isEqualTo(64);
    }

    @Test
    void evenTheSmallestNumberLeavesOnePlace() throws Exception {
        RequestPace single = new RequestPace(1);
        for (int i = 0; i < 3; i++) {
            single.leave(single.enter(), true);
        }
        assertThat(single.allowed()).isOne();
    }

    private List<Long> enter(int requests) throws InterruptedException {
        List<Long> entered = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            entered.add(pace.enter());
        }
        return entered;
    }
}
