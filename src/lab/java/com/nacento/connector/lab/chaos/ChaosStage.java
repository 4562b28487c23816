package com.nacento.connector.lab.chaos;

import com.nacento.connector.lab.stage.BrokerAddress;
import com.nacento.connector.lab.stage.DatabaseAddress;
import com.nacento.connector.lab.stage.EmbeddedDatabase;
import com.nacento.connector.lab.stage.S3Stub;
import com.nacento.connector.lab.stage.Stage;
import com.nacento.connector.lab.stage.StorageAddress;
import com.nacento.connector.lab.stage.TcpGate;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Everything that runs for a fault test: database, broker, stub of S3 and connectors. The connectors reach each of their servers
 * through a gate; the test itself looks at them directly.
 */
final class ChaosStage extends Stage {

    /** Milliseconds by which S3 answers late: long enough for a kill to find work under way. */
    private static final int LATENCY = 15;

    private final ChaosPlan plan;
    private final String topic = "nacento.chaos." + suffix;
    private final List<Instance> instances = new ArrayList<>();
    private volatile EmbeddedDatabase database;
    private ChaosBroker broker;
    private S3Stub storage;
    private ChaosShop shop;
    private ChaosPim pim;
    private TcpGate databaseGate;
    private TcpGate brokerGate;
    private TcpGate storageGate;

    private ChaosStage(ChaosPlan plan) throws IOException {
        super("chaos");
        this.plan = plan;
    }

    static ChaosStage open(ChaosPlan plan) throws Exception {
        ChaosStage stage = new ChaosStage(plan);
        stage.open();
        return stage;
    }

    @Override
    protected void start() throws Exception {
        database = plan.database().start(workDir());
        add(() -> database.close());
        shop = ChaosShop.create(this::databaseServer, plan.skus(), topic);
        broker = add(ChaosBroker.start(plan.amqp(), workDir()));
        if (!broker.isOwn()) {
            add(() -> broker.address().deleteQueuesOf(topic));
        }
        storage = add(S3Stub.start(0));
        storage.latency(LATENCY);
        pim = add(new ChaosPim(this, plan.seed()));
        databaseGate = add(TcpGate.before(databaseUri()).open());
        brokerGate = add(TcpGate.before(broker.address().host(), broker.address().port()).open());
        storageGate = add(TcpGate.before(storage.endpoint()).open());
        for (int number = 1; number <= plan.instances(); number++) {
            instances.add(add(new Instance(workDir().resolve("instance-" + number), settings(number))));
        }
        CompletableFuture.allOf(instances.stream().map(one -> CompletableFuture.runAsync(one::start)).toArray(CompletableFuture[]::new))
                .join();
    }

    private DatabaseAddress databaseServer() {
        return database.address();
    }

    private URI databaseUri() {
        return URI.create(database.address().url().substring("jdbc:".length()));
    }

    private Map<String, String> settings(int number) {
        BrokerAddress rabbit = broker.address();
        String databaseUrl = shop.address().url().replace(":" + databaseUri().getPort() + "/", ":" + databaseGate.port() + "/");
        Map<String, String> settings = settings(new DatabaseAddress(databaseUrl, shop.account().user(), shop.account().password()),
                new StorageAddress(URI.create("http://127.0.0.1:" + storageGate.port()), "chaos", "chaos"), S3Stub.BUCKET,
                new BrokerAddress("127.0.0.1", brokerGate.port(), rabbit.user(), rabbit.password(), rabbit.vhost()), topic);
        // smaller portions than in a shop: more moments between two of them
        settings.put("nacento.bulk.chunk-size", "50");
        settings.put("nacento.async.skus-per-message", "25");
        // what counts as a try although the world is to blame soon shows as a dead letter
        settings.put("nacento.retry.max-attempts", "2");
        settings.put("nacento.s3.concurrency", "16");
        // the brake depends on which process does what: what is removed must be known without that
        settings.put("nacento.gallery.max-removals", "100");
        settings.put("nacento.s3.timeout", "2s");
        settings.put("nacento.s3.lookup", number % 2 == 1 ? "head" : "auto");
        settings.put("nacento.hooks.spool-dir", workDir().resolve("instance-" + number).resolve("hooks").toString());
        settings.putAll(pim.settings());
        return settings;
    }

    ChaosShop shop() {
        return shop;
    }

    ChaosBroker broker() {
        return broker;
    }

    ChaosPim pim() {
        return pim;
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

    /** The queues that are processed. */
    List<String> queues() {
        return List.of(topic, topic + ".bulk", topic + ".events");
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
        database = plan.database().start(workDir());
        databaseGate.leadTo("127.0.0.1", databaseUri().getPort());
    }
}
