package com.nacento.connector.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DemoStageTest {

    @Test
    void theCallsOfTheReadmeUseWhatTheDemoExportsOrWhatTheySetThemselves() throws Exception {
        String exported = DemoStage.export(URI.create("http://127.0.0.1:8080"), "demo-12", "http://127.0.0.1:8081");
        String readme = Files.readString(Path.of("README.md"));

        assertThat(exported).isEqualTo("export URL=http://127.0.0.1:8080 TOKEN=demo-12 PIM=http://127.0.0.1:8081");
        Set<String> set = names("(?:^| )([A-Z]+)=", exported + "\n" + readme);
        assertThat(names("\\$([A-Z]+)", readme)).contains("URL", "TOKEN", "PIM").isSubsetOf(set);
    }

    private static Set<String> names(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.MULTILINE).matcher(text).results().map((MatchResult found) -> found.group(1))
                .collect(Collectors.toSet());
    }
}
