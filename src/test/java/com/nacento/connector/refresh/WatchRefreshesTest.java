package com.nacento.connector.refresh;

import static com.nacento.connector.routes.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

class WatchRefreshesTest extends RouteTest {

    private static final Map<String, Object> PAGES = row("refresh_id", 2L, "product_id", 10L, "file_path", null, "replaced", 0L);

    private final RefreshBeans beans = new RefreshBeans();

    @Override
    protected void addBeans(Registry registry) {
        beans.bind(registry);
    }

    @Test
    void whatIsDueIsTakenAndRefreshedUntilNothingIsDueAnyMore() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        database.answers("find-refreshes", any -> looks.getAndIncrement() == 0 ? List.of(PAGES) : List.of());

        fire(null);

        assertThat(neighbour("refresh-shop").getReceivedExchanges()).singleElement()
                .satisfies(exchange -> assertThat(exchange.getMessage().getBody(RefreshBatch.class).hasPages()).isTrue());
        assertThat(database.journal()).containsExactly("update-due-refreshes", "find-refreshes", "update-due-refreshes", "find-refreshes");
    }

    @Test
    void nothingDueAsksNobody() throws Exception {
        fire(null);

        assertThat(database.journal()).containsExactly("update-due-refreshes", "find-refreshes");
        assertThat(neighbour("refresh-shop").getReceivedExchanges()).isEmpty();
    }

    @Test
    void whileConsumptionIsPausedWhatIsDueWaits() throws Exception {
        database.answers("find-refreshes", List.of(PAGES));
        beans.rests(true);
        fire(null);
        beans.rests(false);

        assertThat(database.journal()).isEmpty();
    }

    @Test
    void aPauseEndsNoBatchButBeginsNoOtherOne() throws Exception {
        database.answers("find-refreshes", List.of(PAGES));
        neighbour("refresh-shop").whenAnyExchangeReceived(exchange -> beans.rests(true));

        fire(null);
        beans.rests(false);

        assertThat(neighbour("refresh-shop").getReceivedExchanges()).as("though there is more").hasSize(1);
    }

    @Test
    void aDatabaseThatIsAwayIsAskedAgainNextTime() throws Exception {
        database.fails("update-due-refreshes", new SQLNonTransientConnectionException("away"));

        fire(null);

        assertThat(database.journal()).containsExactly("update-due-refreshes");
    }

    @Test
    void aServerThatIsAwayIsNotAskedForOneBatchAfterTheOther() throws Exception {
        database.answers("find-refreshes", List.of(PAGES));
        neighbour("refresh-shop").whenAnyExchangeReceived(exchange -> beans.failed(exchange.getMessage().getBody(RefreshBatch.class),
                RefreshPart.VARNISH, "", new IllegalStateException("refused")));

        fire(null);

        assertThat(neighbour("refresh-shop").getReceivedExchanges()).as("though there is more").hasSize(1);
    }

    @Test
    void aStatementThatFailsLeavesItToTheNextRound() throws Exception {
        database.answers("find-refreshes", List.of(PAGES));
        fails("refresh-shop", new SQLException("SELECT command denied", "42000", 1142));

        assertThat(fire(null).getException()).isNull();

        assertThat(neighbour("refresh-shop").getReceivedExchanges()).hasSize(1);
    }
}
