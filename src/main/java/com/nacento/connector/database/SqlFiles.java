package com.nacento.connector.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PackageScanResourceResolver;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The statements in {@code sql/}. Routes name them as global variables ({@code global:find-products}); in them {@code {prefix}} stands for
 * the table prefix, {@code {sku_charset}} and {@code {sku_collation}} for what the shop's SKU column has, {@code {meta_foreign_key}} for a
 * foreign key of the table of the ETags that must go. This is the one place where any of them is filled in; values are always bound.
 */
public final class SqlFiles {

    private static final String NAME_BEGINS = "\n/* ";
    private static final String NAME_ENDS = " */";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+)}");

    /** Where a statement takes a list. */
    private static final Pattern ROWS = Pattern.compile("JSON_TABLE\\(\\s*:\\?([a-z_]+)");
    private static final String NO_ROWS = "[]";

    private final CamelContext camel;
    private final String prefix;
    private final Map<String, String> files;

    /** @param prefix the table prefix, already checked to be letters, digits and underscores */
    public SqlFiles(CamelContext camel, String prefix) {
        this.camel = camel;
        this.prefix = prefix;
        this.files = read(camel);
    }

    /** Makes the statements known to the routes that need nothing of the shop but its prefix. */
    public void bind() {
        bind(Map.of("prefix", prefix));
    }

    /** Makes all statements known to the routes. */
    public void bind(MagentoSchema shop) {
        bind(shop.placeholders(prefix));
    }

    /** A packaged statement with its placeholders filled in, for whoever works without routes. */
    public static String packaged(String name, Map<String, String> values) {
        try (InputStream stream = SqlFiles.class.getResourceAsStream("/sql/" + name + ".sql")) {
            return filled(name, statement(stream), values);
        } catch (IOException e) {
            throw new UncheckedIOException("sql/" + name + ".sql cannot be read", e);
        }
    }

    /** The names of all packaged statements, for whoever works without routes. */
    public static SortedSet<String> packagedNames() {
        try {
            SortedSet<String> names = new TreeSet<>();
            for (var file : new PathMatchingResourcePatternResolver().getResources("classpath*:sql/*.sql")) {
                names.add(String.valueOf(file.getFilename()).replaceFirst("\\.sql$", ""));
            }
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException("the SQL files of the application cannot be found", e);
        }
    }

    /** The name of the file goes with the statement, for the server's process list and slow query log, and for the metrics. */
    private static String filled(String name, String statement, Map<String, String> values) {
        return PLACEHOLDER.matcher(statement).replaceAll(match -> Matcher.quoteReplacement(values.get(match.group(1)))) + NAME_BEGINS + name
                + NAME_ENDS;
    }

    /** The name of the file that a statement comes from. */
    static Optional<String> nameIn(String statement) {
        int begin = statement.lastIndexOf(NAME_BEGINS);
        return begin < 0 || !statement.endsWith(NAME_ENDS)
                ? Optional.empty()
                : Optional.of(statement.substring(begin + NAME_BEGINS.length(), statement.length() - NAME_ENDS.length()));
    }

    /** The comments are for people; the server is spared them. */
    private static String statement(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines()
                .filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
    }

    /**
     * The statements for which there is something to do, in their order: one that takes lists of rows is left out where all of them
     * are empty or not there.
     *
     * @param names      names of files, separated by commas
     * @param parameters of all of them; a list of rows is JSON
     */
    public List<String> due(String names, Map<String, Object> parameters) {
        return Stream.of(names.split(",")).map(String::strip).filter(name -> !name.isEmpty())
                .map(name -> camel.getVariable("global:" + name, String.class))
                .filter(statement -> hasRows(statement, parameters)).toList();
    }

    private static boolean hasRows(String statement, Map<String, Object> parameters) {
        Set<String> lists = lists(statement);
        return lists.isEmpty() || lists.stream().anyMatch(list -> !NO_ROWS.equals(parameters.getOrDefault(list, NO_ROWS)));
    }

    /** The parameters of a statement that are lists of rows. */
    public static Set<String> lists(String statement) {
        return ROWS.matcher(statement).results().map(match -> match.group(1)).collect(Collectors.toSet());
    }

    /** The table prefix. */
    public String prefix() {
        return prefix;
    }

    private void bind(Map<String, String> values) {
        for (String name : files.keySet()) {
            boolean complete = PLACEHOLDER.matcher(files.get(name)).results().allMatch(match -> values.containsKey(match.group(1)));
            if (complete) {
                camel.setVariable("global:" + name, filled(name, files.get(name), values));
            }
        }
    }

    private static Map<String, String> read(CamelContext camel) {
        Map<String, String> files = new TreeMap<>();
        PackageScanResourceResolver scan = PluginHelper.getPackageScanResourceResolver(camel);
        try {
            for (Resource resource : scan.findResources("classpath:sql/*.sql")) {
                String location = resource.getLocation();
                String name = location.substring(location.lastIndexOf('/') + 1, location.length() - ".sql".length());
                try (InputStream stream = resource.getInputStream()) {
                    files.put(name, statement(stream));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the SQL files of the application cannot be read", e);
        } catch (Exception e) {
            throw new IllegalStateException("the SQL files of the application cannot be found", e);
        }
        return files;
    }
}
