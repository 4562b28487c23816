package com.nacento.connector.arrival;

import static com.nacento.connector.arrival.AwaitedLookTest.image;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WatchAwaitedImagesTest extends RouteTest {

    private static final List<Map<String, Object>> FULL = IntStream.range(0, AwaitedLook.MOST_IMAGES)
            .mapToObj(i -> image(i, "/a/" + i + ".jpg", 0)).toList();

    @Test
    void whatIsDueIsTakenLookedForAndProcessed() throws Exception {
        database.answers("find-awaited-images", List.of(image(1, "/a/1.jpg", 0)));

        assertThat(fire(null).getException()).isNull();

        assertThat(database.journal()).containsExactly("update-due-awaited-images", "find-awaited-images");
        assertThat(database.parametersOf("find-awaited-images").get("claim"))
                .isEqualTo(database.parametersOf("update-due-awaited-images").get("claim"));
        assertThat(database.parametersOf("update-due-awaited-images").get("pause")).isEqualTo(300L);
        assertThat(neighbour("detect-arrived-images").getReceivedExchanges()).singleElement()
                .satisfies(exchange -> assertThat(exchange.getMessage().getBody()).isInstanceOf(AwaitedLook.class));
        assertThat(neighbour("sync-awaited-requests").getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void aLookThatWasFullIsFollowedByAnother() throws Exception {
        Deque<List<Map<String, Object>>> found = new ArrayDeque<>(List.of(FULL, FULL, List.of(image(1, "/b/1.jpg", 0))));
        database.answers("find-awaited-images", any -> found.remove());

        fire(null);

        assertThat(neighbour("sync-awaited-requests").getReceivedCounter()).isEqualTo(3);
    }

    @Test
    void whileConsumptionIsPausedThereIsNoLookAndAPauseEndsThem() throws Exception {
        consumption.pause("operator");
        fire(null);
        assertThat(database.journal()).isEmpty();

        consumption.resume("operator");
        database.answers("find-awaited-images", FULL);
        answers("sync-awaited-requests", exchange -> consumption.pause("operator"));
        fire(null);
        assertThat(neighbour("sync-awaited-requests").getReceivedCounter()).as("though there is more").isEqualTo(1);
    }

    @Test
    void nothingDueAsksNobody() throws Exception {
        fire(null);

        assertThat(database.journal()).containsExactly("update-due-awaited-images", "find-awaited-images");
        assertThat(neighbour("detect-arrived-images").getReceivedExchanges()).isEmpty();
    }

    @Test
    void aBucketThatIsAwayIsNotAskedForOneLookAfterTheOther() throws Exception {
        database.answers("find-awaited-images", FULL);
        fails("detect-arrived-images", Samples.outage(Outage.Part.STORAGE));

        assertThat(fire(null).getException()).as("what was taken is due again in some minutes").isNull();

        assertThat(neighbour("detect-arrived-images").getReceivedCounter()).isEqualTo(1);
        assertThat(neighbour("sync-awaited-requests").getReceivedExchanges()).isEmpty();
    }

    @Test
    void whileTheServiceStopsNoLookIsBegun() throws Exception {
        database.answers("find-awaited-images", FULL);
        answers("sync-awaited-requests", exchange -> stopping = true);

        fire(null);

        assertThat(neighbour("sync-awaited-requests").getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void aShopThatIsNotKnownYetIsNotAsked() throws Exception {
        shop.doubt();

        fire(null);

        assertThat(database.journal()).isEmpty();
    }
}
