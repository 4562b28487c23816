package com.nacento.connector.akeneo;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.routes.Samples;
import org.junit.jupiter.api.Test;

class WatchAkeneoUpdatesTest extends AkeneoRouteTest {

    @Test
    void eachSourceIsLookedAt() throws Exception {
        fire(null);

        assertThat(neighbour("load-akeneo-updates").getReceivedExchanges()).singleElement()
                .satisfies(exchange -> assertThat(exchange.getVariable("source")).isEqualTo("akeneo"));
    }

    @Test
    void nothingIsAskedBeforeTheTablesAreKnown() throws Exception {
        shop.doubt();

        fire(null);

        assertThat(neighbour("load-akeneo-updates").getReceivedCounter()).isZero();
    }

    @Test
    void whileConsumptionIsPausedNoSourceIsBegunWith() throws Exception {
        consumption.pause("operator");

        fire(null);

        assertThat(neighbour("load-akeneo-updates").getReceivedCounter()).isZero();
    }

    @Test
    void aPimThatIsAwayIsNoFailureOfTheTimer() throws Exception {
        fails("load-akeneo-updates", Samples.outage(Outage.Part.PIM));

        assertThat(fire(null).getException()).isNull();
        assertThat(fire(null).getException()).isNull();
    }
}
