package com.nacento.connector.database;

import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.gallery.StoredETags;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchEtagsTest extends RouteTest {

    private long now;

    @Override
    protected void addBeans(Registry beans) {
        beans.bind("storedETags", new StoredETags(() -> now));
    }

    @BeforeEach
    void itIsTime() {
        now += TimeUnit.HOURS.toNanos(1);
    }

    @Test
    void rowsOfTheModuleAreToldTheirImagesAndThoseOfImagesThatAreGoneAreForgotten() throws Exception {
        database.answers("find-etags",
                given -> !given.get("after").equals(0L)
                        ? List.of()
                        : List.of(row("record_id", 7L, "product_id", 10L, "value_id", 70L, "known", 0),
                                row("record_id", 8L, "product_id", null, "value_id", null, "known", 0),
                                row("record_id", 9L, "product_id", null, "value_id", null, "known", 1),
                                row("record_id", 12L, "product_id", 10L, "value_id", 71L, "known", 1)));

        assertThat(fire(null).getException()).isNull();

        assertThat(database.journal()).containsExactly("find-etags", "update-etag-keys", "delete-etags", "find-etags");
        assertThat(database.parametersOf("update-etag-keys").get("etag_keys"))
                .isEqualTo("[{\"record_id\":7,\"product_id\":10,\"value_id\":70}]");
        assertThat(database.parametersOf("delete-etags").get("dead_etags")).isEqualTo("[8,9]");
        assertThat(database.parametersOf("find-etags").get("after")).as("the next rows").isEqualTo(12L);
    }

    @Test
    void aShopThatIsNotKnownYetIsWaitedFor() throws Exception {
        shop.doubt();

        fire(null);

        assertThat(database.journal()).isEmpty();
    }

    @Test
    void whileConsumptionIsPausedNothingIsLookedAt() throws Exception {
        consumption.pause("operator");
        fire(null);
        assertThat(database.journal()).isEmpty();

        consumption.resume("operator");
        fire(null);
        assertThat(database.journal()).containsExactly("find-etags");
    }

    @Test
    void aDatabaseThatIsAwayIsAskedAgainInAMinute() throws Exception {
        database.fails("find-etags", Samples.databaseAway());

        assertThat(fire(null).getException()).isNull();
        fire(null);
        assertThat(database.journal()).as("not at once").containsExactly("find-etags");

        database.clear();
        now += TimeUnit.MINUTES.toNanos(1);
        fire(null);
        assertThat(database.journal()).containsExactly("find-etags");
    }

    @Test
    void afterALookTheNextOneIsInAnHour() throws Exception {
        fire(null);
        now += TimeUnit.MINUTES.toNanos(59);
        fire(null);
        assertThat(database.journal()).containsExactly("find-etags");

        now += TimeUnit.MINUTES.toNanos(1);
        fire(null);
        assertThat(database.journal()).containsExactly("find-etags", "find-etags");
    }
}
