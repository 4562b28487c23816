package com.nacento.connector.pim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As in jq's manual. */
class JqRegexTest {

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0} | {1}")
    @CsvSource(delimiter = '§', quoteCharacter = '^', value = {
        "'foo' § test('foo') § true",
        "'xabcd' § test('ABC'; 'ix') § true",
        "'foo bar foo' § [match('foo'; 'g').offset] § [0,8]",
        "'foo bar FOO' § [match(['foo', 'ig']).string] § ['foo','FOO']",
        "'xyz' § [match('y|(x)'; 'g').captures] § [[{'offset':0,'length':1,'string':'x','name':null}],[{'offset':-1,'length':0,'string':null,'name':null}]]",
        "'xyzzy-14' § capture('(?<a>[a-z]+)-(?<n>[0-9]+)') § {'a':'xyzzy','n':'14'}",
        "'c-12, d-3' § [scan('([a-z])-([0-9]+)')] § [['c','12'],['d','3']]",
        "'abcdefabc' § [scan('c')] § ['c','c']",
        "'ab,cd,   ef' § split(', *'; null) § ['ab','cd','ef']",
        "'aXbxcxd' § gsub('x'; '-'; 'i') § 'a-b-c-d'",
        "'abc' § sub('(?<first>.)'; .first + .first) § 'aabc'",
        "'abc' § [sub('(?<a>.)'; .a + '1', .a + '2')] § ['a1bc','a2bc']",
        "'äöü€x' § match('€').offset § 3",
        "'𝄞x' § match('x').offset § 1",
        "'abc' § gsub(''; '-') § '-a-b-c-'",
        "'Title (name)' § test('\\\\(name\\\\)$') § true"})
    void matchesAsJqDoes(String input, String program, String expected) {
        assertThat(answer(input + " | " + program)).isEqualTo(MappedBodies.json(expected));
    }

    @Test
    void whatIsNoExpressionSaysSo() {
        assertThatThrownBy(() -> answer("'a' | test('(')")).hasMessageContaining("( is not a regular expression");
        assertThatThrownBy(() -> answer("'a' | test('a'; 'q')")).hasMessageContaining("q is not a valid modifier string");
        assertThatThrownBy(() -> answer("1 | test('a')")).hasMessageContaining("cannot be matched");
    }

    private com.fasterxml.jackson.databind.JsonNode answer(String program) {
        return MappedBodies.byProgram(folder, "{items: [{sku: 'a', answer: (".replace('\'', '"') + program.replace('\'', '"') + ")}]}")
                .map("{}")
                .items().get(0).get("answer");
    }
}
