package com.nacento.connector.lab.stage;

import java.nio.file.Path;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A database, a broker and an S3 server to work with: those that the environment names, else embedded ones, each started
 * when it is first asked for and ended by {@link #close()}.
 *
 * <p>{@code NACENTO_TEST_DB_URL} is a JDBC URL with {@code user} and {@code password} of somebody who may create
 * databases, {@code NACENTO_TEST_AMQP} is {@code amqp://user:password@host:port/vhost}, {@code NACENTO_TEST_S3} is
 * {@code http://key:secret@host:port}. Safe for use by several threads.
 */
public final class Servers implements AutoCloseable {

    private static final BrokerAddress LOCAL_RABBIT = new BrokerAddress("127.0.0.1", 5672, "guest", "guest", "/");

    private final EmbeddedDatabase.Product product;
    private final Path workDir;
    private final Map<String, String> environment;
    private final Consumer<String> output;
    private final Deque<AutoCloseable> started = new ConcurrentLinkedDeque<>();
    private final Once<DatabaseAddress> database = new Once<>();
    private final Once<BrokerAddress> broker = new Once<>();
    private final Once<StorageAddress> storage = new Once<>();

    /** @param product the database server that is started unless the environment names one */
    public Servers(EmbeddedDatabase.Product product, Path workDir, Map<String, String> environment, Consumer<String> output) {
        this.product = product;
        this.workDir = workDir;
        this.environment = environment;
        this.output = output;
    }

    /** Servers whose data and logs go to a folder; which server is used is said on standard output, a line each. */
    public static Servers open(EmbeddedDatabase.Product product, Path workDir) {
        return new Servers(product, workDir, System.getenv(), System.out::println);
    }

    /** The database server, with rights to create databases. */
    public DatabaseAddress database() {
        return database(product::start);
    }

    /** The same for tests: an embedded one is quicker, and what it holds may be lost with the machine. */
    public DatabaseAddress databaseForTests() {
        return database(product::startForTests);
    }

    private DatabaseAddress database(Function<Path, EmbeddedDatabase> start) {
        return database.get(() -> {
            if (isGiven("NACENTO_TEST_DB_URL")) {
                DatabaseAddress given = DatabaseAddress.parse(environment.get("NACENTO_TEST_DB_URL"));
                output.accept("database: " + given.url() + " (NACENTO_TEST_DB_URL)");
                return given;
            }
            EmbeddedDatabase server = start.apply(workDir);
            started.push(server);
            output.accept("database: " + server.address().url() + " (embedded " + product + ")");
            return server.address();
        });
    }

    /** The broker: the environment's, else the embedded one. */
    public BrokerAddress broker() {
        return broker.get(() -> {
            if (isGiven("NACENTO_TEST_AMQP")) {
                return said(BrokerAddress.parse(environment.get("NACENTO_TEST_AMQP")), "NACENTO_TEST_AMQP");
            }
            EmbeddedBroker server = EmbeddedBroker.start(workDir);
            started.push(server);
            return said(server.address(), "embedded Qpid Broker-J");
        });
    }

    /** The broker for tests: the environment's, else a RabbitMQ at 127.0.0.1:5672 that lets guest in, else the embedded one. */
    public BrokerAddress brokerForTests() {
        if (!isGiven("NACENTO_TEST_AMQP") && LOCAL_RABBIT.answersAsRabbit()) {
            return broker.get(() -> said(LOCAL_RABBIT, "RabbitMQ"));
        }
        return broker();
    }

    /** The S3 server. */
    public StorageAddress storage() {
        return storage.get(() -> {
            if (isGiven("NACENTO_TEST_S3")) {
                StorageAddress given = StorageAddress.parse(environment.get("NACENTO_TEST_S3"));
                output.accept("storage: " + given.endpoint() + " (NACENTO_TEST_S3)");
                return given;
            }
            EmbeddedS3 server = EmbeddedS3.start(workDir);
            started.push(server);
            output.accept("storage: " + server.address().endpoint() + " (embedded S3Proxy)");
            return server.address();
        });
    }

    /** Whether the environment names the server of this variable, so that what is put there must be removed again. */
    public boolean isGiven(String variable) {
        return !environment.getOrDefault(variable, "").isEmpty();
    }

    /** Ends what was started here, the last one first. */
    @Override
    public void close() throws Exception {
        for (AutoCloseable server = started.poll(); server != null; server = started.poll()) {
            server.close();
        }
    }

    private BrokerAddress said(BrokerAddress address, String what) {
        output.accept("broker: " + address.host() + ":" + address.port() + address.vhost().replaceFirst("^/?", "/") + " (" + what + ")");
        return address;
    }

    /** A server that is started by whoever asks first, while other servers may start at the same time. */
    private static final class Once<T> {

        private T value;

        private synchronized T get(Supplier<T> start) {
            if (value == null) {
                value = start.get();
            }
            return value;
        }
    }
}
