package com.nacento.connector.lab.bench;

import com.nacento.connector.database.SqlFiles;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** One of the statements in {@code sql/}, over plain JDBC. */
final class NamedStatement {

    private static final Pattern NAME = Pattern.compile(":\\?([a-z_]+)");

    private final String file;
    private final PreparedStatement statement;
    private final List<String> names;

    /** Prepares a statement file for a shop without table prefix. */
    NamedStatement(Connection connection, String file) throws SQLException {
        String sql = SqlFiles.packaged(file, Map.of("prefix", "", "sku_charset", "utf8mb4", "sku_collation", "utf8mb4_general_ci"));
        this.file = file;
        this.names = NAME.matcher(sql).results().map(found -> found.group(1)).toList();
        this.statement = connection.prepareStatement(NAME.matcher(sql).replaceAll("?"));
    }

    /** Runs it and reads every column of every row, as somebody must who wants to know them. */
    List<Object[]> run(Map<String, ?> parameters) throws SQLException {
        for (int i = 0; i < names.size(); i++) {
            if (!parameters.containsKey(names.get(i))) {
                throw new IllegalStateException("sql/" + file + ".sql has a parameter that the limit does not know: " + names.get(i));
            }
            statement.setObject(i + 1, parameters.get(names.get(i)));
        }
        List<Object[]> rows = new ArrayList<>();
        if (statement.execute()) {
            try (ResultSet found = statement.getResultSet()) {
                int columns = found.getMetaData().getColumnCount();
                while (found.next()) {
                    Object[] row = new Object[columns];
                    for (int column = 0; column < columns; column++) {
                        row[column] = found.getObject(column + 1);
                    }
                    rows.add(row);
                }
            }
        }
        return rows;
    }
}
