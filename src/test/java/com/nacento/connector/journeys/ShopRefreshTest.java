package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.testing.JourneyTest;
import com.nacento.connector.testing.RedisServer;
import com.nacento.connector.testing.TestServers;
import com.nacento.connector.testing.Varnish;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** After a change the shop shows it: copies, pages and indexers of a shop with a real Varnish. */
class ShopRefreshTest extends JourneyTest {

    private static final String CACHE = "media/catalog/product/cache/";
    private static final String RESIZE = "media.storage.catalog.image.resize";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Varnish varnish;
    private RedisServer redis;
    private Connection broker;

    @Override
    protected Map<String, String> settings() {
        assumeTrue(Varnish.isInstalled(), "varnishd is not installed");
        assumeTrue(RedisServer.isInstalled(), "redis-server is not installed");
        varnish = Varnish.start();
        redis = RedisServer.start();
        redis.entry("GLOBAL__CONFIG", "{}", "CONFIG", "MAGE");
        Map<String, String> settings = new TreeMap<>(redis.asDefaultCache());
        settings.putAll(Map.of("nacento.cache.varnish.hosts", varnish.address(), "nacento.cache.resized-images", "on",
                "nacento.cache.resize-ahead", "true", "nacento.cache.retry-pause", "1s"));
        return settings;
    }

    @AfterAll
    void stopVarnish() throws Exception {
        if (varnish != null) {
            varnish.close();
        }
        if (redis != null) {
            redis.close();
        }
        if (broker != null) {
            broker.createChannel().queueDelete(RESIZE);
            broker.close();
        }
    }

    @Test
    void aReplacedPictureIsSoonGoneFromItsCopiesAndFromThePagesThatShowIt() throws Exception {
        long product = shop.addProduct("REPLACED");
        long parent = shop.addProduct("CONFIGURABLE");
        shop.execute("INSERT INTO {prefix}catalog_product_relation (parent_id, child_id) VALUES (?, ?)", parent, product);
        shop.putImage("/o/n/one.jpg", "first");
        shop.putImage("/t/w/two.jpg", "stays");
        sync("REPLACED", "/o/n/one.jpg", "/t/w/two.jpg");
        awaitNothingDue();
        for (String folder : List.of("0f1e2d", "77aa88")) {
            shop.bucket().put(CACHE + folder + "/o/n/one.jpg", "small first".getBytes());
            shop.bucket().put(CACHE + folder + "/t/w/two.jpg", "small stays".getBytes());
        }
        varnish.cache("/product", "cat_p,cat_p_" + product + ",FPC");
        varnish.cache("/configurable", "cat_p_" + parent);
        varnish.cache("/list", "cat_p_" + product + "0,cat_c_p_3");

        shop.putImage("/o/n/one.jpg", "second");
        sync("REPLACED", "/o/n/one.jpg", "/t/w/two.jpg");

        await().atMost(PATIENCE).until(() -> varnish.isFetchedAgain("/product"));
        assertThat(varnish.isFetchedAgain("/configurable")).as("shows its children's pictures").isTrue();
        assertThat(varnish.isFetchedAgain("/list")).as("another product, whose id only begins alike").isFalse();
        for (String folder : List.of("0f1e2d", "77aa88")) {
            assertThat(isThere(CACHE + folder + "/o/n/one.jpg")).as("an old copy").isFalse();
            assertThat(isThere(CACHE + folder + "/t/w/two.jpg")).as("of a picture that stayed").isTrue();
        }
        assertThat(isThere("media/catalog/product/o/n/one.jpg")).as("the picture itself").isTrue();
        awaitNothingDue();
    }

    @Test
    void aBulkTellsHowManyProductsAreRefreshed() throws Exception {
        for (String sku : List.of("COUNTED-1", "COUNTED-2", "COUNTED-3")) {
            shop.addProduct(sku);
            shop.putImage("/c/o/" + sku + ".jpg", sku);
        }
        assertThat(toRefresh("COUNTED-1", "COUNTED-2", "GONE")).isEqualTo(2);
        shop.putImage("/c/o/COUNTED-2.jpg", "replaced");

        assertThat(toRefresh("COUNTED-1", "COUNTED-2", "COUNTED-3")).as("one is replaced, one is new").isEqualTo(2);
        assertThat(toRefresh("COUNTED-1", "COUNTED-2", "COUNTED-3")).as("nothing changed").isZero();
        awaitNothingDue();
    }

    private int toRefresh(String... skus) throws Exception {
        List<String> items = List.of(skus).stream().map("{\"sku\":\"%1$s\",\"images\":[{\"file_path\":\"/c/o/%1$s.jpg\"}]}"::formatted)
                .toList();
        return connector.post("/rest/V1/nacento-connector/products/media/bulk", "{\"items\":[" + String.join(",", items) + "]}")
                .json().at("/stats/to_refresh").intValue();
    }

    @Test
    void whatIsUnchangedKeepsItsPages() throws Exception {
        long product = shop.addProduct("UNCHANGED");
        shop.putImage("/u/n/a.jpg", "same");
        sync("UNCHANGED", "/u/n/a.jpg");
        awaitNothingDue();
        varnish.cache("/unchanged", "cat_p_" + product);

        sync("UNCHANGED", "/u/n/a.jpg");

        assertThat(due()).isZero();
        assertThat(varnish.isFetchedAgain("/unchanged")).isFalse();
    }

    @Test
    void magentoIsAskedToResizeNewPicturesInABulkThatExists() throws Exception {
        broker = TestServers.broker().connect();
        Channel channel = broker.createChannel();
        channel.queueDeclare(RESIZE, true, false, false, null);
        channel.queueBind(RESIZE, "magento", RESIZE);
        channel.queuePurge(RESIZE);
        shop.addProduct("AHEAD");
        shop.putImage("/a/h/new.jpg", "new");

        sync("AHEAD", "/a/h/new.jpg");

        List<JsonNode> messages = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            GetResponse message = channel.basicGet(RESIZE, true);
            if (message != null) {
                messages.add(new ObjectMapper().readTree(message.getBody()));
            }
            return messages.stream()
                    .anyMatch(found -> found.path("serialized_data").textValue().equals("{\"filename\":\"\\/a\\/h\\/new.jpg\"}"));
        });
        JsonNode message = messages.get(messages.size() - 1);
        assertThat(message.path("topic_name").textValue()).isEqualTo(RESIZE);
        assertThat(message.path("status").intValue()).isEqualTo(4);
        assertThat(message.path("id").isNull()).isTrue();
        assertThat(
                shop.number("SELECT COUNT(*) FROM {prefix}magento_bulk WHERE uuid = ?", message.path("bulk_uuid").textValue().getBytes()))
                .as("Magento's consumer writes an operation, which must belong to a bulk").isOne();
    }

    @Test
    void anIndexerThatIsUpdatedByScheduleNoticesThroughItsTriggers() throws Exception {
        shop.execute(
                "CREATE TABLE {prefix}catalog_product_flat_cl (version_id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, entity_id INT UNSIGNED "
                        + "NOT NULL)");
        for (String event : List.of("insert", "update")) {
            shop.execute("CREATE TRIGGER trg_catalog_product_entity_varchar_after_" + event + " AFTER " + event
                    + " ON {prefix}catalog_product_entity_varchar FOR EACH ROW"
                    + " INSERT IGNORE INTO catalog_product_flat_cl (entity_id) VALUES (NEW.entity_id)");
        }
        long product = shop.addProduct("INDEXED");
        shop.putImage("/i/n/base.jpg", "base");

        assertThat(connector.sync("INDEXED", "{\"images\":[{\"file_path\":\"/i/n/base.jpg\",\"roles\":[\"base\"]}]}").status())
                .isEqualTo(200);

        assertThat(shop.texts("SELECT DISTINCT entity_id FROM {prefix}catalog_product_flat_cl")).containsExactly(Long.toString(product));
    }

    private void sync(String sku, String... images) {
        List<String> items = List.of(images).stream().map("{\"file_path\":\"%s\"}"::formatted).toList();
        assertThat(connector.sync(sku, "{\"images\":[" + String.join(",", items) + "]}").status()).isEqualTo(200);
    }

    private boolean isThere(String key) {
        try {
            return shop.bucket().get(key).length > 0;
        } catch (NoSuchKeyException missing) {
            return false;
        }
    }

    private void awaitNothingDue() {
        await().atMost(PATIENCE).until(() -> due() == 0);
    }

    private long due() throws SQLException {
        return shop.number("SELECT COUNT(*) FROM {prefix}nacento_refresh");
    }
}
