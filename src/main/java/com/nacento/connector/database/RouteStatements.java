package com.nacento.connector.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The statements of the routes are timed, their failures noted, and their parameters counted here: Camel asks each statement how many
 * parameters it has,
 * and MariaDB's driver passes that question on to the server, which prepares the statement anew each time, past the driver's
 * cache, and so doubles the round trips. The statements in {@code sql/} have no question marks but their parameters.
 */
final class RouteStatements extends DelegatingDataSource {

    private final StatementTimes times;
    private final Writes writes;

    RouteStatements(DataSource target, StatementTimes times, Writes writes) {
        super(target);
        this.times = times;
        this.writes = writes;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return proxy(Connection.class, (proxy, method, arguments) -> {
            Object result = call(connection, method, arguments);
            return result instanceof PreparedStatement statement && method.getName().equals("prepareStatement")
                    ? watched(statement, (String) arguments[0])
                    : result;
        });
    }

    private PreparedStatement watched(PreparedStatement statement, String sql) {
        return proxy(PreparedStatement.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getParameterMetaData" -> count(sql);
            case "execute", "executeQuery", "executeUpdate", "executeBatch" -> timed(statement, sql, method, arguments);
            default -> call(statement, method, arguments);
        });
    }

    private Object timed(PreparedStatement statement, String sql, Method method, Object[] arguments) throws Throwable {
        long began = System.nanoTime();
        try {
            return call(statement, method, arguments);
        } catch (SQLException e) {
            writes.met(e);
            throw e;
        } finally {
            times.took(sql, began);
        }
    }

    private static ParameterMetaData count(String sql) {
        int count = (int) sql.chars().filter(c -> c == '?').count();
        return proxy(ParameterMetaData.class, (proxy, method, arguments) -> {
            if (method.getName().equals("getParameterCount")) {
                return count;
            }
            throw new SQLFeatureNotSupportedException("nothing but the number of the parameters is known: " + method.getName());
        });
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(RouteStatements.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
