package com.nacento.connector.lab.stage;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The servers that the build laid out in {@code target/embedded}: Qpid Broker-J and S3Proxy, MariaDB where there is one for this machine,
 * and MySQL where it was asked for. They are native or have a class path of their own, so each runs as a child process.
 */
public final class EmbeddedServers {

    private static final String GIVEN_INSTEAD = " set NACENTO_TEST_DB_URL, NACENTO_TEST_AMQP and NACENTO_TEST_S3";

    private EmbeddedServers() {
    }

    /** Empty when this machine can run them, else one line that says why not and what to do. */
    public static Optional<String> whyNot() {
        if (!Files.isDirectory(folder())) {
            return Optional.of(folder() + " is missing: build without -Dembedded.skip, or" + GIVEN_INSTEAD);
        }
        if (MariaDbFiles.of(folder()).isEmpty()) {
            return Optional.of("no embedded database fits " + System.getProperty("os.name") + " on " + System.getProperty("os.arch")
                    + ": install mariadb-server-core, or" + GIVEN_INSTEAD);
        }
        return Optional.empty();
    }

    /** Whether this machine can run them. */
    public static boolean fit() {
        return whyNot().isEmpty();
    }

    /**
     * The folder of one server's files, {@code target/embedded/<name>}: it stands beside the jar or the classes that
     * this program runs from. The system property {@code nacento.embedded.dir} names another {@code embedded} folder.
     *
     * @throws IllegalStateException when it is not there or does not fit this machine
     */
    static Path folder(String name) {
        whyNot().ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
        return folder().resolve(name).normalize();
    }

    /** The MariaDB that is started on this machine. */
    static MariaDbFiles mariaDb() {
        return MariaDbFiles.of(folder(".")).orElseThrow();
    }

    private static Path folder() {
        String configured = System.getProperty("nacento.embedded.dir");
        if (configured != null) {
            return Path.of(configured).toAbsolutePath();
        }
        try {
            Path program = Path.of(EmbeddedServers.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return program.resolveSibling("embedded");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("this program's own place is not a file", e);
        }
    }
}
