package com.nacento.connector.cli;

import com.nacento.connector.config.SettingsInParts;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option {@code --config}, for commands that need some of the settings. */
final class ConfigFile {

    @Option(names = "--config", paramLabel = "FILE", description = "Settings; default: application.properties in the working directory.")
    private Path file;

    /** The settings of this file and of the environment. */
    SettingsInParts settings() {
        return SettingsInParts.load(file, System.getenv()).refuseProblemOfTheFile();
    }
}
