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
    void theShopIsLookedAtAndOldRequestsAreForgotten() throws Exception {
        database.answers("find-finished-requests", List.of(Samples.row("request_id", 9L), Samples.row("request_id", 2L)));

        assertThat(fire(null).getException()).isNull();

        assertThat(neighbour("load-magento-schema").getReceivedCounter()).isEqualTo(1);
        assertThat(database.journal()).containsExactly("find-finished-requests", "delete-finished-requests", "delete-old-refreshes");
        assertThat(database.parametersOf("find-finished-requests")).containsEntry("keep_seconds", 604_800L);
        assertThat(database.parametersOf("delete-finished-requests")).containsEntry("finished_requests", "[2,9]");
    }

    @Test
    void whileConsumptionIsPausedOnlyTheBucketIsLookedAtOnceAMinute() throws Exception {
        int before = looksAtTheBucket.get();
        consumption.pause("operator");

        fire(null);
        fire(null);

        assertThat(looksAtTheBucket.get() - before).isOne();
        assertThat(neighbour("load-magento-schema").getReceivedCounter()).as("it may create tables").isZero();
        assertThat(database.journal()).isEmpty();
    }

    @Test
    void nothingIsForgottenInAShopThatCannotBeLookedAt() throws Exception {
        fails("load-magento-schema", Samples.databaseAway());

        assertThat(fire(null).getException()).as("the next look comes in a minute").isNull();

        assertThat(database.journal()).isEmpty();
    }

    @Test
    void aShopThatIsKnownIsLookedAtOnceAMinute() throws Exception {
        fire(null);
        shop.learn(Samples.ATTRIBUTES, Samples.COLUMNS, List.of());
        now += TimeUnit.SECONDS.toNanos(59);
        fire(null);
        assertThat(neighbour("load-magento-schema").getReceivedCounter()).isEqualTo(1);

        shop.doubt();
        fire(null);
        assertThat(neighbour("load-magento-schema").getReceivedCounter()).as("at once if something is doubtful").isEqualTo(2);
    }
}
