package com.nacento.connector.lab.stage;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A database server on a free port of 127.0.0.1, of this program's own. Its one user, over TCP, may do everything. A commit survives a
 * crash of the server, not one of the machine.
 */
public interface EmbeddedDatabase extends AutoCloseable {

    /** Which server: what {@code --database} and the tests' system property {@code nacento.test.database} choose from. */
    enum Product {
        MARIADB, MYSQL;

        /** The one that a test run is about: MariaDB, unless the system property names the other. */
        public static Product ofTests() {
            return valueOf(System.getProperty("nacento.test.database", "mariadb").toUpperCase(Locale.ROOT));
        }

        /**
         * Starts one and waits until it lets its user in. Data that is already in {@code workDir} is kept.
         *
         * @throws IllegalStateException when it does not start; the message carries the end of its log
         */
        public EmbeddedDatabase start(Path workDir) {
            return this == MYSQL ? EmbeddedMySql.start(workDir) : EmbeddedMariaDb.start(workDir);
        }

        /** The same for tests: MariaDB waits for no disk, which makes and drops tables several times as fast. */
        public EmbeddedDatabase startForTests(Path workDir) {
            return this == MYSQL ? EmbeddedMySql.start(workDir) : EmbeddedMariaDb.start(workDir, List.of("--skip-ssl", "--debug-no-sync"));
        }

        @Override
        public String toString() {
            return this == MYSQL ? "MySQL" : "MariaDB";
        }
    }

    /** The server, without a database, and its administrator. */
    DatabaseAddress address();

    boolean isAlive();

    /** Ends it as a crash would: what is committed is there again when it is started with the same folder. */
    void kill();

    @Override
    void close();
}
