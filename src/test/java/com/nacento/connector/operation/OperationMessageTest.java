package com.nacento.connector.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.gallery.ImageStats;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperationMessageTest {

    @Test
    void itCountsAndThenWarns() {
        assertThat(OperationMessage.of(new ImageStats(1, 2, 3, 4, List.of()))).isEqualTo("1 inserted, 2 updated, 3 new ETags, 4 unchanged");
        assertThat(OperationMessage.of(new ImageStats(0, 0, 0, 0, List.of("file_not_found: /a.jpg", "unknown_role: x"))))
                .isEqualTo("0 inserted, 0 updated, 0 new ETags, 0 unchanged; file_not_found: /a.jpg; unknown_role: x");
    }

    @Test
    void itFitsTheColumn() {
        assertThat(OperationMessage.cut(null)).isNull();
        assertThat(OperationMessage.cut("x".repeat(255))).isEqualTo("x".repeat(255));
        assertThat(OperationMessage.cut("x".repeat(256))).isEqualTo("x".repeat(254) + "…");
    }

    @Test
    void whatUtf8mb3DoesNotKnowIsReplaced() {
        assertThat(OperationMessage.cut("grün 😀!")).isEqualTo("grün \uFFFD!");
        assertThat(OperationMessage.cut("😀".repeat(255))).isEqualTo("\uFFFD".repeat(255));
    }
}
