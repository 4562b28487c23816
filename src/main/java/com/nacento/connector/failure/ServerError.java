package com.nacento.connector.failure;

import static com.nacento.connector.failure.Trouble.Kind.CONFLICT;
import static com.nacento.connector.failure.Trouble.Kind.OUTAGE;
import static com.nacento.connector.failure.Trouble.Kind.REFUSED;
import static com.nacento.connector.failure.Trouble.Kind.TOO_LARGE;

import com.nacento.connector.failure.Trouble.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the numbers mean by which MariaDB, MySQL, their clusters and the proxies in front of them say what is wrong. The same
 * table is in docs/troubleshooting.md. A number that is in no line proves nothing: a probe decides whose fault it is.
 */
public enum ServerError {

    /** Replicas, failovers that have not ended, operators' switches, Aurora's old writer. */
    READ_ONLY(OUTAGE, "the database is read-only", 1036, 1290, 1792, 1836, 1874, 1881, 3989),
    /** Own files of the server, its temporary ones, its binary log; RDS says storage-full by these. */
    DISK(OUTAGE, "the database cannot write its files: its disk may be full", 1, 2, 3, 20, 1016, 1021, 1023, 1024, 1025, 1026, 1030, 1114,
            1180, 1598, 1878, 3019, 3675, 3884),
    MEMORY(OUTAGE, "the database is out of memory, threads or prepared statements", 5, 1037, 1038, 1041, 1135, 1206, 1461, 3015, 3044, 3170,
            3950, 4081, 4082),
    DAMAGED(OUTAGE, "a table of the database is damaged or its file is missing", 1034, 1035, 1194, 1195, 1712, 1812, 1814, 1932),
    /** ALTER TABLE and setup:upgrade under way, prepared statements that a proxy has lost. */
    CHANGING(OUTAGE, "tables of the database are being changed", 1054, 1146, 1243, 1356, 1412, 1615),
    /** max_statement_time and max_execution_time, KILL, idle time-outs. */
    INTERRUPTED(OUTAGE, "the database broke the statement off", 1028, 1317, 1969, 3024, 3169, 4031),
    /**
     * Galera without a quorum, ProxySQL without a server behind it, a server in offline mode; Group Replication in error, while it stops,
     * elects its primary or waits for the others.
     */
    CLUSTER(OUTAGE, "the database's cluster or proxy takes nothing at the moment", 1047, 3032, 3098, 3100, 3168, 3781, 3782, 3783, 3796,
            3797, 3798, 3799, 4094, 9001, 9002, 9006),
    AWAY(OUTAGE, "the database cannot be reached",
            1040, 1042, 1043, 1053, 1077, 1079, 1080, 1081, 1129, 1130, 1152, 1156, 1157, 1158, 1159, 1160, 1161, 1184, 1203, 1226, 1927,
            2002, 2003, 2006, 2013),
    LOCKED_OUT(OUTAGE, "the database does not let the connector in", 1044, 1045, 1049, 1251, 1524, 1698, 1820, 1862, 3118, 3955, 4150,
            4151),
    /** MySQL's caching_sha2_password, require_secure_transport. */
    INSECURE(OUTAGE, "the database takes a password only over TLS, or with its public key: see sslMode and serverRsaPublicKeyFile for"
            + " nacento.db.url in docs/security.md", 3159),
    RIGHTS(OUTAGE, "the connector's account lacks a right in the database", 1142, 1143, 1227, 1370),

    /** Deadlocks, locks that were waited for in vain, rows or snapshots that others changed; certification in a cluster. */
    WRITERS(CONFLICT, "other writers hold the rows or tables", 1020, 1205, 1213, 1614, 3101, 3572),
    /** Another process has just made the same change to a table of the connector. */
    CHANGED(CONFLICT, "another process has just changed the table", 1050, 1060, 1061, 1091),

    /** max_allowed_packet, max_binlog_cache_size, a write set's limit: fewer products at once may fit. */
    PACKET(TOO_LARGE, "it is more at once than the database takes", 1153, 1197, 1301, 1705, 3231),

    NO_ROOM(REFUSED, "a value does not fit into its column", 1264, 1265, 1292, 1300, 1366, 1367, 1406, 1411, 1690, 3140, 3141, 3669, 4038),
    CONSTRAINT(REFUSED, "a constraint does not allow it", 1022, 1048, 1062, 1169, 1216, 1217, 1263, 1364, 1451, 1452, 1557, 1586, 1761,
            1762, 3819, 4025),
    TRIGGER(REFUSED, "a trigger of the database refuses it", 1644, 1645);

    private static final Map<Integer, ServerError> BY_NUMBER = new HashMap<>();

    static {
        for (ServerError line : values()) {
            line.numbers.forEach(number -> BY_NUMBER.put(number, line));
        }
    }

    private final Kind kind;
    private final String words;
    private final List<Integer> numbers;

    ServerError(Kind kind, String words, int... numbers) {
        this.kind = kind;
        this.words = words;
        this.numbers = IntStream.of(numbers).boxed().toList();
    }

    /** The line of a number, if any. */
    static Optional<ServerError> of(int number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }

    public Kind kind() {
        return kind;
    }

    /** What it is, for people. */
    public String words() {
        return words;
    }

    public List<Integer> numbers() {
        return numbers;
    }
}
