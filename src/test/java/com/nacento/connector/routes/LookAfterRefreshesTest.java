package com.nacento.connector.routes;

import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

class LookAfterRefreshesTest extends RouteTest {

    private final RefreshBeans beans = new RefreshBeans();

    @Override
    void addBeans(Registry registry) {
        beans.bind(registry);
    }

    @Test
    void resizedCopiesGoBeforePagesAndWhatIsDoneIsDeleted() throws Exception {
        due(row("refresh_id", 1L, "product_id", 10L, "file_path", "/m/y/a.jpg", "replaced", 1L),
                row("refresh_id", 2L, "product_id", 10L, "file_path", null, "replaced", 0L));
        database.answers("find-parent-products", List.of(row("product_id", 99L)));

        fire(null);

        assertThat(neighbour("delete-resized-images").getReceivedExchanges()).hasSize(1);
        assertThat(neighbour("publish-image-resizes").getReceivedExchanges()).hasSize(1);
        assertThat(neighbour("purge-varnish-pages").getReceivedExchanges()).hasSize(1);
        assertThat(neighbour("delete-resized-images").getReceivedExchanges().get(0).getClock().getCreated())
                .isLessThanOrEqualTo(neighbour("purge-varnish-pages").getReceivedExchanges().get(0).getClock().getCreated());
        assertThat(neighbour("purge-redis-pages").getReceivedExchanges()).isEmpty();
        assertThat(database.parametersOf("delete-refreshes").get("refreshes")).isEqualTo("[1,2]");
        assertThat(database.parametersOf("delete-refreshes").get("claim")).isNotNull();
    }

    @Test
    void pagesAloneNeedNoLookAtTheBucket() throws Exception {
        due(row("refresh_id", 2L, "product_id", 10L, "file_path", null, "replaced", 0L));

        fire(null);

        assertThat(neighbour("delete-resized-images").getReceivedExchanges()).isEmpty();
        assertThat(neighbour("publish-image-resizes").getReceivedExchanges()).isEmpty();
        assertThat(neighbour("purge-varnish-pages").getReceivedExchanges()).hasSize(1);
    }

    @Test
    void nothingDueAsksNobody() throws Exception {
        fire(null);

        assertThat(database.journal()).containsExactly("update-due-refreshes", "find-refreshes");
        assertThat(neighbour("purge-varnish-pages").getReceivedExchanges()).isEmpty();
    }

    @Test
    void aDatabaseThatIsAwayIsAskedAgainNextTime() throws Exception {
        database.fails("update-due-refreshes", new java.sql.SQLNonTransientConnectionException("away"));

        fire(null);

        assertThat(database.journal()).containsExactly("update-due-refreshes");
    }

    /** One round finds these, the next one nothing. */
    @SafeVarargs
    private void due(Map<String, Object>... rows) {
        AtomicInteger looks = new AtomicInteger();
        database.answers("find-refreshes", any -> looks.getAndIncrement() == 0 ? List.of(rows) : List.of());
    }
}
