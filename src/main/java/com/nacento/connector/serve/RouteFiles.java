package com.nacento.connector.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which route files are loaded: those packaged with the application, each replaced by the file of the same name in a folder
 * {@code routes/} beside the application, and whatever else lies in that folder.
 */
final class RouteFiles {

    private static final String PACKAGED = "routes";
    private static final String GLOB = "*.camel.yaml";

    private final Path ownFolder;

    RouteFiles(Path ownFolder) {
        this.ownFolder = ownFolder;
    }

    /** The locations, comma-separated, as {@code camel.main.routesIncludePattern} takes them. */
    String pattern() {
        Map<String, String> files = new TreeMap<>();
        packaged().forEach((name, path) -> files.put(name, "classpath:" + PACKAGED + "/" + name));
        if (Files.isDirectory(ownFolder)) {
            list(ownFolder).forEach((name, path) -> files.put(name, "file:" + path));
        }
        return files.values().stream().collect(Collectors.joining(","));
    }

    private static Map<String, Path> packaged() {
        try {
            URI folder = RouteFiles.class.getClassLoader().getResource(PACKAGED).toURI();
            if (!"jar".equals(folder.getScheme())) {
                return list(Path.of(folder));
            }
            try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
                return list(jar.getPath("/" + PACKAGED));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the packaged routes cannot be read", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the packaged routes lie at no readable place", e);
        }
    }

    private static Map<String, Path> list(Path folder) {
        Map<String, Path> files = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, GLOB)) {
            entries.forEach(file -> files.put(file.getFileName().toString(), file));
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be read", e);
        }
    }
}
