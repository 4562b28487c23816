package com.nacento.connector.bucketevent;

import static com.nacento.connector.bucketevent.BucketEventFixture.image;
import static com.nacento.connector.bucketevent.BucketEventFixture.workOn;
import static com.nacento.connector.bucketevent.BucketEventFixture.written;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.gallery.ShownImage;
import com.nacento.connector.routes.Samples;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SyncOverwrittenImagesTest extends BucketEventRouteTest {

    @BeforeEach
    void theyAreSaved() {
        answers("save-overwritten-images", exchange -> save(exchange, List.of()));
    }

    @Test
    void someHundredProductsAreSavedTogether() {
        EventWork work = three();

        assertThat(send(work).getException()).isNull();

        assertThat(neighbour("save-overwritten-images").getReceivedCounter()).as("two, and one").isEqualTo(2);
        assertThat(work.isDue()).isTrue();
        assertThat(work.hasPending()).isFalse();
    }

    @Test
    void whatTheDatabaseRefusesIsADeadLetterAndTheRestGoesOn() {
        answers("save-overwritten-images", exchange -> {
            if (images(exchange).stream().anyMatch(image -> image.productId() == 2)) {
                throw Samples.rowRefused();
            }
            save(exchange, List.of());
        });
        EventWork work = three();

        assertThat(send(work).getException()).isNull();
        assertThat(work.hasPending()).as("the halves of what was refused").isTrue();
        assertThat(send(work).getException()).isNull();

        assertThat(work.hasPending()).isFalse();
        assertThat(work.deadLetters()).singleElement()
                .satisfies(letter -> assertThat(letter.reason()).startsWith("internal: the database refused"));
    }

    @Test
    void aDatabaseThatIsAwayIsToldWhenAllHaveBeenTried() {
        answers("save-overwritten-images", exchange -> {
            if (images(exchange).stream().anyMatch(image -> image.productId() == 1)) {
                throw Samples.deadlock();
            }
            save(exchange, List.of());
        });
        EventWork work = three();

        assertThat(send(work).getException()).hasRootCauseInstanceOf(SQLException.class);

        assertThat(neighbour("save-overwritten-images").getReceivedCounter()).isEqualTo(2);
        assertThat(work.pending().next()).singleElement()
                .satisfies(chunk -> assertThat(chunk).extracting(ShownImage::productId).containsExactly(1L, 2L));
    }

    @Test
    void whatSomebodyHoldsIsStillToBeDone() {
        answers("save-overwritten-images", exchange -> save(exchange, images(exchange)));
        EventWork work = three();

        assertThat(send(work).getException()).isNull();

        assertThat(work.hasPending()).isTrue();
        assertThat(work.waits()).isOne();
    }

    private EventWork three() {
        return pending(workOn(written("/a.jpg", "new")), image(1, "/a.jpg", "old"), image(2, "/a.jpg", "old"), image(3, "/a.jpg", "old"));
    }

    @SuppressWarnings("unchecked")
    private static List<ShownImage> images(Exchange exchange) {
        return exchange.getMessage().getBody(List.class);
    }

    private static void save(Exchange exchange, List<ShownImage> passedOver) {
        exchange.getMessage().setBody(new EventSave(images(exchange), Map.of(), Set.of("/a.jpg"), passedOver));
    }
}
