package com.nacento.connector.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every route, every statement and every class, as far as a machine can tell. */
class RouteConventionsTest {

    private static final Set<String> VERBS = Set.of("receive", "consume", "publish", "sync", "load", "save", "detect", "report",
            "answer", "await", "check", "watch", "reject", "delete", "purge", "show", "retry", "replay", "discard", "write", "refresh",
            "submit", "map", "pause", "resume", "start", "cancel", "find");
    /** What goes on while consumption is paused. */
    private static final Set<String> GO_ON = Set.of("consume-sqs-events", "watch-backlog", "watch-bulks", "watch-integrations",
            "watch-progress", "watch-queues", "watch-recent-bulks", "watch-shop", "watch-source-leases", "watch-spooled-events");
    private static final Path SOURCES = Path.of("src/main/java");
    /** Statements that change something. */
    private static final Pattern WRITING = Pattern.compile("(insert|update|delete|save|touch|link|unlink|move|create|reject|lock)-.*");
    /** By name, each read once. */
    private static final Map<String, RouteFile> ROUTES = RouteFile.all().stream().filter(file -> !file.isErrorHandling())
            .collect(Collectors.toMap(RouteFile::name, file -> file, (one, other) -> one, LinkedHashMap::new));

    static List<RouteFile> routeFiles() {
        return RouteFile.all();
    }

    static List<RouteFile> routes() {
        return List.copyOf(ROUTES.values());
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aFileHasOneRouteAndAllItsNamesAreOne(RouteFile file) {
        assertThat(file.entries("route")).hasSize(1);
        assertThat(file.entries("rest").size()).isLessThanOrEqualTo(1);
        assertThat(file.route()).containsEntry("id", file.name());
        if (!Set.of("consume", "watch").contains(file.verb())) {
            assertThat(file.from()).containsEntry("uri", "direct:" + file.name());
        }
    }

    @ParameterizedTest
    @MethodSource("routeFiles")
    void aFileLiesInTheFolderOfItsStoryWhichIsAPackageToo(RouteFile file) {
        assertThat(file.story()).isNotEmpty();
        assertThat(SOURCES.resolve("com/nacento/connector").resolve(file.story())).isDirectory();
    }

    @Test
    void theErrorHandlingHasNoRoute() {
        assertThat(RouteFile.all()).filteredOn(RouteFile::isErrorHandling).singleElement()
                .satisfies(
                        file -> assertThat(file.entries()).allSatisfy(entry -> assertThat(entry).containsOnlyKeys("routeConfiguration")));
    }

    @ParameterizedTest
    @MethodSource("routeFiles")
    void aFileOpensWithItsContract(RouteFile file) {
        String title = file.name().replace('-', ' ');
        List<String> lines = file.text().lines().takeWhile(line -> line.startsWith("#")).toList();
        assertThat(lines.get(0).toLowerCase().replace(",", "")).as("the title").startsWith("# " + title + ": ");
        assertThat(lines.get(1)).startsWith("#   in     ");
        assertThat(lines.stream().filter(line -> line.startsWith("#   ") && !line.startsWith("#     "))
                .map(line -> line.substring(4, 11).strip()))
                .as("the words of the contract, in their order").startsWith("in", "out", "fails").doesNotHaveDuplicates()
                .isSubsetOf("in", "out", "fails", "note");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aRouteIsDescribedInOneSentence(RouteFile file) {
        assertThat((String) file.route().get("description")).isNotBlank().doesNotContain("\n", ". ").doesNotEndWith(".")
                .matches("[A-Z].*").hasSizeLessThanOrEqualTo(140);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aRouteBeginsWithAVerbThatSaysWhatItMayDo(RouteFile file) {
        assertThat(VERBS).contains(file.verb());
        String steps = file.steps();
        List<String> statements = file.statements();
        switch (file.verb()) {
            case "receive", "show", "retry", "replay", "discard", "pause", "resume", "start", "cancel" -> {
                assertThat(statements).as("a call over HTTP reads statuses; all else is a load or a save route")
                        .noneMatch(name -> WRITING.matcher(name).matches());
                assertThat(steps).doesNotContain("aws2-s3", "spring-rabbitmq");
            }
            case "sync", "answer", "await" -> assertThat(steps).doesNotContain("{{sql}}", "aws2-s3", "spring-rabbitmq");
            case "load" -> assertThat(steps).doesNotContain("aws2-s3", "spring-rabbitmq", "http:", "transacted");
            case "save", "reject", "report" -> assertThat(steps).doesNotContain("aws2-s3", "spring-rabbitmq", "http:");
            case "detect", "check" -> assertThat(steps).doesNotContain("{{sql}}", "spring-rabbitmq", "transacted");
            case "consume" ->
                assertThat(file.entries().toString()).doesNotContain("{{sql}}", "aws2-s3", "choice", "ref=comparison", "ref=chunkSaving");
            case "delete" -> assertThat(steps).as("deletes objects of the bucket").doesNotContain("{{sql}}", "spring-rabbitmq", "http:");
            case "purge" -> assertThat(steps).as("makes a cache forget").doesNotContain("{{sql}}", "aws2-s3", "spring-rabbitmq");
            case "publish" -> assertThat(steps).doesNotContain("{{sql}}", "aws2-s3", "ref: comparison", "ref: chunkSaving");
            default -> assertThat(steps).doesNotContain("aws2-s3");
        }
    }

    @Test
    void aRouteThatStartsByItselfPausesOrIsKnownToGoOn() {
        for (RouteFile file : routes()) {
            if (Set.of("consume", "watch").contains(file.verb())) {
                assertThat("pauses".equals(file.route().get("group")))
                        .as(file + " rests while consumption is paused, or writes nothing to the shop that nobody has asked for")
                        .isNotEqualTo(GO_ON.contains(file.name()));
            }
        }
    }

    @Test
    void aTransactionIsLeftToTheDatabase() {
        for (RouteFile file : routes()) {
            if (file.text().contains("- transacted:")) {
                assertThat(file.matches("direct:([a-z-]+)"))
                        .as(file + " calls no route inside a transaction but those that do nothing but SQL")
                        .isSubsetOf(file.name(), "load-gallery-state", "save-request-outcomes", "write-rows", "write-gallery-changes",
                                "find-refused-products");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("routeFiles")
    void aRouteHasATestOfItsName(RouteFile file) {
        String test = Stream.of(file.name().split("-")).map(word -> word.substring(0, 1).toUpperCase() + word.substring(1))
                .collect(Collectors.joining());
        assertThat(Path.of("src/test/java/com/nacento/connector", file.story(), test + "Test.java")).exists();
    }

    @Test
    void whatIsCalledIsThereAndWhatIsThereIsCalled() {
        Set<String> called = new TreeSet<>();
        Set<String> there = new TreeSet<>();
        for (RouteFile file : routes()) {
            file.eachStep((name, value) -> {
                String uri = value instanceof Map<?, ?> call ? String.valueOf(call.get("uri")) : String.valueOf(value);
                if ((name.equals("to") || name.equals("wireTap")) && uri.startsWith("direct:")) {
                    called.add(uri.substring("direct:".length()));
                } else if (name.equals("from") && uri.startsWith("direct:")) {
                    there.add(uri.substring("direct:".length()));
                }
            });
        }
        assertThat(called).isEqualTo(there);
    }

    @Test
    void everyStatementIsUsedAndEveryUsedOneIsThere() {
        Set<String> files = Stream.of(Objects.requireNonNull(new File("sql").list())).map(name -> name.replace(".sql", ""))
                .collect(Collectors.toSet());
        Set<String> used = new TreeSet<>();
        routes().forEach(file -> used.addAll(file.statements()));
        assertThat(files).containsAll(used);

        String java = sources().values().stream().collect(Collectors.joining());
        assertThat(files).allSatisfy(name -> assertThat(used.contains(name) || java.contains('"' + name + '"')).as(name).isTrue());
    }

    @Test
    void aStatementSaysWhatItIsForAndIsOneStatement() throws IOException {
        for (File file : Objects.requireNonNull(new File("sql").listFiles())) {
            String text = Files.readString(file.toPath());
            assertThat(text).as(file.getName()).startsWith("-- ");
            // a block is one statement too
            String statement = text.replaceFirst("(?s)BEGIN NOT ATOMIC\\n(.*)\\nEND$", "");
            assertThat(statement.lines().dropWhile(line -> line.startsWith("--")))
                    .as(file.getName() + " has its comments at the top, and one statement")
                    .noneMatch(line -> line.startsWith("--") || line.contains(";"));
        }
    }

    @ParameterizedTest
    @MethodSource("routeFiles")
    void nothingInARouteIsWrittenShort(RouteFile file) {
        file.eachStep((name, value) -> {
            if (Set.of("simple", "constant", "header", "exchangeProperty", "jsonpath").contains(name)) {
                assertThat(value).as(file + ": " + name + " is written out").isInstanceOf(Map.class);
            }
            if (name.equals("log")) {
                assertThat(value).as(file + ": log is written out").isInstanceOf(Map.class);
            }
            assertThat(name).as(file + " has no scripts").isNotIn("script", "groovy", "js", "python", "joor", "java");
        });
        assertThat(file.matches("(\\{\\{[^}]*:[^}]*}})")).as("defaults belong to application.properties").isEmpty();
        assertThat(file.text()).as("statements belong to sql/")
                .doesNotContainPattern("(?i)\\b(select .+ from|insert into|update .+ set|delete from)\\b");
    }

    @ParameterizedTest
    @MethodSource("routeFiles")
    void aRouteIsReadInOneBreath(RouteFile file) {
        assertThat(file.depth()).as(file + " has at most so many blocks inside each other").isLessThanOrEqualTo(5);
    }

    /** Either the route itself does, or a contract says so: that of a route further on, or its own for one that has called it. */
    @ParameterizedTest
    @MethodSource("routes")
    void noVariableIsSetThatNobodyReads(RouteFile file) {
        List<RouteFile> further = further(file);
        assertThat(file.variables()).as(file.toString())
                .allMatch(name -> file.reads(name) || further.stream().anyMatch(route -> route.reads(name) && route.takes(name))
                        || file.leaves(name) && routes().stream().anyMatch(route -> route.reads(name) && further(route).contains(file)));
    }

    /** The routes that this one calls, and those that they call. */
    private static List<RouteFile> further(RouteFile file) {
        Map<String, RouteFile> found = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>(file.calls());
        while (!open.isEmpty()) {
            String name = open.pop();
            if (!name.equals(file.name()) && !found.containsKey(name)) {
                found.put(name, ROUTES.get(name));
                open.addAll(ROUTES.get(name).calls());
            }
        }
        return List.copyOf(found.values());
    }

    @Test
    void eachExternalCallHasAnIdOfItsOwn() {
        List<String> ids = new ArrayList<>();
        routes().forEach(file -> ids.addAll(file.idsOfExternalCalls()));
        assertThat(ids).doesNotContain("null").doesNotHaveDuplicates();

        for (RouteFile file : routes()) {
            assertThat(file.matches("(?m)- to: (?!direct:)(\\S+)$")).as(file + " names what it calls")
                    .allMatch(rest -> rest.startsWith("{") || rest.isEmpty());
        }
    }

    @Test
    void javaKnowsNoEndpointsAndNoStatements() {
        sources().forEach((path, text) -> {
            assertThat(text).as(path).doesNotContain("ProducerTemplate", "FluentProducer")
                    .doesNotContainPattern("\"(direct|aws2-s3|spring-rabbitmq|timer|seda|jdbc:txDataSource):")
                    .doesNotContainPattern("\"(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP) ");
        });
    }

    private static Map<String, String> sources() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(path -> path.toString().endsWith(".java"))
                    .collect(Collectors.toMap(path -> path.toString().replace('\\', '/'), RouteConventionsTest::code));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a class without its comments. */
    private static String code(Path path) {
        try {
            return Files.readString(path).replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)^\\s*//.*$", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
