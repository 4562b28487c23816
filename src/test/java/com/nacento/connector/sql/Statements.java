package com.nacento.connector.sql;

import com.nacento.connector.database.SqlFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statements of the application, prepared as its routes prepare them. */
final class Statements {

    private static final Pattern PARAMETER = Pattern.compile(":\\?(\\w+)");

    private final Map<String, String> values;

    Statements(String prefix, String charset, String collation) {
        this.values = Map.of("prefix", prefix, "sku_charset", charset, "sku_collation", collation, "meta_foreign_key",
                "`FK_THAT_IS_NOT_THERE`");
    }

    /** The names of all files in {@code sql/}. */
    static TreeSet<String> names() {
        TreeSet<String> names = new TreeSet<>();
        try (DirectoryStream<Path> sql = Files.newDirectoryStream(Path.of("sql"))) {
            sql.forEach(file -> names.add(file.getFileName().toString().replaceFirst("\\.sql$", "")));
        } catch (IOException e) {
            throw new UncheckedIOException("the folder sql/ cannot be read", e);
        }
        return names;
    }

    String text(String name) {
        return SqlFiles.packaged(name, values);
    }

    /** A statement with its parameters set, {@code before} standing in front of it. */
    PreparedStatement prepare(Connection connection, String before, String name, Map<String, Object> parameters) throws SQLException {
        List<String> order = new ArrayList<>();
        Matcher named = PARAMETER.matcher(text(name));
        String positional = named.replaceAll(match -> {
            order.add(match.group(1));
            return "?";
        });
        PreparedStatement statement = connection.prepareStatement(before + positional);
        for (int i = 0; i < order.size(); i++) {
            if (!parameters.containsKey(order.get(i))) {
                throw new IllegalArgumentException(name + " needs a value for " + order.get(i));
            }
            statement.setObject(i + 1, parameters.get(order.get(i)));
        }
        return statement;
    }
}
