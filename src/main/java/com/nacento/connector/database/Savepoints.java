package com.nacento.connector.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** Where a transaction can go back to. No statement of {@code sql/} says so: MySQL cannot prepare one, the driver knows how to ask. */
public final class Savepoints {

    private final DataSource pool;

    /** @param pool the one whose transactions it is about */
    public Savepoints(DataSource pool) {
        this.pool = pool;
    }

    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /**
     * Marks where the transaction of this thread is.
     *
     * @throws SQLException also if there is no transaction
     */
    public Savepoint set() throws SQLException {
        return inTransaction(Connection::setSavepoint);
    }

    /** Takes back what the transaction has written since. Its locks stay. */
    public void goBack(Savepoint savepoint) throws SQLException {
        inTransaction(connection -> {
            connection.rollback(savepoint);
            return null;
        });
    }

    private <T> T inTransaction(Work<T> work) throws SQLException {
        Connection connection = DataSourceUtils.getConnection(pool);
        try {
            return work.with(connection);
        } finally {
            DataSourceUtils.releaseConnection(connection, pool);
        }
    }
}
