package com.nacento.connector.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.nacento.connector.log.LogFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All settings, read once at start, checked, and unchangeable from then on. What settings there are, with their reasons,
 * units and defaults, is said in {@code application.properties} and nowhere else.
 */
public final class Settings {

    private final Map<String, String> values;
    private final List<String> warnings;
    private final HttpSettings http;
    private final ManagementSettings management;
    private final AuthSettings auth;
    private final DatabaseSettings database;
    private final StorageSettings storage;
    private final RabbitSettings rabbit;
    private final WorkSettings work;
    private final GallerySettings gallery;
    private final RefreshSettings refresh;
    private final BucketEventSettings bucketEvents;
    private final LogFormat logFormat;
    private final UiSettings ui;
    private final HistorySettings history;
    private final TracingSettings tracing;
    private final List<SourceSettings> sources;
    private final SpoolSettings hookSpool;
    private final Map<String, String> defaults;
    private final Path folder;
    private final boolean reload;

    private Settings(SettingSources from) {
        values = new TreeMap<>(from.values());
        defaults = Map.copyOf(from.declared());
        folder = from.folder();
        warnings = List.copyOf(from.warnings());
        SettingValues read = new SettingValues(values);
        http = HttpSettings.from(read);
        management = ManagementSettings.from(read, http);
        auth = AuthSettings.from(read, http.enabled());
        database = DatabaseSettings.from(read);
        storage = StorageSettings.from(read);
        rabbit = RabbitSettings.from(read);
        rabbit.refuseIdleness(read, http.enabled());
        work = WorkSettings.from(read);
        gallery = GallerySettings.from(read);
        refresh = RefreshSettings.from(read);
        bucketEvents = BucketEventSettings.from(read);
        logFormat = read.choice("nacento.log.format", LogFormat.class);
        ui = UiSettings.from(read);
        history = HistorySettings.from(read);
        tracing = TracingSettings.from(read);
        sources = SourceSettings.all(read);
        hookSpool = SpoolSettings.from(read);
        reload = read.flag("nacento.dev.reload");
        values.keySet().stream().filter(name -> name.startsWith("nacento.route.")).forEach(read::required);
        values.put(RabbitSettings.TOPIC, rabbit.topic());
    }

    /**
     * Reads the packaged defaults, then a file, then the environment; each wins over the ones before.
     *
     * @param configFile  the file; {@code null}: {@code application.properties} in the working directory, if there is one
     * @param environment variables by name; those that are no settings are passed over
     * @throws SettingsException if a setting is missing, unknown or makes no sense
     */
    public static Settings load(Path configFile, Map<String, String> environment) {
        return load(Path.of(""), configFile, environment);
    }

    static Settings load(Path directory, Path configFile, Map<String, String> environment) {
        return new Settings(new SettingSources(directory, configFile, environment).refuseProblems());
    }

    public HttpSettings http() {
        return http;
    }

    public ManagementSettings management() {
        return management;
    }

    public AuthSettings auth() {
        return auth;
    }

    public DatabaseSettings database() {
        return database;
    }

    public StorageSettings storage() {
        return storage;
    }

    public RabbitSettings rabbit() {
        return rabbit;
    }

    public WorkSettings work() {
        return work;
    }

    public GallerySettings gallery() {
        return gallery;
    }

    public RefreshSettings refresh() {
        return refresh;
    }

    public BucketEventSettings bucketEvents() {
        return bucketEvents;
    }

    public LogFormat logFormat() {
        return logFormat;
    }

    public UiSettings ui() {
        return ui;
    }

    public HistorySettings history() {
        return history;
    }

    public TracingSettings tracing() {
        return tracing;
    }

    /** The systems that speak for themselves, in the order in which they are named. */
    public List<SourceSettings> sources() {
        return sources;
    }

    /** Where paths in settings begin: the folder of their file, or the working directory. */
    public Path folder() {
        return folder;
    }

    /** Whether this process takes calls of systems that speak for themselves. */
    public boolean hasHooks() {
        return http.enabled() && (bucketEvents.hook().isPresent() || sources.stream().anyMatch(source -> source.hook().isPresent()));
    }

    public SpoolSettings hookSpool() {
        return hookSpool;
    }

    /** Whether edited route files take effect while the service runs. */
    public boolean reload() {
        return reload;
    }

    /** Variables of the environment that look like misspelt settings, one sentence each, for the log. */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * Every setting as a string under its own name, secrets included, the topic never empty. The values are not meant to
     * be interpreted: a password may contain what others take for a placeholder.
     */
    public Properties asProperties() {
        Properties properties = new Properties();
        properties.putAll(values);
        return properties;
    }

    /**
     * A setting as people may see it.
     *
     * @param value     on one line, without secrets
     * @param isDefault whether nobody has set it to something else
     */
    public record InForce(String name, String value, @JsonProperty("default") boolean isDefault) {
    }

    /** All settings in the order of their names, secrets masked. */
    public List<InForce> shown() {
        return values.entrySet().stream().map(setting -> new InForce(setting.getKey(), Shown.value(setting.getKey(), setting.getValue()),
                setting.getValue().equals(defaults.get(setting.getKey())))).toList();
    }

    /** A text from elsewhere, an error message, without any secret of these settings. */
    public String masked(String text) {
        return Shown.masked(text, values);
    }

    /** One setting a line, secrets masked: fit for a log. */
    @Override
    public String toString() {
        return values.entrySet().stream().map(e -> e.getKey() + "=" + Shown.value(e.getKey(), e.getValue()))
                .collect(Collectors.joining("\n"));
    }
}
