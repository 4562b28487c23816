package com.nacento.connector.lab.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** What demo, benchmark and fault test keep their data and logs in, until they end. */
public final class TemporaryFolder {

    private TemporaryFolder() {
    }

    /** Deletes a folder with all that is in it; what is gone already, or goes meanwhile, is no failure. */
    public static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(file);
            }
        }
    }
}
