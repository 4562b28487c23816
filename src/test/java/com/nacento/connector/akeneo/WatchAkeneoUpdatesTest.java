package com.nacento.connector.akeneo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchAkeneoUpdatesTest extends AkeneoRouteTest {

    @AfterEach
    void endTheRound() {
        bean(AkeneoUpdates.class).ended("akeneo");
    }

    @Test
    void eachSourceIsLookedAt() throws Exception {
        neighbour("load-akeneo-updates").expectedBodiesReceived("akeneo");

        fire(null);

        neighbour("load-akeneo-updates").assertIsSatisfied();
    }

    @Test
    void theTimerDoesNotWaitForAPimThatTakesLong() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        answers("load-akeneo-updates", exchange -> {
            answered.await(30, TimeUnit.SECONDS);
            ended.set(true);
        });

        fire(null);
        assertThat(ended).as("it is still being asked").isFalse();
        await().until(() -> neighbour("load-akeneo-updates").getReceivedCounter() == 1);
        fire(null);

        answered.countDown();
        bean(AkeneoUpdates.class).ended("akeneo");
        fire(null);
        await().until(() -> neighbour("load-akeneo-updates").getReceivedCounter() == 2);
    }

    @Test
    void nothingIsAskedBeforeTheTablesAreKnown() throws Exception {
        shop.doubt();

        fire(null);

        assertThat(bean(AkeneoUpdates.class).begin()).as("none was begun with").containsExactly("akeneo");
    }

    @Test
    void whileConsumptionIsPausedNoSourceIsBegunWith() throws Exception {
        consumption.pause("operator");

        fire(null);

        assertThat(bean(AkeneoUpdates.class).begin()).as("none was begun with").containsExactly("akeneo");
    }
}
