package com.nacento.connector.refresh;

import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

class PurgeDefaultCacheTest extends RouteTest {

    private final RefreshBeans beans = new RefreshBeans();
    private final Memory memory = new Memory();

    /** In place of Magento's default cache: notes what it is to forget. */
    public static final class Memory {

        private final List<String> forgotten = new CopyOnWriteArrayList<>();
        private volatile boolean away;

        public int clean(List<String> tags) {
            if (away) {
                throw new IllegalStateException("connection refused");
            }
            forgotten.addAll(tags);
            return tags.size();
        }
    }

    @Override
    protected void addBeans(Registry registry) {
        beans.bind(registry);
        registry.bind("magentoMemory", memory);
    }

    @Test
    void blocksAndGraphQlAnswersOfTheChangedProductsAreForgotten() {
        RefreshBatch batch = beans.batch(row("refresh_id", 1L, "product_id", 10L, "file_path", null, "replaced", 0L));

        assertThat(send(batch).getException()).isNull();

        assertThat(memory.forgotten).containsExactly("cat_p_10", "gql_media_gallery_10");
        assertThat(batch.done().get("refreshes")).isEqualTo("[1]");
    }

    @Test
    void aCacheThatIsAwayIsTriedAgain() {
        memory.away = true;
        RefreshBatch batch = beans.batch(row("refresh_id", 1L, "product_id", 10L, "file_path", null, "replaced", 0L));

        assertThat(send(batch).getException()).isNull();

        assertThat(batch.hasFailed(RefreshPart.DEFAULT_CACHE)).isTrue();
        memory.away = false;
    }
}
