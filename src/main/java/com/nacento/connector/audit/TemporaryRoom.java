package com.nacento.connector.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** The disk of temporary files, on which the service keeps what it works on, too: an audit must not use it up. */
final class TemporaryRoom {

    private static final long LEAST_BYTES = 256L << 20;
    /** Of a disk that is small as a whole. */
    private static final int LEAST_SHARE = 4;
    /** In facts and findings, each of which is some hundred bytes. */
    private static final int LOOKED_AT_EVERY = 10_000;

    private final Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    private int written;

    /**
     * One more is about to be written.
     *
     * @throws UncheckedIOException if there is hardly any room left
     */
    synchronized void look() {
        if (written++ % LOOKED_AT_EVERY == 0) {
            try {
                FileStore disk = Files.getFileStore(folder);
                long least = Math.min(LEAST_BYTES, disk.getTotalSpace() / LEAST_SHARE);
                if (disk.getUsableSpace() < least) {
                    throw new IOException("less than " + (least >> 20) + " MiB are left, which the service may need itself");
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the folder for temporary files, " + folder + " (java.io.tmpdir), has too little room", e);
            }
        }
    }
}
