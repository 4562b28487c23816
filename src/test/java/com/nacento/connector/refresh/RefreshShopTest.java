package com.nacento.connector.refresh;

import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

class RefreshShopTest extends RouteTest {

    private static final Map<String, Object> REPLACED = row("refresh_id", 1L, "product_id", 10L, "file_path", "/m/y/a.jpg", "replaced", 1L);
    private static final Map<String, Object> PAGES = row("refresh_id", 2L, "product_id", 10L, "file_path", null, "replaced", 0L);

    private final RefreshBeans beans = new RefreshBeans();

    @Override
    protected void addBeans(Registry registry) {
        beans.bind(registry);
    }

    @Test
    void resizedCopiesGoBeforePagesAndWhatIsDoneIsDeleted() {
        database.answers("find-parent-products", List.of(row("product_id", 99L)));

        refresh(REPLACED, PAGES);

        assertThat(neighbour("delete-resized-images").getReceivedExchanges()).hasSize(1);
        assertThat(neighbour("publish-image-resizes").getReceivedExchanges()).hasSize(1);
        assertThat(neighbour("purge-varnish-pages").getReceivedExchanges()).hasSize(1);
        assertThat(neighbour("delete-resized-images").getReceivedExchanges().get(0).getClock().getCreated())
                .isLessThanOrEqualTo(neighbour("purge-varnish-pages").getReceivedExchanges().get(0).getClock().getCreated());
        assertThat(neighbour("purge-redis-pages").getReceivedExchanges()).isEmpty();
        assertThat(database.parametersOf("delete-refreshes").get("refreshes")).isEqualTo("[1,2]");
    }

    @Test
    void whereTheDefaultCacheIsKnownOriginalsAreForgottenAlsoThoughNothingIsReplaced() {
        beans.defaultCache(true);
        try {
            refresh(row("refresh_id", 3L, "product_id", 10L, "file_path", "/m/y/new.jpg", "replaced", 0L));
            assertThat(neighbour("purge-remembered-originals").getReceivedExchanges()).hasSize(1);

            refresh(PAGES);
            assertThat(neighbour("purge-remembered-originals").getReceivedExchanges()).as("of pages there are none").hasSize(1);
        } finally {
            beans.defaultCache(false);
        }
    }

    @Test
    void pagesAloneNeedNoLookAtTheBucket() {
        refresh(PAGES);

        assertThat(neighbour("delete-resized-images").getReceivedExchanges()).isEmpty();
        assertThat(neighbour("publish-image-resizes").getReceivedExchanges()).isEmpty();
        assertThat(neighbour("purge-varnish-pages").getReceivedExchanges()).hasSize(1);
    }

    @Test
    void aPictureWhoseCopiesCouldNotBeDeletedStaysAndDoesNotPurgeItsPagesAtEachTry() {
        partFails("delete-resized-images", RefreshPart.RESIZED_IMAGES);

        refresh(REPLACED);

        assertThat(database.journal()).as("nothing of it is done").isEmpty();
        assertThat(neighbour("purge-varnish-pages").getReceivedExchanges()).isEmpty();
    }

    @Test
    void whatAServerRefusesIsDueAgain() {
        partFails("purge-varnish-pages", RefreshPart.VARNISH);

        refresh(PAGES);

        assertThat(database.journal()).doesNotContain("delete-refreshes");
    }

    @Test
    void aStatementThatFailsIsTheCallersToTell() {
        database.fails("find-parent-products", new SQLException("SELECT command denied", "42000", 1142));

        assertThat(refresh(PAGES).getException()).hasMessage("SELECT command denied");

        assertThat(neighbour("purge-varnish-pages").getReceivedExchanges()).isEmpty();
        assertThat(database.journal()).doesNotContain("delete-refreshes");
    }

    @SafeVarargs
    private Exchange refresh(Map<String, Object>... rows) {
        return send(beans.batch(rows), Map.of(), Map.of());
    }

    private void partFails(String neighbour, RefreshPart part) {
        neighbour(neighbour).whenAnyExchangeReceived(exchange -> beans.failed(exchange.getMessage().getBody(RefreshBatch.class), part, "",
                new IllegalStateException("refused")));
    }
}
