package com.nacento.connector.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Where settings come from: the packaged defaults, which also say what settings there are, then one file, then the
 * environment.
 */
final class SettingSources {

    static final String FILE_NAME = "application.properties";

    private final TreeMap<String, String> values = new TreeMap<>();
    private final Map<String, String> declared = new TreeMap<>();
    private final Path folder;
    private final List<String> warnings = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private boolean unread;

    /**
     * @param configFile read in place of the {@code application.properties} in {@code directory}; may be {@code null}
     */
    SettingSources(Path directory, Path configFile, Map<String, String> environment) {
        readDefaults();
        Path file = configFile == null && Files.exists(directory.resolve(FILE_NAME)) ? directory.resolve(FILE_NAME) : configFile;
        Properties read = file == null ? new Properties() : readFile(file);
        folder = file == null ? directory : Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(directory);
        declareSources(name -> Optional.ofNullable(environment.get(SettingName.inEnvironment(name))).orElse(read.getProperty(name)));
        declared.putAll(values);
        take(read, file);
        readEnvironment(environment);
    }

    private SettingSources() {
        folder = Path.of("");
        readDefaults();
    }

    /** What every setting is when nobody sets it, but for those of sources. */
    static Map<String, String> defaults() {
        return new SettingSources().values;
    }

    /** Of the settings file, or the working directory if there is none. */
    Path folder() {
        return folder;
    }

    Map<String, String> values() {
        return values;
    }

    /** What every setting is when nobody sets it, with those of the sources that are configured here. */
    Map<String, String> declared() {
        return declared;
    }

    List<String> warnings() {
        return warnings;
    }

    /** @throws SettingsException if something is wrong with the file */
    SettingSources refuseProblems() {
        problems.stream().findFirst().ifPresent(problem -> {
            throw new SettingsException(problem);
        });
        return this;
    }

    /** Whether there is a file and nothing of it could be read: what it would have said is not known then. */
    boolean isFileUnread() {
        return unread;
    }

    /** What is wrong with the file, a sentence each; what could be read of it counts nevertheless. */
    List<String> problems() {
        return problems;
    }

    private void readDefaults() {
        try (InputStream in = SettingSources.class.getResourceAsStream("/" + FILE_NAME)) {
            if (in == null) {
                throw new IllegalStateException("The packaged " + FILE_NAME + " is missing from the classpath");
            }
            put(properties(in));
        } catch (IOException e) {
            throw new UncheckedIOException("The packaged " + FILE_NAME + " cannot be read", e);
        }
    }

    private Properties readFile(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return properties(in);
        } catch (IOException | IllegalArgumentException e) {
            problems.add("The settings file " + file + " cannot be read: " + e + ". Check --config.");
            unread = true;
            return new Properties();
        }
    }

    /** A source has settings of its own, which are there as soon as it is named. */
    private void declareSources(UnaryOperator<String> said) {
        SourceNames sources = SourceNames.in(Optional.ofNullable(said.apply(SourceNames.SETTING)).orElse(""));
        sources.problem().ifPresent(problems::add);
        values.putAll(sources.settings(said));
    }

    private void take(Properties read, Path file) {
        for (String name : read.stringPropertyNames()) {
            if (!values.containsKey(name)) {
                problems.add(Shown.oneLine(name) + " in " + file + " is not a setting; "
                        + SourceNames.hint(name, values.keySet())
                                .orElseGet(() -> "did you mean " + SettingName.nearest(name, values.keySet()) + "?"));
                read.remove(name);
            }
        }
        put(read);
    }

    private void readEnvironment(Map<String, String> environment) {
        Map<String, String> variables = new TreeMap<>();
        values.keySet().forEach(name -> variables.put(SettingName.inEnvironment(name), name));
        environment.forEach((variable, value) -> {
            String name = variables.get(variable);
            if (name != null) {
                values.put(name, value);
            } else if (variable.startsWith("NACENTO_")) {
                SettingName.almost(variable, variables.keySet()).map(meant -> "did you mean " + meant + "?")
                        .or(() -> SourceNames.hint(variable))
                        .ifPresent(hint -> warnings.add("The environment variable " + variable + " is not a setting; " + hint));
            }
        });
    }

    private static Properties properties(InputStream in) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }

    private void put(Properties properties) {
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
    }
}
