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
 * Camel asks each statement how many parameters it has, and MariaDB's driver passes that question on to the server: the
 * statement is prepared anew each time, past the driver's cache, which doubles the round trips. Here the question marks are
 * counted instead; the statements in {@code sql/} have none but their parameters.
 */
final class CountedParameters extends DelegatingDataSource {

    CountedParameters(DataSource target) {
        super(target);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return proxy(Connection.class, (proxy, method, arguments) -> {
            Object result = call(connection, method, arguments);
            return result instanceof PreparedStatement statement && method.getName().equals("prepareStatement")
                    ? counted(statement, (String) arguments[0]) : result;
        });
    }

    private static PreparedStatement counted(PreparedStatement statement, String sql) {
        return proxy(PreparedStatement.class, (proxy, method, arguments) ->
                method.getName().equals("getParameterMetaData") ? count(sql) : call(statement, method, arguments));
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
        return type.cast(Proxy.newProxyInstance(CountedParameters.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
