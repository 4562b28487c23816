package com.nacento.connector.envphp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhpArrayReaderTest {

    @Test
    void bothFormsOfArraysAllKindsOfValuesAndCommentsAreRead() {
        Object read = read("""
                <?php
                declare(strict_types=1);
                // a comment
                # another one
                /* and
                   a third */
                return array(
                    'old' => array(1, 'two', 3.5, ),
                    "new" => ['a' => TRUE, 'b' => False, 'c' => null, 5 => 'five', 'six', -1 => 'minus'],
                    'numbers' => [0x1F, 0b101, 017, 1_000, -7, 1e3, .5],
                    'empty' => [],
                );
                ?>
                """);
        assertThat(read).hasToString("{old={0=1, 1=two, 2=3.5}, new={a=true, b=false, c=null, 5=five, 6=six, -1=minus},"
                + " numbers={0=31, 1=5, 2=15, 3=1000, 4=-7, 5=1000.0, 6=0.5}, empty={}}");
    }

    @Test
    void theLastOfTwoEqualKeysStandsAsInPhp() {
        assertThat(read("<?php return ['a' => 1, 'a' => 2];")).hasToString("{a=2}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "'it\\'s'|it's", "'back\\\\slash'|back\\slash", "'no \\n escape'|no \\n escape", "'a $dollar'|a $dollar", "\"tab\\tend\"|tab\tend",
        "\"\\x41\\102\\u{1F600}\"|AB\uD83D\uDE00", "\"\\$5 and \\\"quoted\\\"\"|$5 and \"quoted\"", "\"\\q\"|\\q",
        "\"5$ and {x}\"|5$ and {x}", "'größe'|größe"})
    void textsAreReadAsPhpReadsThem(String php, String text) {
        assertThat(read("<?php return [" + php + "];")).isEqualTo(Map.of("0", text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "'host' => getenv('DB_HOST')|line 3, column 15|getenv(…) is a call",
        "'key' => PDO::MYSQL_ATTR_SSL_CA|line 3, column 14|PDO::MYSQL_ATTR_SSL_CA is a constant",
        "'a' => 'x' . 'y'|line 3, column 16|values that are computed (.)", "'a' => 1 + 1|line 3, column 14|values that are computed (+)",
        "'a' => $value|line 3, column 12|a variable",
        "'a' => \"x $value\"|line 3, column 15|a variable in a text", "'a' => new Thing()|line 3, column 12|new makes an object",
        "'a' => <<<EOT|line 3, column 12|a heredoc",
        "'a' => 'open|line 3, column 12|this text does not end", "'a' => 1 'b' => 2|line 3, column 14|\",\" or \"]\" was expected",
        "'a' => [1|line 5, column 1|the file ends",
        "'a' => |line 4, column 1|a value was expected", "1.5 => 2|line 3, column 5|a key must be",
        "'a' => 12x|line 3, column 12|is no number", "'a' => 99999999999999999999|line 3, column 12|too large",
        "'a' => \"\\xff\"|line 3, column 13|bytes beyond ASCII", "/* open|line 3, column 5|this comment does not end",
        "'a' => \\Some\\Thing::class|line 3, column 12|is a constant",
        "'a' => (string) 1|line 3, column 12|a value was expected"})
    void whatWouldHaveToBeRunIsRefusedWithItsPlace(String entry, String place, String why) {
        String end = entry.equals("'a' => [1") ? "" : "];";
        assertThatThrownBy(() -> PhpArrayReader.read("<?php\nreturn [\n    " + entry + "\n" + end + "\n"))
                .isInstanceOf(PhpSyntaxException.class)
                .hasMessageContaining(why).hasMessageStartingWith(place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "return [];", "<?phpreturn [];", "<html><?php return [];", "<?php return 'text';", "<?php return [] ",
        "<?php return []; echo 1;", "<?php $a = 1; return [];",
        "<?php require 'x'; return [];", "<?php declare(ticks=1); return [];", "<?php return [];?>x"})
    void aFileThatDoesMoreOrLessThanReturnAnArrayIsRefused(String file) {
        assertThatThrownBy(() -> PhpArrayReader.read(file)).isInstanceOf(PhpSyntaxException.class)
                .hasMessageMatching("(?s)line \\d+, column \\d+: .+");
    }

    @Test
    void deepNestingIsRefusedAndNotFollowed() {
        assertThatThrownBy(() -> PhpArrayReader.read("<?php return " + "[".repeat(100_000))).isInstanceOf(PhpSyntaxException.class)
                .hasMessageContaining("deep");
    }

    /** Whatever the text: an array or a refusal with its place, and never anything else. */
    @Property
    void anyTextIsReadOrRefused(@ForAll String text) {
        for (String file : new String[] {text, "<?php return [" + text + "];", "<?php return [\"" + text + "\"];"}) {
            try {
                assertThat(PhpArrayReader.read(file).isArray()).isTrue();
            } catch (PhpSyntaxException refused) {
                assertThat(refused.getMessage()).matches("(?s)line \\d+, column -?\\d+: .+");
            }
        }
    }

    @Property
    void everyTextComesBackFromSingleQuotes(@ForAll String text) {
        assertThat(read("<?php return ['k' => '" + text.replace("\\", "\\\\").replace("'", "\\'") + "'];")).isEqualTo(Map.of("k", text));
    }

    static Object read(String file) {
        return plain(PhpArrayReader.read(file));
    }

    private static Object plain(PhpValue value) {
        return value.value() instanceof Map<?, ?> entries
                ? entries.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(plain((PhpValue) entry.getValue())),
                                (a, b) -> b, LinkedHashMap::new))
                : value.value();
    }
}
