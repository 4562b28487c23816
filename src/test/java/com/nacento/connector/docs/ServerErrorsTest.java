package com.nacento.connector.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.ServerError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServerErrorsTest {

    private final String manual = Files.readString(Path.of("docs/troubleshooting.md"));

    ServerErrorsTest() throws IOException {
    }

    @ParameterizedTest
    @EnumSource(ServerError.class)
    void theManualHasTheSameTableAsTheCode(ServerError line) {
        String whose = switch (line.kind()) {
            case OUTAGE -> "the world's: waits";
            case CONFLICT -> "another writer's: at once again";
            case TOO_LARGE -> "nobody's: halved";
            default -> "the SKU's";
        };
        assertThat(manual).contains("| " + line.words() + " | "
                + line.numbers().stream().map(String::valueOf).collect(Collectors.joining(", ")) + " | " + whose + " | ");
    }

    @Test
    void theManualHasNoLineThatTheCodeHasNot() {
        assertThat(manual.lines().filter(line -> line.matches("\\| .+ \\| [\\d, ]+ \\| .*")).count())
                .isEqualTo(ServerError.values().length);
    }
}
