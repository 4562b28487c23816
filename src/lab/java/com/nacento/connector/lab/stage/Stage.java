package com.nacento.connector.lab.stage;

import com.nacento.connector.auth.TokenHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Everything that runs for a demo, a benchmark or a fault test, in a temporary folder. Closing it, or the end of this process,
 * leaves nothing behind.
 */
public abstract class Stage implements AutoCloseable {

    /** Of the names of what is made in servers that others use as well. */
    protected final String suffix = random(4);
    protected final String token;

    private final String name;
    private final Path workDir;
    private final Deque<AutoCloseable> running = new ConcurrentLinkedDeque<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean logsKept = new AtomicBoolean();
    private final Thread hook;

    /** @param name the command's */
    protected Stage(String name) throws IOException {
        this.name = name;
        token = name + "-" + random(12);
        workDir = Files.createTempDirectory("nacento-" + name + "-");
        hook = new Thread(this::end, "end-" + name);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts what runs here, each part {@linkplain #add added} as soon as it runs. */
    protected abstract void start() throws Exception;

    /** Starts; if that fails, what runs already is ended and the logs are kept. */
    protected final void open() throws Exception {
        try {
            start();
        } catch (Exception failure) {
            keepLogs();
            close();
            throw failure;
        }
    }

    /** Takes note of what is to be closed at the end: the last one first. */
    protected final <T extends AutoCloseable> T add(T part) {
        running.push(part);
        return part;
    }

    /** What a connector must be told to work with these servers and this token. */
    protected final Map<String, String> settings(DatabaseAddress database, StorageAddress storage, String bucket, BrokerAddress broker,
            String topic) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("nacento.auth.tokens", TokenHash.of(name, token).toString());
        settings.put("nacento.db.url", database.url());
        settings.put("nacento.db.user", database.user());
        settings.put("nacento.db.password", database.password());
        settings.put("nacento.s3.endpoint", storage.endpoint().toString());
        settings.put("nacento.s3.bucket", bucket);
        settings.put("nacento.s3.access-key", storage.accessKey());
        settings.put("nacento.s3.secret-key", storage.secretKey());
        settings.put("nacento.rabbitmq.addresses", broker.host() + ":" + broker.port());
        settings.put("nacento.rabbitmq.user", broker.user());
        settings.put("nacento.rabbitmq.password", broker.password());
        settings.put("nacento.rabbitmq.vhost", broker.vhost());
        settings.put("nacento.rabbitmq.topic", topic);
        return settings;
    }

    /** Where data and logs are. */
    public final Path workDir() {
        return workDir;
    }

    /** Leaves the folder with data and logs in place when everything else goes. */
    public final void keepLogs() {
        logsKept.set(true);
    }

    /** Whether somebody has already asked for the end, for example by Ctrl-C. */
    public final boolean isEnding() {
        return closed.get();
    }

    /** Ends everything and removes what was made. */
    @Override
    public final void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyGoingDown) {
            // the hook finds that everything has been done
            return;
        }
    }

    private void end() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            for (AutoCloseable part = running.poll(); part != null; part = running.poll()) {
                part.close();
            }
            if (!logsKept.get()) {
                TemporaryFolder.delete(workDir);
            }
        } catch (Exception e) {
            System.err.println("nacento " + name + ": not everything could be removed, see " + workDir + ": " + e.getMessage());
        }
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
