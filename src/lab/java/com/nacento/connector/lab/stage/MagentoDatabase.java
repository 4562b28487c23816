package com.nacento.connector.lab.stage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A database with the tables of a Magento 2.4 shop and no product yet. Attribute ids have gaps, as in a shop that has
 * grown: look them up.
 */
public final class MagentoDatabase implements AutoCloseable {

    private final DatabaseAddress server;
    private final String name;
    private final String prefix;

    private MagentoDatabase(DatabaseAddress server, String name, String prefix) {
        this.server = server;
        this.name = name;
        this.prefix = prefix;
    }

    /**
     * Creates the database and its tables; one of that name is dropped first.
     *
     * @param server    a server and somebody who may create databases there
     * @param name      the database's name, letters, digits and underscores
     * @param prefix    Magento's table prefix, often {@code ""}
     * @param charset   of every table, for example {@code utf8mb3}
     * @param collation of every table, for example {@code utf8mb3_general_ci}
     */
    public static MagentoDatabase create(
            DatabaseAddress server, String name, String prefix, String charset, String collation) throws SQLException {
        MagentoDatabase database = new MagentoDatabase(server, name, prefix);
        try (Connection connection = server.withOption("allowMultiQueries=true").connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + name + "; CREATE DATABASE " + name
                    + " DEFAULT CHARACTER SET " + charset + " COLLATE " + collation + "; USE " + name);
            statement.execute(read("magento-schema.sql", prefix)
                    .replace("{charset}", charset).replace("{collation}", collation));
        }
        return database;
    }

    /** Adds the products and galleries of the demo shop. */
    public MagentoDatabase addCatalogue() throws SQLException {
        run(read("catalogue.sql", prefix));
        return this;
    }

    /** This database and the server's user. */
    public DatabaseAddress address() {
        return server.withDatabase(name);
    }

    public String prefix() {
        return prefix;
    }

    /** A table's real name: the prefix in front. */
    public String table(String magentoName) {
        return prefix + magentoName;
    }

    /** A new connection to this database, which the caller closes. */
    public Connection connect() throws SQLException {
        return address().connect();
    }

    /** Runs a script of statements, {@code {prefix}} in it standing for the table prefix. */
    public void run(String script) throws SQLException {
        try (Connection connection = address().withOption("allowMultiQueries=true").connect();
                Statement statement = connection.createStatement()) {
            statement.execute(script.replace("{prefix}", prefix));
        }
    }

    /** Removes the database with all that is in it. */
    public void drop() throws SQLException {
        try (Connection connection = server.connect(); Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + name);
        }
    }

    @Override
    public void close() throws SQLException {
        drop();
    }

    private static String read(String script, String prefix) {
        try (InputStream in = MagentoDatabase.class.getResourceAsStream("/demo/" + script)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("{prefix}", prefix);
        } catch (IOException e) {
            throw new UncheckedIOException(script + " cannot be read", e);
        }
    }
}
