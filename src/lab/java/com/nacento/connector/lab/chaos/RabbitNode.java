package com.nacento.connector.lab.chaos;

import com.nacento.connector.lab.stage.BrokerAddress;
import com.nacento.connector.lab.stage.FreePort;
import com.nacento.connector.lab.stage.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A RabbitMQ of one's own, from the installed program, as a plain process on free ports of 127.0.0.1: it can be killed and comes back. */
final class RabbitNode implements AutoCloseable {

    /** After a kill it puts its data in order, which has taken more than three minutes on a machine that was overloaded. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final List<String> command;
    private final Path folder;
    private final ServerProcess names;
    private final BrokerAddress address;
    private ServerProcess process;

    private RabbitNode(Path program, Path folder) throws IOException {
        this.folder = folder;
        int namesPort = FreePort.find();
        names = ServerProcess.start("epmd", folder, List.of("epmd", "-port", Integer.toString(namesPort), "-address", "127.0.0.1"));
        address = new BrokerAddress("127.0.0.1", FreePort.find(), "guest", "guest", "/");
        Path settings = Files.writeString(folder.resolve("rabbitmq.conf"), "listeners.tcp.default = 127.0.0.1:" + address.port() + "\n");
        Path plugins = Files.writeString(folder.resolve("enabled_plugins"), "[].\n");
        command = new ArrayList<>(
                List.of("env", "HOME=" + folder, "ERL_EPMD_PORT=" + namesPort, "RABBITMQ_NODENAME=nacento-chaos@localhost",
                        // one thread that does not spin: it shares the machine with everything else here
                        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=+S 1:1 +sbwt none",
                        "RABBITMQ_DIST_PORT=" + FreePort.find(), "RABBITMQ_MNESIA_BASE=" + folder.resolve("data"),
                        "RABBITMQ_LOG_BASE=" + folder.resolve("log"),
                        "RABBITMQ_CONFIG_FILE=" + settings, "RABBITMQ_ENABLED_PLUGINS_FILE=" + plugins, program.toString()));
        restart();
    }

    /** Where the program is installed, if it is: the wrapper in {@code PATH} of some systems insists on a user of its own. */
    static Optional<Path> program() {
        Stream<String> path = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
        boolean hasNames = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "epmd")));
        return !hasNames
                ? Optional.empty()
                : Stream.concat(Stream.of("/usr/lib/rabbitmq/bin", "/opt/rabbitmq/sbin"), path)
                        .map(place -> Path.of(place, "rabbitmq-server")).filter(Files::isExecutable).findFirst();
    }

    /** Starts a node with its data in a folder, and waits until it lets its user in. */
    static RabbitNode start(Path program, Path workDir) throws IOException {
        return new RabbitNode(program, Files.createDirectories(workDir.toAbsolutePath().resolve("rabbitmq")));
    }

    BrokerAddress address() {
        return address;
    }

    /** Ends it as a crash would; what it has confirmed is there again after {@link #restart()}. */
    void kill() {
        process.kill();
    }

    void restart() {
        process = ServerProcess.start("rabbitmq", folder, command);
        // the client library would log each vain attempt: the port is asked first
        process.awaitAnswer(() -> new Socket(address.host(), address.port()).close(), PATIENCE);
        process.awaitAnswer(() -> address.connect().close(), PATIENCE);
    }

    /** Nothing of its data is wanted any more, so it need not be asked to put it in order. */
    @Override
    public void close() {
        kill();
        names.close();
    }
}
