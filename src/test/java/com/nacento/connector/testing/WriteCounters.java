package com.nacento.connector.testing;

import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the database server has written so far, in all databases, by its own counters. {@code Handler_…} count rows and
 * {@code Com_…} statements; both count attempts, too: a row that is there already, a statement that found nothing to change.
 * MariaDB counts its internal temporary tables, of a UNION or a status query, apart ({@code Handler_tmp_write}); they are not
 * in here. InnoDB's own counters of rows are not there any more in newer servers.
 *
 * @param counters name to count
 */
public record WriteCounters(Map<String, Long> counters) {

    private static final String WRITES = "Handler_(write|update|delete)"
            + "|Com_(insert|update|delete|replace)(_select|_multi)?|Com_(create|alter|drop|truncate)(_table)?|Com_load";

    /** Reads the counters; reading does not change them. */
    public static WriteCounters read(MagentoShop shop) throws SQLException {
        Map<String, Long> counters = new TreeMap<>();
        for (Map<String, Object> row : shop.rows("SHOW GLOBAL STATUS")) {
            String name = row.get("Variable_name").toString();
            if (name.matches(WRITES)) {
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
