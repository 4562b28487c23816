package com.nacento.connector.testing;

import com.nacento.connector.lab.stage.EmbeddedDatabase;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the database server has written so far, in all databases, by its own counters. {@code Handler_…} count rows and {@code Com_…}
 * statements; both count attempts, too: a row that is there already, a statement that found nothing to change. Internal temporary tables,
 * of a UNION or a status query, are not in here: MariaDB counts them apart ({@code Handler_tmp_write}), for MySQL, which does not, the rows
 * that InnoDB has inserted are taken in place of {@code Handler_write}.
 *
 * @param counters name to count
 */
public record WriteCounters(Map<String, Long> counters) {

    /** The counter of new rows: Handler_write counts those, too, that are there already. */
    public static final String NEW_ROWS = EmbeddedDatabase.Product.ofTests() == EmbeddedDatabase.Product.MYSQL
            ? "Innodb_rows_inserted"
            : "Handler_write";

    private static final String WRITES_OF_ALL = "Handler_(update|delete)"
            + "|Com_(insert|update|delete|replace)(_select|_multi)?|Com_(create|alter|drop|truncate)(_table)?|Com_load";

    /** Reads the counters; reading does not change them. */
    public static WriteCounters read(MagentoShop shop) throws SQLException {
        String writes = WRITES_OF_ALL + "|" + NEW_ROWS;
        Map<String, Long> counters = new TreeMap<>();
        for (Map<String, Object> row : shop.rows("SHOW GLOBAL STATUS")) {
            String name = row.get("Variable_name").toString();
            if (name.matches(writes)) {
                counters.put(name, Long.parseLong(row.get("Value").toString()));
            }
        }
        return new WriteCounters(counters);
    }

    /** What was written since; empty if nothing was. */
    public Map<String, Long> since(WriteCounters before) {
        Map<String, Long> written = new TreeMap<>();
        counters.forEach((name, count) -> {
            if (!count.equals(before.counters.get(name))) {
                written.put(name, count - before.counters.getOrDefault(name, 0L));
            }
        });
        return written;
    }
}
