package com.nacento.connector.pim;

import com.nacento.connector.config.MappingSettings;
import com.nacento.connector.config.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Where mappings stand: in a file of the shop's own that the settings name, in the folder {@code mappings/} beside the application, or
 * packaged with it.
 */
public final class MappingFiles {

    private static final String FOLDER = "mappings";
    private static final String PRELUDE = "prelude";
    private static final String SUFFIX = ".jq";

    private final Path applicationFolder;
    private final Path settingsFolder;

    /**
     * @param applicationFolder that of the folder {@code mappings/}
     * @param settingsFolder    that of the settings file: {@code file:} is relative to it
     */
    public MappingFiles(Path applicationFolder, Path settingsFolder) {
        this.applicationFolder = applicationFolder;
        this.settingsFolder = settingsFolder;
    }

    /**
     * A mapping as it stands there.
     *
     * @param name where, for messages
     */
    record MappingFile(String name, String text) {
    }

    /** @throws SettingsException if there is none of that name, or it cannot be read */
    MappingFile find(String mapping) {
        try {
            if (mapping.startsWith(MappingSettings.FILE)) {
                Path file = settingsFolder.resolve(mapping.substring(MappingSettings.FILE.length()).strip());
                return new MappingFile(file.toString(), Files.readString(file));
            }
            Path own = applicationFolder.resolve(FOLDER).resolve(mapping + SUFFIX);
            return Files.exists(own)
                    ? new MappingFile(own.toString(), Files.readString(own))
                    : new MappingFile(FOLDER + "/" + mapping + SUFFIX, packaged(mapping));
        } catch (IOException e) {
            throw new SettingsException("The mapping " + mapping + " cannot be read: " + e + ".");
        }
    }

    /** What every mapping may use, on one line: the places in messages are those of the mapping's file then. */
    String prelude() {
        return packaged(PRELUDE).lines().map(String::strip).filter(line -> !line.startsWith("#")).collect(Collectors.joining(" ")) + " ";
    }

    private static String packaged(String name) {
        try (InputStream in = MappingFiles.class.getResourceAsStream("/" + FOLDER + "/" + name + SUFFIX)) {
            if (in == null) {
                throw new SettingsException("There is no mapping " + name + ", neither packaged nor as " + FOLDER + "/" + name + SUFFIX
                        + ": give akeneo-events, akeneo-event-platform, pimcore, or file:<path>.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the packaged mapping " + name + " cannot be read", e);
        }
    }
}
