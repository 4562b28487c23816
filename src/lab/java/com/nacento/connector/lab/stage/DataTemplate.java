package com.nacento.connector.lab.stage;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/**
 * The data folder of a server without any data. Making its system tables takes seconds: it is made once, beside the server's files,
 * and copied from there.
 */
final class DataTemplate {

    private final Path template;
    private final Maker maker;

    /** The command that fills an empty folder. */
    @FunctionalInterface
    interface Maker {
        ProcessBuilder fill(Path folder) throws IOException;
    }

    /** @param template where it is, or will be once it is needed */
    DataTemplate(Path template, Maker maker) {
        this.template = template;
        this.maker = maker;
    }

    /** Copies it, unless there is data already. */
    void copyTo(Path data) throws IOException {
        if (Files.isDirectory(data)) {
            return;
        }
        if (!Files.isDirectory(template)) {
            make();
        }
        Files.createDirectories(data.getParent());
        try (Stream<Path> files = Files.walk(template)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, data.resolve(template.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private void make() throws IOException {
        Path draft = Files.createTempDirectory(template.getParent(), template.getFileName() + "-");
        try {
            File log = template.resolveSibling(template.getFileName() + ".log").toFile();
            Process process = maker.fill(draft).redirectErrorStream(true).redirectOutput(log).start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("the server's system tables could not be made, see " + log);
            }
            Files.move(draft, template, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(template)) {
                throw e;
            }
            // another process has made it meanwhile
            TemporaryFolder.delete(draft);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the server's system tables were made", e);
        }
    }
}
