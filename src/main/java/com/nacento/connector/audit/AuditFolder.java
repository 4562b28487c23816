package com.nacento.connector.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder for the temporary files of an audit. A process that is killed leaves it behind; the lock in it tells that: the system lets go of
 * it when the process ends, whichever way, and numbers of processes mean little where several containers share a disk.
 */
final class AuditFolder implements AutoCloseable {

    static final String PREFIX = "nacento-audit-";

    private static final String LOCK = "lock";
    /** All that an audit ever writes there, besides the lock. */
    private static final String OURS = "lock\\.new|findings\\.csv|\\d+";
    /** Those of this process: to open a lock of one's own and close it again would let go of it. */
    private static final Set<Path> MINE = ConcurrentHashMap.newKeySet();

    private static final Logger LOG = LoggerFactory.getLogger("audit");

    private final Thread atTheEnd = new Thread(this::drop, "clear-up");
    private final Path folder;
    private final FileChannel lock;

    private AuditFolder(Path folder) throws IOException {
        this.folder = folder;
        MINE.add(folder);
        Path unseen = folder.resolve("lock.new");
        lock = FileChannel.open(unseen, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            lockUnseen(unseen);
            // a service that stops does not wait until it is deleted elsewhere, nor does Ctrl-C
            Runtime.getRuntime().addShutdownHook(atTheEnd);
        } catch (IOException | IllegalStateException e) {
            drop();
            throw e;
        }
    }

    /** Locked before anybody else can find it. On a disk without locks it stays unseen: nobody can tell then whether its process lives. */
    private void lockUnseen(Path unseen) throws IOException {
        try {
            lock.lock();
        } catch (IOException e) {
            LOG.debug("the folder for temporary files is on a disk without locks", e);
            return;
        }
        Files.move(unseen, folder.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
    }

    /** A new one, after what killed processes have left was deleted. */
    static AuditFolder create() throws IOException {
        removeLeftovers();
        return new AuditFolder(Files.createTempDirectory(PREFIX));
    }

    /** Deletes the folders of processes that are no more. Whatever is not surely one of them stays. */
    static void removeLeftovers() {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), PREFIX + "*")) {
            for (Path folder : found) {
                if (!MINE.contains(folder) && Files.isRegularFile(folder.resolve(LOCK), LinkOption.NOFOLLOW_LINKS)
                        && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                    removeIfLeft(folder);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("the folder for temporary files cannot be read, which the audit will say", e);
        }
    }

    private static void removeIfLeft(Path folder) {
        try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock free = channel.tryLock()) {
            if (free != null) {
                delete(folder);
                LOG.info("{} of a process that was killed is deleted", folder);
            }
        } catch (IOException | DirectoryIteratorException | OverlappingFileLockException e) {
            LOG.debug("{} is another user's, or was deleted by somebody else", folder, e);
        }
    }

    /** The lock last: what could not be deleted is found again by it. */
    private static void delete(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, file -> file.getFileName().toString().matches(OURS))) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException gone) {
            LOG.debug("{} was cleaned up by somebody else", folder, gone);
        }
        try (Stream<Path> left = Files.list(folder)) {
            if (left.anyMatch(file -> !file.equals(folder.resolve(LOCK)))) {
                throw new DirectoryNotEmptyException(folder.toString());
            }
        } catch (NoSuchFileException gone) {
            return;
        }
        Files.deleteIfExists(folder.resolve(LOCK));
        Files.deleteIfExists(folder);
    }

    /** A file in it. */
    Path file(String name) {
        return folder.resolve(name);
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    /** Deletes it with all that is in it; may be called again. Whoever reads a file at the moment is not disturbed. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (IllegalStateException stopping) {
            LOG.debug("the other one deletes it", stopping);
            return;
        }
        drop();
    }

    private void drop() {
        if (!lock.isOpen()) {
            return;
        }
        try (lock) {
            delete(folder);
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("{} is left behind, the next audit deletes it: {}", folder, e.toString());
        } finally {
            MINE.remove(folder);
        }
    }
}
