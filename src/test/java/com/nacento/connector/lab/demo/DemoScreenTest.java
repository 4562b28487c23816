package com.nacento.connector.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoScreenTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DemoScreen screen = new DemoScreen(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    @Test
    void numbersStandOnTheRightAndTextOnTheLeft() {
        screen.table(List.of("sku", "inserted"), List.of(List.of("BIKE-RED", "1"), List.of("AB", "20")));

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("""
                   sku       inserted
                   BIKE-RED         1
                   AB              20
                """);
    }

    @Test
    void aNumberThatIsMissingLeavesTheOthersOnTheRight() {
        screen.table(List.of("value_id", "position", "label"),
                List.of(List.of("7115", "1", "Front"), List.of("", "-", "Devant"), List.of("12", "10", "Side")));

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("""
                   value_id  position  label
                       7115         1  Front
                                    -  Devant
                         12        10  Side
                """);
    }

    @Test
    void aLongAnswerIsBrokenAndLosesNothing() {
        String answer = "{\"numbers\":[" + "1234567890,".repeat(40) + "1]}";

        screen.wrapped("200  ", answer);

        String printed = bytes.toString(StandardCharsets.UTF_8);
        assertThat(printed.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(97));
        assertThat(printed.replaceAll("\\s", "")).isEqualTo("200" + answer);
    }

    @Test
    void aStepThatGivesSomethingElseIsNamed() {
        DemoChecks checks = new DemoChecks();
        checks.expect("bulk: status", 200, 200);
        checks.expect("bulk: inserted", 5, 4);

        assertThat(checks.count()).isEqualTo(2);
        assertThat(checks.failed()).containsExactly("bulk: inserted: expected 5, got 4");
    }
}
