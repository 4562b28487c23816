package com.nacento.connector.lab.demo;

import com.nacento.connector.lab.stage.BrokerAddress;
import com.nacento.connector.lab.stage.ConnectorProcess;
import com.nacento.connector.lab.stage.DatabaseAddress;
import com.nacento.connector.lab.stage.EmbeddedDatabase;
import com.nacento.connector.lab.stage.EmbeddedServers;
import com.nacento.connector.lab.stage.FreePort;
import com.nacento.connector.lab.stage.ServeProcess;
import com.nacento.connector.lab.stage.ServerProcess;
import com.nacento.connector.lab.stage.Servers;
import com.nacento.connector.lab.stage.Stage;
import com.nacento.connector.lab.stage.StorageAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Everything that runs for the demo: the servers, the shop in them, the connector. Closing it leaves nothing behind. */
final class DemoStage extends Stage {

    private static final String TOPIC = "nacento.gallery.process";
    private static final int HTTP_PORT = 8080;
    private static final int MANAGEMENT_PORT = 9876;
    private static final int PIM_PORT = 8081;

    private final DemoScreen screen;
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final Servers servers;
    private DemoShop shop;
    private ShopFront front;
    private DemoPim pim;
    private PimDesk desk;
    private ConnectorProcess connector;
    private DemoApi api;

    private DemoStage(EmbeddedDatabase.Product product, DemoScreen screen) throws IOException {
        super("demo");
        servers = add(new Servers(product, workDir(), System.getenv(), lines::add));
        this.screen = screen;
    }

    /** Why the demo cannot run here, given these environment variables; empty if it can. */
    static Optional<String> obstacle(Map<String, String> environment) {
        boolean allGiven = Stream.of("NACENTO_TEST_DB_URL", "NACENTO_TEST_AMQP", "NACENTO_TEST_S3")
                .noneMatch(name -> environment.getOrDefault(name, "").isEmpty());
        return allGiven ? Optional.empty() : EmbeddedServers.whyNot();
    }

    /** Starts everything and prints where it is. */
    static DemoStage open(EmbeddedDatabase.Product product, DemoScreen screen) throws Exception {
        DemoStage stage = new DemoStage(product, screen);
        stage.open();
        return stage;
    }

    @Override
    protected void start() throws Exception {
        Instant begin = Instant.now();
        screen.section("Starting");
        // the broker takes longest, so the shop is set up meanwhile
        CompletableFuture<BrokerAddress> broker = CompletableFuture.supplyAsync(servers::broker);
        CompletableFuture<StorageAddress> storage = CompletableFuture.supplyAsync(servers::storage);
        DatabaseAddress database = servers.database();
        shop = DemoShop.open(database, storage.join(), suffix);
        add(this::removeFromGivenServers);
        front = add(ShopFront.open(shop.bucket()));
        pim = add(DemoPim.open(shop.bucket()));
        broker.join();
        lines.stream().sorted().forEach(screen::line);
        connector = add(ServeProcess.start(workDir(), ServerProcess.JAVA, settings()));
        screen.line("connector: " + connector.http() + ", ready after "
                + Math.max(1, Math.round(Duration.between(begin, Instant.now()).toMillis() / 1000.0)) + " s");
        desk = add(PimDesk.open(pim, FreePort.find(PIM_PORT)));
        api = new DemoApi(connector.http(), token, workDir(), screen);
    }

    /** What the connector wrote to its log under the name of a route, without the time. */
    List<String> log(String route) throws IOException {
        try (Stream<String> lines = Files.lines(workDir().resolve("connector/connector.log"))) {
            return lines.filter(line -> line.contains(" " + route + " "))
                    .map(line -> line.substring(line.indexOf(route) + route.length()).strip()).toList();
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = settings(shop.database().address(), servers.storage(), shop.bucket().name(), servers.broker(),
                topic());
        settings.put("nacento.http.port", String.valueOf(FreePort.find(HTTP_PORT)));
        settings.put("nacento.management.port", String.valueOf(FreePort.find(MANAGEMENT_PORT)));
        settings.put("nacento.cache.varnish.hosts", front.address());
        settings.put("nacento.cache.resized-images", "dry");
        settings.put("nacento.hooks.spool-dir", workDir().resolve("hooks").toString());
        settings.putAll(pim.settings());
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

    DemoPim pim() {
        return pim;
    }

    /** Where somebody edits a product in the PIM. */
    String desk() {
        return desk.address();
    }

    /** Where the PIM tells of it. */
    URI hook() {
        return connector.http().resolve("/hooks/" + DemoPim.SOURCE);
    }

    boolean connectorIsAlive() {
        return connector.isAlive();
    }

    /** The line of shell by which the calls in README.md find this connector. */
    String export() {
        return export(connector.http(), token, desk());
    }

    static String export(URI http, String token, String desk) {
        return "export URL=" + http + " TOKEN=" + token + " PIM=" + desk;
    }

    /** Lines for somebody who wants to look around. */
    List<String> whereToLook() {
        DatabaseAddress database = shop.database().address();
        return List.of(
                "page       " + connector.http() + "/ui/   sign in with " + token,
                "PIM        " + desk() + "/   pictures are exchanged, swapped and taken off here",
                "API        " + connector.http() + "/rest/V1/…   Bearer " + token,
                "health     " + connector.management() + "/observe/health",
                "metrics    " + connector.management() + "/observe/metrics",
                "database   " + database.url().replace("jdbc:", "").replaceFirst("\\?.*", "")
                        + "   user " + database.user() + ", password " + database.password(),
                "settings   " + workDir().resolve("connector/connector.properties") + "   for --config of other commands",
                "logs       " + workDir());
    }

    /** An embedded server goes with its data; one that somebody lent is handed back as it was. */
    private void removeFromGivenServers() throws Exception {
        if (servers.isGiven("NACENTO_TEST_DB_URL")) {
            shop.database().drop();
        }
        if (servers.isGiven("NACENTO_TEST_S3")) {
            shop.bucket().drop();
        }
        if (servers.isGiven("NACENTO_TEST_AMQP")) {
            servers.broker().deleteQueuesOf(topic());
        }
    }

    private String topic() {
        return servers.isGiven("NACENTO_TEST_AMQP") ? TOPIC + "." + suffix : TOPIC;
    }
}
