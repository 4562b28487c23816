package com.nacento.connector.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SortedFactsTest {

    /** So little memory that there are more files than are read side by side. */
    @Test
    void nothingIsLostAndAllIsInOrderHoweverLittleMemoryThereIs() {
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            Fact.Kind kind = Fact.Kind.values()[i % Fact.Kind.values().length];
            facts.add(new Fact("/" + (i / 5) % 700 + "/ü\n\uD83D\uDC1E.jpg", kind, Integer.toString(i), i % 3 == 0 ? null : "x"));
        }
        List<Fact> shuffled = new ArrayList<>(facts);
        Collections.shuffle(shuffled, new Random(1));
        try (SortedFacts sorted = new SortedFacts(50_000)) {
            shuffled.forEach(sorted::add);
            for (int time = 0; time < 2; time++) {
                List<Fact> read = new ArrayList<>();
                sorted.each(read::add);
                assertThat(read).isSortedAccordingTo(Fact.ORDER).containsExactlyInAnyOrderElementsOf(facts);
            }
        }
    }

    @Test
    void nothingIsLeftInTheFolderForTemporaryFiles() throws IOException {
        List<Path> before = folders();
        try (SortedFacts sorted = new SortedFacts(10)) {
            sorted.add(new Fact("/a.jpg", Fact.Kind.OBJECT, "e1"));
            assertThat(folders()).hasSize(before.size() + 1);
        }
        assertThat(folders()).isEqualTo(before);
    }

    private static List<Path> folders() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("nacento-audit-")).sorted().toList();
        }
    }
}
