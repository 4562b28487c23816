package com.nacento.connector.lab.chaos;

import com.nacento.connector.lab.stage.ServeProcess;
import com.nacento.connector.lab.stage.ServerProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** One connector, which is killed and started again. */
final class Instance implements AutoCloseable {

    private static final int STARTS = 5;

    private final Path folder;
    private final Map<String, String> settings;
    private volatile ServeProcess process;

    Instance(Path folder, Map<String, String> settings) {
        this.folder = folder;
        this.settings = settings;
    }

    /** Starts it and waits until it is ready; what it works with may be away just then, so it is tried some times. */
    void start() {
        for (int attempt = 1; process == null; attempt++) {
            try {
                process = ServeProcess.start(folder, ServerProcess.JAVA, settings);
            } catch (IllegalStateException notReady) {
                if (attempt == STARTS) {
                    throw notReady;
                }
            }
        }
    }

    void kill() {
        ServeProcess running = process;
        process = null;
        running.kill();
    }

    /** Where its API answers; empty while it is being started. */
    Optional<URI> http() {
        ServeProcess running = process;
        return running == null ? Optional.empty() : Optional.of(running.http());
    }

    boolean isUp() {
        ServeProcess running = process;
        return running != null && running.isAlive();
    }

    /** Where its log is. */
    Path log() {
        return folder.resolve("connector/connector.log");
    }

    @Override
    public void close() {
        ServeProcess running = process;
        if (running != null) {
            running.close();
        }
    }
}
