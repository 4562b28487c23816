package com.nacento.connector.routes;

import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.refresh.RefreshBatch;
import com.nacento.connector.refresh.RefreshPart;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

class WatchRefreshesTest extends RouteTest {

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
        assertThat(database.journal()).as("the next look finds nothing").endsWith("delete-refreshes", "update-due-refreshes", "find-refreshes");
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

    @Test
    void aPictureWhoseCopiesCouldNotBeDeletedStaysAndDoesNotPurgeItsPagesAtEachTry() throws Exception {
        due(row("refresh_id", 1L, "product_id", 10L, "file_path", "/m/y/a.jpg", "replaced", 1L));
        fails("delete-resized-images", RefreshPart.RESIZED_IMAGES);

        fire(null);

        assertThat(database.parametersOf("delete-refreshes").get("refreshes")).isEqualTo("[]");
        assertThat(neighbour("purge-varnish-pages").getReceivedExchanges()).isEmpty();
        assertThat(database.journal()).doesNotContain("find-parent-products");
    }

    @Test
    void aServerThatIsAwayIsNotAskedForOneBatchAfterTheOther() throws Exception {
        database.answers("find-refreshes", List.of(row("refresh_id", 2L, "product_id", 10L, "file_path", null, "replaced", 0L)));
        fails("purge-varnish-pages", RefreshPart.VARNISH);

        fire(null);

        assertThat(neighbour("purge-varnish-pages").getReceivedExchanges()).as("though there is more").hasSize(1);
        assertThat(database.parametersOf("delete-refreshes").get("refreshes")).isEqualTo("[]");
    }

    @Test
    void aStatementThatFailsLeavesItToTheNextRound() throws Exception {
        due(row("refresh_id", 2L, "product_id", 10L, "file_path", null, "replaced", 0L));
        database.fails("find-parent-products", new java.sql.SQLSyntaxErrorException("SELECT command denied", "42000", 1142));

        assertThat(fire(null).getException()).isNull();

        assertThat(neighbour("purge-varnish-pages").getReceivedExchanges()).isEmpty();
        assertThat(database.journal()).doesNotContain("delete-refreshes");
    }

    private void fails(String neighbour, RefreshPart part) {
        neighbour(neighbour).whenAnyExchangeReceived(exchange ->
                beans.failed(exchange.getMessage().getBody(RefreshBatch.class), part, "", new IllegalStateException("refused")));
    }

    /** One round finds these, the next one nothing. */
    @SafeVarargs
    private void due(Map<String, Object>... rows) {
        AtomicInteger looks = new AtomicInteger();
        database.answers("find-refreshes", any -> looks.getAndIncrement() == 0 ? List.of(rows) : List.of());
    }
}
