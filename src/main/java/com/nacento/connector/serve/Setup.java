package com.nacento.connector.serve;

import com.nacento.connector.config.DatabaseSettings;
import com.nacento.connector.config.RabbitSettings;
import com.nacento.connector.config.Settings;
import com.nacento.connector.database.DataSources;
import com.nacento.connector.database.DatabaseServer;
import com.nacento.connector.database.MagentoSchema;
import com.nacento.connector.database.OwnTables;
import com.nacento.connector.database.SqlFiles;
import com.nacento.connector.failure.Cause;
import com.nacento.connector.queue.Connections;
import com.nacento.connector.queue.QueueTopology;
import com.nacento.connector.queue.Queues;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * What must be there before the service can work: its tables in a database that it may write to, exchange, queues and
 * bindings. The service makes sure of it by itself; this does the same without one.
 */
public final class Setup {

    private static final Logger LOG = LoggerFactory.getLogger("database");
    private static final String NOT_YET = "not reachable yet, the service waits for it: {}";

    private final DatabaseSettings database;
    private final RabbitSettings rabbit;

    public Setup(Settings settings) {
        this(settings.database(), settings.rabbit());
    }

    /** For commands that read no more settings than these. */
    public Setup(DatabaseSettings database, RabbitSettings rabbit) {
        this.database = database;
        this.rabbit = rabbit;
    }

    /**
     * Looks at the shop and creates the connector's tables.
     *
     * @return what was missing
     * @throws com.nacento.connector.failure.IncompatibleShopException if the connector must not write to this database
     * @throws SQLException if the server is away or does not let it in
     */
    public List<String> database() throws SQLException {
        String prefix = database.tablePrefix();
        List<String> created = new ArrayList<>();
        try (Connection connection = DataSources.connect(database)) {
            JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            MagentoSchema shop = look(jdbc, prefix);
            Map<String, String> values = shop.placeholders(prefix);
            for (OwnTables.Change change : OwnTables.changes(shop.missingOwnTables())) {
                jdbc.execute(SqlFiles.packaged(change.statement(), values));
                created.add(change.words().replace("nacento_", prefix + "nacento_"));
            }
        }
        return created;
    }

    /**
     * Refuses a database that the connector must not write to; one that cannot be reached is no reason to refuse.
     *
     * @throws com.nacento.connector.failure.IncompatibleShopException if it is one
     */
    public void refuseIncompatibleShop() {
        try (Connection connection = DataSources.connect(database)) {
            look(new JdbcTemplate(new SingleConnectionDataSource(connection, true)), database.tablePrefix());
        } catch (SQLException | DataAccessException unreachable) {
            LOG.warn(NOT_YET, Cause.of(unreachable));
        }
    }

    /**
     * Declares and binds what is missing on the broker.
     *
     * @return what was missing
     */
    public List<String> broker() {
        CachingConnectionFactory connections = Connections.create(rabbit);
        try {
            return new QueueTopology(connections, Queues.of(rabbit)).declareMissing();
        } finally {
            Connections.close(connections);
        }
    }

    private static MagentoSchema look(JdbcTemplate jdbc, String prefix) {
        Map<String, String> values = Map.of("prefix", prefix);
        DatabaseServer.of(jdbc.queryForList(SqlFiles.packaged("find-server", values)).get(0));
        List<Map<String, Object>> columns = jdbc.queryForList(SqlFiles.packaged("find-columns", values));
        MagentoSchema.refuseIncompatible(prefix, columns);
        return MagentoSchema.of(prefix, jdbc.queryForList(SqlFiles.packaged("find-product-attributes", values)), columns);
    }
}
