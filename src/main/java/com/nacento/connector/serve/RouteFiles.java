package com.nacento.connector.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which route files are loaded: those packaged with the application, each replaced by the file of the same name in a folder
 * {@code routes/} beside the application, or in a folder of it, and whatever else lies there. Each file is named: a pattern over
 * folders finds nothing in a jar (CAMEL-23370).
 */
final class RouteFiles {

    private static final Logger LOG = LoggerFactory.getLogger("serve");
    private static final String PACKAGED = "routes";
    private static final String SUFFIX = ".camel.yaml";
    /** A story is a folder, and has none of its own. */
    private static final int DEPTH = 2;

    private final Path ownFolder;

    RouteFiles(Path ownFolder) {
        this.ownFolder = ownFolder;
    }

    /** The locations, comma-separated, as {@code camel.main.routesIncludePattern} takes them. */
    String pattern() {
        Map<String, String> files = new TreeMap<>();
        packaged().forEach((name, path) -> files.put(name, "classpath:" + path));
        if (Files.isDirectory(ownFolder)) {
            list(ownFolder).forEach((name, path) -> {
                String replaced = files.put(name, "file:" + path);
                if (replaced != null && differs(path, replaced.substring("classpath:".length()))) {
                    LOG.warn("{} replaces the route file of this version, which is another one: CHANGELOG says what has changed", path);
                }
            });
        }
        return files.values().stream().collect(Collectors.joining(","));
    }

    private static boolean differs(Path own, String packaged) {
        try (InputStream file = RouteFiles.class.getClassLoader().getResourceAsStream(packaged)) {
            return !Arrays.equals(file.readAllBytes(), Files.readAllBytes(own));
        } catch (IOException e) {
            throw new UncheckedIOException("the route file " + own + " cannot be read", e);
        }
    }

    private static Map<String, String> packaged() {
        try {
            URI folder = RouteFiles.class.getClassLoader().getResource(PACKAGED).toURI();
            if (!"jar".equals(folder.getScheme())) {
                return places(Path.of(folder));
            }
            try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
                return places(jar.getPath("/" + PACKAGED));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the packaged routes cannot be read", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the packaged routes lie at no readable place", e);
        }
    }

    private static Map<String, String> places(Path folder) {
        Map<String, String> places = new TreeMap<>();
        list(folder).forEach((name, path) -> places.put(name, PACKAGED + "/" + folder.relativize(path).toString().replace('\\', '/')));
        return places;
    }

    /** The route files of a folder and of the folders in it, by their names. */
    private static Map<String, Path> list(Path folder) {
        try (Stream<Path> entries = Files.walk(folder, DEPTH)) {
            return entries.filter(path -> path.getFileName().toString().endsWith(SUFFIX))
                    .collect(Collectors.toMap(path -> path.getFileName().toString(), path -> path, (one, other) -> other, TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be read", e);
        }
    }
}
