package com.nacento.connector.arrival;

import static com.nacento.connector.arrival.AwaitedLookTest.image;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.ImageETag;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class DetectArrivedImagesTest extends RouteTest {

    private static final AwaitedLook LOOK = AwaitedLook.of("a look", List.of(image(1, "/a/1.jpg", 0), image(2, "/a/2.jpg", 0)),
            Duration.ofDays(1));

    @Test
    void whatListingsAnswerForIsNotAskedForAgain() {
        AwaitedLook listed = LOOK.withHeads(List.of(new ImageETag("/a/1.jpg", ETagAnswer.listed("e")),
                new ImageETag("/a/2.jpg", ETagAnswer.unlisted())));
        answers("detect-listed-images", exchange -> exchange.getMessage().setBody(listed));

        assertThat(detect().due()).isEqualTo(Map.of(1L, Set.of("/a/1.jpg")));

        assertThat(neighbour("check-bucket").getReceivedCounter()).isEqualTo(1);
        assertThat(neighbour("detect-image-change").getReceivedExchanges()).isEmpty();
    }

    @Test
    void whatNoListingAnswersForIsAskedForOneByOne() {
        answers("detect-image-change", exchange -> {
            String path = exchange.getMessage().getBody(String.class);
            exchange.getMessage().setBody(new ImageETag(path, path.equals("/a/2.jpg") ? ETagAnswer.found("e") : ETagAnswer.missing()));
        });

        assertThat(detect().due()).isEqualTo(Map.of(2L, Set.of("/a/2.jpg")));

        assertThat(neighbour("detect-image-change").getReceivedCounter()).isEqualTo(2);
    }

    @Test
    void aBucketThatDoesNotAnswerTellsNothing() {
        fails("check-bucket", Samples.outage(Outage.Part.STORAGE));

        assertThat(send(LOOK).getException()).isInstanceOf(Outage.class);

        assertThat(neighbour("detect-listed-images").getReceivedExchanges()).isEmpty();
    }

    @Test
    void whenTheServiceStopsNobodyIsAskedForAnyMoreAndNothingIsTold() {
        stopping = true;

        assertThat(send(LOOK).getException()).hasMessageContaining("the service stops");

        assertThat(neighbour("detect-image-change").getReceivedExchanges()).isEmpty();
    }

    private AwaitedLook detect() {
        Exchange answer = send(LOOK);
        assertThat(answer.getException()).isNull();
        return answer.getMessage().getBody(AwaitedLook.class);
    }
}
