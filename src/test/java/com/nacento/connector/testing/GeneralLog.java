package com.nacento.connector.testing;

import java.sql.SQLException;
import java.util.List;

/** The server's own log of everything that clients send it, switched on while it is open. */
public final class GeneralLog implements AutoCloseable {

    private final MagentoShop shop;

    private GeneralLog(MagentoShop shop) {
        this.shop = shop;
    }

    /** Begins to log, from an empty log. */
    public static GeneralLog open(MagentoShop shop) throws SQLException {
        shop.execute("SET GLOBAL log_output = 'TABLE'");
        shop.execute("TRUNCATE TABLE mysql.general_log");
        shop.execute("SET GLOBAL general_log = ON");
        return new GeneralLog(shop);
    }

    /**
     * All that came over the connections to the shop's database, but for the test's own, and for the connector's look at stored ETags,
     * which comes when its hour has come: statements, begin and commit, preparing.
     */
    public List<String> statements() throws SQLException {
        return shop.texts("SELECT CONCAT(command_type, ' ', LEFT(CONVERT(argument USING utf8mb4), 90)) FROM mysql.general_log"
                + " WHERE thread_id IN (SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID())"
                + " AND CONVERT(argument USING utf8mb4) NOT LIKE '%STRAIGHT_JOIN m.record_id%'"
                + " ORDER BY event_time");
    }

    @Override
    public void close() throws SQLException {
        shop.execute("SET GLOBAL general_log = OFF");
        shop.execute("SET GLOBAL log_output = 'FILE'");
    }
}
