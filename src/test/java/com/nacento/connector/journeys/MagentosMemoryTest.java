package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nacento.connector.testing.BelievingMagento;
import com.nacento.connector.testing.JourneyTest;
import com.nacento.connector.testing.RedisServer;
import com.nacento.connector.testing.RunningConnector;
import com.nacento.connector.testing.TestServers;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A Magento that believes what its default cache says of the bucket shows a replaced picture all the same. */
class MagentosMemoryTest extends JourneyTest {

    private static final String RESIZE = "media.storage.catalog.image.resize";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private RedisServer redis;
    private BelievingMagento magento;
    private Connection broker;

    @Override
    protected Map<String, String> settings() {
        assumeTrue(RedisServer.isInstalled(), "redis-server is not installed");
        redis = RedisServer.start();
        magento = new BelievingMagento(shop.bucket(), redis);
        Map<String, String> settings = new TreeMap<>(redis.asDefaultCache());
        settings.put("nacento.cache.resized-images", "on");
        settings.put("nacento.cache.retry-pause", "1s");
        return settings;
    }

    @AfterAll
    void stopRedis() throws Exception {
        if (redis != null) {
            redis.close();
        }
        if (broker != null) {
            broker.createChannel().queueDelete(RESIZE);
            broker.close();
        }
    }

    @Test
    void aReplacedPictureIsMadeAnewWhenAVisitorAsks() throws Exception {
        shop.addProduct("REPLACED");
        shop.putImage("/r/e/replaced.jpg", "first");
        sync("REPLACED", "/r/e/replaced.jpg");
        magento.resize("/r/e/replaced.jpg");
        assertThat(magento.get("/r/e/replaced.jpg")).isEqualTo("small first");

        shop.putImage("/r/e/replaced.jpg", "second");
        sync("REPLACED", "/r/e/replaced.jpg");
        awaitNothingDue();

        assertThat(magento.hasCopy("/r/e/replaced.jpg")).isFalse();
        assertThat(magento.get("/r/e/replaced.jpg")).isEqualTo("small second");
    }

    /** An import had written its row, and a visitor had asked for it, before the PIM uploaded it. */
    @Test
    void thatANewPictureDidNotExistIsForgottenThoughNothingIsResizedAhead() throws Exception {
        shop.addProduct("NEW");
        assertThat(magento.get("/n/e/new.jpg")).isEmpty();
        shop.putImage("/n/e/new.jpg", "first");
        assertThat(magento.get("/n/e/new.jpg")).as("it goes on believing").isEmpty();

        sync("NEW", "/n/e/new.jpg");
        awaitNothingDue();

        assertThat(magento.get("/n/e/new.jpg")).isEqualTo("small first");
    }

    @Test
    void graphQlAndBlocksShowTheNewGallery() throws Exception {
        long product = shop.addProduct("GRAPHQL");
        redis.entry("GALLERY", "[]", "GQL_MEDIA_GALLERY_" + product, "GRAPHQL_QUERY_RESOLVER_RESULT", "MAGE");
        redis.entry("BLOCK", "<div>", "CAT_P_" + product, "BLOCK_HTML", "MAGE");
        redis.entry("OTHERS", "[]", "GQL_MEDIA_GALLERY_" + product + "0", "GRAPHQL_QUERY_RESOLVER_RESULT", "MAGE");
        shop.putImage("/g/r/graphql.jpg", "new");

        sync("GRAPHQL", "/g/r/graphql.jpg");
        awaitNothingDue();

        assertThat(redis.data("GALLERY")).isNull();
        assertThat(redis.data("BLOCK")).isNull();
        assertThat(redis.data("OTHERS")).isEqualTo("[]");
    }

    @Test
    void aCopyThatNobodyCanMakeOnDemandIsAskedForByMessageThoughNothingElseIsResizedAhead() throws Exception {
        broker = TestServers.broker().connect();
        Channel channel = broker.createChannel();
        channel.queueDeclare(RESIZE, true, false, false, null);
        channel.queueBind(RESIZE, "magento", RESIZE);
        channel.queuePurge(RESIZE);
        String akeneo = "/3/4/a/9/34a9_pic.jpg";
        shop.addProduct("AKENEO");
        shop.putImage(akeneo, "first");
        shop.putImage("/a/k/akeneo.jpg", "first");
        sync("AKENEO", akeneo, "/a/k/akeneo.jpg");
        magento.resize(akeneo);

        shop.putImage(akeneo, "second");
        shop.putImage("/a/k/akeneo.jpg", "second");
        sync("AKENEO", akeneo, "/a/k/akeneo.jpg");

        List<String> asked = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            GetResponse message = channel.basicGet(RESIZE, true);
            if (message != null) {
                asked.add(new String(message.getBody(), StandardCharsets.UTF_8));
            }
            return asked.stream().anyMatch(body -> body.contains("34a9_pic.jpg"));
        });
        awaitNothingDue();
        assertThat(asked).noneMatch(body -> body.contains("akeneo.jpg"));
        assertThat(magento.get(akeneo)).as("before the message").isEqualTo("placeholder");
        magento.resize(akeneo);
        assertThat(magento.get(akeneo)).isEqualTo("small second");
    }

    @Test
    void aDefaultCacheThatIsAwayRefusesTheStart() {
        Map<String, String> settings = new TreeMap<>(settings(redis));
        settings.put("nacento.cache.redis.default-address", "127.0.0.1:1");

        assertThatThrownBy(() -> RunningConnector.start(shop, settings))
                .hasStackTraceContaining("nacento.cache.redis.default-address is \"127.0.0.1:1\"");
    }

    private static Map<String, String> settings(RedisServer redis) {
        Map<String, String> settings = new TreeMap<>(redis.asDefaultCache());
        settings.put("nacento.cache.resized-images", "on");
        return settings;
    }

    private void sync(String sku, String... images) {
        List<String> items = List.of(images).stream().map("{\"file_path\":\"%s\"}"::formatted).toList();
        assertThat(connector.sync(sku, "{\"images\":[" + String.join(",", items) + "]}").status()).isEqualTo(200);
    }

    private void awaitNothingDue() {
        await().atMost(PATIENCE).until(() -> due() == 0);
    }

    private long due() throws SQLException {
        return shop.number("SELECT COUNT(*) FROM {prefix}nacento_refresh");
    }
}
