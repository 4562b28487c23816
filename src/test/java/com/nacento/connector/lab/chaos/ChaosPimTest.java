package com.nacento.connector.lab.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChaosPimTest {

    private final Set<Integer> places = new HashSet<>(Set.of(1));
    private final Set<String> files = new HashSet<>();

    @Test
    void aFileTakesTheRoleAlongAndLeavesItToTheOneThatTakesItsPlace() {
        remember(Map.of(1, "front", 2, "back"));
        remember(Map.of(2, "front", 3, "back"));
        remember(Map.of(2, "exchanged", 3, "back"));

        assertThat(files).containsExactlyInAnyOrder("front", "exchanged");
    }

    @Test
    void whatNeverStoodWhereTheRoleWasCannotHaveIt() {
        remember(Map.of(1, "front", 2, "back"));
        remember(Map.of(2, "back", 3, "side"));

        assertThat(files).containsExactly("front");
    }

    private void remember(Map<Integer, String> product) {
        ChaosPim.rememberTheRole(places, files, product);
    }
}
