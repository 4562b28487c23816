package com.nacento.connector.sync;

import static com.nacento.connector.routes.Samples.chunk;
import static com.nacento.connector.routes.Samples.product;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.config.LookUp;
import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.StubBucket;
import com.nacento.connector.storage.ImageListing;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

class DetectListedImagesTest extends RouteTest {

    private static final String ROOT = "media/catalog/product";

    /** The pages of the stand-in are too small to be worth it: here they are asked for anyway. */
    @Override
    protected void addBeans(Registry beans) {
        ImageListing listing = new ImageListing(bucket, "media", ROOT, LookUp.LIST);
        beans.bind("imageListing", listing);
        beans.bind("syncCalls", new SyncCalls(shop, listing, Refreshes.NONE, () -> {}, new RemovalTally(20), () -> false));
    }

    @Test
    void pageAfterPageAnswersForTheWantedImages() {
        IntStream.rangeClosed(1, 7).forEach(i -> bucket.has(ROOT + "/a/" + i + ".jpg", "\"e" + i + "\""));

        SyncSection section = detect("/a/1.jpg", "/a/2.jpg", "/a/4.jpg", "/a/5.jpg", "/a/9.jpg");

        assertThat(section.etags()).containsEntry("/a/1.jpg", ETagAnswer.listed("e1")).containsEntry("/a/5.jpg", ETagAnswer.listed("e5"))
                .containsEntry("/a/9.jpg", ETagAnswer.unlisted()).hasSize(5);
        assertThat(section.pages()).isEqualTo(3);
        assertThat(bucket.asked()).containsExactly("list " + ROOT + "/a/1.jp", "list " + ROOT + "/a/4.jp", "list " + ROOT + "/a/9.jp");
        assertThat(section.chunks().get(0).unanswered()).as("absence is decided by HEAD").containsExactly("/a/9.jpg");
    }

    @Test
    void everyListNamesTheFolderOfAllImages() {
        bucket.has(ROOT + "/a/1.jpg", "\"e1\"");
        bucket.mayBeListedBelow(ROOT + "/");

        assertThat(detect("/a/1.jpg").etags()).containsEntry("/a/1.jpg", ETagAnswer.listed("e1"));
    }

    @Test
    void whatNoPageAnswersForIsLeftToHead() {
        bucket.has(ROOT + "/a/1.jpg", "\"e1\"");
        bucket.fails(ROOT + "/a/2.jpg", StubBucket.status(500));

        SyncSection section = detect("/a/1.jpg", "/a/2.jpg");

        assertThat(section.etags()).isEmpty();
        assertThat(section.chunks().get(0).unanswered()).containsExactlyInAnyOrder("/a/1.jpg", "/a/2.jpg");
    }

    private SyncSection detect(String... paths) {
        Exchange answer = send(new SyncSection(List.of(chunk(product(10, paths)))));
        assertThat(answer.getException()).isNull();
        return answer.getMessage().getBody(SyncSection.class);
    }
}
