package com.nacento.connector.refresh;

import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

class PurgeRedisPagesTest extends RouteTest {

    private final RefreshBeans beans = new RefreshBeans();
    private final Pages pages = new Pages();

    /** In place of Redis: notes what it is to forget. */
    public static final class Pages {

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
        registry.bind("redisPages", pages);
    }

    @Test
    void thePagesOfTheChangedProductsAreForgotten() {
        RefreshBatch batch = beans.batch(row("refresh_id", 1L, "product_id", 10L, "file_path", null, "replaced", 0L));

        assertThat(send(batch).getException()).isNull();

        assertThat(pages.forgotten).containsExactly("cat_p_10");
        assertThat(batch.done().get("refreshes")).isEqualTo("[1]");
    }

    @Test
    void aRedisThatIsAwayIsTriedAgain() {
        pages.away = true;
        RefreshBatch batch = beans.batch(row("refresh_id", 1L, "product_id", 10L, "file_path", null, "replaced", 0L));

        assertThat(send(batch).getException()).isNull();

        assertThat(batch.hasFailed(RefreshPart.REDIS)).isTrue();
        pages.away = false;
    }
}
