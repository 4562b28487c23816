package com.nacento.connector.database;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.springframework.transaction.TransactionSystemException;

/** What a failed statement or transaction means for the work: try again, wait for the server, or blame the data. */
public enum DatabaseFailure {

    /** Somebody else was in the way (deadlock, lock wait, changed snapshot): the same transaction may succeed at once. */
    CONFLICT,
    /** The server cannot be reached, is shutting down or refuses connections: nothing will succeed until it is back. */
    AWAY,
    /** An own table is gone (Magento's setup:upgrade may drop what it thinks is the module's): create it and try again. */
    TABLE_MISSING,
    /** The statement or a row of it is at fault: trying the same again cannot help. */
    OWN;

    /** 1205 lock wait, 1213 deadlock, 1020 record changed since last read (innodb_snapshot_isolation). */
    private static final Set<Integer> CONFLICTS = Set.of(1205, 1213, 1020);
    /** 1040 too many connections, 1053 shutdown, 1077/1079 shutdown, 1129 host blocked, 1317 killed, 1927 killed. */
    private static final Set<Integer> AWAYS = Set.of(1040, 1053, 1077, 1079, 1129, 1317, 1927, 2006, 2013);
    /** Nobody gets in: 1044 no right to this database, 1045 wrong password, 1049 no such database, 1698 wrong way to log in. */
    private static final Set<Integer> LOCKED = Set.of(1044, 1045, 1049, 1698);

    /** Looks through the causes for what the driver said; {@code null} if no SQL error is among them. */
    public static DatabaseFailure of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause() == cause ? null : cause.getCause()) {
            if (cause instanceof TransactionSystemException ending) {
                // a transaction that cannot even be rolled back has lost its connection
                return of(ending.getCause()) == CONFLICT ? CONFLICT : AWAY;
            }
            if (cause instanceof SQLException sql) {
                return of(sql);
            }
        }
        return null;
    }

    private static DatabaseFailure of(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (CONFLICTS.contains(failure.getErrorCode()) || state.startsWith("40")) {
            return CONFLICT;
        }
        // the pool's time-out has no code of its own, but takes over that of its reason, whatever it is (-1 from a connection that broke
        // while it was tried); without a reason a code is the driver's name for a state that it does not know: a trigger's SIGNAL
        boolean poolIsEmpty = failure instanceof SQLTransientConnectionException && (failure.getErrorCode() == 0 || failure.getCause() instanceof SQLException);
        if (poolIsEmpty || failure instanceof SQLNonTransientConnectionException
                || state.startsWith("08") || AWAYS.contains(failure.getErrorCode()) || LOCKED.contains(failure.getErrorCode())) {
            return AWAY;
        }
        if (failure.getErrorCode() == 1146 && MagentoSchema.OWN_TABLES.stream().anyMatch(String.valueOf(failure.getMessage())::contains)) {
            return TABLE_MISSING;
        }
        return OWN;
    }
}
