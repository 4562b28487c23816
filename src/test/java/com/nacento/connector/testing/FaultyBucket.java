package com.nacento.connector.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An S3 server that answers HEAD and nothing else, and fails when it is told to. It has every object, each with an ETag that
 * follows from its key. Keys are given as Magento paths ({@code /m/y/a.jpg}); {@link #BUCKET} is the bucket itself.
 */
public final class FaultyBucket implements AutoCloseable {

    /** In place of a path: the bucket. */
    public static final String BUCKET = "";
    /** In place of a path: a listing of folders; it fares as the bucket does unless something is said of it. */
    public static final String FOLDERS = "?";

    private static final String MEDIA = "/media/catalog/product";
    private static final int HANGS = -1;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Integer> faults = new ConcurrentHashMap<>();
    private final Map<String, String> etags = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    public FaultyBucket() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** The settings with which a connector uses this server. */
    public Map<String, String> settings() {
        return Map.of("nacento.s3.endpoint", "http://127.0.0.1:" + server.getAddress().getPort(), "nacento.s3.timeout", "300ms");
    }

    /** From now on a HEAD for this path is answered with a status. */
    public void fail(String path, int status) {
        faults.put(path, status);
    }

    /** From now on a HEAD for this path is not answered at all. */
    public void hang(String path) {
        faults.put(path, HANGS);
    }

    /** The server works again. */
    public void recover() {
        faults.clear();
    }

    /** Another picture stands under the path. */
    public void change(String path, String etag) {
        etags.put(path, etag);
    }

    /** The ETag of a path's object. */
    public String etag(String path) {
        return etags.getOrDefault(path, "etag-of-" + Integer.toHexString(path.hashCode()));
    }

    /** How many requests there have been. */
    public int requests() {
        return requests.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        String path = exchange.getRequestURI().getPath();
        String key = path.contains(MEDIA) ? path.substring(path.indexOf(MEDIA) + MEDIA.length()) : BUCKET;
        int status = faults.getOrDefault(key, 200);
        if (String.valueOf(exchange.getRequestURI().getQuery()).contains("delimiter=")) {
            status = faults.getOrDefault(FOLDERS, status);
        }
        if (status == HANGS) {
            waitForTheEnd();
            exchange.close();
            return;
        }
        if (status == 200) {
            exchange.getResponseHeaders().set("ETag", "\"" + etag(key) + "\"");
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private void waitForTheEnd() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
