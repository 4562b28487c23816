package com.nacento.connector.bucketevent;

import static com.nacento.connector.bucketevent.BucketEventFixture.row;
import static com.nacento.connector.bucketevent.BucketEventFixture.workOn;
import static com.nacento.connector.bucketevent.BucketEventFixture.written;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadShownImagesTest extends BucketEventRouteTest {

    @Test
    void allPathsAreLookedUpInOneStatement() {
        database.answers("find-products-of-images", List.of(row(1, "/a.jpg", "old"), row(2, "b.jpg", "old"), row(3, "/A.jpg", "old")));
        EventWork work = workOn(written("/a.jpg", "new"), written("/b.jpg", "new"));

        assertThat(send(work).getException()).isNull();

        assertThat(database.journal()).containsExactly("find-products-of-images");
        assertThat(database.parametersOf("find-products-of-images")).containsEntry("media_gallery", Samples.MEDIA_GALLERY)
                // CRC32('a.jpg') and CRC32('b.jpg')
                .containsEntry("path_checksums", "[%d,%d]".formatted(BucketEvents.checksum("/a.jpg"), BucketEvents.checksum("/b.jpg")));
        assertThat(work.questions()).as("the module leaves out the slash, and another letter case is another object")
                .containsExactly("/a.jpg", "/b.jpg");
        assertThat(work.isUnsearched()).isFalse();
    }

    @Test
    void aDatabaseThatIsAwayLeavesItToBeDone() {
        database.fails("find-products-of-images", Samples.databaseAway());
        EventWork work = workOn(written("/a.jpg", "new"));

        assertThat(send(work).getException()).isNotNull();

        assertThat(work.isUnsearched()).isTrue();
    }
}
