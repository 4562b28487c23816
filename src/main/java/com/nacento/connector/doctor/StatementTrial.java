package com.nacento.connector.doctor;

import com.nacento.connector.config.RefreshSettings;
import com.nacento.connector.config.SettingsInParts;
import com.nacento.connector.database.SqlFiles;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The statements of the service, each explained by the server: that asks for the same tables, columns, functions and rights as
 * running it, and neither changes nor locks a row.
 */
final class StatementTrial {

    /** What only these checks ask, with rights that the service need not have; and DDL, which cannot be explained. */
    private static final Pattern NOT_OF_THE_SERVICE = Pattern.compile("(create|alter|drop)-.*|" + String.join("|", IndexerModes.STATEMENT,
            GalleryTwins.STATEMENT, GallerySample.STATEMENT, "find-server", "find-table-prefixes"));
    private static final Pattern PARAMETER = Pattern.compile(":\\?\\w+");
    /** MySQL's words for FOR UPDATE by an account that may read but not change. */
    private static final String LOCKING = " with locking clause";
    private static final Pattern DENIED = Pattern
            .compile("([A-Z][A-Z, ]*?(?:" + LOCKING + ")?) command denied to user .* for (?:table|column) .*?[`']?(\\w+)[`']$");
    static final int TABLE_DENIED = 1142;
    private static final int COLUMN_DENIED = 1143;
    private static final int NO_SUCH_TABLE = 1146;
    private static final Pattern NO_SUCH_TABLE_NAME = Pattern.compile("[`'.](\\w+)[`'] doesn't exist");

    private final Map<String, SQLException> failures = new LinkedHashMap<>();
    private int tried;

    private StatementTrial() {
    }

    /**
     * A right that a statement needs and the account has not.
     *
     * @param right {@code SELECT}, {@code UPDATE} …
     */
    record Denied(String right, String table) implements Comparable<Denied> {

        @Override
        public int compareTo(Denied other) {
            return (table + right).compareTo(other.table + other.right);
        }
    }

    /** Tries all of them. */
    static StatementTrial of(JdbcTemplate database, String prefix, SettingsInParts settings) {
        StatementTrial trial = new StatementTrial();
        Map<String, String> values = values(prefix);
        database.execute((ConnectionCallback<Void>) connection -> {
            for (String name : SqlFiles.packagedNames()) {
                if (isAsked(name, settings)) {
                    trial.explain(connection, name, SqlFiles.packaged(name, values));
                }
            }
            return null;
        });
        return trial;
    }

    /** What stands for the placeholders of statements that are not run. */
    static Map<String, String> values(String prefix) {
        return Map.of("prefix", prefix, "sku_charset", "utf8mb4", "sku_collation", "utf8mb4_general_ci");
    }

    /** Some are asked only where a setting wants it, and their rights are needed only there. */
    static boolean isAsked(String name, SettingsInParts settings) {
        return switch (name) {
            case "find-integrations" -> settings.has("nacento.auth.mode=magento");
            case "find-parent-products" -> settings.refresh().settings().filter(RefreshSettings::purgesPages).isPresent();
            default -> !NOT_OF_THE_SERVICE.matcher(name).matches();
        };
    }

    private void explain(Connection connection, String name, String sql) {
        tried++;
        Matcher parameters = PARAMETER.matcher(sql);
        try (PreparedStatement statement = connection.prepareStatement("EXPLAIN " + parameters.replaceAll("?"))) {
            for (int i = 1; i <= parameters.reset().results().count(); i++) {
                statement.setNull(i, Types.VARCHAR);
            }
            statement.execute();
        } catch (SQLException e) {
            failures.put(name, e);
        }
    }

    /** How many statements were tried. */
    int tried() {
        return tried;
    }

    Set<String> missingTables() {
        Set<String> tables = new TreeSet<>();
        failures.values().stream().filter(failure -> failure.getErrorCode() == NO_SUCH_TABLE).forEach(failure -> {
            Matcher name = NO_SUCH_TABLE_NAME.matcher(failure.getMessage());
            tables.add(name.find() ? name.group(1) : failure.getMessage());
        });
        return tables;
    }

    Set<Denied> denied() {
        Set<Denied> denied = new TreeSet<>();
        failures.values().stream().filter(StatementTrial::isDenial).forEach(failure -> {
            Matcher message = DENIED.matcher(failure.getMessage());
            if (message.find()) {
                for (String right : message.group(1).split(", ?")) {
                    denied.add(new Denied(right.endsWith(LOCKING) ? "UPDATE" : right.replaceFirst(".* ", ""), message.group(2)));
                }
            }
        });
        return denied;
    }

    /** Whether there are tables that the account may not read: to it they look as if they were not there. */
    boolean hidesTables() {
        return denied().stream().anyMatch(denied -> denied.right().equals("SELECT"));
    }

    /** What neither a table nor a right that is missing explains: {@code statement: message}. */
    List<String> others() {
        List<String> others = new ArrayList<>();
        failures.forEach((name, failure) -> {
            if (failure.getErrorCode() != NO_SUCH_TABLE && !(isDenial(failure) && DENIED.matcher(failure.getMessage()).find())) {
                others.add(name + ": " + Reason.of(failure));
            }
        });
        return others;
    }

    private static boolean isDenial(SQLException failure) {
        return failure.getErrorCode() == TABLE_DENIED || failure.getErrorCode() == COLUMN_DENIED;
    }
}
