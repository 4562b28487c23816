package com.nacento.connector.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResultMessageTest {

    @Test
    void itCountsAndThenWarns() {
        assertThat(ResultMessage.of(new ImageStats(1, 2, 3, 4, 0, List.of()))).isEqualTo("1 inserted, 2 updated, 3 new ETags, 4 unchanged");
        assertThat(ResultMessage.of(new ImageStats(0, 0, 0, 0, 0, List.of("file_not_found: /a.jpg", "unknown_role: x"))))
                .isEqualTo("0 inserted, 0 updated, 0 new ETags, 0 unchanged; file_not_found: /a.jpg; unknown_role: x");
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        for (ImageStats stats : List.of(new ImageStats(1, 2, 3, 4, 0, List.of()),
                new ImageStats(0, 0, 0, 12, 0, List.of("file_not_found: /a.jpg", "unknown_role: x")))) {
            assertThat(ResultMessage.parse(ResultMessage.of(stats))).contains(stats);
        }
        assertThat(ResultMessage.parse("duplicate_sku: item 2 is for the same product and stands")).isEmpty();
        assertThat(ResultMessage.parse(null)).isEmpty();
    }

    @Test
    void changesAndWarningsAreFoundByHowTheyAreWritten() {
        String nothing = ResultMessage.of(ImageStats.none(List.of()));
        assertThat(nothing).doesNotContainPattern(ResultMessage.CHANGED).doesNotContainPattern(ResultMessage.WARNED);
        for (ImageStats changed : List.of(new ImageStats(1, 0, 0, 0, 0, List.of()), new ImageStats(0, 20, 0, 0, 0, List.of()),
                new ImageStats(0, 0, 3, 0, 0, List.of()))) {
            assertThat(ResultMessage.of(changed)).containsPattern(ResultMessage.CHANGED);
        }
        assertThat(ResultMessage.of(ImageStats.none(List.of("unknown_role: x")))).containsPattern(ResultMessage.WARNED);
    }

    @Test
    void itFitsTheColumn() {
        assertThat(ResultMessage.cut(null)).isNull();
        assertThat(ResultMessage.cut("x".repeat(255))).isEqualTo("x".repeat(255));
        assertThat(ResultMessage.cut("x".repeat(256))).isEqualTo("x".repeat(254) + "…");
    }

    @Test
    void whatUtf8mb3DoesNotKnowIsReplaced() {
        assertThat(ResultMessage.cut("grün 😀!")).isEqualTo("grün \uFFFD!");
        assertThat(ResultMessage.cut("😀".repeat(255))).isEqualTo("\uFFFD".repeat(255));
    }
}
