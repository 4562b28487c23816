package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nacento.connector.testing.JourneyTest;
import com.nacento.connector.testing.RedisServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Magento's built-in page cache, in a real Redis that asks for a password. */
class PageCacheInRedisTest extends JourneyTest {

    private RedisServer redis;

    @Override
    protected Map<String, String> settings() {
        assumeTrue(RedisServer.isInstalled(), "redis-server is not installed");
        redis = RedisServer.start();
        return Map.of("nacento.cache.redis.address", redis.address(), "nacento.cache.redis.database",
                Integer.toString(RedisServer.DATABASE),
                "nacento.cache.redis.password", RedisServer.PASSWORD, "nacento.cache.redis.id-prefix", RedisServer.PREFIX,
                "nacento.cache.retry-pause", "1s");
    }

    @AfterAll
    void stopRedis() {
        if (redis != null) {
            redis.close();
        }
    }

    @Test
    void pagesOfAChangedProductAreForgottenAndNoOthers() throws Exception {
        long product = shop.addProduct("PAGE");
        shop.putImage("/p/a/page.jpg", "content");
        redis.page("AAAA", "CAT_P", "CAT_P_" + product, "FPC");
        redis.page("BBBB", "CAT_P", "CAT_P_" + product, "CAT_C_P_3", "FPC");
        redis.page("CCCC", "CAT_P", "CAT_P_" + product + "0", "FPC");

        assertThat(connector.sync("PAGE", "{\"images\":[{\"file_path\":\"/p/a/page.jpg\"}]}").status()).isEqualTo(200);

        await().atMost(Duration.ofSeconds(60)).until(() -> shop.number("SELECT COUNT(*) FROM {prefix}nacento_refresh") == 0);
        assertThat(redis.hasPage("AAAA")).isFalse();
        assertThat(redis.hasPage("BBBB")).isFalse();
        assertThat(redis.hasPage("CCCC")).as("of another product").isTrue();
        assertThat(redis.hasTag("CAT_P_" + product)).isFalse();
        assertThat(redis.hasTag("FPC")).as("a tag of other pages, too").isTrue();
        assertThat(connector.observe("/observe/metrics").body())
                .containsPattern("nacento_refreshes_total\\{[^}]*outcome=\"done\",[^}]*part=\"redis\"[^}]*} [1-9]");
    }
}
