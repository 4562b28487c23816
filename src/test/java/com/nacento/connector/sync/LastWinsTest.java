package com.nacento.connector.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LastWinsTest {

    @Test
    void everyEarlierItemGivesWayToTheLastWithTheSameKey() {
        assertThat(LastWins.of(List.of("A", "B", "A", "C", "A"))).containsExactly(Map.entry(0, 4), Map.entry(2, 4));
    }

    @Test
    void keysAreComparedExactly() {
        assertThat(LastWins.of(List.of("A", "a", "A "))).isEmpty();
    }

    @Test
    void itemsWithoutAKeyAreNeverDuplicates() {
        assertThat(LastWins.of(Arrays.asList(null, "A", null))).isEmpty();
    }
}
