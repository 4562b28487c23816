package com.nacento.connector.outages;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.lab.stage.FreePort;
import com.nacento.connector.testing.RunningConnector;
import com.nacento.connector.testing.ServiceProcess;
import com.nacento.connector.testing.ShopQueues;
import com.nacento.connector.testing.TestSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What PIMs send while something is away: most of them never send it again. */
class HookOutageTest extends OutageTest {

    @TempDir
    Path directory;

    @Override
    protected Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(super.settings());
        settings.putAll(Map.of("nacento.sources", "plain", "nacento.source.plain.mapping", "file:" + directory.resolve("plain.jq"),
                "nacento.source.plain.secret", "plain", "nacento.hooks.spool-dir", spool().toString(), "nacento.rabbitmq.consumers", "0"));
        return settings;
    }

    private Path spool() {
        return directory.resolve("spool");
    }

    private void begin(String... settings) throws IOException {
        Files.writeString(directory.resolve("plain.jq"), ".");
        Map<String, String> all = settings();
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        connector = RunningConnector.start(shop, all);
    }

    @Test
    void whileTheBrokerIsAwayEventsWaitOnDiskAndGoToItInOrderWhenItIsBack() throws Exception {
        begin();
        assertThat(hook("0")).isEqualTo(200);
        assertThat(queues.take(ShopQueues.EVENTS).text()).isEqualTo("0");
        broker.cut();

        IntStream.rangeClosed(1, 20).forEach(i -> assertThat(hook(Integer.toString(i))).isEqualTo(200));

        assertThat(waiting()).hasSize(20);
        assertThat(connector.observe("/observe/health").body()).contains("20 events wait for the broker, the first since ");
        assertThat(connector.observe("/observe/metrics").body().lines()).contains("nacento_hooks_spooled_events 20.0");

        broker.open();
        soon().until(() -> waiting().isEmpty());
        assertThat(queues.take(ShopQueues.EVENTS, 20)).extracting(ShopQueues.Taken::text)
                .isEqualTo(IntStream.rangeClosed(1, 20).mapToObj(Integer::toString).toList());
        assertThat(hook("21")).isEqualTo(200);
        assertThat(queues.take(ShopQueues.EVENTS).text()).isEqualTo("21");
    }

    @Test
    void whenTheDiskHoldsItsShareTheNextOneMayComeAgain() throws Exception {
        broker.cut();
        begin("nacento.hooks.max-spooled-size", "8KiB");

        assertThat(List.of(hook("1"), hook("2"), hook("3"))).containsExactly(200, 200, 429);

        broker.open();
        soon().until(() -> queues.exists(ShopQueues.EVENTS) && queues.count(ShopQueues.EVENTS) == 2);
    }

    @Test
    void whileTheDatabaseIsAwayEventsWaitInTheQueue() throws Exception {
        addProduct("hook-1");
        begin("nacento.rabbitmq.consumers", "1");
        database.cut();

        assertThat(hook("{\"items\":[{\"sku\":\"hook-1\",\"images\":[{\"file_path\":\"/o/u/out.jpg\",\"label\":\"hooked\"}]}]}"))
                .isEqualTo(200);
        soon().until(() -> queues.exists(ShopQueues.EVENTS) && queues.count(ShopQueues.EVENTS) == 0);
        assertThat(galleries.of("hook-1")).isEmpty();

        database.open();
        soon().untilAsserted(() -> assertThat(galleries.of("hook-1")).containsExactly("/o/u/out.jpg|hooked|1|0"));
        assertThat(queues.count(ShopQueues.DEAD)).isZero();
    }

    @Test
    void whatWasAnsweredOutlivesTheDeathOfTheProcess() throws Exception {
        Files.writeString(directory.resolve("plain.jq"), ".");
        broker.cut();
        int port = FreePort.find();
        Map<String, String> all = new TreeMap<>(TestSettings.of(shop, port, FreePort.find()));
        all.putAll(settings());
        Path file = directory.resolve("nacento.properties");
        TestSettings.write(file, all);
        List<String> sent = new ArrayList<>();
        try (ServiceProcess process = ServiceProcess.run(directory, Map.of(), "serve", "--config", file.toString())) {
            process.awaitOutput("Ready: ");
            for (int i = 0; i < 5; i++) {
                sent.add("event " + i);
                assertThat(call("http://127.0.0.1:" + port + "/hooks/plain", "event " + i)).isEqualTo(200);
            }
            process.kill();
        }
        assertThat(waiting()).hasSize(5);
        // the one that was being written
        Files.writeString(spool().resolve("0000000000000000006.event"), "nacento-event plain 17000");
        broker.open();

        begin();

        soon().until(() -> queues.exists(ShopQueues.EVENTS) && queues.count(ShopQueues.EVENTS) == 5);
        assertThat(queues.take(ShopQueues.EVENTS, 5)).extracting(ShopQueues.Taken::text).isEqualTo(sent);
        assertThat(spool().resolve("0000000000000000006.event.torn")).exists();
    }

    private List<Path> waiting() throws IOException {
        try (Stream<Path> files = Files.list(spool())) {
            return files.filter(file -> file.toString().endsWith(".event")).toList();
        }
    }

    private int hook(String body) {
        return connector.send(connector.request("/hooks/plain").header("Authorization", "plain").POST(BodyPublishers.ofString(body)))
                .status();
    }

    private static int call(String address, String body) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(address)).header("Authorization", "plain")
                .POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8)).build(), BodyHandlers.discarding()).statusCode();
    }
}
