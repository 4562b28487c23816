package com.nacento.connector.testing;

import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the database server has written so far, in all databases, by its own counters. They count attempts, too: a row that is
 * written with the values it had, a statement that found nothing to change. Internal temporary tables have counters of their
 * own ({@code Handler_tmp_write}) and are not in here.
 *
 * @param counters name to count
 */
public record WriteCounters(Map<String, Long> counters) {

    private static final String WRITES = "Handler_write|Handler_update|Handler_delete|Innodb_rows_(inserted|updated|deleted)"
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
