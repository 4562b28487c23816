package com.nacento.connector.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.health.Watched;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchShopTest extends RouteTest {

    private final AtomicInteger looksAtTheBucket = new AtomicInteger();
    private long now;

    @Override
    protected void addBeans(Registry beans) {
        beans.bind("storageHealth", new Watched("storage", looksAtTheBucket::incrementAndGet));
        shop = new Shop(beans.lookupByNameAndType("sqlFiles", SqlFiles.class), () -> now);
        beans.bind("shop", shop);
    }

    @BeforeEach
    void itIsTime() {
        now += TimeUnit.MINUTES.toNanos(1);
    }

    @Test
    void theBucketIsLookedAtWithTheShop() throws Exception {
        int before = looksAtTheBucket.get();

        fire(null);

        assertThat(looksAtTheBucket.get() - before).isOne();
        assertThat(neighbour("load-shop").getReceivedCounter()).isOne();
        assertThat(context.getRoute(route).getGroup()).as("a look at the bucket is nothing that a pause waits for").isNull();
    }

    @Test
    void aShopThatCannotBeLookedAtIsLookedAtAgain() throws Exception {
        fails("load-shop", Samples.databaseAway());

        assertThat(fire(null).getException()).as("the next look comes in a minute").isNull();

        assertThat(shop.isDue()).isFalse();
        now += TimeUnit.MINUTES.toNanos(1);
        assertThat(shop.isDue()).isTrue();
    }

    @Test
    void aShopThatIsKnownIsLookedAtOnceAMinute() throws Exception {
        fire(null);
        shop.learn(Samples.ATTRIBUTES, Samples.COLUMNS, List.of());
        now += TimeUnit.SECONDS.toNanos(59);
        fire(null);
        assertThat(neighbour("load-shop").getReceivedCounter()).isEqualTo(1);

        shop.doubt();
        fire(null);
        assertThat(neighbour("load-shop").getReceivedCounter()).as("at once if something is doubtful").isEqualTo(2);
    }
}
