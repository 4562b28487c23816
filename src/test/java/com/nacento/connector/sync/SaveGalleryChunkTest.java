package com.nacento.connector.sync;

import static com.nacento.connector.routes.Samples.chunk;
import static com.nacento.connector.routes.Samples.product;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.ProductSync;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.gallery.RemovalLimit;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class SaveGalleryChunkTest extends RouteTest {

    @Test
    void whatIsSavedAtOnceIsTriedOnce() {
        assertThat(save(changed(10), changed(11))).extracting(ProductSync::error).containsOnlyNulls();

        assertThat(neighbour("save-gallery-changes").getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void onlyTheProductsThatChangedAreSaved() {
        save(changed(10), product(11).planned(shop.schema(), RemovalLimit.NONE));

        assertThat(tried()).containsExactly(List.of(10L));
    }

    @Test
    void aDeadlockIsTriedAgainWithTheWholeChunk() {
        Deque<Exception> failures = new ArrayDeque<>(List.of(Samples.deadlock(), Samples.deadlock()));
        answers("save-gallery-changes", exchange -> {
            if (!failures.isEmpty()) {
                throw failures.remove();
            }
        });

        assertThat(save(changed(10), changed(11))).extracting(ProductSync::error).containsOnlyNulls();

        assertThat(tried()).containsExactly(List.of(10L, 11L), List.of(10L, 11L), List.of(10L, 11L));
    }

    @Test
    void aRefusedRowCostsOnlyItsOwnProduct() {
        answers("save-gallery-changes", exchange -> {
            if (ids(exchange).contains(11L)) {
                throw Samples.rowRefused();
            }
        });

        List<ProductSync> products = save(changed(10), changed(11), changed(12), product(13).planned(shop.schema(), RemovalLimit.NONE));

        assertThat(products).filteredOn(product -> product.error() != null).singleElement().satisfies(product -> {
            assertThat(product.productId()).isEqualTo(11);
            assertThat(product.error().code()).isEqualTo(SyncError.Code.INTERNAL);
            assertThat(product.error().detail()).contains("Data too long");
        });
        assertThat(products).extracting(ProductSync::productId).containsExactly(10L, 11L, 12L, 13L);
        assertThat(tried()).containsExactly(List.of(10L, 11L, 12L), List.of(10L), List.of(11L, 12L), List.of(11L), List.of(12L));
    }

    @Test
    void aDatabaseThatIsAwayIsAnOutageAndNotTriedProductByProduct() {
        fails("save-gallery-changes", Samples.databaseAway());

        Exchange answer = saved(changed(10), changed(11));

        assertThat(Outage.in(answer.getException()).part()).isEqualTo(Outage.Part.DATABASE);
        assertThat(tried()).as("a lost connection may be opened anew, once").containsExactly(List.of(10L, 11L), List.of(10L, 11L));
    }

    @Test
    void whatIsNoExceptionKeepsNobodyElseFromBeingSaved() {
        answers("save-gallery-changes", exchange -> exchange.setException(new StackOverflowError("a defect")));
        for (int i = 0; i <= SAVES_AT_ONCE; i++) {
            assertThat(save(changed(10))).singleElement().satisfies(product -> assertThat(product.error()).isNotNull());
        }

        answers("save-gallery-changes", exchange -> {});

        assertThat(save(changed(10))).singleElement().satisfies(product -> assertThat(product.error()).isNull());
    }

    @Test
    void aTryThatEndsWithoutAWordKeepsNobodyElseFromBeingSaved() {
        ChunkSaving saving = bean(ChunkSaving.class);
        SyncResults call = new SyncResults(Refreshes.NONE, new RemovalTally(20), false);
        for (int i = 0; i <= SAVES_AT_ONCE; i++) {
            SaveAttempts attempts = saving.attempts(chunk(changed(10)), call);
            saving.begun(attempts);
            saving.ended(attempts);
            saving.ended(attempts);
        }

        assertThat(save(changed(10))).singleElement().satisfies(product -> assertThat(product.error()).isNull());
    }

    @Test
    void anOutageAfterSomeProductsWereSavedDoesNotLoseTheirResults() {
        answers("save-gallery-changes", exchange -> {
            if (ids(exchange).size() > 1) {
                throw Samples.rowRefused();
            }
            if (ids(exchange).contains(12L)) {
                throw Samples.databaseAway();
            }
        });

        assertThat(save(changed(10), changed(11), changed(12)))
                .extracting(product -> product.error() == null ? null : product.error().code())
                .containsExactly(null, null, SyncError.Code.DATABASE_UNAVAILABLE);
    }

    @Test
    void whatNobodyKnowsCostsOnlyItsOwnProductIfTheDatabaseWorksMeanwhile() {
        answers("save-gallery-changes", exchange -> {
            if (ids(exchange).contains(11L)) {
                throw new SQLException("(conn=35) something that no list knows", "HY000", 60000);
            }
        });

        List<ProductSync> products = save(changed(10), changed(11), changed(12));

        assertThat(products).filteredOn(product -> product.error() != null).singleElement().satisfies(product -> {
            assertThat(product.productId()).isEqualTo(11);
            assertThat(product.error().toString()).startsWith("internal: the database refused the rows: something that no list knows; ");
        });
    }

    @Test
    void whatNobodyKnowsIsAnOutageIfTheDatabaseFailsAsWell() {
        fails("save-gallery-changes", new SQLException("something that no list knows", "HY000", 60000));
        probed = new SQLException("read-only", "HY000", 1290);

        Outage outage = Outage.in(saved(changed(10), changed(11)).getException());

        assertThat(outage).hasMessage("the database is read-only (error 1290)");
        assertThat(tried()).as("not product by product").containsExactly(List.of(10L, 11L), List.of(10L, 11L));
    }

    @Test
    void whomSomebodyElseHoldsDoesNotKeepHisNeighboursWaiting() {
        List<String> log = new CopyOnWriteArrayList<>();
        database.answers("find-free-products", parameters -> {
            log.add("look");
            return log.size() < 6
                    ? List.of(Samples.row("product_id", 10L), Samples.row("product_id", 12L))
                    : List.of(Samples.row("product_id", 11L));
        });
        answers("save-gallery-changes", exchange -> {
            log.add(ids(exchange).toString());
            if (log.size() < 6 && ids(exchange).contains(11L)) {
                throw new SQLException("Lock wait timeout exceeded", "HY000", 1205);
            }
        });

        assertThat(save(changed(10), changed(11), changed(12))).extracting(ProductSync::error).containsOnlyNulls();

        assertThat(log).containsExactly("[10, 11, 12]", "look", "[10, 12]", "[11]", "look", "[11]");
    }

    @Test
    void aTableThatIsLockedAsAWholeIsNoProductsFault() {
        database.fails("find-free-products", new SQLException("Lock wait timeout exceeded", "HY000", 1205));
        fails("save-gallery-changes", new SQLException("Lock wait timeout exceeded", "HY000", 1205));

        assertThat(Outage.in(saved(changed(10)).getException())).hasMessage("other writers hold the rows or tables");
    }

    @Test
    void anOwnTableThatIsGoneIsCreatedBeforeTheNextTry() {
        Deque<Exception> failures = new ArrayDeque<>(
                List.of(new SQLException("Table 'm.nacento_media_gallery_meta' doesn't exist", "42S02", 1146)));
        answers("save-gallery-changes", exchange -> {
            if (!failures.isEmpty()) {
                throw failures.remove();
            }
        });
        answers("load-magento-schema", exchange -> shop.learn(Samples.ATTRIBUTES, Samples.COLUMNS, List.of()));

        assertThat(save(changed(10))).extracting(ProductSync::error).containsOnlyNulls();

        assertThat(neighbour("load-magento-schema").getReceivedCounter()).isEqualTo(1);
        assertThat(neighbour("save-gallery-changes").getReceivedCounter()).isEqualTo(2);
    }

    private ProductSync changed(long id) {
        return product(id, "/a/a/a.jpg").withETags(Map.of("/a/a/a.jpg", ETagAnswer.found("e1"))).planned(shop.schema(), RemovalLimit.NONE);
    }

    private Exchange saved(ProductSync... products) {
        return send(chunk(products), Map.of(), Map.of("results", new SyncResults(Refreshes.NONE, new RemovalTally(20), false)));
    }

    private List<ProductSync> save(ProductSync... products) {
        Exchange answer = saved(products);
        assertThat(answer.getException()).isNull();
        return answer.getMessage().getBody(SyncChunk.class).products();
    }

    private static List<Long> ids(Exchange exchange) {
        return exchange.getMessage().getBody(SyncChunk.class).products().stream().map(ProductSync::productId).toList();
    }

    private List<List<Long>> tried() {
        return neighbour("save-gallery-changes").getReceivedExchanges().stream().map(SaveGalleryChunkTest::ids).toList();
    }
}
