package com.nacento.connector.lab.stage;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A port of 127.0.0.1 through which a server is reached while it is open. Cut, it refuses connections and breaks those there
 * are, as if the server had been killed; hung, it lets nothing through and breaks nothing; the server itself and its other
 * users notice nothing.
 */
public final class TcpGate implements AutoCloseable {

    private static final int PIECE = 4_096;
    private static final long LONGEST_TAKEN_NANOS = 30_000_000_000L;
    private static final long LOOK_NANOS = 100_000_000L;

    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ReentrantLock passage = new ReentrantLock();
    private final Condition changed = passage.newCondition();
    private volatile String targetHost;
    private volatile int targetPort;
    private volatile boolean hung;
    private volatile int delay;
    private ServerSocket listener;

    private TcpGate(String targetHost, int targetPort) {
        this.targetHost = targetHost;
        this.targetPort = targetPort;
        this.port = FreePort.find();
    }

    /** A gate that is closed yet, in front of a server. */
    public static TcpGate before(String host, int port) {
        return new TcpGate(host, port);
    }

    /** A gate in front of the server of a URI. */
    public static TcpGate before(URI server) {
        return before(server.getHost(), server.getPort());
    }

    /** Where it listens while it is open. */
    public int port() {
        return port;
    }

    /** New connections lead to another server, for one that came back on another port. */
    public void leadTo(String host, int newPort) {
        targetHost = host;
        targetPort = newPort;
    }

    /** Lets connections through. While it was closed, a connection of somebody's may have been given its port: that goes by. */
    public synchronized TcpGate open() {
        long end = System.nanoTime() + LONGEST_TAKEN_NANOS;
        listener = null;
        while (listener == null) {
            try {
                listener = new ServerSocket(port, 128, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw new UncheckedIOException("the port " + port + " is taken", e);
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
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

    /** Breaks all connections there are, in the hard way (RST); new ones are let in. */
    public synchronized void reset() {
        for (Socket socket : open) {
            try {
                socket.setSoLinger(true, 0);
            } catch (IOException gone) {
                // it broke by itself in this moment
                continue;
            } finally {
                close(socket);
            }
        }
        open.clear();
    }

    /** Connections stay and are let in, but nothing comes through them until {@link #flow()}. */
    public void hang() {
        hung = true;
    }

    /** Each piece of 4 KiB takes so many milliseconds, until {@link #flow()}. */
    public void slow(int milliseconds) {
        delay = milliseconds;
    }

    /** Neither hung nor slow any more. */
    public void flow() {
        passage.lock();
        try {
            hung = false;
            delay = 0;
            changed.signalAll();
        } finally {
            passage.unlock();
        }
    }

    private void accept(ServerSocket mine) {
        while (!mine.isClosed()) {
            try {
                Socket client = mine.accept();
                threads.execute(() -> connect(client, mine));
            } catch (IOException closed) {
                if (!mine.isClosed()) {
                    throw new UncheckedIOException("the gate on port " + port + " broke", closed);
                }
            }
        }
    }

    private void connect(Socket client, ServerSocket mine) {
        try {
            Socket server = new Socket(targetHost, targetPort);
            open.add(client);
            open.add(server);
            if (mine.isClosed()) {
                // a connection that came in while the gate was being cut
                close(client);
                close(server);
            }
            threads.execute(() -> copy(client, server));
            copy(server, client);
        } catch (IOException serverIsAway) {
            close(client);
        }
    }

    private void copy(Socket from, Socket to) {
        try (from; to; InputStream in = from.getInputStream()) {
            OutputStream out = to.getOutputStream();
            byte[] piece = new byte[PIECE];
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                awaitPassage();
                out.write(piece, 0, length);
            }
        } catch (IOException cut) {
            // one side is gone, and with it the other
            close(to);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private void awaitPassage() throws InterruptedException {
        if (!hung && delay == 0) {
            return;
        }
        passage.lockInterruptibly();
        try {
            long nanos = TimeUnit.MILLISECONDS.toNanos(delay);
            while (hung || nanos > 0) {
                if (hung) {
                    changed.await();
                    nanos = 0;
                } else {
                    nanos = delay == 0 ? 0 : changed.awaitNanos(nanos);
                }
            }
        } finally {
            passage.unlock();
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
