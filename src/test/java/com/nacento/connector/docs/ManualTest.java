package com.nacento.connector.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the manual says about files, routes, settings and versions is what stands in them. */
class ManualTest {

    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(#[^)\\s]+)?\\)");

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            List<Path> pages = new ArrayList<>(docs.filter(file -> file.toString().endsWith(".md")).toList());
            pages.addAll(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md"), Path.of("CHANGELOG.md")));
            return pages.stream();
        }
    }

    /** On failure the message holds the tables to put into docs/routes.md: one a story, as the folders are. */
    @ParameterizedTest
    @MethodSource("stories")
    void aStorysTableHasEveryRouteWithItsSentence(Path story) {
        String table = routes(story).entrySet().stream().map(route -> "| `" + route.getKey() + "` | " + route.getValue() + " |")
                .collect(Collectors.joining("\n", "## " + story.getFileName() + "\n\n| route | what it does |\n|---|---|\n", "\n"));
        assertThat(text(Path.of("docs/routes.md"))).contains(table);
        assertThat(table.lines().count() - 4).isEqualTo(routeFiles(story).size());
    }

    static Stream<Path> stories() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("routes"))) {
            return folders.sorted().toList().stream();
        }
    }

    @Test
    void theSettingsTableHasEverySettingWithItsDefault() {
        Map<String, String> told = new TreeMap<>();
        Pattern.compile("(?m)^\\| `(nacento\\.[a-z0-9.-]+)` \\| (?:`([^`]*)`)? *\\| (.+) \\|$").matcher(text(Path.of("docs/settings.md")))
                .results()
                .forEach(row -> told.put(row.group(1), row.group(2) == null ? "" : row.group(2)));
        assertThat(told).isEqualTo(SettingsFile.read());
    }

    @Test
    void theSettingsAreGroupedAsInTheFile() {
        assertThat(grouped("docs/settings.md", "## ((?:Must|Often|Rarely) .+)|\\| `(nacento\\.[^`]+)` \\|.*"))
                .hasSize(3).isEqualTo(grouped("application.properties", "# ((?:Must|Often|Rarely) .+)|(nacento\\.[^=]+)=.*"));
    }

    /** Heading to names; the pattern's first group is a heading, its second one a name. */
    private static Map<String, List<String>> grouped(String file, String lines) {
        Map<String, List<String>> groups = new TreeMap<>();
        String[] heading = {""};
        Pattern.compile("(?m)^(?:" + lines + ")$").matcher(text(Path.of(file))).results().forEach(line -> {
            if (line.group(1) != null) {
                heading[0] = line.group(1);
            } else {
                groups.computeIfAbsent(heading[0], key -> new ArrayList<>()).add(line.group(2));
            }
        });
        return groups;
    }

    @Test
    void thePayloadsAreThoseThatTheDemoSends() {
        try (Stream<Path> payloads = Files.list(Path.of("src/test/resources/requests"))) {
            assertThat(payloads.map(Path::toString)).isNotEmpty()
                    .allSatisfy(payload -> assertThat(text(Path.of("README.md"))).contains(payload));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theVersionsThatTheManualNamesAreThoseOfTheBuild() {
        String pom = text(Path.of("pom.xml"));
        String readme = text(Path.of("README.md"));
        for (String name : List.of("camel.version", "embedded.mariadb.version", "embedded.qpid.version", "embedded.s3proxy.version",
                "aws-sdk.version", "mariadb-client.version")) {
            String version = pom.replaceAll("(?s).*<" + Pattern.quote(name) + ">([^<]+)<.*", "$1");
            assertThat(readme).as(name).contains(version);
        }
    }

    @Test
    void everyDependencyIsExplained() {
        String design = text(Path.of("docs/design.md"));
        String pom = text(Path.of("pom.xml")).replaceAll("(?s)<dependencyManagement>.*?</dependencyManagement>", "");
        assertThat(Pattern.compile("<dependency>\\s*<groupId>[^<]+</groupId>\\s*<artifactId>([^<]+)</artifactId>").matcher(pom).results()
                .map(found -> found.group(1))).isNotEmpty().allSatisfy(artifact -> assertThat(design).contains("`" + artifact + "`"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsToAFileAndAHeadingThatAreThere(Path page) {
        for (MatchResult link : LINK.matcher(text(page)).results().toList()) {
            Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1)).normalize();
            assertThat(target).as(link.group()).exists();
            if (link.group(2) != null) {
                assertThat(headings(target)).as(link.group()).contains(link.group(2).substring(1));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everySettingThatIsNamedIsASetting(Path page) {
        Map<String, String> settings = SettingsFile.read();
        Pattern.compile(
                "`(nacento\\.(?:http|management|auth|db|s3|rabbitmq|bulk|async|retry|images|route|log|tracing|dev)\\.[a-z.-]+[a-z])\\b")
                .matcher(text(page)).results()
                .forEach(named -> assertThat(settings).as(named.group()).containsKey(named.group(1)));
    }

    /** What cannot be broken (tables, code) is as long as it is, and so are the entries of the change log. */
    @Test
    void noLineOfProseIsLongerThanOneOfCodeMayBe() throws IOException {
        Stream<Path> manual = Stream.concat(pages().filter(page -> !page.endsWith("CHANGELOG.md")), Stream.of(Path.of("bench/README.md")));
        List<String> lines = new ArrayList<>(manual.flatMap(page -> text(page).replaceAll("(?ms)^ *```.*?^ *```$", "").lines())
                .filter(line -> !line.strip().startsWith("|")).toList());
        lines.addAll(comments("routes", "#.*"));
        lines.addAll(comments("sql", "--.*"));
        lines.addAll(comments("src", "\\s*(\\*|/\\*\\*|//).*"));

        assertThat(lines).filteredOn(line -> line.length() > 140).isEmpty();
    }

    private static List<String> comments(String folder, String comment) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().matches(".*\\.(yaml|sql|java)")).flatMap(file -> text(file).lines())
                    .filter(line -> line.matches(comment)).toList();
        }
    }

    private static List<String> headings(Path page) {
        return Pattern.compile("(?m)^#+ (.+)$").matcher(text(page)).results()
                .map(heading -> heading.group(1).toLowerCase().replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-')).toList();
    }

    private static Map<String, String> routes(Path story) {
        Map<String, String> routes = new TreeMap<>();
        for (Path file : routeFiles(story)) {
            for (Object entry : (List<?>) new Load(LoadSettings.builder().build()).loadFromString(text(file))) {
                Object route = ((Map<?, ?>) entry).get("route");
                if (route instanceof Map<?, ?> fields) {
                    routes.put(fields.get("id").toString(), fields.get("description").toString());
                }
            }
        }
        return routes;
    }

    /** All but error-handling, which is what routes have in common and no route. */
    private static List<Path> routeFiles(Path story) {
        try (Stream<Path> files = Files.list(story)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("error-handling")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
