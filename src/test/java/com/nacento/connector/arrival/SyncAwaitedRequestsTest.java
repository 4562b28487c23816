package com.nacento.connector.arrival;

import static com.nacento.connector.arrival.AwaitedLookTest.image;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.ImageETag;
import com.nacento.connector.routes.RouteTest;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SyncAwaitedRequestsTest extends RouteTest {

    private static final List<ImageETag> CAME = List.of(new ImageETag("/a/1.jpg", ETagAnswer.found("e")));

    @Test
    void whatHasComeIsWorkedOnAndTheRestIsPutOffFirst() {
        AwaitedLook look = look(2).withHeads(CAME);

        assertThat(send(look).getException()).isNull();

        assertThat(neighbour("load-awaited-requests").getReceivedExchanges()).singleElement().satisfies(exchange -> {
            assertThat(exchange.getMessage().getBody()).isEqualTo(List.of(0L, 1L));
            assertThat(exchange.getVariable("look")).isSameAs(look);
        });
        assertThat(neighbour("sync-gallery-round").getReceivedCounter()).isEqualTo(1);
        assertThat(neighbour("save-awaited-images").getReceivedExchanges()).hasSize(2);
        assertThat(neighbour("save-awaited-images").getReceivedExchanges().get(0).getMessage().getBody()).isSameAs(look);
    }

    @Test
    void whatHasNotComeIsOnlyPutOff() {
        assertThat(send(look(2)).getException()).isNull();

        assertThat(neighbour("load-awaited-requests").getReceivedExchanges()).isEmpty();
        assertThat(neighbour("save-awaited-images").getReceivedExchanges()).isNotEmpty();
    }

    @Test
    void manyRequestsAreWorkedOnSomeHundredAtATime() {
        assertThat(send(look(1_001).withHeads(CAME)).getException()).isNull();

        assertThat(neighbour("sync-gallery-round").getReceivedCounter()).isEqualTo(3);
    }

    @Test
    void whenTheServiceStopsTheRestIsDueAgainSoon() {
        fails("sync-gallery-round", new IllegalStateException("the service stops"));

        assertThat(send(look(1_001).withHeads(CAME)).getException()).isNotNull();

        assertThat(neighbour("sync-gallery-round").getReceivedCounter()).isEqualTo(1);
        assertThat(neighbour("save-awaited-images").getReceivedCounter()).as("what is due is not put off").isEqualTo(1);
    }

    private static AwaitedLook look(int requests) {
        return AwaitedLook.of("a look", IntStream.range(0, requests).mapToObj(i -> image(i, "/a/1.jpg", 0)).toList(), Duration.ofDays(1));
    }
}
