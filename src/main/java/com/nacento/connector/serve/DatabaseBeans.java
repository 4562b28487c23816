package com.nacento.connector.serve;

import com.nacento.connector.config.DatabaseSettings;
import com.nacento.connector.database.DataSources;
import com.nacento.connector.database.Savepoints;
import com.nacento.connector.database.Shop;
import com.nacento.connector.database.SqlFiles;
import com.nacento.connector.database.Writes;
import com.nacento.connector.health.Backlog;
import com.nacento.connector.health.Probes;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The shop's database: its connections, the statements, and what is known of the shop. */
final class DatabaseBeans {

    final Writes writes;
    final Shop shop;

    private final DatabaseSettings settings;
    private final HikariDataSource pool;

    DatabaseBeans(Beans beans, DatabaseSettings settings, MeterRegistry metrics) {
        this.settings = settings;
        pool = DataSources.pool(settings);
        pool.setMetricRegistry(metrics);
        writes = new Writes(pool, settings.tablePrefix());
        SqlFiles sql = new SqlFiles(beans.camel(), settings.tablePrefix());
        shop = new Shop(sql);
        beans.bind("dataSource", pool);
        beans.bind("txDataSource", DataSources.forRoutes(pool, metrics, writes));
        beans.bind("txManager", new JdbcTransactionManager(pool));
        beans.bind("savepoints", new Savepoints(pool));
        beans.bind("sqlFiles", sql);
        beans.bind("shop", shop);
        beans.bind("databaseHealth", Probes.database(pool, shop, writes).show(metrics));
        beans.bind("backlog", new Backlog(metrics));
        beans.bindThreads("chunk", WorkBeans.chunksAtOnce(settings));
    }

    /** Asks for a connection of its own. */
    boolean answers() {
        return DataSources.answers(settings);
    }

    /** Waits for a database that is away. */
    void close() {
        pool.close();
    }
}
