package com.nacento.connector.outages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nacento.connector.lab.stage.FreePort;
import com.nacento.connector.testing.MagentoShop;
import com.nacento.connector.testing.ServiceProcess;
import com.nacento.connector.testing.TestSettings;
import com.nacento.connector.testing.Varnish;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the shop must forget is not forgotten by a connector that is killed between the commit and the purge. */
class CrashedRefreshTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    @Test
    void whatAKilledConnectorHadNotedIsDoneByTheNextOne() throws Exception {
        assumeTrue(Varnish.isInstalled(), "varnishd is not installed");
        try (MagentoShop shop = MagentoShop.open(); Varnish varnish = Varnish.start()) {
            Map<String, String> settings = new TreeMap<>(TestSettings.of(shop, FreePort.find(), FreePort.find()));
            settings.put("nacento.cache.retry-pause", "1s");
            long product = shop.addProduct("KILLED");
            shop.putImage("/k/i/lled.jpg", "content");
            varnish.cache("/killed", "cat_p_" + product);

            settings.put("nacento.cache.varnish.hosts", "127.0.0.1:1");
            try (ServiceProcess first = start("first", settings)) {
                sync(settings);
                first.awaitOutput("pages in Varnish at 127.0.0.1:1: failed");
                first.kill();
            }
            assertThat(due(shop)).isOne();
            assertThat(varnish.isFetchedAgain("/killed")).isFalse();

            settings.put("nacento.cache.varnish.hosts", varnish.address());
            try (ServiceProcess next = start("next", settings)) {
                await().atMost(PATIENCE).until(() -> due(shop) == 0);
            }
            assertThat(varnish.isFetchedAgain("/killed")).isTrue();
        }
    }

    private ServiceProcess start(String name, Map<String, String> settings) throws Exception {
        Path folder = Files.createDirectory(directory.resolve(name));
        Path file = folder.resolve("connector.properties");
        TestSettings.write(file, settings);
        ServiceProcess process = ServiceProcess.run(folder, Map.of(), "serve", "--config", file.toString());
        process.awaitOutput("Ready:");
        return process;
    }

    private static void sync(Map<String, String> settings) throws Exception {
        HttpRequest request = HttpRequest
                .newBuilder(URI.create(
                        "http://127.0.0.1:" + settings.get("nacento.http.port") + "/rest/V1/nacento-connector/products/KILLED/media"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"images\":[{\"file_path\":\"/k/i/lled.jpg\"}]}")).build();
        assertThat(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    private static long due(MagentoShop shop) throws SQLException {
        return shop.number("SELECT COUNT(*) FROM {prefix}nacento_refresh");
    }
}
