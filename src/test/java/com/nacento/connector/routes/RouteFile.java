package com.nacento.connector.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A file of {@code routes/} as a person reads it, and as a machine does. */
public record RouteFile(String name, String story, String text, List<Map<String, Object>> entries) {

    private static final Set<String> BLOCKS = Set.of("filter", "choice", "when", "otherwise", "split", "loop", "doTry", "doCatch",
            "doFinally", "transacted", "multicast", "onException");
    private static final String SUFFIX = ".camel.yaml";

    public static List<RouteFile> all() {
        return files().stream().map(RouteFile::read).toList();
    }

    /** The one of this name, in whatever folder. */
    public static RouteFile named(String name) {
        return files().stream().filter(file -> file.endsWith(name + SUFFIX)).findAny().map(RouteFile::read)
                .orElseThrow(() -> new IllegalArgumentException("no route file " + name));
    }

    private static List<Path> files() {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            return files.filter(Files::isRegularFile).sorted(Comparator.comparing(Path::getFileName)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the file lies, from the project's root. */
    public String path() {
        return "routes/" + story + "/" + name + SUFFIX;
    }

    @SuppressWarnings("unchecked")
    private static RouteFile read(Path file) {
        try {
            String text = Files.readString(file);
            return new RouteFile(file.getFileName().toString().replace(SUFFIX, ""),
                    Path.of("routes").relativize(file.getParent()).toString(), text,
                    (List<Map<String, Object>>) new Load(LoadSettings.builder().build()).loadFromString(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The entries of this kind: {@code route}, {@code rest}, {@code routeConfiguration}. */
    @SuppressWarnings("unchecked")
    public List<Map<String, Object>> entries(String kind) {
        return entries.stream().filter(entry -> entry.containsKey(kind)).map(entry -> (Map<String, Object>) entry.get(kind)).toList();
    }

    public boolean isErrorHandling() {
        return name.equals("error-handling");
    }

    public Map<String, Object> route() {
        return entries("route").get(0);
    }

    @SuppressWarnings("unchecked")
    public Map<String, Object> from() {
        return (Map<String, Object>) route().get("from");
    }

    /** What the name begins with: the route's part in the whole. */
    public String verb() {
        return name.substring(0, name.indexOf('-'));
    }

    /** Every step with its name, at any depth: {@code to}, {@code setBody}, {@code split} … */
    public void eachStep(BiConsumer<String, Object> step) {
        entries.forEach(entry -> walk(entry, step));
    }

    private static void walk(Object node, BiConsumer<String, Object> step) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                step.accept((String) key, value);
                walk(value, step);
            });
        } else if (node instanceof List<?> list) {
            list.forEach(item -> walk(item, step));
        }
    }

    /** The text without its comments. */
    public String steps() {
        return text.lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining("\n", "", "\n"));
    }

    /** The ids of steps that leave the application. */
    public List<String> idsOfExternalCalls() {
        List<String> ids = new ArrayList<>();
        eachStep((name, value) -> {
            if (name.equals("to") && value instanceof Map<?, ?> call) {
                ids.add(String.valueOf(call.get("id")));
            }
        });
        return ids;
    }

    /** The files of {@code sql/} that the route names, by the variable that holds one or in a list for {@code write-rows}. */
    public List<String> statements() {
        List<String> names = new ArrayList<>(matches("global:([a-z-]+)"));
        eachStep((name, value) -> {
            if (name.equals("setVariable") && value instanceof Map<?, ?> set && "statements".equals(set.get("name"))) {
                Object constant = ((Map<?, ?>) set.get("expression")).get("constant");
                names.addAll(constant == null ? List.of() : List.of(((Map<?, ?>) constant).get("expression").toString().split(",\\s*")));
            }
        });
        return names;
    }

    /** The variables that the route sets. */
    public Set<String> variables() {
        Set<String> names = new TreeSet<>(matches("variableReceive: \"?(\\w+)"));
        eachStep((name, value) -> {
            if (name.equals("setVariable")) {
                names.add(((Map<?, ?>) value).get("name").toString());
            }
        });
        return names;
    }

    /** Whether a step of the route uses a variable. */
    public boolean reads(String variable) {
        return Pattern.compile("(variable\\.(header:)?|variableSend: \"?)" + variable + "\\b").matcher(steps()).find();
    }

    /** Whether the contract says that the caller hands over a variable. */
    public boolean takes(String variable) {
        return Pattern.compile("\\bvariable " + variable + "\\b").matcher(contract("in")).find();
    }

    /** Whether the contract says that the caller finds something in a variable. */
    public boolean leaves(String variable) {
        return Pattern.compile("\\bvariable " + variable + "\\b").matcher(contract("out")).find();
    }

    /** What the contract says behind a word, on its line and the lines below. */
    private String contract(String word) {
        Matcher part = Pattern.compile("(?m)^#   " + word + " .*(\\R#     .*)*").matcher(text);
        return part.find() ? part.group() : "";
    }

    /** The routes that the route calls. */
    public Set<String> calls() {
        Set<String> names = Pattern.compile("direct:([a-z-]+)").matcher(steps()).results().map(call -> call.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        names.remove(name);
        return names;
    }

    /** How many blocks the deepest step lies in: what a reader must keep in mind there. */
    public int depth() {
        return depth(entries);
    }

    private static int depth(Object node) {
        if (node instanceof Map<?, ?> map) {
            return map.entrySet().stream().mapToInt(entry -> depth(entry.getValue()) + (BLOCKS.contains(entry.getKey()) ? 1 : 0)).max()
                    .orElse(0);
        }
        return node instanceof List<?> list ? list.stream().mapToInt(RouteFile::depth).max().orElse(0) : 0;
    }

    public List<String> matches(String pattern) {
        return Pattern.compile(pattern).matcher(text).results().map(match -> match.group(1)).toList();
    }

    @Override
    public String toString() {
        return path();
    }
}
