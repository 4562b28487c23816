package com.nacento.connector.lab.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A MariaDB, 11.4 unless it is an installed one, its data in {@code <workDir>/mariadb/data}. */
public final class EmbeddedMariaDb implements EmbeddedDatabase {

    private static final String USER = "nacento";
    private static final String PASSWORD = "embedded-only";

    private final ServerProcess process;
    private final DatabaseAddress address;

    private EmbeddedMariaDb(ServerProcess process, DatabaseAddress address) {
        this.process = process;
        this.address = address;
    }

    /** As {@link Product#start}. */
    public static EmbeddedMariaDb start(Path workDir) {
        return start(workDir, List.of("--skip-ssl"));
    }

    /**
     * As {@link #start(Path)}, with these flags instead of the one that switches TLS off; the address that it then has still asks for no
     * TLS.
     */
    public static EmbeddedMariaDb start(Path workDir, List<String> flags) {
        return start(EmbeddedServers.mariaDb(), workDir, flags);
    }

    static EmbeddedMariaDb start(MariaDbFiles server, Path workDir, List<String> flags) {
        Path folder = workDir.toAbsolutePath().resolve("mariadb");
        int port = FreePort.find();
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
            command.addAll(flags);
            ServerProcess process = ServerProcess.start("mariadb", folder, command);
            DatabaseAddress address = new DatabaseAddress("jdbc:mariadb://127.0.0.1:" + port + "/?sslMode=disable", USER, PASSWORD);
            process.awaitAnswer(() -> address.connect().close());
            return new EmbeddedMariaDb(process, address);
        } catch (IOException e) {
            throw new UncheckedIOException("MariaDB's data folder could not be prepared in " + folder, e);
        }
    }

    @Override
    public DatabaseAddress address() {
        return address;
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }

    private static List<String> flags(MariaDbFiles server, Path data) {
        return List.of(server.program().toString(), "--no-defaults",
                // refuses to run as root unless told to; for everybody else it is no change of user
                "--user=" + System.getProperty("user.name"),
                "--basedir=" + server.base(), "--lc-messages-dir=" + server.share(),
                "--character-sets-dir=" + server.share().resolve("charsets"), "--datadir=" + data,
                // when it starts it deletes temporary tables in its tmpdir: in /tmp they may be those of another server at work
                "--tmpdir=" + data,
                "--innodb-log-file-size=48M", "--innodb-undo-tablespaces=0", "--innodb-doublewrite=0",
                "--innodb-flush-log-at-trx-commit=2");
    }

    private static void prepareData(MariaDbFiles server, Path data) throws IOException {
        Path script = Files.createTempFile(server.template().getParent(), "mariadb-system-", ".sql");
        try {
            new DataTemplate(server.template(), draft -> {
                StringBuilder sql = new StringBuilder("create database mysql;\nuse mysql;\nset @auth_root_socket=null;\n");
                for (String part : List.of("tables", "tables_data")) {
                    sql.append(Files.readString(server.script(part)));
                }
                Files.writeString(script, sql);
                List<String> command = new ArrayList<>(flags(server, draft));
                command.add("--bootstrap");
                return new ProcessBuilder(command).redirectInput(script.toFile());
            }).copyTo(data);
        } finally {
            Files.deleteIfExists(script);
        }
    }
}
