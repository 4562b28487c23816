package com.nacento.connector.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.testing.TestServers;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

class ConnectionsTest {

    /** As the client says it when the broker goes away while it is told good-bye: an {@code IOException} without words. */
    @Test
    void aBrokerThatGoesAwayWhileItIsLeftDoesNotSpoilWhatWasDone() throws IOException, TimeoutException {
        Connection real = TestServers.broker().connect();
        try {
            CachingConnectionFactory connections = new CachingConnectionFactory(new ConnectionFactory() {
                @Override
                public Connection newConnection(ExecutorService executor, String name) {
                    return endsBadly(real);
                }
            });
            assertThat(connections.createConnection().isOpen()).isTrue();

            Connections.close(connections);

            assertThat(real.isOpen()).as("somebody has tried to close it").isFalse();
        } finally {
            real.abort();
        }
    }

    private static Connection endsBadly(Connection real) {
        return (Connection) Proxy.newProxyInstance(ConnectionsTest.class.getClassLoader(), new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if ("close".equals(method.getName())) {
                        real.abort();
                        throw new IOException(new ShutdownSignalException(true, false, null, real));
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
