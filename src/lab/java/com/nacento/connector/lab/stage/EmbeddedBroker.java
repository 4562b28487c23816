package com.nacento.connector.lab.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An AMQP 0-9-1 broker (Qpid Broker-J) on a free port of 127.0.0.1. Exchanges, queues and persistent messages are kept in
 * {@code <workDir>/broker} and survive even a kill of the broker. Unlike RabbitMQ it answers an unroutable mandatory
 * message with a nack and knows no queue arguments, dead-lettering or time-to-live.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final String USER = "nacento";
    private static final String PASSWORD = "embedded-only";

    private final ServerProcess process;
    private final BrokerAddress address;

    private EmbeddedBroker(ServerProcess process, BrokerAddress address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts the broker and waits until it lets its user in.
     *
     * @throws IllegalStateException when it does not start; the message carries the end of its log
     */
    public static EmbeddedBroker start(Path workDir) {
        Path jars = EmbeddedServers.folder("qpid");
        Path folder = workDir.toAbsolutePath().resolve("broker");
        BrokerAddress address = new BrokerAddress("127.0.0.1", FreePort.find(), USER, PASSWORD, "default");
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("broker.json"), configuration(address.port()));
        } catch (IOException e) {
            throw new UncheckedIOException("the broker's settings could not be written to " + folder, e);
        }
        ServerProcess process = ServerProcess.start("broker", folder, ServerProcess.java(jars,
                List.of("-DQPID_WORK=" + folder, "-Dderby.stream.error.file=" + folder.resolve("derby.log")),
                "org.apache.qpid.server.Main", "-st", "Memory", "-icp", folder.resolve("broker.json").toString()));
        // the port is open long before the broker is ready, and the client library would log each vain attempt
        process.awaitOutput("Qpid Broker Ready");
        process.awaitAnswer(() -> address.connect().close());
        return new EmbeddedBroker(process, address);
    }

    public BrokerAddress address() {
        return address;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as a crash would: what is persistent is there again after {@link #start} with the same folder. */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }

    /** Only the virtual host is stored: the port is a new one each time. */
    private static String configuration(int port) {
        return """
                {
                  "name": "embedded",
                  "modelVersion": "9.1",
                  "authenticationproviders": [{
                    "name": "plain", "type": "Plain", "secureOnlyMechanisms": [],
                    "users": [{"name": "%s", "type": "managed", "password": "%s"}]
                  }],
                  "ports": [{
                    "name": "AMQP", "port": "%d", "bindingAddress": "127.0.0.1", "protocols": ["AMQP_0_9_1"],
                    "authenticationProvider": "plain",
                    "virtualhostaliases": [
                      {"name": "nameAlias", "type": "nameAlias"}, {"name": "defaultAlias", "type": "defaultAlias"}
                    ]
                  }],
                  "virtualhostnodes": [{
                    "name": "default", "type": "DERBY", "storePath": "${QPID_WORK}/hosts", "defaultVirtualHostNode": "true",
                    "virtualHostInitialConfiguration": "{\\"type\\": \\"DERBY\\", \\"storePath\\": \\"${QPID_WORK}/messages\\"}"
                  }]
                }
                """.formatted(USER, PASSWORD, port);
    }
}
