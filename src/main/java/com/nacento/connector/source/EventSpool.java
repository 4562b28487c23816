package com.nacento.connector.source;

import com.nacento.connector.config.SettingsException;
import com.nacento.connector.config.SpoolSettings;
import com.nacento.connector.http.Refused;
import com.nacento.connector.queue.ConfirmedPublisher;
import com.nacento.connector.queue.Handed;
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
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events that the broker did not take, on disk until it does, in the order in which they came. While one waits, those that come after it
 * wait behind it. What the broker has been handed and only not confirmed in time is kept as well, but nobody waits behind it: the broker
 * works, and may have it. The folder is one process's alone; what a killed one has left is taken over.
 */
public final class EventSpool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("publish-spooled-events");
    private static final String SUFFIX = ".event";
    private static final Pattern EVENT = Pattern.compile("\\d{19}" + Pattern.quote(SUFFIX));
    private static final int MOST_EVENTS = 500;
    private static final long MOST_BYTES = 8L << 20;
    /** In a row, while the broker takes others: it is this event that it does not take, since it is too large for it for example. */
    private static final int MANY_REFUSALS = 10;
    /** After its receipt; a confirm that has not come by then is not waited for any more. */
    private static final Duration LATEST_CONFIRM = Duration.ofSeconds(3);

    private final Path folder;
    private final long mostBytes;
    private final Clock clock;
    /** By their files, and so in the order in which they came. */
    private final NavigableMap<Path, SpooledEvent> waiting = new TreeMap<>();
    private final NavigableMap<Path, Late> late = new TreeMap<>();
    /** What {@link #next} has read and the broker does not have yet: others may come in front of it meanwhile. */
    private final Deque<Path> taken = new ArrayDeque<>();
    private FileChannel lock;
    private long bytes;
    private long last;
    private int refusals;
    /** So many events go one by one, since the broker may refuse one of them. */
    private int doubtful;

    /** The broker may have it. */
    private record Late(SpooledEvent event, Handed handed) {
    }

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
                waiting.put(file, event.get());
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

    /** Whether nothing waits for the broker to come back. */
    public synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    /**
     * Keeps an event: when this returns, it outlives the process and the machine.
     *
     * @throws Refused with 429 if there is no room
     * @throws Refused with 503 if the disk does not take it
     */
    public void keep(SourceEvent event) {
        keep(event, null);
    }

    /**
     * The same for an event that the broker was handed.
     *
     * @param sent what the publisher has answered, {@link Handed}; anything else: the broker does not have it
     */
    public void keep(SourceEvent event, Object sent) {
        SpooledEvent kept = place(event);
        try {
            // many at once: what takes the time is the disk, and it writes them together
            kept.write(event);
            syncFolder();
        } catch (IOException e) {
            forget(kept);
            LOG.warn("an event of {} cannot be kept in {}: {}", event.source(), folder, e.toString());
            throw Refused.spoolUnavailable(e);
        }
        add(kept, sent);
    }

    private synchronized SpooledEvent place(SourceEvent event) {
        SpooledEvent next = new SpooledEvent(folder.resolve("%019d".formatted(last + 1) + SUFFIX), event);
        if (bytes + next.size() > mostBytes) {
            throw Refused.eventsFull(mostBytes);
        }
        last++;
        bytes += next.size();
        return next;
    }

    private synchronized void forget(SpooledEvent event) {
        bytes -= event.size();
    }

    private synchronized void add(SpooledEvent kept, Object sent) {
        if (sent instanceof Handed handed && !handed.isLost()) {
            late.put(kept.file(), new Late(kept, handed));
            return;
        }
        if (waiting.isEmpty()) {
            LOG.warn("the broker does not take events: they wait in {}", folder);
        }
        waiting.put(kept.file(), kept);
    }

    /** Of those whose confirm was late, forgets what the broker has by now; what is lost waits as others do. */
    public synchronized void settle() throws IOException {
        for (Iterator<Late> each = late.values().iterator(); each.hasNext();) {
            Late one = each.next();
            if (one.handed().isConfirmed()) {
                each.remove();
                remove(one.event());
            } else if (one.handed().isLost() || one.event().received().plus(LATEST_CONFIRM).isBefore(clock.instant())) {
                each.remove();
                waiting.put(one.event().file(), one.event());
            }
        }
    }

    private void remove(SpooledEvent event) throws IOException {
        bytes -= event.size();
        Files.delete(event.file());
    }

    /** The name of a new file is lost with the power, too. */
    private void syncFolder() throws IOException {
        if (isPosix()) {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    /** The first events that wait, as many as are in memory together; a single one, if the broker may refuse one of them. */
    public synchronized List<SourceEvent> next() throws IOException {
        List<SourceEvent> next = new ArrayList<>();
        long read = 0;
        taken.clear();
        for (SpooledEvent event : waiting.values()) {
            if (!next.isEmpty() && (doubtful > 0 || next.size() == MOST_EVENTS || read + event.size() > MOST_BYTES)) {
                break;
            }
            next.add(event.read());
            taken.add(event.file());
            read += event.size();
        }
        return next;
    }

    /** The broker has the first one of those that were read and that it did not have. */
    public synchronized void published() throws IOException {
        refusals = 0;
        remove(waiting.remove(taken.remove()));
        doubtful = Math.max(0, doubtful - 1);
        if (waiting.isEmpty()) {
            LOG.info("the broker has all events that were waiting for it");
        }
    }

    /**
     * The broker does not have them. An event that it refuses again and again must not hold up all others: its file is kept for a person.
     * One that it is only slow to confirm is none of these.
     *
     * @param answers whether the broker is there and takes messages
     * @param failure why it does not have them
     */
    public synchronized void failed(boolean answers, Exception failure) throws IOException {
        boolean refused = answers && ConfirmedPublisher.isRefusal(failure);
        refusals = refused ? refusals + 1 : 0;
        doubtful = refused ? MOST_EVENTS : 0;
        if (refusals == MANY_REFUSALS && !taken.isEmpty()) {
            SpooledEvent first = waiting.remove(taken.remove());
            bytes -= first.size();
            refusals = 0;
            doubtful = 0;
            Path kept = Files.move(first.file(), folder.resolve(first.file().getFileName() + ".refused"));
            LOG.error("the broker takes messages, but not this event (RabbitMQ's max_message_size?): it is kept as {}", kept);
        }
    }

    /** What waits, in words. */
    public synchronized String state() {
        return waiting.isEmpty()
                ? "no events wait for the broker"
                : waiting.size() + " events wait for the broker, the first since " + waiting.firstEntry().getValue().received();
    }

    private synchronized double count() {
        return waiting.size() + late.size();
    }

    private synchronized double bytes() {
        return bytes;
    }

    private synchronized double oldestSeconds() {
        Instant first = waiting.isEmpty() ? clock.instant() : waiting.firstEntry().getValue().received();
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
