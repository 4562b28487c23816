package com.nacento.connector.database;

import com.nacento.connector.failure.Probe;
import com.nacento.connector.failure.Trouble;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;

/**
 * Whether the database takes what is written. A server that answers may refuse all the same: a primary that has become a replica, a
 * full disk. The last such trouble is remembered until a small write succeeds; until then health says it.
 */
public final class Writes implements Probe {

    private final HikariDataSource pool;
    private final String prefix;
    private volatile boolean doubtful;

    /** @param prefix of the tables */
    public Writes(HikariDataSource pool, String prefix) {
        this.pool = pool;
        this.prefix = prefix;
    }

    /**
     * A statement failed. Where the server itself refuses to work, its connections are closed as soon as they are free: after a
     * failover the name of the primary leads somewhere else, but a connection that works stays where it is.
     */
    void met(SQLException failure) {
        if (Trouble.of(failure).kind() == Trouble.Kind.OUTAGE) {
            doubtful = true;
            pool.getHikariPoolMXBean().softEvictConnections();
        }
    }

    /** For health: costs nothing while nothing has failed. */
    public void look() throws SQLException {
        if (doubtful) {
            write();
        }
    }

    /**
     * A row of an own table is written, and deleted again, which takes finding it; nobody else sees it.
     *
     * @throws SQLException if the database does not take it; by {@link Trouble} one can tell why
     */
    @Override
    public void write() throws SQLException {
        byte[] nobody = BulkId.random().bytes();
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            run(connection, "insert-gallery-bulk", nobody);
            run(connection, "delete-gallery-bulk", nobody);
            connection.commit();
            doubtful = false;
        } catch (SQLException e) {
            met(e);
            throw e;
        }
    }

    private void run(Connection connection, String name, byte[] bulkUuid) throws SQLException {
        try (PreparedStatement statement = connection
                .prepareStatement(SqlFiles.packaged(name, Map.of("prefix", prefix)).replace(":?bulk_uuid", "?"))) {
            statement.setBytes(1, bulkUuid);
            statement.executeUpdate();
        }
    }
}
