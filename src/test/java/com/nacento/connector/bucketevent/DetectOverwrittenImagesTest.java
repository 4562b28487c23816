package com.nacento.connector.bucketevent;

import static com.nacento.connector.bucketevent.BucketEventFixture.image;
import static com.nacento.connector.bucketevent.BucketEventFixture.workOn;
import static com.nacento.connector.bucketevent.BucketEventFixture.written;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.ImageETag;
import com.nacento.connector.routes.Samples;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DetectOverwrittenImagesTest extends BucketEventRouteTest {

    private EventWork work;

    @BeforeEach
    void productsShowThem() {
        work = workOn(written("/a.jpg", "new"), written("/b.jpg", "new"), written("/c.jpg", "same"));
        work.found(List.of(image(1, "/a.jpg", "old"), image(2, "/b.jpg", "old"), image(3, "/c.jpg", "same")), 0);
    }

    private void bucketHas(ETagAnswer answer) {
        answers("detect-image-change",
                exchange -> exchange.getMessage().setBody(new ImageETag(exchange.getMessage().getBody(String.class), answer)));
    }

    @Test
    void onlyWhatIsSaidToBeAnotherIsAskedFor() {
        bucketHas(ETagAnswer.found("newest"));

        assertThat(send(work).getException()).isNull();

        assertThat(neighbour("detect-image-change").getReceivedExchanges())
                .extracting(exchange -> exchange.getMessage().getBody(String.class))
                .containsExactlyInAnyOrder("/a.jpg", "/b.jpg");
        assertThat(neighbour("check-bucket").getReceivedExchanges()).isEmpty();
        assertThat(work.answer("/a.jpg").etag()).isEqualTo("newest");
        assertThat(work.hasQuestions()).isFalse();
    }

    @Test
    void whatIsMissingIsOnlyMissingIfTheBucketAnswers() {
        bucketHas(ETagAnswer.missing());
        fails("check-bucket", Samples.outage(Outage.Part.STORAGE));

        assertThat(send(work).getException()).isInstanceOf(Outage.class);

        assertThat(work.hasQuestions()).as("nothing is believed").isTrue();
    }

    @Test
    void whenTheServiceStopsNobodyIsAskedForAnyMore() {
        stopping = true;

        assertThat(send(work).getException()).hasMessageContaining("the service stops");

        assertThat(neighbour("detect-image-change").getReceivedExchanges()).isEmpty();
        assertThat(work.hasQuestions()).isTrue();
    }
}
