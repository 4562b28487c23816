package com.nacento.connector.serve;

import com.nacento.connector.config.DatabaseSettings;
import com.nacento.connector.config.RabbitSettings;
import com.nacento.connector.database.DataSources;
import com.nacento.connector.database.OwnTables;
import com.nacento.connector.database.SqlFiles;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.failure.Trouble;
import com.nacento.connector.queue.Connections;
import com.nacento.connector.queue.QueueRemoval;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** The opposite of {@link Setup}: takes away what the connector has made for itself, in the database and on the broker. */
public final class Uninstall {

    private final DatabaseSettings database;
    private final RabbitSettings rabbit;

    public Uninstall(DatabaseSettings database, RabbitSettings rabbit) {
        this.database = database;
        this.rabbit = rabbit;
    }

    /**
     * The connector's own tables that are there, with their prefix.
     *
     * @throws Outage if the database is away or refuses
     */
    public List<String> tables() {
        return onDatabase(jdbc -> {
            List<String> found = jdbc.queryForList(SqlFiles.packaged("find-columns", Map.of("prefix", database.tablePrefix()))).stream()
                    .map(row -> String.valueOf(row.get("table_name"))).toList();
            return OwnTables.NAMES.stream().map(table -> database.tablePrefix() + table).filter(found::contains).toList();
        });
    }

    /**
     * Drops them.
     *
     * @throws Outage if the database is away or refuses
     */
    public void dropTables() {
        onDatabase(jdbc -> {
            jdbc.execute(SqlFiles.packaged("drop-own-tables", Map.of("prefix", database.tablePrefix())));
            return true;
        });
    }

    /** Works on the broker's side of it. */
    public <T> T onBroker(Function<QueueRemoval, T> work) {
        CachingConnectionFactory connections = Connections.create(rabbit);
        try {
            return work.apply(new QueueRemoval(connections, rabbit));
        } finally {
            Connections.close(connections);
        }
    }

    private <T> T onDatabase(Function<JdbcTemplate, T> work) {
        try (HikariDataSource pool = DataSources.pool(database)) {
            return work.apply(new JdbcTemplate(pool));
        } catch (DataAccessException e) {
            throw Outage.told(Trouble.of(e), e);
        }
    }
}
