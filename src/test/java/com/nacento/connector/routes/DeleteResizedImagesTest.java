package com.nacento.connector.routes;

import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.refresh.RefreshBatch;
import com.nacento.connector.refresh.RefreshPart;
import com.nacento.connector.storage.ResizedImages;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeleteResizedImagesTest extends RouteTest {

    private static final String CACHE = "media/catalog/product/cache/";

    private final RefreshBeans beans = new RefreshBeans();

    @Override
    void addBeans(Registry registry) {
        beans.bind(registry);
        registry.bind("resizedImages", new ResizedImages(bucket, "media", "media/catalog/product"));
    }

    @BeforeEach
    void someCopiesAreThere() {
        bucket.has(CACHE + "0f1e/m/y/a.jpg", "\"1\"");
        bucket.has(CACHE + "77aa/m/y/b.jpg", "\"1\"");
        bucket.has("media/catalog/product/m/y/a.jpg", "\"1\"");
    }

    @Test
    void theCopiesOfAReplacedPictureAreDeletedInAllSizes() {
        beans.dry(false);
        RefreshBatch batch = beans.batch(row("refresh_id", 1L, "product_id", 10L, "file_path", "/m/y/a.jpg", "replaced", 1L),
                row("refresh_id", 2L, "product_id", 10L, "file_path", "/m/y/new.jpg", "replaced", 0L));

        Exchange answer = send(batch);

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isSameAs(batch);
        assertThat(bucket.deleted()).hasSize(1);
        assertThat(bucket.deleted().get(0)).containsExactly(CACHE + "0f1e/m/y/a.jpg", CACHE + "77aa/m/y/a.jpg");
        assertThat(batch.hasFailed(RefreshPart.RESIZED_IMAGES)).isFalse();
    }

    @Test
    void moreThanAThousandKeysAreSeveralRequests() {
        beans.dry(false);
        RefreshBatch batch = beans.batch(IntStream.range(0, 750)
                .mapToObj(n -> row("refresh_id", (long) n, "product_id", 10L, "file_path", "/m/y/" + n + ".jpg", "replaced", 1L)).toArray(Map[]::new));

        assertThat(send(batch).getException()).isNull();

        assertThat(bucket.deleted()).extracting(List::size).containsExactly(1_000, 500);
        assertThat(bucket.deleted().stream().flatMap(List::stream)).doesNotHaveDuplicates().allMatch(key -> key.startsWith(CACHE));
    }

    @Test
    void aDryRunDeletesNothing() {
        beans.dry(true);

        send(beans.batch(row("refresh_id", 1L, "product_id", 10L, "file_path", "/m/y/a.jpg", "replaced", 1L)));

        assertThat(bucket.deleted()).isEmpty();
    }

    @Test
    void aBucketThatIsAwayIsTriedAgainLaterAndFailsNothingElse() {
        bucket.isAway(StubBucket.status(503));
        beans.dry(false);
        RefreshBatch batch = beans.batch(row("refresh_id", 1L, "product_id", 10L, "file_path", "/m/y/other.jpg", "replaced", 1L));

        assertThat(send(batch).getException()).isNull();

        assertThat(batch.hasFailed(RefreshPart.RESIZED_IMAGES)).isTrue();
        assertThat(batch.done().get("refreshes")).isEqualTo("[]");
    }
}
