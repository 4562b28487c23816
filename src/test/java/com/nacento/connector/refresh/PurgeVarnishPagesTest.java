package com.nacento.connector.refresh;

import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PurgeVarnishPagesTest extends RouteTest {

    private final RefreshBeans beans = new RefreshBeans();
    private final List<String> purges = new CopyOnWriteArrayList<>();
    private HttpServer varnish;
    private volatile int status = 200;

    @Override
    protected void addBeans(Registry registry) {
        beans.bind(registry);
    }

    @BeforeEach
    void startVarnish() throws IOException {
        purges.clear();
        varnish = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        varnish.createContext("/", exchange -> {
            purges.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("X-Magento-Tags-Pattern"));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        varnish.start();
        status = 200;
    }

    @AfterEach
    void stopVarnish() {
        varnish.stop(0);
    }

    @Test
    void aPurgeNamesTheTagsOfTheProductsAndOfTheirParents() {
        beans.varnish(address());
        RefreshBatch batch = batch();

        assertThat(send(batch).getException()).isNull();

        assertThat(purges).containsExactly("PURGE / ((^|,)cat_p_10(,|$))|((^|,)cat_p_99(,|$))");
        assertThat(batch.done().get("refreshes")).isEqualTo("[1]");
    }

    @Test
    void aServerThatRefusesOrIsDeadIsTriedAgainAndTheOthersAreTold() {
        String dead = "127.0.0.1:1";
        beans.varnish(dead, address());
        RefreshBatch batch = batch();

        assertThat(send(batch).getException()).isNull();

        assertThat(purges).hasSize(1);
        assertThat(batch.hasFailed(RefreshPart.VARNISH)).isTrue();
        assertThat(batch.done().get("refreshes")).isEqualTo("[]");
    }

    @Test
    void aServerThatDoesNotTakePurgesFromHereIsTriedAgain() {
        status = 405;
        beans.varnish(address());
        RefreshBatch batch = batch();

        send(batch);

        assertThat(batch.hasFailed(RefreshPart.VARNISH)).isTrue();
    }

    private RefreshBatch batch() {
        RefreshBatch batch = beans.batch(row("refresh_id", 1L, "product_id", 10L, "file_path", null, "replaced", 0L));
        return beans.withParents(batch, List.of(row("product_id", 99L)));
    }

    private String address() {
        return "127.0.0.1:" + varnish.getAddress().getPort();
    }
}
