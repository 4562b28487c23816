package com.nacento.connector.refresh;

import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.storage.ResizedImages;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

class PurgeRememberedOriginalsTest extends RouteTest {

    private final RefreshBeans beans = new RefreshBeans();
    private final Memory memory = new Memory();

    /** In place of Magento's default cache: notes what it is to forget. */
    public static final class Memory {

        private final List<String> forgotten = new CopyOnWriteArrayList<>();
        private volatile boolean away;

        public int forget(List<String> keys) {
            if (away) {
                throw new IllegalStateException("connection refused");
            }
            forgotten.addAll(keys);
            return keys.size();
        }
    }

    @Override
    protected void addBeans(Registry registry) {
        beans.bind(registry);
        registry.bind("resizedImages", new ResizedImages(bucket, "media", "media/catalog/product", keys -> List.of(), Runnable::run));
        registry.bind("magentoMemory", memory);
    }

    @Test
    void thatNewAndReplacedPicturesWereNotThereIsForgotten() {
        RefreshBatch batch = batch();

        assertThat(send(batch).getException()).isNull();

        assertThat(memory.forgotten).containsExactly("media/catalog/product/m/y/a.jpg", "media/catalog/product/m/y/b.jpg");
        assertThat(batch.canResize()).isTrue();
    }

    @Test
    void aCacheThatIsAwayIsTriedAgain() {
        memory.away = true;
        RefreshBatch batch = batch();

        assertThat(send(batch).getException()).isNull();

        assertThat(batch.hasFailed(RefreshPart.DEFAULT_CACHE)).isTrue();
        assertThat(batch.canResize()).isFalse();
        memory.away = false;
    }

    private RefreshBatch batch() {
        return beans.batch(row("refresh_id", 1L, "product_id", 10L, "file_path", "/m/y/a.jpg", "replaced", 1L),
                row("refresh_id", 2L, "product_id", 10L, "file_path", "/m/y/b.jpg", "replaced", 0L),
                row("refresh_id", 3L, "product_id", 10L, "file_path", null, "replaced", 0L));
    }
}
