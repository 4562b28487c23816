package com.nacento.connector.testing;

import static org.awaitility.Awaitility.await;

import com.nacento.connector.config.Settings;
import com.nacento.connector.lab.stage.FreePort;
import com.nacento.connector.serve.Connector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;

/**
 * The whole application, in this JVM, on free ports, working on a shop. By default anybody may call it
 * ({@code nacento.auth.mode=none}) and it takes nothing from the queue ({@code nacento.rabbitmq.consumers=0}).
 */
public final class RunningConnector implements AutoCloseable {

    private static final String API = "/rest/V1/nacento-connector/products";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What is done now and then must not disturb tests that count what is done. */
    static final Map<String, String> SELDOM = Map.of(
            "watch-shop.period", "1h", "watch-backlog.period", "1h", "watch-abandoned-bulks.period", "1h");

    private final MagentoShop shop;
    private final int port;
    private final int managementPort;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Settings settings;
    private final Connector connector;

    private RunningConnector(MagentoShop shop, Map<String, String> settings, int port, int managementPort) {
        this.shop = shop;
        this.port = port;
        this.managementPort = managementPort;
        this.settings = Settings.load(configuration(settings), Map.of());
        this.connector = new Connector(this.settings);
    }

    /**
     * Starts a connector and waits until it answers.
     *
     * @param settings those that differ from the usual ones of a test, by their names
     */
    public static RunningConnector start(MagentoShop shop, Map<String, String> settings) {
        return start(shop, settings, SELDOM);
    }

    /**
     * The same for tests of what is done now and then.
     *
     * @param internals what operators cannot set, by the names of camel.properties
     */
    public static RunningConnector start(MagentoShop shop, Map<String, String> settings, Map<String, String> internals) {
        return begin(new RunningConnector(shop, settings, FreePort.find(), FreePort.find()), settings, internals);
    }

    /** Starts one on the same ports, when this one is stopped. */
    public RunningConnector startAgain(Map<String, String> settings) {
        return begin(new RunningConnector(shop, settings, port, managementPort), settings, SELDOM);
    }

    private static RunningConnector begin(RunningConnector running, Map<String, String> settings, Map<String, String> internals) {
        internals.forEach(running.connector.main()::addOverrideProperty);
        running.connector.start();
        boolean answers = !"false".equals(settings.get("nacento.http.enabled"));
        await().atMost(PATIENCE).ignoreExceptions()
                .until(() -> (answers ? running.get("/rest/V1/") : running.observe("/observe/health/live")).status() > 0);
        return running;
    }

    public MagentoShop shop() {
        return shop;
    }

    /** The application itself, for tests that look inside. */
    public Connector connector() {
        return connector;
    }

    /** All settings that it runs with. */
    public Settings settings() {
        return settings;
    }

    /** Port of health and metrics. */
    public int managementPort() {
        return managementPort;
    }

    /** Sends the gallery of one product. */
    public Answer sync(String sku, String json) {
        return post(API + "/" + URLEncoder.encode(sku, StandardCharsets.UTF_8).replace("+", "%20") + "/media", json);
    }

    /** Sends a bulk. */
    public Answer bulk(String json) {
        return post(API + "/media/bulk", json);
    }

    /** Sends a bulk that is to go through the queue. */
    public Answer bulkAsync(String json) {
        return post(API + "/media/bulk/async", json);
    }

    /** Asks the management port: {@code /observe/health}. */
    public Answer observe(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path)).GET());
    }

    /** Sends JSON to a path. */
    public Answer post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** Asks for a path. */
    public Answer get(String path) {
        return send(request(path).GET());
    }

    /** A request for a path, for tests that need a header or a method of their own. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    /** Sends a request and waits for the answer. */
    public Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("the connector does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the connector was asked", e);
        }
    }

    /** Stops the connector; queues and shop stay. */
    public void stop() {
        connector.stop();
    }

    /** Stops the connector and removes its queues; the shop stays. */
    @Override
    public void close() {
        connector.stop();
        try {
            TestServers.broker().deleteQueuesOf(shop.topic());
        } catch (IOException e) {
            throw new UncheckedIOException("the queues of " + shop.topic() + " cannot be removed", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the broker does not answer", e);
        }
    }

    private Path configuration(Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(TestSettings.of(shop, port, managementPort));
        all.putAll(settings);
        try {
            Path file = Files.createTempFile("nacento-test-", ".properties");
            file.toFile().deleteOnExit();
            TestSettings.write(file, all);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("the settings of the test cannot be written", e);
        }
    }
}
