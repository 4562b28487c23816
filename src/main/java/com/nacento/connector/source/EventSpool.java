package com.nacento.connector.source;

import com.nacento.connector.config.SettingsException;
import com.nacento.connector.config.SpoolSettings;
import com.nacento.connector.http.Refused;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events that the broker did not take, on disk until it does, in the order in which they came. While one waits, those that come after it
 * wait behind it. The folder is one process's alone; what a killed one has left is taken over.
 */
public final class EventSpool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("publish-spooled-events");
    private static final String SUFFIX = ".event";
    private static final Pattern EVENT = Pattern.compile("\\d{19}" + Pattern.quote(SUFFIX));
    private static final int MOST_EVENTS = 500;
    private static final long MOST_BYTES = 8L << 20;
    /** In a row, while the broker answers: it is this event that it does not take, since it is too large for it for example. */
    private static final int MANY_REFUSALS = 10;

    private final Path folder;
    private final long mostBytes;
    private final Clock clock;
    private final Deque<SpooledEvent> waiting = new ArrayDeque<>();
    private FileChannel lock;
    private long bytes;
    private long last;
    private int refusals;

    public EventSpool(SpoolSettings settings, Clock clock) {
        this.folder = settings.folder();
        this.mostBytes = settings.maxSize();
        this.clock = clock;
    }

    /**
     * Takes the folder, and what is left in it.
     *
     * @throws SettingsException if it cannot be used
     */
    public synchronized EventSpool open() {
        try {
            createFolder();
            lock();
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> EVENT.matcher(file.getFileName().toString()).matches()).sorted().forEach(this::takeOver);
            }
        } catch (IOException e) {
            throw new SettingsException("nacento.hooks.spool-dir (NACENTO_HOOKS_SPOOL_DIR) is \"" + folder + "\": it cannot be used, "
                    + e + ". Name a folder that this process alone may write to.");
        }
        if (!waiting.isEmpty()) {
            LOG.info("{} events of an earlier process wait for the broker in {}", waiting.size(), folder);
        }
        return this;
    }

    private void createFolder() throws IOException {
        if (!isPosix()) {
            Files.createDirectories(folder);
            return;
        }
        Set<PosixFilePermission> mine = PosixFilePermissions.fromString("rwx------");
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(mine));
        Set<PosixFilePermission> is = Files.getPosixFilePermissions(folder);
        if (is.contains(PosixFilePermission.OTHERS_WRITE) || is.contains(PosixFilePermission.GROUP_WRITE)) {
            throw new IOException("others may write to it");
        }
    }

    private boolean isPosix() {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private void lock() throws IOException {
        lock = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock mine = lock.tryLock();
            if (mine != null) {
                refuseFolderOfAnother();
                return;
            }
        } catch (OverlappingFileLockException another) {
            LOG.debug("taken by this very process", another);
        }
        lock.close();
        throw new IOException("another process uses it");
    }

    /** In a folder that everybody may write to, somebody else may have made it. */
    private void refuseFolderOfAnother() throws IOException {
        if (isPosix() && !Files.getOwner(folder).equals(Files.getOwner(folder.resolve("lock")))) {
            throw new IOException("it belongs to " + Files.getOwner(folder).getName());
        }
    }

    private void takeOver(Path file) {
        last = Math.max(last, Long.parseLong(file.getFileName().toString().replace(SUFFIX, "")));
        try {
            Optional<SpooledEvent> event = SpooledEvent.at(file);
            if (event.isPresent()) {
                waiting.add(event.get());
                bytes += event.get().size();
            } else {
                Files.move(file, folder.resolve(file.getFileName() + ".torn"));
                LOG.warn(
                        "{} is cut off, since the process was killed while it was written: it is passed over, and kept as .torn; its sender"
                                + " got no answer",
                        file);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be read and is passed over: {}", file, e.toString());
        }
    }

    /** Whether nothing waits. */
    public synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    /**
     * Keeps an event: when this returns, it outlives the process and the machine.
     *
     * @throws Refused with 429 if there is no room
     * @throws Refused with 503 if the disk does not take it
     */
    public synchronized void keep(SourceEvent event) {
        SpooledEvent kept = new SpooledEvent(folder.resolve("%019d".formatted(last + 1) + SUFFIX), event);
        if (bytes + kept.size() > mostBytes) {
            throw Refused.eventsFull(mostBytes);
        }
        try {
            kept.write(event);
            syncFolder();
        } catch (IOException e) {
            LOG.warn("an event of {} cannot be kept in {}: {}", event.source(), folder, e.toString());
            throw Refused.spoolUnavailable(e);
        }
        if (waiting.isEmpty()) {
            LOG.warn("the broker does not take events: they wait in {}", folder);
        }
        last++;
        waiting.add(kept);
        bytes += kept.size();
    }

    /** The name of a new file is lost with the power, too. */
    private void syncFolder() throws IOException {
        if (isPosix()) {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    /** The first events that wait, as many as are in memory together. */
    public synchronized List<SourceEvent> next() throws IOException {
        List<SourceEvent> next = new ArrayList<>();
        long read = 0;
        for (SpooledEvent event : waiting) {
            if (!next.isEmpty() && (next.size() == MOST_EVENTS || read + event.size() > MOST_BYTES)) {
                break;
            }
            next.add(event.read());
            read += event.size();
        }
        return next;
    }

    /** The broker has the first one. */
    public synchronized void published() throws IOException {
        refusals = 0;
        SpooledEvent event = waiting.remove();
        bytes -= event.size();
        Files.delete(event.file());
        if (waiting.isEmpty()) {
            LOG.info("the broker has all events that were waiting for it");
        }
    }

    /**
     * The broker does not have them. An event that it refuses again and again must not hold up all others: its file is kept for a person.
     *
     * @param answers whether the broker is there and takes messages
     */
    public synchronized void failed(boolean answers) throws IOException {
        refusals = answers ? refusals + 1 : 0;
        if (refusals == MANY_REFUSALS && !waiting.isEmpty()) {
            SpooledEvent refused = waiting.remove();
            bytes -= refused.size();
            refusals = 0;
            Path kept = Files.move(refused.file(), folder.resolve(refused.file().getFileName() + ".refused"));
            LOG.error("the broker takes messages, but not this event (RabbitMQ's max_message_size?): it is kept as {}", kept);
        }
    }

    /** What waits, in words. */
    public synchronized String state() {
        return waiting.isEmpty()
                ? "no events wait for the broker"
                : waiting.size() + " events wait for the broker, the first since " + waiting.peek().received();
    }

    private synchronized double count() {
        return waiting.size();
    }

    private synchronized double bytes() {
        return bytes;
    }

    private synchronized double oldestSeconds() {
        Instant first = waiting.isEmpty() ? clock.instant() : waiting.peek().received();
        return Math.max(0, Duration.between(first, clock.instant()).toMillis() / 1000.0);
    }

    /** Shows what waits. */
    public EventSpool show(MeterRegistry metrics) {
        Gauge.builder("nacento.hooks.spooled.events", this, EventSpool::count)
                .description("Events that wait on disk until the broker takes them").register(metrics);
        Gauge.builder("nacento.hooks.spooled", this, EventSpool::bytes).baseUnit("bytes")
                .description("Size of the events that wait on disk").register(metrics);
        Gauge.builder("nacento.hooks.spooled.age", this, EventSpool::oldestSeconds).baseUnit("seconds")
                .description("How long the first event has been waiting on disk").register(metrics);
        return this;
    }

    /** Gives the folder to others. */
    @Override
    public synchronized void close() {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be given back", e);
        }
    }
}
