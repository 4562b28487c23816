package com.nacento.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.auth.TokenHash;
import com.nacento.connector.auth.TokenRing;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TokenCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theTokenOpensWhatTheLineConfigures() {
        assertThat(run("pim")).isZero();

        String token = found("Bearer (\\S+)");
        TokenHash hash = TokenHash.parse(found("nacento.auth.tokens=(\\S+)")).orElseThrow();
        assertThat(token).hasSize(43);
        assertThat(new TokenRing(List.of(hash), Optional.empty()).nameOf(token)).contains("pim");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a:b", "a,b", ""})
    void aNameThatWouldBreakTheSettingIsRefused(String name) {
        assertThat(run(name)).isEqualTo(2);
        assertThat(err.toString()).contains("1 to 64 letters");
    }

    private int run(String name) {
        return new CommandLine(new TokenCommand()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(name);
    }

    private String found(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(out.toString());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
