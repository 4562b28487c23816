package com.nacento.connector.lab.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A MySQL 8.0, its data in {@code <workDir>/mysql/data}. Its user logs in by {@code caching_sha2_password}, as MySQL's users do. */
public final class EmbeddedMySql implements EmbeddedDatabase {

    private static final String USER = "nacento";
    private static final String PASSWORD = "embedded-only";

    private final ServerProcess process;
    private final DatabaseAddress address;

    private EmbeddedMySql(ServerProcess process, DatabaseAddress address) {
        this.process = process;
        this.address = address;
    }

    static EmbeddedMySql start(Path workDir) {
        return start(workDir, List.of());
    }

    /** As {@link Product#start}, with more flags; the address that it then has asks for no TLS. */
    public static EmbeddedMySql start(Path workDir, List<String> more) {
        Path server = EmbeddedServers.folder("mysql");
        if (!Files.isDirectory(server)) {
            throw new IllegalStateException(server + " is missing: build with -Pmysql, on Linux on x86-64");
        }
        Path folder = workDir.toAbsolutePath().resolve("mysql");
        Path data = folder.resolve("data");
        int port = FreePort.find();
        try {
            new DataTemplate(server.resolveSibling("mysql-data"), draft -> {
                List<String> command = flags(server, draft);
                command.addAll(List.of("--initialize-insecure", "--innodb-redo-log-capacity=8M"));
                return new ProcessBuilder(command);
            }).copyTo(data);
            // a line is a statement
            Path users = Files.writeString(folder.resolve("users.sql"), """
                    CREATE USER IF NOT EXISTS '%1$s'@'%%' IDENTIFIED BY '%2$s';
                    GRANT ALL ON *.* TO '%1$s'@'%%' WITH GRANT OPTION;
                    """.formatted(USER, PASSWORD));
            List<String> command = flags(server, data);
            // a relative socket is one in the data folder: the path of a deep work folder would be too long
            // pages are written once; unlike OFF that can be changed later
            command.addAll(List.of("--bind-address=127.0.0.1", "--port=" + port, "--socket=mysql.sock", "--pid-file=mysql.pid",
                    "--init-file=" + users, "--skip-name-resolve", "--mysqlx=OFF", "--skip-log-bin", "--performance-schema=OFF",
                    "--general-log-file=general.log", "--innodb-doublewrite=DETECT_ONLY", "--innodb-flush-log-at-trx-commit=2",
                    "--innodb-redo-log-capacity=64M",
                    // as MariaDB has it
                    "--group-concat-max-len=1M"));
            command.addAll(more);
            ServerProcess process = ServerProcess.start("mysql", folder, command);
            DatabaseAddress address = new DatabaseAddress(
                    "jdbc:mariadb://127.0.0.1:" + port + "/?sslMode=disable&allowPublicKeyRetrieval=true", USER, PASSWORD);
            process.awaitAnswer(() -> address.connect().close());
            return new EmbeddedMySql(process, address);
        } catch (IOException e) {
            throw new UncheckedIOException("MySQL's data folder could not be prepared in " + folder, e);
        }
    }

    private static List<String> flags(Path server, Path data) {
        return new ArrayList<>(List.of(server.resolve("bin/mysqld").toString(), "--no-defaults",
                // refuses to run as root unless told to; for everybody else it is no change of user
                "--user=" + System.getProperty("user.name"), "--basedir=" + server, "--lc-messages-dir=" + server.resolve("share"),
                "--datadir=" + data, "--tmpdir=" + data));
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
}
