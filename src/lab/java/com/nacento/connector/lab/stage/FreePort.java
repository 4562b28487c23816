package com.nacento.connector.lab.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;

/**
 * Ports of this machine on which nobody listens yet. They are below those that Linux gives to connections, and each process has a range of
 * its own, by listening on the first port of it as long as it lives: else somebody else could have a port before whoever asked for it
 * listens there.
 */
public final class FreePort {

    private static final int FIRST = 20_000;
    private static final int RANGES = 60;
    private static final int PORTS = 200;

    private static ServerSocket claim;
    private static int given;

    private FreePort() {
    }

    /** @throws IllegalStateException if nobody can listen on any */
    public static synchronized int find() {
        if (claim == null) {
            claim = claim();
        }
        for (int i = 1; i < PORTS; i++) {
            given = given % (PORTS - 1) + 1;
            Optional<ServerSocket> socket = listen(claim.getLocalPort() + given);
            if (socket.isPresent()) {
                close(socket.get());
                return claim.getLocalPort() + given;
            }
        }
        throw new IllegalStateException("no port from " + claim.getLocalPort() + " on is free");
    }

    /** This one if nobody listens there at the moment, else another one. */
    public static int find(int wanted) {
        Optional<ServerSocket> socket = listen(wanted);
        socket.ifPresent(FreePort::close);
        return socket.isPresent() ? wanted : find();
    }

    private static ServerSocket claim() {
        for (int range = 0; range < RANGES; range++) {
            Optional<ServerSocket> socket = listen(FIRST + range * PORTS);
            if (socket.isPresent()) {
                return socket.get();
            }
        }
        throw new IllegalStateException("every range of ports from " + FIRST + " on is taken by another process");
    }

    /** Empty if somebody else does. */
    private static Optional<ServerSocket> listen(int port) {
        try {
            return Optional.of(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
        } catch (IOException taken) {
            return Optional.empty();
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("port " + socket.getLocalPort() + " cannot be let go", e);
        }
    }
}
