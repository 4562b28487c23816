package com.nacento.connector.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nacento.connector.config.RefreshSettings.Redis;
import com.nacento.connector.config.SettingsException;
import com.nacento.connector.testing.RedisServer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisException;

/** Magento's default cache in a real Redis, with entries written out as a Magento 2.4.7 keeps them. */
class MagentoMemoryTest {

    private static final String COPY = "media/catalog/product/cache/0f1e/m/y/my-pic.2.jpg";
    /** MD5 of the bucket's name, {@code media}, then the key. */
    private static final String ID = "62933A2951EF01F4EAFD9BDF4D3CD2F0MEDIA_CATALOG_PRODUCT_CACHE_0F1E_M_Y_MY_PIC__2__JPG";
    private static final String THERE = "{\"x\":{\"type\":\"file\",\"size\":12}}";

    private RedisServer redis;
    private MagentoMemory memory;

    @BeforeEach
    void startRedis() {
        assumeTrue(RedisServer.isInstalled(), "redis-server is not installed");
        redis = RedisServer.start();
        memory = memory("media", "", RedisServer.PREFIX);
        redis.entry("GLOBAL__CONFIG", "{}", "CONFIG", "MAGE");
    }

    @AfterEach
    void stopRedis() {
        if (redis != null) {
            redis.close();
        }
    }

    @Test
    void anObjectThatIsForgottenHasNoEntryAndNoPlaceInTheSetsOfItsTags() {
        redis.entry(ID, THERE, "FLYSYSTEM", "MAGE");
        redis.entry(ID + "OTHER", THERE, "FLYSYSTEM", "MAGE");

        assertThat(memory.remembered(List.of(COPY, COPY + "2"))).containsExactly(COPY);
        assertThat(memory.forget(List.of(COPY))).isOne();

        assertThat(redis.data(ID)).isNull();
        assertThat(redis.isTagged("FLYSYSTEM", ID)).isFalse();
        assertThat(redis.isTagged("MAGE", ID)).isFalse();
        assertThat(redis.data(ID + "OTHER")).isEqualTo(THERE);
        assertThat(redis.isTagged("FLYSYSTEM", ID + "OTHER")).isTrue();
    }

    @Test
    void eachByteOfALetterThatMagentoDoesNotKnowIsALine() {
        String id = "62933A2951EF01F4EAFD9BDF4D3CD2F0MEDIA_CATALOG_PRODUCT_M_U_M__TZE__JPG";
        redis.entry(id, THERE, "FLYSYSTEM", "MAGE");

        assertThat(memory.forget(List.of("media/catalog/product/m/u/m\u00fctze.jpg"))).isOne();

        assertThat(redis.data(id)).isNull();
    }

    @Test
    void thatAnObjectDoesNotExistIsNoMemoryOfItButForgottenAllTheSame() {
        redis.entry(ID, "{\"" + COPY + "\":false}", "FLYSYSTEM", "MAGE");

        assertThat(memory.remembered(List.of(COPY))).isEmpty();
        assertThat(memory.forget(List.of(COPY))).isOne();
    }

    @Test
    void withTwoLevelsTheVersionGoesTooElseEachWebNodeWouldBelieveItsLocalCopy() {
        redis.entry(ID, THERE, "FLYSYSTEM", "MAGE");
        redis.entry(ID + ":hash", "9f86d081", "FLYSYSTEM", "MAGE");

        memory.forget(List.of(COPY));

        assertThat(redis.data(ID)).isNull();
        assertThat(redis.data(ID + ":hash")).isNull();
        assertThat(redis.isTagged("FLYSYSTEM", ID + ":hash")).isFalse();
    }

    @Test
    void aStoragePrefixIsPartOfTheSumAndNotOfTheKeyHoweverEnvPhpWritesIt() {
        MagentoMemory below = memory("media", "shop", RedisServer.PREFIX);
        for (String sum : List.of("9C30C675EBED63D102FD21F25A818477", "5A0E40A8843136F93D8BDDEBFD34262C")) {
            String id = sum + "MEDIA_CATALOG_PRODUCT_CACHE_0F1E_M_Y_MY_PIC__2__JPG";
            redis.entry(id, THERE, "FLYSYSTEM", "MAGE");
            assertThat(below.remembered(List.of("shop/" + COPY))).containsExactly("shop/" + COPY);
            assertThat(below.forget(List.of("shop/" + COPY))).isOne();
            assertThat(redis.data(id)).isNull();
        }
        assertThat(below.problem()).isEmpty();
    }

    @Test
    void blocksAndGraphQlAnswersOfAProductGoAlsoIfPagesLieInTheSameDatabase() {
        redis.entry("BLOCK", "<div>", "CAT_P_7", "BLOCK_HTML", "MAGE");
        redis.entry("GALLERY", "{}", "GQL_MEDIA_GALLERY_7", "GRAPHQL_QUERY_RESOLVER_RESULT", "MAGE");
        redis.entry("OTHER", "{}", "GQL_MEDIA_GALLERY_70", "GRAPHQL_QUERY_RESOLVER_RESULT", "MAGE");
        redis.page("PAGE", "CAT_P_7", "FPC");

        assertThat(memory.clean(List.of("cat_p_7", "gql_media_gallery_7"))).isEqualTo(3);

        assertThat(redis.hasPage("BLOCK")).isFalse();
        assertThat(redis.hasPage("GALLERY")).isFalse();
        assertThat(redis.hasPage("PAGE")).isFalse();
        assertThat(redis.hasPage("OTHER")).isTrue();
    }

    @Test
    void aCacheThatCannotBeMadeToForgetIsRefusedInOneLineThatNamesTheSetting() {
        assertThat(memory.problem()).as("nothing is remembered yet").isEmpty();
        redis.entry(ID, THERE, "FLYSYSTEM", "MAGE");
        assertThat(memory.problem()).isEmpty();

        assertThat(memory("other-bucket", "", RedisServer.PREFIX).problem().orElseThrow()).contains("another bucket or prefix");
        assertThat(memory("media", "", "other_").problem().orElseThrow()).contains("no tag there begins with");
        redis.becomeSymfonys();
        assertThatThrownBy(memory::refuseIfOutOfReach).isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("nacento.cache.redis.default-address")
                .hasMessageContaining("Symfony").hasMessageContaining("dry or off").message().doesNotContain("\n");
        redis.close();
        assertThatThrownBy(memory::refuseIfOutOfReach).isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("nacento.cache.redis.default-address");
        assertThatThrownBy(memory::isSeen).isInstanceOf(JedisException.class);
        redis = null;
    }

    @Test
    void whereNoEntryOfMagentosIsNobodyKnowsWhatItBelieves() {
        assertThat(memory.isSeen()).isTrue();
        assertThatThrownBy(() -> memory("media", "", "other_").isSeen()).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cache:flush");
    }

    private MagentoMemory memory(String bucket, String prefix, String idPrefix) {
        String[] address = redis.address().split(":");
        return new MagentoMemory(Optional
                .of(new Redis("nacento.cache.redis.default-address", address[0], Integer.parseInt(address[1]), RedisServer.DATABASE, "",
                        RedisServer.PASSWORD, false, idPrefix)),
                bucket, prefix);
    }
}
