package com.nacento.connector.testing;

import java.io.IOException;
import java.net.ServerSocket;

/**
 * Ports on which nobody listens yet, each given once until all have been. They are below those that Linux gives to connections, and each
 * of the JVMs that share the tests has its own: else somebody else could have a port before whoever asked for it listens there.
 */
public final class FreePort {

    private static final int FIRST = 20_000;
    private static final int PORTS = 1_500;
    private static final int FORK = Integer.getInteger("surefire.fork", 0) % 8;

    private static int given;

    private FreePort() {
    }

    public static synchronized int find() {
        for (int i = 0; i < PORTS; i++) {
            int port = FIRST + FORK * PORTS + given++ % PORTS;
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port is free");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }
}
