package com.nacento.connector.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A port of 127.0.0.1 through which a server is reached while it is open. Cut, it refuses connections and breaks those there
 * are, as if the server had been killed; the server itself and its other users notice nothing.
 */
public final class TcpGate implements AutoCloseable {

    private final String targetHost;
    private final int targetPort;
    private final int port;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private ServerSocket listener;

    private TcpGate(String targetHost, int targetPort) throws IOException {
        this.targetHost = targetHost;
        this.targetPort = targetPort;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
    }

    /** A gate that is closed yet, in front of a server. */
    public static TcpGate before(String host, int port) {
        try {
            return new TcpGate(host, port);
        } catch (IOException e) {
            throw new UncheckedIOException("no port is free", e);
        }
    }

    /** A gate in front of the server of a URI. */
    public static TcpGate before(URI server) {
        return before(server.getHost(), server.getPort());
    }

    /** Where it listens while it is open. */
    public int port() {
        return port;
    }

    /** Lets connections through. */
    public synchronized TcpGate open() {
        try {
            listener = new ServerSocket(port, 128, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("the port " + port + " is taken", e);
        }
        ServerSocket mine = listener;
        threads.execute(() -> accept(mine));
        return this;
    }

    /** Breaks all connections and lets nobody in. */
    public synchronized void cut() {
        if (listener != null) {
            close(listener);
            listener = null;
        }
        open.forEach(this::close);
        open.clear();
    }

    private void accept(ServerSocket mine) {
        while (!mine.isClosed()) {
            try {
                Socket client = mine.accept();
                Socket server = new Socket(targetHost, targetPort);
                // a connection that came in while the gate was being cut
                open.add(client);
                open.add(server);
                if (mine.isClosed()) {
                    close(client);
                    close(server);
                }
                threads.execute(() -> copy(client, server));
                threads.execute(() -> copy(server, client));
            } catch (IOException closed) {
                if (!mine.isClosed()) {
                    throw new UncheckedIOException("the gate on port " + port + " broke", closed);
                }
            }
        }
    }

    private void copy(Socket from, Socket to) {
        try (from; to; InputStream in = from.getInputStream()) {
            in.transferTo(to.getOutputStream());
        } catch (IOException cut) {
            // one side is gone, and with it the other
            close(to);
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private void close(Closeable connection) {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a connection could not be closed", e);
        }
    }

    @Override
    public void close() {
        cut();
        threads.shutdownNow();
    }
}
