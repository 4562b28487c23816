package com.nacento.connector.lab.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nacento.connector.lab.stage.EmbeddedDatabase;
import com.nacento.connector.lab.stage.EmbeddedServers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The short form of {@code ./nacento chaos}, with a seed of its own, so that a failure can be had again. */
@Tag("fault-test")
class ChaosTest {

    private static final long SEED = 2_048;

    @Test
    void whateverIsKilledCutOrStarvedNothingIsLostDoubledOrStale() throws Exception {
        assumeTrue(EmbeddedServers.fit(), () -> EmbeddedServers.whyNot().orElseThrow());
        ByteArrayOutputStream screen = new ByteArrayOutputStream();

        boolean good = ChaosCommand.run(ChaosPlan.brief(SEED, EnumSet.allOf(Fault.class), null, EmbeddedDatabase.Product.ofTests()),
                new PrintStream(screen, true, StandardCharsets.UTF_8), false);

        String printed = screen.toString(StandardCharsets.UTF_8);
        assertThat(good).as(printed).isTrue();
        assertThat(printed).as("requests have come late").containsPattern("\\| dead letters replayed \\| [1-9]");
        assertThat(printed).as("the PIM has lost, doubled and delayed calls").containsPattern("\\| PIM: calls lost \\| [1-9]")
                .containsPattern("\\| PIM: calls doubled \\| [1-9]").containsPattern("\\| PIM: calls late \\| [1-9]")
                .containsPattern("\\| products of the PIM compared \\| [1-9]");
        EnumSet.allOf(Fault.class).forEach(fault -> assertThat(printed).as("every fault has happened").contains("| " + fault + " | "));
    }
}
