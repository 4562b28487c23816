package com.nacento.connector.demo;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A database, a broker and an S3 server to work with: those that the environment names, else embedded ones, each started
 * when it is first asked for and ended by {@link #close()}.
 *
 * <p>{@code NACENTO_TEST_DB_URL} is a JDBC URL with {@code user} and {@code password} of somebody who may create
 * databases, {@code NACENTO_TEST_AMQP} is {@code amqp://user:password@host:port/vhost}, {@code NACENTO_TEST_S3} is
 * {@code http://key:secret@host:port}.
 */
public final class Servers implements AutoCloseable {

    private static final BrokerAddress LOCAL_RABBIT = new BrokerAddress("127.0.0.1", 5672, "guest", "guest", "/");

    private final Path workDir;
    private final Map<String, String> environment;
    private final Consumer<String> output;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private DatabaseAddress database;
    private BrokerAddress broker;
    private StorageAddress storage;

    Servers(Path workDir, Map<String, String> environment, Consumer<String> output) {
        this.workDir = workDir;
        this.environment = environment;
        this.output = output;
    }

    /** Servers whose data and logs go to a folder; which server is used is said on standard output, a line each. */
    public static Servers open(Path workDir) {
        return new Servers(workDir, System.getenv(), System.out::println);
    }

    /** The database server, with rights to create databases. */
    public synchronized DatabaseAddress database() {
        if (database == null) {
            String given = environment.get("NACENTO_TEST_DB_URL");
            if (given != null) {
                database = DatabaseAddress.parse(given);
                output.accept("database: " + database.url() + " (NACENTO_TEST_DB_URL)");
            } else {
                EmbeddedMariaDb server = EmbeddedMariaDb.start(workDir);
                started.push(server);
                database = server.address();
                output.accept("database: embedded MariaDB at " + database.url());
            }
        }
        return database;
    }

    /** The broker: the environment's, else the embedded one. */
    public synchronized BrokerAddress broker() {
        if (broker == null) {
            String given = environment.get("NACENTO_TEST_AMQP");
            if (given != null) {
                useBroker(BrokerAddress.parse(given), "NACENTO_TEST_AMQP");
            } else {
                EmbeddedBroker server = EmbeddedBroker.start(workDir);
                started.push(server);
                useBroker(server.address(), "embedded Qpid Broker-J");
            }
        }
        return broker;
    }

    /** The broker for tests: the environment's, else a RabbitMQ at 127.0.0.1:5672 that lets guest in, else the embedded one. */
    public synchronized BrokerAddress brokerForTests() {
        if (broker == null && environment.get("NACENTO_TEST_AMQP") == null && LOCAL_RABBIT.answersAsRabbit()) {
            useBroker(LOCAL_RABBIT, "RabbitMQ");
        }
        return broker();
    }

    /** The S3 server. */
    public synchronized StorageAddress storage() {
        if (storage == null) {
            String given = environment.get("NACENTO_TEST_S3");
            if (given != null) {
                storage = StorageAddress.parse(given);
                output.accept("storage: " + storage.endpoint() + " (NACENTO_TEST_S3)");
            } else {
                EmbeddedS3 server = EmbeddedS3.start(workDir);
                started.push(server);
                storage = server.address();
                output.accept("storage: embedded S3Proxy at " + storage.endpoint());
            }
        }
        return storage;
    }

    /** Ends what was started here, the last one first. */
    @Override
    public synchronized void close() throws Exception {
        while (!started.isEmpty()) {
            started.pop().close();
        }
    }

    private void useBroker(BrokerAddress address, String what) {
        broker = address;
        output.accept("broker: " + address.host() + ":" + address.port() + address.vhost().replaceFirst("^/?", "/") + " (" + what + ")");
    }
}
