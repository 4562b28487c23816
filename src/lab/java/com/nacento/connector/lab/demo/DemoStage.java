package com.nacento.connector.lab.demo;

import com.nacento.connector.auth.TokenHash;
import com.nacento.connector.lab.stage.BrokerAddress;
import com.nacento.connector.lab.stage.ConnectorProcess;
import com.nacento.connector.lab.stage.DatabaseAddress;
import com.nacento.connector.lab.stage.EmbeddedServers;
import com.nacento.connector.lab.stage.ServeProcess;
import com.nacento.connector.lab.stage.ServerProcess;
import com.nacento.connector.lab.stage.Servers;
import com.nacento.connector.lab.stage.StorageAddress;
import com.nacento.connector.lab.stage.TemporaryFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Everything that runs for the demo: the servers, the shop in them, the connector. Closing it leaves nothing behind. */
final class DemoStage implements AutoCloseable {

    private static final String TOPIC = "nacento.gallery.process";
    private static final int HTTP_PORT = 8080;
    private static final int MANAGEMENT_PORT = 9876;

    private final Path workDir;
    private final Servers servers;
    private final String suffix = random(3);
    private final String token = "demo-" + random(12);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean logsKept = new AtomicBoolean();
    private final Thread hook = new Thread(this::end, "end-demo");
    private DemoShop shop;
    private ShopFront front;
    private ConnectorProcess connector;
    private DemoApi api;

    private DemoStage(Path workDir, Servers servers) {
        this.workDir = workDir;
        this.servers = servers;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Why the demo cannot run here, given these environment variables; empty if it can. */
    static Optional<String> obstacle(Map<String, String> environment) {
        boolean allGiven = Stream.of("NACENTO_TEST_DB_URL", "NACENTO_TEST_AMQP", "NACENTO_TEST_S3")
                .noneMatch(name -> environment.getOrDefault(name, "").isEmpty());
        return allGiven ? Optional.empty() : EmbeddedServers.whyNot();
    }

    /** Starts everything and prints where it is. */
    static DemoStage open(DemoScreen screen) throws Exception {
        Path workDir = Files.createTempDirectory("nacento-demo-");
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        DemoStage stage = new DemoStage(workDir, new Servers(workDir, System.getenv(), lines::add));
        try {
            stage.start(screen, lines);
            return stage;
        } catch (Exception failure) {
            stage.keepLogs();
            stage.close();
            throw failure;
        }
    }

    private void start(DemoScreen screen, List<String> lines) throws Exception {
        Instant begin = Instant.now();
        screen.section("Starting");
        // the broker takes longest, so the shop is set up meanwhile
        CompletableFuture<BrokerAddress> broker = CompletableFuture.supplyAsync(servers::broker);
        CompletableFuture<StorageAddress> storage = CompletableFuture.supplyAsync(servers::storage);
        DatabaseAddress database = servers.database();
        shop = DemoShop.open(database, storage.join(), suffix);
        front = ShopFront.open(shop.bucket());
        broker.join();
        lines.stream().sorted().forEach(screen::line);
        connector = ServeProcess.start(workDir, ServerProcess.JAVA, settings(ServerProcess.freePort(HTTP_PORT), ServerProcess.freePort(MANAGEMENT_PORT)));
        screen.line("connector: " + connector.http() + ", ready after "
                + Math.max(1, Math.round(Duration.between(begin, Instant.now()).toMillis() / 1000.0)) + " s");
        api = new DemoApi(connector.http(), token, workDir, screen);
    }

    /** What the connector wrote to its log under the name of a route, without the time. */
    List<String> log(String route) throws IOException {
        try (Stream<String> lines = Files.lines(workDir.resolve("connector/connector.log"))) {
            return lines.filter(line -> line.contains(" " + route + " ")).map(line -> line.substring(line.indexOf(route) + route.length()).strip()).toList();
        }
    }

    private Map<String, String> settings(int httpPort, int managementPort) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("nacento.http.port", String.valueOf(httpPort));
        settings.put("nacento.management.port", String.valueOf(managementPort));
        DatabaseAddress database = shop.database().address();
        settings.put("nacento.auth.tokens", TokenHash.of("demo", token).toString());
        settings.put("nacento.db.url", database.url());
        settings.put("nacento.db.user", database.user());
        settings.put("nacento.db.password", database.password());
        StorageAddress storage = servers.storage();
        settings.put("nacento.s3.endpoint", storage.endpoint().toString());
        settings.put("nacento.s3.bucket", shop.bucket().name());
        settings.put("nacento.s3.access-key", storage.accessKey());
        settings.put("nacento.s3.secret-key", storage.secretKey());
        BrokerAddress broker = servers.broker();
        settings.put("nacento.rabbitmq.addresses", broker.host() + ":" + broker.port());
        settings.put("nacento.rabbitmq.user", broker.user());
        settings.put("nacento.rabbitmq.password", broker.password());
        settings.put("nacento.rabbitmq.vhost", broker.vhost());
        settings.put("nacento.rabbitmq.topic", topic());
        settings.put("nacento.cache.varnish.hosts", front.address());
        settings.put("nacento.cache.resized-images", "dry");
        return settings;
    }

    DemoShop shop() {
        return shop;
    }

    ShopFront front() {
        return front;
    }

    DemoApi api() {
        return api;
    }

    Path workDir() {
        return workDir;
    }

    boolean connectorIsAlive() {
        return connector.isAlive();
    }

    /** Whether somebody has already asked for the end, for example by Ctrl-C. */
    boolean isEnding() {
        return closed.get();
    }

    /** Leaves the folder with the logs in place when everything else goes. */
    void keepLogs() {
        logsKept.set(true);
    }

    /** The line of shell by which the calls in README.md find this connector. */
    String export() {
        return export(connector.http(), token);
    }

    static String export(URI http, String token) {
        return "export URL=" + http + " TOKEN=" + token;
    }

    /** Lines for somebody who wants to look around. */
    List<String> whereToLook() {
        DatabaseAddress database = shop.database().address();
        return List.of(
                "page       " + connector.http() + "/ui/   sign in with " + token,
                "API        " + connector.http() + "/rest/V1/…   Bearer " + token,
                "health     " + connector.management() + "/observe/health",
                "metrics    " + connector.management() + "/observe/metrics",
                "database   " + database.url().replace("jdbc:", "").replaceFirst("\\?.*", "")
                        + "   user " + database.user() + ", password " + database.password(),
                "settings   " + workDir.resolve("connector/connector.properties") + "   for --config of other commands",
                "logs       " + workDir);
    }

    /** Ends the connector and the servers, and removes what was made. */
    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyGoingDown) {
            // the hook finds that everything has been done
            return;
        }
    }

    private void end() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            if (connector != null) {
                connector.close();
            }
            if (front != null) {
                front.close();
            }
            removeFromGivenServers();
            servers.close();
            if (!logsKept.get()) {
                TemporaryFolder.delete(workDir);
            }
        } catch (Exception e) {
            System.err.println("nacento demo: not everything could be removed, see " + workDir + ": " + e.getMessage());
        }
    }

    /** An embedded server goes with its data; one that somebody lent is handed back as it was. */
    private void removeFromGivenServers() throws Exception {
        if (servers.isGiven("NACENTO_TEST_DB_URL") && shop != null) {
            shop.database().drop();
        }
        if (servers.isGiven("NACENTO_TEST_S3") && shop != null) {
            shop.bucket().drop();
        }
        if (servers.isGiven("NACENTO_TEST_AMQP")) {
            servers.broker().deleteQueuesOf(topic());
        }
    }

    private String topic() {
        return servers.isGiven("NACENTO_TEST_AMQP") ? TOPIC + "." + suffix : TOPIC;
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
