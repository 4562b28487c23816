package com.nacento.connector.lab.bench;

import com.nacento.connector.auth.TokenHash;
import com.nacento.connector.config.Settings;
import com.nacento.connector.lab.stage.BrokerAddress;
import com.nacento.connector.lab.stage.Catalogue;
import com.nacento.connector.lab.stage.DatabaseAddress;
import com.nacento.connector.lab.stage.S3Stub;
import com.nacento.connector.lab.stage.ServeProcess;
import com.nacento.connector.lab.stage.Servers;
import com.nacento.connector.lab.stage.StubControl;
import com.nacento.connector.lab.stage.TemporaryFolder;
import com.nacento.connector.storage.S3Clients;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.services.s3.S3Client;

/** Everything that runs for a benchmark: database, broker, stub of S3 and connector, each a process of its own. */
final class BenchStage implements AutoCloseable {

    private final BenchPlan plan;
    private final Path workDir;
    private final Servers servers;
    private final String suffix = UUID.randomUUID().toString().substring(0, 8);
    private final String token = "bench-" + UUID.randomUUID();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread hook = new Thread(this::end, "end-bench");
    private final Catalogue catalogue;
    private volatile boolean logsKept;
    private StubControl stub;
    private BenchShop shop;
    private final List<ServeProcess> connectors = new ArrayList<>();
    private Map<String, String> more = Map.of();
    private S3Client client;

    private BenchStage(BenchPlan plan) throws IOException {
        this.plan = plan;
        catalogue = new Catalogue(plan.products(), plan.layout());
        workDir = Files.createTempDirectory("nacento-bench-");
        servers = Servers.open(workDir);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts everything; which servers are used is said on standard output. */
    static BenchStage open(BenchPlan plan) throws Exception {
        BenchStage stage = new BenchStage(plan);
        try {
            stage.start();
            return stage;
        } catch (Exception failure) {
            stage.keepLogs();
            stage.close();
            throw failure;
        }
    }

    private void start() throws Exception {
        stub = StubControl.start(workDir);
        stub.fill(catalogue);
        shop = BenchShop.create(servers.database(), "nacento_bench_" + suffix, catalogue);
        if (!servers.isGiven("NACENTO_TEST_DB_URL")) {
            shop.tune();
        }
        instances(1);
        client = S3Clients.create(Settings.load(workDir.resolve("connector/connector.properties"), Map.of()).storage(), new SimpleMeterRegistry());
    }

    /** Ends the connectors and starts one anew, with these settings beyond the others; those that are added later have them as well. */
    void restart(Map<String, String> settings) {
        instances(0);
        more = settings;
        instances(1);
    }

    /** Makes so many connectors run, all on one queue; the first one is the one that is called. */
    void instances(int number) {
        while (connectors.size() > number) {
            connectors.remove(connectors.size() - 1).close();
        }
        while (connectors.size() < number) {
            Map<String, String> settings = settings();
            settings.putAll(more);
            settings.putAll(plan.settings());
            Path folder = connectors.isEmpty() ? workDir : workDir.resolve("instance-" + (connectors.size() + 1));
            connectors.add(ServeProcess.start(folder, List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xms" + plan.heap(), "-Xmx" + plan.heap(), "-XX:+UseParallelGC"), settings));
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        DatabaseAddress database = shop.database().address();
        BrokerAddress broker = servers.brokerForTests();
        settings.put("nacento.auth.tokens", TokenHash.of("bench", token).toString());
        settings.put("nacento.db.url", database.url());
        settings.put("nacento.db.user", database.user());
        settings.put("nacento.db.password", database.password());
        settings.put("nacento.s3.endpoint", stub.endpoint().toString());
        settings.put("nacento.s3.bucket", S3Stub.BUCKET);
        settings.put("nacento.s3.access-key", "bench");
        settings.put("nacento.s3.secret-key", "bench");
        settings.put("nacento.rabbitmq.addresses", broker.host() + ":" + broker.port());
        settings.put("nacento.rabbitmq.user", broker.user());
        settings.put("nacento.rabbitmq.password", broker.password());
        settings.put("nacento.rabbitmq.vhost", broker.vhost());
        settings.put("nacento.rabbitmq.topic", topic());
        return settings;
    }

    Catalogue catalogue() {
        return catalogue;
    }

    BenchShop shop() {
        return shop;
    }

    StubControl stub() {
        return stub;
    }

    /** The client that the connector uses, with the connector's settings. */
    S3Client client() {
        return client;
    }

    PimClient pim() {
        return new PimClient(connectors.get(0).http(), token);
    }

    /** The process of the first connector. */
    ProcessHandle connector() {
        return process(connectors.get(0));
    }

    /** Seconds of CPU time that the connectors have used so far. */
    double connectorCpu() {
        return connectors.stream().mapToLong(one -> process(one).info().totalCpuDuration().orElse(Duration.ZERO).toNanos()).sum() / 1e9;
    }

    private ProcessHandle process(ServeProcess connector) {
        return connector.server().orElseThrow(() -> new IllegalStateException("a connector has ended by itself, its log is in " + workDir));
    }

    /** Which broker it is, for the report. */
    String broker() {
        return servers.brokerForTests().answersAsRabbit() ? "RabbitMQ" : "embedded Qpid Broker-J";
    }

    Path workDir() {
        return workDir;
    }

    /** Leaves the folder with the logs in place when everything else goes. */
    void keepLogs() {
        logsKept = true;
    }

    /** Ends everything and removes what was made. */
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
            if (client != null) {
                client.close();
            }
            instances(0);
            if (shop != null) {
                // also after a start that failed: the connector may have declared them before
                servers.brokerForTests().deleteQueuesOf(topic());
                shop.close();
            }
            if (stub != null) {
                stub.close();
            }
            servers.close();
            if (!logsKept) {
                TemporaryFolder.delete(workDir);
            }
        } catch (Exception e) {
            System.err.println("nacento bench: not everything could be removed, see " + workDir + ": " + e.getMessage());
        }
    }

    private String topic() {
        return "nacento.bench." + suffix;
    }
}
