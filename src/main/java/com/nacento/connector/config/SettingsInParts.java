package com.nacento.connector.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The settings part by part: a part that makes no sense is absent, the others are there. For whoever looks for what is wrong with
 * them, and for commands that need some of them and are not concerned by what is missing elsewhere.
 */
public final class SettingsInParts {

    private final Map<String, String> values;
    private final Map<String, String> defaults;
    private final List<String> warnings;
    private final List<String> problems = new ArrayList<>();
    private final Optional<String> problemOfTheFile;
    private final boolean unread;
    private final String source;
    private final Path folder;
    private final Part<HttpSettings> http;
    private final Part<DatabaseSettings> database;
    private final Part<StorageSettings> storage;
    private final Part<RabbitSettings> rabbit;
    private final Part<WorkSettings> work;
    private final Part<GallerySettings> gallery;
    private final Part<RefreshSettings> refresh;
    private final Part<List<SourceSettings>> pims;
    private final Part<BucketEventSettings> bucketEvents;

    /** A group of settings, or why there is none. */
    public record Part<T>(Optional<T> settings, String problem) {

        /** @throws SettingsException if they are missing or make no sense */
        public T required() {
            return settings.orElseThrow(() -> new SettingsException(problem));
        }
    }

    private SettingsInParts(Path directory, Path configFile, Map<String, String> environment) {
        SettingSources sources = new SettingSources(directory, configFile, environment);
        values = new TreeMap<>(sources.values());
        defaults = Map.copyOf(sources.declared());
        warnings = List.copyOf(sources.warnings());
        problems.addAll(sources.problems());
        problemOfTheFile = sources.problems().stream().findFirst();
        unread = sources.isFileUnread();
        folder = sources.folder();
        source = configFile != null
                ? configFile.toString()
                : Files.exists(directory.resolve(SettingSources.FILE_NAME)) ? SettingSources.FILE_NAME : "environment only";
        SettingValues read = new SettingValues(values);
        http = part(() -> HttpSettings.from(read));
        boolean api = http.settings().map(HttpSettings::enabled).orElse(true);
        http.settings().ifPresent(settings -> part(() -> ManagementSettings.from(read, settings)));
        part(() -> AuthSettings.from(read, api));
        database = part(() -> DatabaseSettings.from(read));
        storage = part(() -> StorageSettings.from(read));
        rabbit = part(() -> RabbitSettings.from(read));
        work = part(() -> WorkSettings.from(read));
        gallery = part(() -> GallerySettings.from(read));
        refresh = part(() -> RefreshSettings.from(read));
        pims = part(() -> SourceSettings.all(read));
        bucketEvents = part(() -> BucketEventSettings.from(read));
        if (problems.isEmpty()) {
            // what stands in no part
            part(() -> Settings.load(directory, configFile, environment));
        }
    }

    /** Reads the settings as {@link Settings#load} does, and refuses nothing. */
    public static SettingsInParts load(Path configFile, Map<String, String> environment) {
        return new SettingsInParts(Path.of(""), configFile, environment);
    }

    /** @throws SettingsException if the file cannot be read or names an unknown setting: nothing in it can be relied on then */
    public SettingsInParts refuseProblemOfTheFile() {
        problemOfTheFile.ifPresent(problem -> {
            throw new SettingsException(problem);
        });
        return this;
    }

    /** The names of all settings. */
    public static Set<String> names() {
        return SettingSources.defaults().keySet();
    }

    public Part<BucketEventSettings> bucketEvents() {
        return bucketEvents;
    }

    public Part<HttpSettings> http() {
        return http;
    }

    public Part<DatabaseSettings> database() {
        return database;
    }

    public Part<StorageSettings> storage() {
        return storage;
    }

    public Part<RabbitSettings> rabbit() {
        return rabbit;
    }

    public Part<WorkSettings> work() {
        return work;
    }

    public Part<GallerySettings> gallery() {
        return gallery;
    }

    public Part<RefreshSettings> refresh() {
        return refresh;
    }

    public Part<List<SourceSettings>> sources() {
        return pims;
    }

    /** What would keep the service from starting, a line each; of each part the first. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** Variables of the environment that look like misspelt settings. */
    public List<String> warnings() {
        return warnings;
    }

    /** Where paths in settings begin: the folder of their file, or the working directory. */
    public Path folder() {
        return folder;
    }

    /** Where they were read, besides the environment. */
    public String source() {
        return source;
    }

    /** Whether a setting has a value, as a file would say it: {@code nacento.auth.mode=magento}. */
    public boolean has(String line) {
        int sign = line.indexOf('=');
        return line.substring(sign + 1).equals(values.getOrDefault(line.substring(0, sign), "").strip());
    }

    /** The settings that are not left at their default, secrets masked. */
    public Map<String, String> changed() {
        Map<String, String> changed = new TreeMap<>();
        values.forEach((name, value) -> {
            if (!value.equals(defaults.get(name))) {
                changed.put(name, Shown.value(name, value));
            }
        });
        return changed;
    }

    /** A text from elsewhere, an error message, without any secret of these settings. */
    public String masked(String text) {
        return Shown.masked(text, values);
    }

    private <T> Part<T> part(Supplier<T> read) {
        if (unread) {
            // the defaults would lead to servers that nobody means
            return new Part<>(Optional.empty(), problemOfTheFile.orElseThrow());
        }
        try {
            return new Part<>(Optional.of(read.get()), null);
        } catch (SettingsException e) {
            problems.add(e.getMessage());
            return new Part<>(Optional.empty(), e.getMessage());
        }
    }
}
