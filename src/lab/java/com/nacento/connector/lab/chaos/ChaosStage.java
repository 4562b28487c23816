package com.nacento.connector.lab.chaos;

import com.nacento.connector.auth.TokenHash;
import com.nacento.connector.lab.stage.BrokerAddress;
import com.nacento.connector.lab.stage.DatabaseAddress;
import com.nacento.connector.lab.stage.EmbeddedMariaDb;
import com.nacento.connector.lab.stage.S3Stub;
import com.nacento.connector.lab.stage.TcpGate;
import com.nacento.connector.lab.stage.TemporaryFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Everything that runs for a fault test: database, broker, stub of S3 and connectors. The connectors reach each of their servers
 * through a gate; the test itself looks at them directly.
 */
final class ChaosStage implements AutoCloseable {

    /** Milliseconds by which S3 answers late: long enough for a kill to find work under way. */
    private static final int LATENCY = 15;

    private final ChaosPlan plan;
    private final Path workDir;
    private final String token = "chaos-" + UUID.randomUUID();
    private final String topic = "nacento.chaos." + UUID.randomUUID().toString().substring(0, 8);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread hook = new Thread(this::end, "end-chaos");
    private final List<Instance> instances = new ArrayList<>();
    private volatile boolean kept;
    private volatile EmbeddedMariaDb database;
    private ChaosBroker broker;
    private S3Stub storage;
    private ChaosShop shop;
    private TcpGate databaseGate;
    private TcpGate brokerGate;
    private TcpGate storageGate;

    private ChaosStage(ChaosPlan plan) throws IOException {
        this.plan = plan;
        workDir = Files.createTempDirectory("nacento-chaos-");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static ChaosStage open(ChaosPlan plan) throws Exception {
        ChaosStage stage = new ChaosStage(plan);
        try {
            stage.start();
            return stage;
        } catch (Exception failure) {
            stage.keep();
            stage.close();
            throw failure;
        }
    }

    private void start() throws Exception {
        database = EmbeddedMariaDb.start(workDir);
        shop = ChaosShop.create(this::databaseServer, plan.skus(), topic);
        broker = ChaosBroker.start(plan.amqp(), workDir);
        storage = S3Stub.start(0);
        storage.latency(LATENCY);
        databaseGate = TcpGate.before(databaseUri()).open();
        brokerGate = TcpGate.before(broker.address().host(), broker.address().port()).open();
        storageGate = TcpGate.before(storage.endpoint()).open();
        for (int number = 1; number <= plan.instances(); number++) {
            instances.add(new Instance(workDir.resolve("instance-" + number), settings(number)));
        }
        CompletableFuture.allOf(instances.stream().map(one -> CompletableFuture.runAsync(one::start)).toArray(CompletableFuture[]::new)).join();
    }

    private DatabaseAddress databaseServer() {
        return database.address();
    }

    private URI databaseUri() {
        return URI.create(database.address().url().substring("jdbc:".length()));
    }

    private Map<String, String> settings(int number) {
        Map<String, String> settings = new LinkedHashMap<>();
        BrokerAddress rabbit = broker.address();
        settings.put("nacento.auth.tokens", TokenHash.of("chaos", token).toString());
        settings.put("nacento.db.url", shop.address().url().replace(":" + databaseUri().getPort() + "/", ":" + databaseGate.port() + "/"));
        settings.put("nacento.db.user", shop.account().user());
        settings.put("nacento.db.password", shop.account().password());
        settings.put("nacento.s3.endpoint", "http://127.0.0.1:" + storageGate.port());
        settings.put("nacento.s3.bucket", S3Stub.BUCKET);
        settings.put("nacento.s3.access-key", "chaos");
        settings.put("nacento.s3.secret-key", "chaos");
        settings.put("nacento.rabbitmq.addresses", "127.0.0.1:" + brokerGate.port());
        settings.put("nacento.rabbitmq.user", rabbit.user());
        settings.put("nacento.rabbitmq.password", rabbit.password());
        settings.put("nacento.rabbitmq.vhost", rabbit.vhost());
        settings.put("nacento.rabbitmq.topic", topic);
        // smaller portions than in a shop: more moments between two of them
        settings.put("nacento.bulk.chunk-size", "50");
        settings.put("nacento.async.skus-per-message", "25");
        // what counts as a try although the world is to blame soon shows as a dead letter
        settings.put("nacento.retry.max-attempts", "2");
        settings.put("nacento.s3.concurrency", "16");
        settings.put("nacento.s3.timeout", "2s");
        settings.put("nacento.s3.lookup", number % 2 == 1 ? "head" : "auto");
        return settings;
    }

    ChaosShop shop() {
        return shop;
    }

    ChaosBroker broker() {
        return broker;
    }

    S3Stub storage() {
        return storage;
    }

    List<Instance> instances() {
        return instances;
    }

    /** Database, broker and S3, by name. */
    Map<String, TcpGate> gates() {
        return Map.of("database", databaseGate, "broker", brokerGate, "s3", storageGate);
    }

    TcpGate brokerGate() {
        return brokerGate;
    }

    String token() {
        return token;
    }

    /** The queues that are worked off. */
    List<String> queues() {
        return List.of(topic, topic + ".bulk");
    }

    String topic() {
        return topic;
    }

    String deadLetters() {
        return topic + ".dead";
    }

    void killDatabase() {
        database.kill();
    }

    void restartDatabase() {
        database = EmbeddedMariaDb.start(workDir);
        databaseGate.leadTo("127.0.0.1", databaseUri().getPort());
    }

    Path workDir() {
        return workDir;
    }

    /** Leaves the folder with data and logs in place when everything else goes. */
    void keep() {
        kept = true;
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
            instances.forEach(Instance::close);
            if (broker != null) {
                if (!broker.isOwn()) {
                    broker.address().deleteQueuesOf(topic);
                }
                broker.close();
            }
            Stream.of(databaseGate, brokerGate, storageGate).filter(java.util.Objects::nonNull).forEach(TcpGate::close);
            if (storage != null) {
                storage.close();
            }
            if (database != null) {
                database.close();
            }
            if (!kept) {
                TemporaryFolder.delete(workDir);
            }
        } catch (Exception e) {
            System.err.println("nacento chaos: not everything could be removed, see " + workDir + ": " + e.getMessage());
        }
    }
}
