package com.nacento.connector.lab.stage;

import com.nacento.connector.Nacento;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code nacento serve} as a child process, from this program's own class path, on free ports of 127.0.0.1. */
public final class ServeProcess implements ConnectorProcess {

    private final ServerProcess process;
    private final URI http;
    private final URI management;

    private ServeProcess(ServerProcess process, URI http, URI management) {
        this.process = process;
        this.http = http;
        this.management = management;
    }

    /**
     * Starts the service and waits until it says that it is ready.
     *
     * @param java     the beginning of its command: the program and the options of the virtual machine
     * @param settings its settings, written to {@code <workDir>/connector/connector.properties}; ports that they do not name are free ones
     * @throws IllegalStateException when it does not get ready; the message carries the end of its log
     */
    public static ServeProcess start(Path workDir, List<String> java, Map<String, String> settings) {
        Path folder = workDir.toAbsolutePath().resolve("connector");
        int httpPort = port(settings, "nacento.http.port");
        int managementPort = port(settings, "nacento.management.port");
        String lines = settings.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("\n", "", """

                        nacento.http.host=127.0.0.1
                        nacento.http.port=%d
                        nacento.management.host=127.0.0.1
                        nacento.management.port=%d
                        """.formatted(httpPort, managementPort)));
        Path file = folder.resolve("connector.properties");
        try {
            Files.createDirectories(folder);
            Files.writeString(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException("the connector's settings could not be written to " + folder, e);
        }
        ServerProcess process = ServerProcess.start("connector", folder,
                ServerProcess.thisProgram(java, Nacento.class.getName(), "serve", "--config", file.toString()));
        URI management = URI.create("http://127.0.0.1:" + managementPort);
        process.awaitAnswer(() -> ask(management.resolve("/observe/health/ready")));
        return new ServeProcess(process, URI.create("http://127.0.0.1:" + httpPort), management);
    }

    private static int port(Map<String, String> settings, String name) {
        return settings.containsKey(name) ? Integer.parseInt(settings.get(name)) : FreePort.find();
    }

    @Override
    public URI http() {
        return http;
    }

    @Override
    public URI management() {
        return management;
    }

    /** The service's own process; empty when it has ended. */
    public Optional<ProcessHandle> server() {
        return process.server();
    }

    /** The file with what it has written. */
    public Path log() {
        return process.log();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as a crash would, in the middle of whatever it does. */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }

    private static void ask(URI readiness) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) readiness.toURL().openConnection();
        int status = connection.getResponseCode();
        connection.disconnect();
        if (status != HttpURLConnection.HTTP_OK) {
            throw new IOException(readiness + " answers " + status);
        }
    }
}
