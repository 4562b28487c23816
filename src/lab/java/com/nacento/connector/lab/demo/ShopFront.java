package com.nacento.connector.lab.demo;

import com.nacento.connector.lab.stage.Bucket;
import com.nacento.connector.lab.stage.Pictures;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What visitors of the demo's shop are shown: resized copies in the bucket, and pages in a cache. The cache stands in for Varnish,
 * which is on few machines: it serves nothing, but forgets pages by the PURGE that Magento's VCL takes.
 */
final class ShopFront implements AutoCloseable {

    private static final String CACHE = "media/catalog/product/cache/";
    /** Magento names such a folder by a hash of size and treatment. */
    private static final List<String> SIZES = List.of("3a98496dd7cb0c8b28c4c254a98f915a", "e4d64343b1bc593f1c5348fe05efa4a6");
    private static final String PATTERN = "X-Magento-Tags-Pattern";

    private final Bucket bucket;
    private final HttpServer server;
    /** Address of a cached page to its cache tags. */
    private final Map<String, String> pages = new ConcurrentHashMap<>();

    private ShopFront(Bucket bucket) throws IOException {
        this.bucket = bucket;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    static ShopFront open(Bucket bucket) throws IOException {
        return new ShopFront(bucket);
    }

    /** {@code host:port}, as Magento's {@code http_cache_hosts} has it. */
    String address() {
        return server.getAddress().getAddress().getHostAddress() + ":" + server.getAddress().getPort();
    }

    /** Somebody looks at the page of a product, which is cached by that. */
    void visit(String page, long productId) {
        pages.put(page, "cat_c_p_3,cat_p,cat_p_" + productId + ",store");
    }

    boolean isCached(String page) {
        return pages.containsKey(page);
    }

    /** Magento makes the copies of an image, in two sizes. */
    void resize(String path) {
        copies(path).forEach(key -> bucket.put(key, Pictures.read(path)));
    }

    /** The keys at which they lie. */
    List<String> copies(String path) {
        return SIZES.stream().map(size -> CACHE + size + path).toList();
    }

    private void answer(HttpExchange call) throws IOException {
        String pattern = call.getRequestHeaders().getFirst(PATTERN);
        int status = !call.getRequestMethod().equals("PURGE") ? 405 : pattern == null ? 400 : 200;
        if (status == 200) {
            Pattern tags = Pattern.compile(pattern);
            pages.values().removeIf(tagsOfPage -> tags.matcher(tagsOfPage).find());
        }
        call.sendResponseHeaders(status, -1);
        call.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
