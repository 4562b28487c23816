package com.nacento.connector.lab.stage;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.StringJoiner;

/**
 * Where a database server answers and as whom.
 *
 * @param url      JDBC URL without credentials, {@code jdbc:mariadb://host:port/[database][?option=value&…]}
 * @param user     a user; of a server, one who may create databases
 * @param password the user's password, {@code ""} when there is none
 */
public record DatabaseAddress(String url, String user, String password) {

    /**
     * Reads a JDBC URL that carries its credentials as the parameters {@code user} and {@code password}.
     *
     * @throws IllegalArgumentException when it names no user
     */
    public static DatabaseAddress parse(String urlWithCredentials) {
        int mark = urlWithCredentials.indexOf('?');
        String base = mark < 0 ? urlWithCredentials : urlWithCredentials.substring(0, mark);
        String query = mark < 0 ? "" : urlWithCredentials.substring(mark + 1);
        String user = "";
        String password = "";
        StringJoiner rest = new StringJoiner("&", "?", "").setEmptyValue("");
        for (String parameter : query.split("&")) {
            if (parameter.startsWith("user=")) {
                user = parameter.substring("user=".length());
            } else if (parameter.startsWith("password=")) {
                password = parameter.substring("password=".length());
            } else if (!parameter.isEmpty()) {
                rest.add(parameter);
            }
        }
        if (user.isEmpty()) {
            throw new IllegalArgumentException("the JDBC URL names no user: append ?user=…&password=…");
        }
        return new DatabaseAddress(base + rest, user, password);
    }

    /** The same server and user, another database. */
    public DatabaseAddress withDatabase(String name) {
        return new DatabaseAddress(url.replaceFirst("^(jdbc:[a-z]+://[^/?]+)/?[^?]*", "$1/" + name), user, password);
    }

    /** The same address with one more JDBC option, for example {@code allowMultiQueries=true}. */
    public DatabaseAddress withOption(String option) {
        return new DatabaseAddress(url + (url.contains("?") ? "&" : "?") + option, user, password);
    }

    /** A new connection, which the caller closes. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }
}
