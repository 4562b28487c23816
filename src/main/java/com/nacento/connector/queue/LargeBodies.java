package com.nacento.connector.queue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bodies of messages that are too large to be held in memory: each is in a private temporary file, and a short stand-in has
 * its place in the message. Whoever reads a body opens it here, whichever it is; whoever publishes a stand-in through one of our
 * connections publishes the body. A stand-in has something random of this process in it, so that nobody else can make one.
 */
public final class LargeBodies {

    /** What keeps a large message out is met again by then. */
    private static final Duration TRIED_AGAIN = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger("queue");
    private static final String STAND_IN = "nacento-large-body " + UUID.randomUUID() + " ";
    /** Of a stand-in, in bytes. */
    static final int STAND_IN_LENGTH = STAND_IN.length() + 19;
    private static final Path FOLDER = Path.of(System.getProperty("java.io.tmpdir"));
    private static final Set<OpenOption> NAMELESS = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
            StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    private static final Map<String, Kept> FILES = new ConcurrentHashMap<>();
    private static final AtomicLong MADE = new AtomicLong();
    private static volatile Trouble trouble;

    /** A file, and whether somebody is at work on it, who gives it back himself. */
    private static final class Kept {

        private final FileChannel file;
        private volatile boolean taken;

        Kept(FileChannel file) {
            this.file = file;
        }
    }

    private record Trouble(String reason, long since) {
    }

    private LargeBodies() {
    }

    /**
     * The content of a body, wherever it is. To be closed by the caller.
     *
     * @throws IllegalStateException if it is gone with the connection that it came by: the broker delivers the message again
     */
    public static InputStream open(byte[] body) {
        return isStandIn(body) ? new Reading(kept(body).file) : new ByteArrayInputStream(body);
    }

    /** How long a body is, in bytes. */
    public static long size(byte[] body) {
        try {
            return isStandIn(body) ? kept(body).file.size() : body.length;
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary file of a message cannot be read", e);
        }
    }

    /**
     * From now on the body is kept until somebody {@linkplain #forget forgets} it, even if its connection ends.
     *
     * @throws IllegalStateException if it is gone already
     */
    public static void take(byte[] body) {
        if (isStandIn(body)) {
            kept(body).taken = true;
        }
    }

    /** A body that nobody will ask for any more gives its file back; of one that is in memory there is nothing to give back. */
    public static void forget(byte[] body) {
        Kept kept = isStandIn(body) ? FILES.remove(text(body)) : null;
        if (kept != null) {
            close(kept.file);
        }
    }

    /** Of a message that its connection has not handed on nobody will ask for its body any more. */
    static void forgetUnlessTaken(byte[] body) {
        Kept kept = FILES.get(text(body));
        if (kept != null && !kept.taken) {
            forget(body);
        }
    }

    /** Why large messages cannot be received just now, or {@code null}. */
    public static String trouble() {
        Trouble last = trouble;
        return last == null || System.nanoTime() - last.since() > TRIED_AGAIN.toNanos() ? null : last.reason();
    }

    /** A new file, without a name as soon as it is open where the system allows that; its stand-in. */
    static byte[] create() throws IOException {
        boolean posix = FOLDER.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] mine = posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
        String standIn = STAND_IN + "%019d".formatted(MADE.incrementAndGet());
        FILES.put(standIn, new Kept(FileChannel.open(FOLDER.resolve("nacento-" + UUID.randomUUID() + ".body"), NAMELESS, mine)));
        return standIn.getBytes(StandardCharsets.US_ASCII);
    }

    static void append(byte[] standIn, byte[] piece) throws IOException {
        FileChannel file = kept(standIn).file;
        ByteBuffer left = ByteBuffer.wrap(piece);
        while (left.hasRemaining()) {
            file.write(left);
        }
    }

    /** A large message could not be kept: said once, until one can be kept again. */
    static void failed(long size, IOException failure) {
        if (trouble() == null) {
            LOG.error("A message of {} bytes cannot be received, its file in {} (java.io.tmpdir) cannot be written: {}. Make room there;"
                    + " until then the queue is not processed", size, FOLDER, failure.toString());
        }
        trouble = new Trouble("no room in " + FOLDER + " for a message of " + size + " bytes: " + failure.getMessage(), System.nanoTime());
    }

    /** How much room is left for them, in bytes. */
    static long room() throws IOException {
        return Files.getFileStore(FOLDER).getUsableSpace();
    }

    /** Whether a body, or what is about to be published, only has the place of one. */
    public static boolean isStandIn(byte[] body) {
        return body.length == STAND_IN_LENGTH && text(body).startsWith(STAND_IN);
    }

    private static Kept kept(byte[] standIn) {
        Kept kept = FILES.get(text(standIn));
        if (kept == null) {
            throw new IllegalStateException("a large message is gone with the connection that it came by, and is delivered again");
        }
        return kept;
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.US_ASCII);
    }

    private static void close(FileChannel file) {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("The temporary file of a message could not be deleted", e);
        }
    }

    /** Reads a file from its beginning, however many others do so at the same time. */
    private static final class Reading extends InputStream {

        private final FileChannel file;
        private long position;

        Reading(FileChannel file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = length == 0 ? 0 : file.read(ByteBuffer.wrap(into, offset, length), position);
            position += Math.max(read, 0);
            return read;
        }
    }
}
