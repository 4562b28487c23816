package com.nacento.connector.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * Settings for commands that need the database or the broker and nothing else. Each part is read and checked when it is
 * asked for: what is missing elsewhere does not concern them.
 */
public final class PartialSettings {

    private final SettingValues read;

    private PartialSettings(SettingSources sources) {
        this.read = new SettingValues(sources.values());
    }

    /**
     * Reads the same sources as {@link Settings#load(Path, Map)}.
     *
     * @throws SettingsException if the file cannot be read or names an unknown setting
     */
    public static PartialSettings load(Path configFile, Map<String, String> environment) {
        return load(Path.of(""), configFile, environment);
    }

    static PartialSettings load(Path directory, Path configFile, Map<String, String> environment) {
        return new PartialSettings(new SettingSources(directory, configFile, environment).refuseProblems());
    }

    /** @throws SettingsException if one of the database's settings is missing or makes no sense */
    public DatabaseSettings database() {
        return DatabaseSettings.from(read);
    }

    /** @throws SettingsException if one of the broker's settings is missing or makes no sense */
    public RabbitSettings rabbit() {
        // whether this would be a process with nothing to do matters to the service alone
        return RabbitSettings.from(read, true);
    }

    /** @throws SettingsException if one of the API's settings makes no sense */
    public HttpSettings http() {
        return HttpSettings.from(read);
    }
}
