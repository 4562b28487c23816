package com.nacento.connector.lab.stage;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a MariaDB server: those that the build laid out, where Maven Central has some for this machine, else those that Debian's
 * package {@code mariadb-server-core} has installed.
 *
 * @param program  the server
 * @param base     its {@code basedir}
 * @param share    messages, charsets, and the scripts that make its system tables
 * @param scripts  how the names of these scripts begin
 * @param template a data folder without data, once it is made
 */
record MariaDbFiles(Path program, Path base, Path share, String scripts, Path template) {

    private static final List<String> SCRIPTS = List.of("mariadb_system_", "mysql_system_");
    private static final List<Path> SHARES = List.of(Path.of("/usr/share/mariadb"), Path.of("/usr/share/mysql"));

    /**
     * Those that are taken here, if there are any.
     *
     * @param embedded the folder of the embedded servers
     */
    static Optional<MariaDbFiles> of(Path embedded) {
        return laidOut(embedded).or(() -> installed(embedded));
    }

    private static Optional<MariaDbFiles> laidOut(Path embedded) {
        Path base = embedded.resolve("mariadb");
        Path program = base.resolve("bin/mariadbd");
        return Files.isExecutable(program) && !hasMusl()
                ? Optional.of(new MariaDbFiles(program, base, base.resolve("share"), SCRIPTS.get(0), embedded.resolve("mariadb-data")))
                : Optional.empty();
    }

    /** As Debian and Ubuntu install it; the scripts were called otherwise before MariaDB 11. */
    static Optional<MariaDbFiles> installed(Path embedded) {
        Path program = Path.of("/usr/sbin/mariadbd");
        if (!Files.isExecutable(program)) {
            return Optional.empty();
        }
        Stream<MariaDbFiles> candidates = SHARES.stream().flatMap(share -> SCRIPTS.stream()
                .map(scripts -> new MariaDbFiles(program, Path.of("/usr"), share, scripts, embedded.resolve("mariadb-installed-data"))));
        return candidates.filter(files -> Files.exists(files.script("tables"))).findFirst();
    }

    /** A script that makes a part of the system tables. */
    Path script(String part) {
        return share.resolve(scripts + part + ".sql");
    }

    /** Whether a Linux lacks the C library that MariaDB's own builds are linked with. */
    private static boolean hasMusl() {
        File[] loaders = new File("/lib").listFiles((lib, name) -> name.startsWith("ld-musl"));
        return loaders != null && loaders.length > 0 && !Files.exists(Path.of("/lib64/ld-linux-x86-64.so.2"));
    }
}
