package com.nacento.connector.refresh;

import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.StubBucket;
import com.nacento.connector.storage.ResizedImages;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeleteResizedImagesTest extends RouteTest {

    private static final String CACHE = "media/catalog/product/cache/";

    private final RefreshBeans beans = new RefreshBeans();
    private final Memory memory = new Memory();
    private volatile boolean queueIsThere;

    /** In place of Magento's default cache. */
    public final class Memory {

        private final List<String> journal = new CopyOnWriteArrayList<>();
        private final Set<String> remembered = ConcurrentHashMap.newKeySet();
        private volatile boolean away;

        public boolean isSeen() {
            if (away) {
                throw new IllegalStateException("away");
            }
            return true;
        }

        public int forget(List<String> keys) {
            journal.add(keys.size() + " forgotten after " + bucket.deleted().size() + " deletions");
            return keys.size();
        }

        List<String> known(List<String> keys) {
            return keys.stream().filter(remembered::contains).toList();
        }
    }

    @Override
    protected void addBeans(Registry registry) {
        beans.bind(registry);
        registry.bind("magentoMemory", memory);
        registry.bind("imageResizes", new ImageResizes(null, null) {
            @Override
            protected boolean hasQueue() {
                return queueIsThere;
            }
        });
        registry.bind("resizedImages", new ResizedImages(bucket, "media", "media/catalog/product", memory::known, Runnable::run));
    }

    @BeforeEach
    void someCopiesAreThere() {
        beans.failures();
        memory.journal.clear();
        memory.remembered.clear();
        memory.away = false;
        queueIsThere = true;
        bucket.has(CACHE + "0f1e/m/y/my-a.jpg", "\"1\"");
        bucket.has(CACHE + "0f1e/m/y/my-a.jpg.webp", "\"1\"");
        bucket.has(CACHE + "9c9c/m/y/my-a.jpg", "\"1\"");
        bucket.has(CACHE + "77aa/m/y/my-b.jpg", "\"1\"");
        bucket.has("media/catalog/product/m/y/my-a.jpg", "\"1\"");
    }

    @Test
    void theCopiesOfAReplacedPictureAreDeletedInAllSizes() {
        beans.saysOnly(false);
        RefreshBatch batch = beans.batch(row("refresh_id", 1L, "product_id", 10L, "file_path", "/m/y/my-a.jpg", "replaced", 1L),
                row("refresh_id", 2L, "product_id", 10L, "file_path", "/m/y/my-new.jpg", "replaced", 0L));

        Exchange answer = send(batch);

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isSameAs(batch);
        assertThat(beans.failures()).isEmpty();
        assertThat(bucket.deleted()).hasSize(1);
        assertThat(bucket.deleted().get(0)).as("a bucket that keeps versions would remember a deletion in 77aa, too")
                .containsExactly(CACHE + "0f1e/m/y/my-a.jpg", CACHE + "9c9c/m/y/my-a.jpg");
        assertThat(memory.journal).containsExactly("2 forgotten after 0 deletions", "2 forgotten after 1 deletions");
        assertThat(batch.hasFailed(RefreshPart.RESIZED_IMAGES)).isFalse();
    }

    @Test
    void moreThanAThousandKeysAreSeveralRequests() {
        beans.saysOnly(false);
        IntStream.range(0, 750)
                .forEach(n -> List.of("0f1e", "77aa").forEach(folder -> bucket.has(CACHE + folder + "/m/y/my" + n + ".jpg", "\"1\"")));
        RefreshBatch batch = beans.batch(IntStream.range(0, 750)
                .mapToObj(n -> row("refresh_id", (long) n, "product_id", 10L, "file_path", "/m/y/my" + n + ".jpg", "replaced", 1L))
                .toArray(Map[]::new));

        assertThat(send(batch).getException()).isNull();

        assertThat(beans.failures()).isEmpty();
        assertThat(bucket.deleted()).extracting(List::size).containsExactly(1_000, 500);
        assertThat(bucket.deleted().stream().flatMap(List::stream)).doesNotHaveDuplicates().allMatch(key -> key.startsWith(CACHE));
    }

    @Test
    void tenCopiesInThirtyFoldersAreTenDeletionsAndFewPages() {
        beans.saysOnly(false);
        bucket.clear();
        for (int folder = 10; folder < 40; folder++) {
            bucket.has(CACHE + folder + "/m/y/my-z.jpg", "\"1\"");
        }
        IntStream.range(0, 5)
                .forEach(n -> List.of("10", "11").forEach(folder -> bucket.has(CACHE + folder + "/m/y/my-" + n + ".jpg", "\"1\"")));

        send(beans.batch(IntStream.range(0, 5)
                .mapToObj(n -> row("refresh_id", (long) n, "product_id", 10L, "file_path", "/m/y/my-" + n + ".jpg", "replaced", 1L))
                .toArray(Map[]::new)));

        assertThat(beans.failures()).isEmpty();
        assertThat(bucket.deleted().stream().flatMap(List::stream)).hasSize(10);
        assertThat(bucket.asked()).as("folders once, a page of three a folder, and a second one where there is more")
                .hasSizeLessThanOrEqualTo(1 + 30 + 2);
    }

    @Test
    void aCopyThatTheListingLeavesOutIsDeletedIfMagentoRemembersIt() {
        beans.saysOnly(false);
        bucket.hides(CACHE + "0f1e/m/y/my-a.jpg");
        memory.remembered.add(CACHE + "0f1e/m/y/my-a.jpg");

        send(beans.batch(row("refresh_id", 1L, "product_id", 10L, "file_path", "/m/y/my-a.jpg", "replaced", 1L)));

        assertThat(beans.failures()).isEmpty();
        assertThat(bucket.deleted().get(0)).containsExactly(CACHE + "0f1e/m/y/my-a.jpg", CACHE + "9c9c/m/y/my-a.jpg");
    }

    @Test
    void aFolderWhoseLastCopyIsGoneIsStillForgottenWhenTheTryIsRepeated() {
        beans.saysOnly(false);
        RefreshBatch batch = beans.batch(row("refresh_id", 1L, "product_id", 10L, "file_path", "/m/y/my-a.jpg", "replaced", 1L));
        send(batch);
        bucket.clear();
        bucket.has(CACHE + "77aa/m/y/my-b.jpg", "\"1\"");
        memory.journal.clear();
        memory.remembered.add(CACHE + "9c9c/m/y/my-a.jpg");

        send(batch);

        assertThat(beans.failures()).isEmpty();
        assertThat(memory.journal).containsExactly("1 forgotten after 0 deletions", "1 forgotten after 1 deletions");
    }

    @Test
    void whatMagentoBelievesMustBeKnownBeforeAnythingIsDeleted() {
        beans.saysOnly(false);
        memory.away = true;
        RefreshBatch batch = beans.batch(row("refresh_id", 1L, "product_id", 10L, "file_path", "/m/y/my-a.jpg", "replaced", 1L));

        assertThat(send(batch).getException()).isNull();

        assertThat(bucket.deleted()).isEmpty();
        assertThat(batch.hasFailed(RefreshPart.RESIZED_IMAGES)).isTrue();
    }

    @Test
    void copiesThatOnlyAMessageBringsBackStayWhereThereIsNoQueueForIt() {
        beans.saysOnly(false);
        queueIsThere = false;
        String akeneo = "/3/4/a/9/34a9_pic.jpg";
        bucket.has(CACHE + "0f1e" + akeneo, "\"1\"");

        RefreshBatch batch = beans.batch(row("refresh_id", 1L, "product_id", 10L, "file_path", "/m/y/my-a.jpg", "replaced", 1L),
                row("refresh_id", 2L, "product_id", 10L, "file_path", akeneo, "replaced", 1L));
        send(batch);
        assertThat(beans.failures()).isEmpty();
        assertThat(bucket.deleted().get(0)).containsExactly(CACHE + "0f1e/m/y/my-a.jpg", CACHE + "9c9c/m/y/my-a.jpg");

        queueIsThere = true;
        send(batch);
        assertThat(bucket.deleted().get(1)).contains(CACHE + "0f1e" + akeneo);
    }

    @Test
    void aDryRunDeletesNothing() {
        beans.saysOnly(true);

        send(beans.batch(row("refresh_id", 1L, "product_id", 10L, "file_path", "/m/y/my-a.jpg", "replaced", 1L)));

        assertThat(bucket.deleted()).isEmpty();
        assertThat(memory.journal).as("nor is anything forgotten").isEmpty();
    }

    @Test
    void aBucketThatIsAwayIsTriedAgainLaterAndFailsNothingElse() {
        bucket.isAway(StubBucket.status(503));
        beans.saysOnly(false);
        RefreshBatch batch = beans.batch(row("refresh_id", 1L, "product_id", 10L, "file_path", "/m/y/my-other.jpg", "replaced", 1L));

        assertThat(send(batch).getException()).isNull();

        assertThat(batch.hasFailed(RefreshPart.RESIZED_IMAGES)).isTrue();
        assertThat(batch.done().get("refreshes")).isEqualTo("[]");
    }
}
