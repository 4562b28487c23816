package com.nacento.connector.outages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nacento.connector.lab.stage.FreePort;
import com.nacento.connector.lab.stage.TcpGate;
import com.nacento.connector.testing.JourneyTest;
import com.nacento.connector.testing.Varnish;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A Varnish that is dead or refuses holds up no sync, and hears of every change in the end. */
class CacheOutageTest extends JourneyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Opened when the page is cached: until then nobody purges it. */
    private final TcpGate gate = TcpGate.before("127.0.0.1", FreePort.find());

    @Override
    protected Map<String, String> settings() {
        assumeTrue(Varnish.isInstalled(), "varnishd is not installed");
        return Map.of("nacento.cache.varnish.hosts", "127.0.0.1:" + gate.port(), "nacento.cache.retry-pause", "1s");
    }

    @Test
    void aDeadServerAndOneThatRefusesAreToldAgainUntilTheyHaveHeard() throws Exception {
        long product = change("DEAD", "/d/e/ad.jpg");
        await().atMost(PATIENCE).until(() -> failures() >= 2);
        assertThat(due()).as("kept for later").isOne();

        int port = FreePort.find();
        try (Varnish refusing = Varnish.start(port, "192.0.2.1")) {
            refusing.cache("/page", "cat_p_" + product);
            gate.leadTo("127.0.0.1", port);
            gate.open();
            double before = failures();
            await().atMost(PATIENCE).until(() -> failures() >= before + 2);
            assertThat(refusing.isFetchedAgain("/page")).as("405: not from this address").isFalse();
            gate.cut();
        }
        try (Varnish varnish = Varnish.start(port, "127.0.0.1"); gate) {
            varnish.cache("/page", "cat_p_" + product);
            gate.open();
            await().atMost(PATIENCE).until(() -> due() == 0);
            assertThat(varnish.isFetchedAgain("/page")).isTrue();
        }
    }

    private long change(String sku, String image) throws SQLException {
        long product = shop.addProduct(sku);
        shop.putImage(image, "content");
        assertThat(connector.sync(sku, "{\"images\":[{\"file_path\":\"" + image + "\"}]}").status()).isEqualTo(200);
        return product;
    }

    private double failures() {
        return connector.observe("/observe/metrics").body().lines()
                .filter(line -> line.startsWith("nacento_refreshes_total") && line.contains("failed")
                        && line.contains("varnish"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
    }

    private long due() throws SQLException {
        return shop.number("SELECT COUNT(*) FROM {prefix}nacento_refresh");
    }
}
