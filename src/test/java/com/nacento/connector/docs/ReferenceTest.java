package com.nacento.connector.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.message.GalleryMessageReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Codes, statuses and headers: what the program knows is in its reference, and nothing else is. */
class ReferenceTest {

    private static final Path API = Path.of("docs/api.md");
    private static final Path MESSAGES = Path.of("docs/messages.md");
    /** What looks like a code and is none: the name of a field. */
    private static final Set<String> FIELDS = Set.of("serialized_data", "http_cache_hosts");

    private final String program = sources("src/main/java/com/nacento/connector", "routes");

    @Test
    void everyErrorCodeIsInTheReferenceAndNoOther() {
        Set<String> codes = Arrays.stream(SyncError.Code.values()).map(code -> code.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(codesOf("| `error` |")).isEqualTo(codes);
    }

    @Test
    void everyWarningIsInTheReferenceAndNoOther() {
        Set<String> warnings = codesOf("| warning |");
        assertThat(warnings).isNotEmpty().allSatisfy(code -> assertThat(program).contains('"' + code + ": "));

        Set<String> written = all("\"([a-z]+(?:_[a-z]+)+): ", program);
        written.removeAll(FIELDS);
        String reference = text(API) + text(MESSAGES);
        assertThat(written).isNotEmpty().allSatisfy(code -> assertThat(reference).contains("`" + code));
    }

    @Test
    void everyStatusThatTheDocumentOfTheApiHasIsInTheReference() {
        JsonNode document = new ObjectMapper()
                .valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text(Path.of("src/main/resources/openapi.yaml"))));
        Set<String> told = all("(?m)^\\| ([0-9]{3}(?:, [0-9]{3})*) \\|", text(API)).stream().flatMap(cell -> Stream.of(cell.split(", ")))
                .collect(Collectors.toSet());
        told.add("200");
        document.findValues("responses").forEach(responses -> responses.fieldNames().forEachRemaining(status -> {
            if (status.matches("\\d+")) {
                assertThat(told).contains(status);
            }
        }));
    }

    @Test
    void everyHeaderOfAMessageIsInTheReferenceAndNoOther() {
        assertThat(all("`(x-nacento-[a-z-]+)`", text(MESSAGES))).isEqualTo(all("\\b(x-nacento-[a-z-]+)", program));
    }

    @Test
    void everyMessageThatIsShownIsUnderstood() {
        List<String> shown = Pattern.compile("(?s)```json\n(.*?)```").matcher(text(MESSAGES)).results().map(block -> block.group(1))
                .toList();
        assertThat(shown).hasSizeGreaterThan(3).allSatisfy(
                message -> assertThat(GalleryMessageReader.ofSubjects().subject(message.getBytes(StandardCharsets.UTF_8)).skus())
                        .startsWith("BIKE-RED"));
    }

    /** The codes in the first column of the table that begins so. */
    private static Set<String> codesOf(String head) {
        String table = text(API).split(Pattern.quote("\n" + head), 2)[1].split("\n\n", 2)[0];
        return table.lines().filter(row -> row.startsWith("| `")).flatMap(row -> all("`([a-z_]+)", row.split(" \\| ")[0]).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> all(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String sources(String... folders) {
        return Arrays.stream(folders).flatMap(folder -> {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                return files
                        .filter(file -> file.toString().matches(".*\\.(java|yaml)") && !file.toString().matches(".*/(bench|chaos|demo)/.*"))
                        .map(ReferenceTest::text).toList().stream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).collect(Collectors.joining("\n"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
