package com.nacento.connector.database;

import com.nacento.connector.config.DatabaseSettings;
import com.nacento.connector.failure.IncompatibleShopException;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.failure.Trouble;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A shop's tables for a command that works without routes: one connection, on which statements of {@code sql/} are run one by one, each a
 * transaction of its own unless several are put into one.
 */
public final class ShopTables implements AutoCloseable {

    private final HikariDataSource connection;
    private final NamedParameterJdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final String prefix;
    private final MagentoSchema schema;

    private ShopTables(HikariDataSource connection, String prefix) {
        this.connection = connection;
        this.prefix = prefix;
        this.jdbc = new NamedParameterJdbcTemplate(connection);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(connection));
        this.schema = guarded(this::look);
    }

    /**
     * Opens the connection and looks at the shop.
     *
     * @throws Outage                    if the database is away or refuses
     * @throws IncompatibleShopException if it is none that the connector knows
     */
    public static ShopTables open(DatabaseSettings database) {
        HikariDataSource connection = guarded(() -> DataSources.single(database));
        try {
            return new ShopTables(connection, database.tablePrefix());
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private MagentoSchema look() {
        DatabaseServer.of(rows("find-server", Map.of()).get(0));
        List<Map<String, Object>> columns = rows("find-columns", Map.of());
        MagentoSchema.refuseIncompatible(prefix, columns);
        return MagentoSchema.of(prefix, rows("find-product-attributes", Map.of()), columns, rows("find-stores", Map.of()));
    }

    public MagentoSchema schema() {
        return schema;
    }

    /**
     * The rows of a statement.
     *
     * @throws Outage if the database is away or refuses
     */
    public List<Map<String, Object>> rows(String statement, Map<String, ?> parameters) {
        return guarded(() -> jdbc.queryForList(text(statement), parameters));
    }

    /** Runs a statement that writes; as {@link #rows} otherwise. */
    public void run(String statement, Map<String, ?> parameters) {
        guarded(() -> jdbc.update(text(statement), parameters));
    }

    /** One transaction; whatever is thrown takes all of it back. */
    public <T> T inTransaction(Supplier<T> work) {
        return guarded(() -> transactions.execute(status -> work.get()));
    }

    private String text(String statement) {
        Map<String, String> values = schema == null ? Map.of("prefix", prefix) : schema.placeholders(prefix);
        return SqlFiles.packaged(statement, values).replace(":?", ":");
    }

    private static <T> T guarded(Supplier<T> work) {
        try {
            return work.get();
        } catch (DataAccessException | TransactionException | PoolInitializationException e) {
            throw Outage.told(Trouble.of(e), e);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
