package com.nacento.connector.testing;

import com.nacento.connector.lab.stage.BrokerAddress;
import com.nacento.connector.lab.stage.DatabaseAddress;
import com.nacento.connector.lab.stage.EmbeddedDatabase;
import com.nacento.connector.lab.stage.Servers;
import com.nacento.connector.lab.stage.StorageAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The servers that all tests of one JVM share: those that {@code NACENTO_TEST_DB_URL}, {@code NACENTO_TEST_AMQP} and
 * {@code NACENTO_TEST_S3} name, for the broker else a RabbitMQ on this machine, else embedded ones. Each is started when a
 * test first asks for it and ends with the JVM; standard output says which it is.
 */
public final class TestServers {

    private static final Servers SERVERS = Servers.open(EmbeddedDatabase.Product.ofTests(), workDir());

    private TestServers() {
    }

    /** The database server, with rights to create databases. */
    public static DatabaseAddress database() {
        return SERVERS.databaseForTests();
    }

    /** The broker. */
    public static BrokerAddress broker() {
        return SERVERS.brokerForTests();
    }

    /** The S3 server. */
    public static StorageAddress storage() {
        return SERVERS.storage();
    }

    /** Stays after the tests, so that the servers' logs can be read. */
    private static Path workDir() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target", "test-servers").toAbsolutePath()), "run-");
        } catch (IOException e) {
            throw new UncheckedIOException("the build folder cannot be written", e);
        }
    }
}
