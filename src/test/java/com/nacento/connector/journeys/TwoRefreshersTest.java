package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nacento.connector.lab.stage.Numbers;
import com.nacento.connector.testing.Bulks;
import com.nacento.connector.testing.LogLines;
import com.nacento.connector.testing.MagentoShop;
import com.nacento.connector.testing.PurgeCount;
import com.nacento.connector.testing.RunningConnector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two connectors of one shop share what is to be refreshed: all of it is done, and nothing twice. */
class TwoRefreshersTest {

    private static final int BULKS = 10;
    private static final int SKUS = 60;
    private static final int BACKLOG = 5_000;
    /** Ids of products that nobody has, for rows of an earlier time. */
    private static final int BACKLOG_IDS = 1_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void everyProductIsPurgedOnceWhileBothTakeFromTheSameTable() throws Exception {
        Map<Long, Integer> once = new TreeMap<>();
        try (MagentoShop shop = MagentoShop.open(); PurgeCount varnish = new PurgeCount(); LogLines log = LogLines.open()) {
            shop.putImage("/t/w/o.jpg", "two");
            for (int i = 0; i < BULKS * SKUS; i++) {
                once.put(shop.addProduct("SKU-" + i), 1);
            }
            IntStream.range(0, BACKLOG).forEach(i -> once.put((long) BACKLOG_IDS + i, 1));
            try (RunningConnector one = start(shop, varnish); RunningConnector other = start(shop, varnish)) {
                List<CompletableFuture<String>> bulks = new ArrayList<>();
                for (int bulk = 0; bulk < BULKS; bulk++) {
                    RunningConnector connector = bulk % 2 == 0 ? one : other;
                    String json = bulk(bulk * SKUS);
                    boolean direct = bulk % 3 == 0;
                    bulks.add(CompletableFuture.supplyAsync(() -> direct
                            ? connector.bulk(json).json().at("/stats/to_refresh").toString()
                            : Bulks.uuid(connector.bulkAsync(json))));
                }
                await().atMost(PATIENCE)
                        .until(() -> shop.number("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()"
                                + " AND table_name = 'nacento_refresh'") == 1);
                shop.execute("INSERT INTO nacento_refresh (product_id, created_at, due_at)"
                        + " SELECT ? + seq - 1, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE FROM " + Numbers.to(BACKLOG),
                        BACKLOG_IDS);
                for (CompletableFuture<String> bulk : bulks) {
                    assertThat(bulk.join()).as("a direct bulk's products, or an asynchronous one's uuid").satisfiesAnyOf(
                            answer -> assertThat(answer).isEqualTo(Integer.toString(SKUS)), answer -> assertThat(answer).hasSize(36));
                }
                await().atMost(PATIENCE)
                        .until(() -> shop
                                .number("SELECT COUNT(DISTINCT entity_id) FROM catalog_product_entity_media_gallery_value") == BULKS * SKUS
                                && shop.number("SELECT COUNT(*) FROM nacento_refresh") == 0);
            }
            assertThat(new TreeMap<>(varnish.purges())).isEqualTo(once);
            assertThat(log.with("nacento_refresh cannot")).isEmpty();
            assertThat(log.with("eadlock")).isEmpty();
            assertThat(log.with("ERROR")).isEmpty();
        }
    }

    private static RunningConnector start(MagentoShop shop, PurgeCount varnish) {
        return RunningConnector.start(shop, Map.of("nacento.cache.varnish.hosts", varnish.address(), "nacento.rabbitmq.consumers", "1"),
                Map.of("watch-refreshes.period", "20"));
    }

    private static String bulk(int first) {
        return IntStream.range(first, first + SKUS).mapToObj("{\"sku\":\"SKU-%d\",\"images\":[{\"file_path\":\"/t/w/o.jpg\"}]}"::formatted)
                .collect(Collectors.joining(",", "{\"items\":[", "]}"));
    }
}
