package com.nacento.connector.testing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Stands for a Varnish: takes every purge, and counts how often each product was named. */
public final class PurgeCount implements AutoCloseable {

    private static final Pattern PRODUCT = Pattern.compile("\\(\\^\\|,\\)cat_p_(\\d+)\\(,\\|\\$\\)");

    private final Map<Long, Integer> purges = new ConcurrentHashMap<>();
    private final HttpServer server;

    public PurgeCount() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("no port is free", e);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            PRODUCT.matcher(exchange.getRequestHeaders().getFirst("X-Magento-Tags-Pattern")).results().map(MatchResult::group)
                    .map(tag -> Long.parseLong(tag.replaceAll("\\D", ""))).forEach(product -> purges.merge(product, 1, Integer::sum));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    /** {@code host:port}, as Magento's {@code http_cache_hosts} has it. */
    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** How often each product's pages were purged, by its id. */
    public Map<Long, Integer> purges() {
        return Map.copyOf(purges);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
