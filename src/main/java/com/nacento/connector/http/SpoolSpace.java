package com.nacento.connector.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The room that the bodies of all requests share, on disk and in memory, and their share of what the work on them takes of the
 * heap. A body takes what it needs, or what it announces, and gives it back when it is closed.
 */
class SpoolSpace {

    /** Of all small bodies together; when it is used up, small ones go to files too. */
    static final long IN_MEMORY = 32L << 20;

    /** A body is processed in sections of which one is in memory; larger ones than this, in bytes of body, are rare. */
    static final long SECTION = 8L << 20;

    /** Of what is beyond a section only SKUs and results are in memory: so many bytes count as one. */
    private static final int BEYOND_SECTION = 4;

    /**
     * Of the heap, in bytes of body. The work on a byte takes some ten (SKU, result and its part of the answer, the paths and ETags of a
     * section), so this is some six tenths of it.
     */
    private static final int SHARE_OF_HEAP = 16;

    private static final int PROBE = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(SpoolSpace.class);
    private static final Set<OpenOption> NAMELESS = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
            StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);

    private final Path folder;
    private final long most;
    private final long mostInMemory;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong takenInMemory = new AtomicLong();
    private final long mostWork;
    /** How large a body was that could not be stored; 0: the last one could. */
    private final AtomicLong lacking = new AtomicLong();
    private final AtomicLong work = new AtomicLong();

    /** @param most in bytes, of all bodies together */
    SpoolSpace(long most) {
        this(Path.of(System.getProperty("java.io.tmpdir")), most, IN_MEMORY, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    SpoolSpace(Path folder, long most, long mostInMemory, long mostWork) {
        this.folder = folder;
        this.most = most;
        this.mostInMemory = mostInMemory;
        this.mostWork = mostWork;
    }

    /** @throws Refused with 429 if the others have left too little; nothing is taken then */
    void take(long bytes) {
        if (!add(taken, bytes, most)) {
            throw Refused.spoolFull(most);
        }
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }

    /** Whether there was so much memory left; if so, it is taken. */
    boolean takeMemory(long bytes) {
        return add(takenInMemory, bytes, mostInMemory);
    }

    void giveBackMemory(long bytes) {
        takenInMemory.addAndGet(-bytes);
    }

    /**
     * Makes room in the heap. Who is alone is always let in, however large.
     *
     * @param bytes of {@link #workOn}
     * @throws Refused with 429 if the work on the others leaves too little; nothing is taken then
     */
    void beginWork(long bytes) {
        long others;
        do {
            others = work.get();
            if (others > 0 && bytes > mostWork - others) {
                throw Refused.heapFull();
            }
        } while (!work.compareAndSet(others, others + bytes));
    }

    /** What the work on a body takes of the heap, in the bytes of small bodies that take as much. */
    static long workOn(long body) {
        long section = Math.min(body, SECTION);
        return section + (body - section) / BEYOND_SECTION;
    }

    void endWork(long bytes) {
        work.addAndGet(-bytes);
    }

    /** In bytes of {@link #workOn}. */
    long work() {
        return work.get();
    }

    /** In bytes. */
    long taken() {
        return taken.get();
    }

    /** In bytes. */
    long takenInMemory() {
        return takenInMemory.get();
    }

    /** A file that only its owner can read and that loses its name while it is opened, where the system allows that. */
    FileChannel newFile() throws IOException {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] mine = posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
        return FileChannel.open(folder.resolve("nacento-" + UUID.randomUUID() + ".body"), NAMELESS, mine);
    }

    /**
     * A body could not be stored. Said once, until one can be again.
     *
     * @param bytes what there should have been room for
     * @return what the caller is told
     */
    Refused failed(IOException failure, long bytes) {
        if (lacking.getAndAccumulate(bytes, Math::max) == 0) {
            LOG.warn("The body of a request cannot be stored in {} (java.io.tmpdir), its caller gets 503. Make room there: {}", folder,
                    failure.toString());
        }
        return Refused.spoolUnavailable(failure);
    }

    /** A body is stored. */
    void stored() {
        lacking.set(0);
    }

    /**
     * Looks whether bodies can be stored: a little file can be written, and what was lacking for the last one is there.
     *
     * @throws IOException saying what is wrong, for operators to read
     */
    void look() throws IOException {
        String place = "the folder for temporary files, " + folder + " (java.io.tmpdir), ";
        try (FileChannel probe = newFile()) {
            probe.write(ByteBuffer.allocate(PROBE));
            if (Files.getFileStore(folder).getUsableSpace() < lacking.get()) {
                throw new IOException("a body of " + lacking.get() + " bytes did not fit");
            }
        } catch (IOException e) {
            throw new IOException(place + "has no room for the bodies of requests: " + e.toString());
        }
        lacking.set(0);
    }

    /**
     * Deletes the files that a killed process has left where an open file keeps its name. One that is in use cannot be
     * deleted there, and where it can be, files in use have no name: so other processes lose nothing.
     */
    void removeLeftovers() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "nacento-*.body")) {
            for (Path file : files) {
                remove(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The folder for temporary files, " + folder + " (java.io.tmpdir), cannot be read", e);
        }
    }

    private static void remove(Path file) {
        try {
            if (Files.deleteIfExists(file)) {
                LOG.info("The temporary file {} of an earlier process was deleted", file);
            }
        } catch (IOException e) {
            LOG.warn("The temporary file {} of another process cannot be deleted: {}", file, e.toString());
        }
    }

    private static boolean add(AtomicLong sum, long bytes, long limit) {
        long before;
        do {
            before = sum.get();
            if (bytes > limit - before) {
                return false;
            }
        } while (!sum.compareAndSet(before, before + bytes));
        return true;
    }
}
