package com.nacento.connector.lab.bench;

import com.nacento.connector.Nacento;
import com.nacento.connector.config.Settings;
import com.nacento.connector.lab.stage.Catalogue;
import com.nacento.connector.lab.stage.S3Stub;
import com.nacento.connector.lab.stage.ServeProcess;
import com.nacento.connector.lab.stage.ServerProcess;
import com.nacento.connector.lab.stage.Servers;
import com.nacento.connector.lab.stage.Stage;
import com.nacento.connector.lab.stage.StorageAddress;
import com.nacento.connector.lab.stage.StubControl;
import com.nacento.connector.storage.S3Clients;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;

/** Everything that runs for a benchmark: database, broker, stub of S3 and connector, each a process of its own. */
final class BenchStage extends Stage {

    private static final String ARCHIVE = "classes.jsa";

    private final BenchPlan plan;
    private final Servers servers;
    private final Catalogue catalogue;
    private StubControl stub;
    private BenchShop shop;
    private final List<ServeProcess> connectors = new ArrayList<>();
    private Map<String, String> more = Map.of();
    private double ready;
    private S3Client client;

    private BenchStage(BenchPlan plan) throws IOException {
        super("bench");
        this.plan = plan;
        servers = add(Servers.open(plan.database(), workDir()));
        catalogue = new Catalogue(plan.products(), plan.layout());
    }

    /** Starts everything; which servers are used is said on standard output. */
    static BenchStage open(BenchPlan plan) throws Exception {
        BenchStage stage = new BenchStage(plan);
        stage.open();
        return stage;
    }

    @Override
    protected void start() throws Exception {
        if (plan.runs("first")) {
            rehearse();
        }
        stub = add(StubControl.start(workDir(), Math.max(512, plan.products() / 400)));
        stub.fill(catalogue);
        shop = add(BenchShop.create(servers.database(), "nacento_bench_" + suffix, catalogue));
        // also after a start that failed: the connector may have declared them before
        add(() -> servers.brokerForTests().deleteQueuesOf(topic()));
        if (!servers.isGiven("NACENTO_TEST_DB_URL")) {
            shop.tune(Math.max(512, plan.products() / 400));
        }
        add(() -> instances(0));
        instances(1);
        client = add(S3Clients.create(Settings.load(workDir().resolve("connector/connector.properties"), Map.of()).storage(),
                new SimpleMeterRegistry()));
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
            Path folder = connectors.isEmpty() ? workDir() : workDir().resolve("instance-" + (connectors.size() + 1));
            Map<String, String> settings = settings();
            settings.putAll(BenchSource.settings(folder));
            if (plan.runs("bucket")) {
                settings.put("nacento.bucket-events.enabled", "true");
            }
            settings.putAll(more);
            settings.putAll(plan.settings());
            long start = System.nanoTime();
            connectors.add(ServeProcess.start(folder, java(), settings));
            ready = (System.nanoTime() - start) / 1e9;
        }
    }

    /** As the launcher does; an archive of classes that is not there does no harm. */
    private List<String> java() {
        return ServerProcess.java("-Xms" + plan.heap(), "-Xmx" + plan.heap(), "-XX:+UseParallelGC",
                "-XX:SharedArchiveFile=" + workDir().resolve(ARCHIVE), "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }

    /** What the launcher makes once: an archive of classes. Of folders, as in a development environment, none is made. */
    private void rehearse() throws IOException, InterruptedException {
        if (Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .anyMatch(entry -> Files.isDirectory(Path.of(entry)))) {
            return;
        }
        List<String> java = ServerProcess.java("-XX:ArchiveClassesAtExit=" + workDir().resolve(ARCHIVE), "-XX:+UseParallelGC",
                "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
        int status = new ProcessBuilder(ServerProcess.thisProgram(java, Nacento.class.getName(), "rehearse"))
                .directory(workDir().toFile()).redirectErrorStream(true).redirectOutput(workDir().resolve("rehearse.log").toFile()).start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException("the rehearsal of a start ended with " + status + ", see " + workDir().resolve("rehearse.log"));
        }
    }

    /** Seconds from the start of the connector that was started last until it was ready. */
    double ready() {
        return ready;
    }

    /** How much the first connector has written into its log, in bytes. */
    long log() throws IOException {
        return Files.size(connectors.get(0).log());
    }

    private Map<String, String> settings() {
        return settings(shop.database().address(), new StorageAddress(stub.endpoint(), "bench", "bench"), S3Stub.BUCKET,
                servers.brokerForTests(), topic());
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

    /** The most memory, in MB, that the first connector has had so far; as Linux tells it. */
    double connectorPeak() throws IOException {
        try (Stream<String> status = Files.lines(Path.of("/proc", Long.toString(connector().pid()), "status"))) {
            return status.filter(line -> line.startsWith("VmHWM:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", ""))).sum()
                    / 1024.0;
        }
    }

    private ProcessHandle process(ServeProcess connector) {
        return connector.server()
                .orElseThrow(() -> new IllegalStateException("a connector has ended by itself, its log is in " + workDir()));
    }

    /** Tells the connector of objects that were written, as the bucket's server does: a message each. */
    void tellOfObjects(List<byte[]> events) throws IOException, TimeoutException {
        try (Connection connection = servers.brokerForTests().connect(); Channel channel = connection.createChannel()) {
            for (byte[] event : events) {
                channel.basicPublish("", topic() + ".bucket", null, event);
            }
        }
    }

    /** Which broker it is, for the report. */
    String broker() {
        return servers.brokerForTests().answersAsRabbit() ? "RabbitMQ" : "embedded Qpid Broker-J";
    }

    private String topic() {
        return "nacento.bench." + suffix;
    }
}
