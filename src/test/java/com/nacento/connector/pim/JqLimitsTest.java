package com.nacento.connector.pim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nacento.connector.config.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.thisptr.jackson.jq.Versions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a mapping may not do, whatever stands in it. Without its limits, each of these would never end, or end the process. */
class JqLimitsTest {

    private static final String ANYTHING = "{'a': 1}";

    private static final int FUNCTIONS = 158;

    @TempDir
    Path folder;

    static Stream<String> endless() {
        return Stream.of(
                // loops, with functions of its own and built-in ones
                "def f($n): if $n > 0 then f($n - 1), f($n - 1) else . end; [f(60)] | {}",
                "def f: f; f",
                "[range(0; 1000000000)] | {}",
                "reduce range(0; 1000000000) as $i (0; . + 1) | {}",
                "reduce range(0; infinite) as $i (0; $i) | {}",
                "[limit(1000000000; range(0; 1e12))] | {}",
                "1 | [recurse(. + 1; true)] | {}",
                "last(foreach range(0; 1e10) as $i (0; . + $i; .)) | {}",
                "def r: ., r; [r] | {}",
                "1 | until(false; . + 1) | {}",
                "[while(true; .)] | {}",
                "[[range(0; 300)] | combinations(5)] | {}",
                "any(range(0; 1e12); . < 0) | {}",
                "(label $f | range(0; 1e12) | if . < 0 then break $f else empty end)",
                // a filter that is doubled as often as it stands there
                "[.,.]" + "|[.[],.[]]".repeat(60) + " | {}",
                "(.,.)" + "|(.,.)".repeat(60) + " | {}",
                "try (def f($n): if $n > 0 then f($n - 1), f($n - 1) else . end; [f(60)]) catch {}",
                // large values
                "'a' * 2000000000 | {}",
                "2000000000 * 'a' | {}",
                "reduce range(0; 60) as $i ('aa'; . + .) | {}",
                "reduce range(0; 60) as $i ([1]; . + .) | {}",
                "reduce range(0; 60) as $i ({a: 1}; {a: ., b: .}) | tojson | {}",
                "reduce range(0; 60) as $i ([1]; [., .]) | {}",
                "reduce range(0; 60) as $i ([1]; [., .]) == 1 | {}",
                "reduce range(0; 60) as $i ('aa'; '\\(.)\\(.)') | {}",
                "reduce range(0; 60) as $i ([1]; [., .]) | '\\(.)' | {}",
                "reduce range(0; 60) as $i ([1]; [., .]) | flatten | {}",
                "reduce range(0; 60) as $i ('aa'; [., ., .] | join(.[0])) | {}",
                "reduce range(0; 60) as $i ('aa'; gsub('a'; 'aa')) | {}",
                "reduce range(0; 60) as $i ('aa'; @base64) | {}",
                "[] | .[2000000000] = 1 | {}",
                "[] | .[2000000000] |= 1 | {}",
                "[] | setpath([2000000000]; 1) | {}",
                "[range(0; 100000)] | . - . | {}",
                "[range(0; 100000)] | contains([range(0; 100000)]) | {}",
                "[range(0; 100000)] | indices([range(50000; 100000)]) | {}",
                // regular expressions that go back and forth
                "'a' * 4000 | test('.*.*.*x') | {}",
                "'a' * 4000 | [match('(a*)*\\\\1*\\\\1*b'; 'g')] | {}",
                "'a' * 4000 | gsub('(?<x>.*).*.*b'; 'b') | {}",
                "'a' * 4000 | [scan('.*.*.*x')] | {}",
                "'a' * 4000 | [splits('.*.*.*,')] | {}");
    }

    @ParameterizedTest
    @MethodSource("endless")
    void isStopped(String program) {
        JqProgram compiled = JqProgram.compile("own.jq", program.replace('\'', '"'), "", Set.of());

        assertThatThrownBy(() -> compiled.apply(MappedBodies.json(ANYTHING), Map.of(), Duration.ofMillis(200)))
                .isInstanceOf(MappingException.class).hasMessageStartingWith("own.jq: it ");
    }

    @Test
    void whatFailsSaysWhy() {
        assertThatThrownBy(() -> map("error('no such brand')")).isInstanceOf(MappingException.class)
                .hasMessageEndingWith("own.jq: no such brand");
        assertThatThrownBy(() -> map(".a | keys")).isInstanceOf(MappingException.class).hasMessageContaining("own.jq: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"env", "$ENV", "input", "inputs", "debug", "stderr", "input_filename", "builtins", "debug_scope", "get_search_list",
                "halt", "$__prog_args", "import 'a' as a; 1", "include 'a'; 1", "import 'a' as $a; $a", "no_such_function(1)", "map(1; 2)",
                "$nothing"})
    void whatIsNotThereIsRefusedAtStart(String program) {
        assertThatThrownBy(() -> MappedBodies.byProgram(folder, program.replace('\'', '"')).mapping()).isInstanceOf(SettingsException.class)
                .hasMessageContaining("own.jq");
    }

    /** A newer jackson-jq may have functions that look at more than their arguments. */
    @Test
    void theFunctionsAreThoseThatWereLookedAt() {
        assertThat(new JqFunctions(Versions.JQ_1_7).names()).hasSize(FUNCTIONS).doesNotContainAnyElementsOf(
                Set.of("env/0", "input/0", "inputs/0", "debug/0", "builtins/0", "debug_scope/0", "input_filename/0", "halt/0"));
    }

    @Test
    void aBodyOfThousandsOfItemsIsWellWithinTheLimits() {
        assertThat(map(
                "{items: [range(0; 10000) as $i | {sku: '\\($i)', images: [range(1; 6) as $n | {file_path: '\\($i)-\\($n).jpg', position: $n}]}]}")
                .items()).hasSize(10_000);
    }

    @Test
    void moreItemsThanTenThousandAreTooMany() {
        assertThatThrownBy(() -> map("{items: [range(0; 10001) | {sku: '\\(.)'}]}")).hasMessageContaining("more than 10000");
        assertThatThrownBy(() -> map("{load: [range(0; 10001) | {uuid: '\\(.)'}]}")).hasMessageContaining("more than 10000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "{thing: 1}", "{items: {}}", "{items: [1]}", "{load: [{asset: 'a'}]}", "{load: [{uuid: 'a', model: 'b'}]}",
        "{items: [{sku: 'a', event_time: 'yesterday'}]}"})
    void whatIsNoAnswerIsRefused(String program) {
        assertThatThrownBy(() -> map(program)).isInstanceOf(MappingException.class).hasMessageContaining("own.jq: ");
    }

    @Test
    void noAnswerIsNone() {
        assertThat(map("empty").isEmpty()).isTrue();
        assertThat(map("null").isEmpty()).isTrue();
        assertThat(map("{}").isEmpty()).isTrue();
        assertThat(map("{items: [], load: []}").isEmpty()).isTrue();
    }

    @Test
    void timesMayBeSecondsToo() {
        assertThat(map("{items: [{sku: 'a', event_time: 1690975273}]}").items().get(0).get("event_time").asText()).isEqualTo(
                "2023-08-02T11:21:13Z");
    }

    private MappingOutput map(String program) {
        return MappedBodies.byProgram(folder, program.replace('\'', '"')).map(ANYTHING);
    }
}
