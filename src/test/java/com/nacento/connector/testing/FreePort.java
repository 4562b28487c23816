package com.nacento.connector.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.Deque;

/** Ports on which nobody listens yet. */
public final class FreePort {

    private static final int REMEMBERED = 100;
    private static final Deque<Integer> GIVEN = new ArrayDeque<>();

    private FreePort() {
    }

    /** A port that was free a moment ago, and that nobody else here was given lately: he may not listen on it yet. */
    public static synchronized int find() {
        int port = free();
        while (GIVEN.contains(port)) {
            port = free();
        }
        GIVEN.add(port);
        if (GIVEN.size() > REMEMBERED) {
            GIVEN.remove();
        }
        return port;
    }

    private static int free() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no port is free", e);
        }
    }
}
