package com.nacento.connector.testing;

import static org.awaitility.Awaitility.await;

import com.nacento.connector.lab.stage.FreePort;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real Varnish in front of a shop that answers every address with a page. Its VCL takes purges as Magento's does: from some
 * addresses, by the header {@code X-Magento-Tags-Pattern}, as a ban on {@code X-Magento-Tags}.
 */
public final class Varnish implements AutoCloseable {

    private static final String VCL = """
            vcl 4.0;
            backend shop { .host = "127.0.0.1"; .port = "%d"; }
            acl purge { "%s"; }
            sub vcl_recv {
                if (req.method == "PURGE") {
                    if (client.ip !~ purge) {
                        return (synth(405, "Method not allowed"));
                    }
                    if (!req.http.X-Magento-Tags-Pattern) {
                        return (synth(400, "X-Magento-Tags-Pattern header required"));
                    }
                    ban("obj.http.X-Magento-Tags ~ " + req.http.X-Magento-Tags-Pattern);
                    return (synth(200, "Purged"));
                }
            }
            sub vcl_backend_response { set beresp.ttl = 1h; }
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, AtomicInteger> fetched = new ConcurrentHashMap<>();
    private final Map<String, String> tags = new ConcurrentHashMap<>();
    private final int port;
    private final HttpServer shop;
    private final Process process;
    private final Path folder;

    private Varnish(int port, String purgesFrom) throws IOException {
        this.port = port;
        shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        shop.createContext("/", exchange -> {
            String page = exchange.getRequestURI().getPath();
            fetched.computeIfAbsent(page, any -> new AtomicInteger()).incrementAndGet();
            exchange.getResponseHeaders().set("X-Magento-Tags", tags.getOrDefault(page, "none"));
            exchange.sendResponseHeaders(200, page.length());
            exchange.getResponseBody().write(page.getBytes());
            exchange.close();
        });
        shop.start();
        folder = Files.createTempDirectory("nacento-varnish-");
        Path vcl = Files.writeString(folder.resolve("shop.vcl"), VCL.formatted(shop.getAddress().getPort(), purgesFrom));
        process = new ProcessBuilder("varnishd", "-F", "-j", "none", "-n", folder.resolve("work").toString(), "-a", "127.0.0.1:" + port,
                "-f", vcl.toString(), "-s", "malloc,32m")
                .redirectErrorStream(true).redirectOutput(folder.resolve("varnish.log").toFile()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        await().atMost(Duration.ofSeconds(60)).until(this::answers);
    }

    /** Whether the program is on this machine. */
    public static boolean isInstalled() {
        return isOnPath("varnishd");
    }

    /** Whether a program can be called by its name. */
    static boolean isOnPath(String program) {
        return List.of(System.getenv("PATH").split(":")).stream().anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    /** Starts one that takes purges from this machine. */
    public static Varnish start() {
        return start(FreePort.find(), "127.0.0.1");
    }

    /** Starts one on a port that takes purges from one address only. */
    public static Varnish start(int port, String purgesFrom) {
        try {
            return new Varnish(port, purgesFrom);
        } catch (IOException e) {
            throw new UncheckedIOException("Varnish cannot be started", e);
        }
    }

    /** {@code host:port}, as Magento's {@code http_cache_hosts} has it. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Says which tags the shop gives a page, and has it cached. */
    public void cache(String page, String magentoTags) {
        tags.put(page, magentoTags);
        get(page);
        if (isFetchedAgain(page)) {
            throw new IllegalStateException("Varnish does not keep " + page);
        }
    }

    /** Asks for a page: whether it had to be fetched from the shop, since it is not in the cache any more. */
    public boolean isFetchedAgain(String page) {
        int before = fetched.get(page).get();
        get(page);
        return fetched.get(page).get() > before;
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new AssertionError("Varnish has ended, see " + folder);
        }
        try {
            get("/up");
            return true;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private void get(String page) {
        try {
            client.send(HttpRequest.newBuilder(URI.create("http://" + address() + page)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("Varnish does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Varnish was asked", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        shop.stop(0);
        await().atMost(Duration.ofSeconds(60)).until(() -> !process.isAlive());
    }
}
