package com.nacento.connector.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BulkDescriptionTest {

    static Stream<Arguments> descriptions() {
        return Stream.of(
                Arguments.of(new BulkDescription("night-7", "pim", false), "Nacento gallery bulk night-7, from pim"),
                Arguments.of(new BulkDescription("akeneo", "akeneo", true), "Nacento gallery bulk akeneo, event of akeneo"),
                Arguments.of(new BulkDescription(null, "Acme, Inc.", false), "Nacento gallery bulk, from Acme, Inc."),
                Arguments.of(new BulkDescription("north, from berlin", "pim", false), "Nacento gallery bulk north, from berlin, from pim"),
                Arguments.of(new BulkDescription("x, event of the year", "pim", false),
                        "Nacento gallery bulk x, event of the year, from pim"),
                Arguments.of(new BulkDescription("night-7", null, false), "Nacento gallery bulk night-7"),
                Arguments.of(new BulkDescription(null, null, false), "Nacento gallery bulk"));
    }

    @ParameterizedTest
    @MethodSource("descriptions")
    void nameAndSenderAreReadAsTheyWereWritten(BulkDescription description, String text) {
        assertThat(description.text()).isEqualTo(text);
        assertThat(BulkDescription.read(text)).isEqualTo(description);
    }

    @Test
    void whereNobodyIsAskedForATokenThereIsNoSender() {
        assertThat(new BulkDescription("night-7", "anonymous", false).text()).isEqualTo("Nacento gallery bulk night-7");
    }

    @Test
    void aBulkThatSomebodyElseHasSubmittedIsCalledAsItStands() {
        assertThat(BulkDescription.read("Update attributes for 2 products"))
                .isEqualTo(new BulkDescription("Update attributes for 2 products", null, false));
        assertThat(BulkDescription.read(null)).isEqualTo(new BulkDescription(null, null, false));
    }

    @Test
    void whatIsTooLongForTheColumnKeepsItsSender() {
        String text = new BulkDescription("n".repeat(255), "p".repeat(255), false).text();

        assertThat(text).hasSize(255);
        assertThat(BulkDescription.read(text).sender()).startsWith("ppp").hasSize(64);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"night-7|pim|night-7 (pim)", "night-7||night-7", "|pim|pim", "||"})
    void inShortItIsWhatIsKnown(String name, String sender, String words) {
        assertThat(new BulkDescription(name, sender, false).inShort()).isEqualTo(words);
    }

    @Test
    void theDatabaseTellsBulksOfSourcesFromOthersByRegularExpressions() {
        descriptions().forEach(one -> {
            BulkDescription description = (BulkDescription) one.get()[0];
            assertThat(description.text())
                    .matches(text -> Pattern.compile(BulkDescription.OF_SOURCE).matcher(text).find() == description.ofSource());
            assertThat(description.text()).matches(text -> Pattern.compile(BulkDescription.NOT_OF_SOURCE).matcher(text)
                    .find() != description.ofSource());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"find-bulk-progress", "find-recent-bulks", "find-bulk-status", "find-bulk-operations", "count-bulk-operations"})
    void theStatementsKnowABulkWithoutOperationsByItsDescription(String statement) throws IOException {
        assertThat(Files.readString(Path.of("sql", statement + ".sql"))).contains("LIKE '" + BulkDescription.BEGIN + "%'");
    }
}
