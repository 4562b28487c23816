package com.nacento.connector.database;

import com.nacento.connector.config.DatabaseSettings;
import com.nacento.connector.failure.Trouble;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** Makes the connection pool, with a session that reads and writes as the connector's statements expect. */
public final class DataSources {

    /**
     * UTC as Magento's own sessions have it; locks are waited for for 5 s at most, so that neither a shop nor a bulk hangs;
     * strict, so that a value that does not fit is refused and never cut. A key is always worth using: a table that has just been
     * filled has no statistics yet, and the server would rather read all of it for each product (max_seeks_for_key).
     */
    private static final String SESSION = "time_zone='+00:00',innodb_lock_wait_timeout=5,lock_wait_timeout=5,"
            + "max_seeks_for_key=1,"
            + "sql_mode='STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'";

    /**
     * A statement that nobody waits for any more would go on in the server, and one more with each try: so the server ends it itself,
     * a moment before its answer is given up. MySQL can do that for reading statements only.
     */
    private static final String END_OF_STATEMENTS = "SET /*M! max_statement_time=55, */ /*!80000 max_execution_time=55000, */ autocommit=1";

    private static final String LOOK_MILLIS = "2000";

    private DataSources() {
    }

    /** A pool; the database need not be there yet. */
    public static HikariDataSource pool(DatabaseSettings database) {
        return new HikariDataSource(config(database));
    }

    /**
     * A pool of one connection, which is opened now.
     *
     * @throws com.zaxxer.hikari.pool.HikariPool.PoolInitializationException if the server does not let it in; its causes say why
     */
    public static HikariDataSource single(DatabaseSettings database) {
        HikariConfig config = config(database);
        config.setMaximumPoolSize(1);
        config.setInitializationFailTimeout(1);
        return new HikariDataSource(config);
    }

    /**
     * A connection of its own, for one look: whoever starts or stops does not wait long for a server that does not answer, and one
     * that is not there is noticed at once. To be closed by the caller.
     */
    public static Connection connect(DatabaseSettings database) throws SQLException {
        HikariConfig config = config(database);
        Properties properties = config.getDataSourceProperties();
        properties.setProperty("connectTimeout", LOOK_MILLIS);
        return new DriverDataSource(config.getJdbcUrl(), null, properties, config.getUsername(), config.getPassword()).getConnection();
    }

    /** Whether the server answers, be it that it does not let us in. The pool could not tell: all of its connections may be busy. */
    public static boolean answers(DatabaseSettings database) {
        try (Connection connection = connect(database)) {
            return true;
        } catch (SQLException e) {
            // what the server itself says has a number
            return e.getErrorCode() > 0 || Trouble.isInsecure(e);
        }
    }

    private static HikariConfig config(DatabaseSettings database) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("database");
        // the driver takes an address that is written for another one only if it says so itself
        config.setJdbcUrl(database.url().replaceFirst("^jdbc:mysql:", "jdbc:mariadb:"));
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(database.poolSize());
        config.setMinimumIdle(1);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(5_000);
        // after waiting for a lock a snapshot would still show the rows from before
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.addDataSourceProperty("sessionVariables", SESSION);
        // each statement is prepared once a connection
        config.addDataSourceProperty("useServerPrepStmts", "true");
        config.addDataSourceProperty("prepStmtCacheSize", "100");
        config.addDataSourceProperty("connectTimeout", "5000");
        config.addDataSourceProperty("socketTimeout", "60000");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.setConnectionInitSql(END_OF_STATEMENTS);
        return config;
    }

    /**
     * What the routes work on: the pool, but inside a transaction the transaction's own connection.
     *
     * @param metrics where the time of each statement is noted
     * @param writes  where failures are noted
     */
    public static DataSource forRoutes(DataSource pool, MeterRegistry metrics, Writes writes) {
        return new RouteStatements(new TransactionAwareDataSourceProxy(pool), new StatementTimes(metrics), writes);
    }
}
