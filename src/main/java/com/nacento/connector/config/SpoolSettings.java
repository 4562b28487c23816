package com.nacento.connector.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Where events wait that the broker did not take.
 *
 * @param folder  of this process alone
 * @param maxSize in bytes, of all of them together
 */
public record SpoolSettings(Path folder, long maxSize) {

    private static final String FOLDER = "nacento.hooks.spool-dir";
    private static final String DEFAULT = "nacento-hooks";

    static SpoolSettings from(SettingValues read) {
        return new SpoolSettings(folder(read), read.bytes("nacento.hooks.max-spooled-size", 1024));
    }

    private static Path folder(SettingValues read) {
        String name = read.text(FOLDER);
        try {
            return name.isEmpty() ? Path.of(System.getProperty("java.io.tmpdir"), DEFAULT) : Path.of(name);
        } catch (InvalidPathException e) {
            throw read.wrong(FOLDER, "give a folder: " + e.getReason());
        }
    }
}
