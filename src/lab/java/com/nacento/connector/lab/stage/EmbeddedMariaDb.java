package com.nacento.connector.lab.stage;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A MariaDB 11.4 on a free port of 127.0.0.1, its data in {@code <workDir>/mariadb/data}. Its one user, over TCP, may do
 * everything. A commit survives a crash of the server, not one of the machine.
 */
public final class EmbeddedMariaDb implements AutoCloseable {

    private static final String USER = "nacento";
    private static final String PASSWORD = "embedded-only";

    private final ServerProcess process;
    private final DatabaseAddress address;

    private EmbeddedMariaDb(ServerProcess process, DatabaseAddress address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts the server and waits until it lets its user in. Data that is already in {@code workDir} is kept.
     *
     * @throws IllegalStateException when it does not start; the message carries the end of its log
     */
    public static EmbeddedMariaDb start(Path workDir) {
        return start(workDir, List.of("--skip-ssl"));
    }

    /**
     * As {@link #start(Path)}, with the flags that say whether and how it speaks TLS; the address that it then has still asks
     * for none.
     */
    public static EmbeddedMariaDb start(Path workDir, List<String> tls) {
        Path server = EmbeddedServers.folder("mariadb");
        Path folder = workDir.toAbsolutePath().resolve("mariadb");
        int port = ServerProcess.freePort();
        try {
            prepareData(server, folder.resolve("data"));
            Path users = Files.writeString(folder.resolve("users.sql"), """
                    CREATE USER IF NOT EXISTS '%1$s'@'%%' IDENTIFIED BY '%2$s';
                    GRANT ALL ON *.* TO '%1$s'@'%%' WITH GRANT OPTION;
                    """.formatted(USER, PASSWORD));
            List<String> command = new ArrayList<>(flags(server, folder.resolve("data")));
            // a relative socket is one in the data folder: the path of a deep work folder would be too long
            command.addAll(List.of("--bind-address=127.0.0.1", "--port=" + port, "--socket=mariadb.sock",
                    "--pid-file=mariadb.pid", "--init-file=" + users, "--skip-name-resolve",
                    "--character-set-server=utf8mb4", "--general-log-file=general.log", "--performance-schema=OFF"));
            command.addAll(tls);
            ServerProcess process = ServerProcess.start("mariadb", folder, command);
            DatabaseAddress address = new DatabaseAddress("jdbc:mariadb://127.0.0.1:" + port + "/?sslMode=disable", USER, PASSWORD);
            process.awaitAnswer(() -> address.connect().close());
            return new EmbeddedMariaDb(process, address);
        } catch (IOException e) {
            throw new UncheckedIOException("MariaDB's data folder could not be prepared in " + folder, e);
        }
    }

    /** The server, without a database, and its administrator. */
    public DatabaseAddress address() {
        return address;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as a crash would: what is committed is there again after {@link #start} with the same folder. */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }

    private static List<String> flags(Path server, Path data) {
        return List.of(server.resolve("bin/mariadbd").toString(), "--no-defaults",
                // refuses to run as root unless told to; for everybody else it is no change of user
                "--user=" + System.getProperty("user.name"),
                "--basedir=" + server, "--lc-messages-dir=" + server.resolve("share"),
                "--character-sets-dir=" + server.resolve("share/charsets"), "--datadir=" + data,
                // when it starts it deletes temporary tables in its tmpdir: in /tmp they may be those of another server at work
                "--tmpdir=" + data,
                "--innodb-log-file-size=48M", "--innodb-undo-tablespaces=0", "--innodb-doublewrite=0",
                "--innodb-flush-log-at-trx-commit=2");
    }

    /** Making the system tables takes a second: it is done once, beside the server's files, and copied from there. */
    private static void prepareData(Path server, Path data) throws IOException {
        if (Files.isDirectory(data)) {
            return;
        }
        Path template = server.resolveSibling("mariadb-data");
        if (!Files.isDirectory(template)) {
            makeTemplate(server, template);
        }
        Files.createDirectories(data.getParent());
        copy(template, data);
    }

    private static void makeTemplate(Path server, Path template) throws IOException {
        Path draft = Files.createTempDirectory(server.getParent(), "mariadb-data-");
        Path script = Files.createTempFile(server.getParent(), "mariadb-system-", ".sql");
        try {
            StringBuilder sql = new StringBuilder("create database mysql;\nuse mysql;\nset @auth_root_socket=null;\n");
            for (String part : List.of("tables", "tables_data")) {
                sql.append(Files.readString(server.resolve("share/mariadb_system_" + part + ".sql")));
            }
            Files.writeString(script, sql);
            List<String> command = new ArrayList<>(flags(server, draft));
            command.add("--bootstrap");
            File log = server.resolveSibling("mariadb-data.log").toFile();
            Process bootstrap = new ProcessBuilder(command).redirectInput(script.toFile())
                    .redirectErrorStream(true).redirectOutput(log).start();
            if (bootstrap.waitFor() != 0) {
                throw new IllegalStateException("MariaDB's system tables could not be made, see " + log);
            }
            Files.move(draft, template, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(template)) {
                throw e;
            }
            // another process has made it meanwhile
            TemporaryFolder.delete(draft);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while MariaDB's system tables were made", e);
        } finally {
            Files.deleteIfExists(script);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
