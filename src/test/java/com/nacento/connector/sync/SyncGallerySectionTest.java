package com.nacento.connector.sync;

import static com.nacento.connector.routes.Samples.chunk;
import static com.nacento.connector.routes.Samples.product;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.ImageETag;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.gallery.SkuResult;
import com.nacento.connector.page.DirectBulks;
import com.nacento.connector.page.ShownSku;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SyncGallerySectionTest extends RouteTest {

    @BeforeEach
    void chunksAreWorkedOn() {
        answers("sync-gallery-chunk", SyncGallerySectionTest::work);
    }

    @Test
    void aSectionIsSplitIntoItsChunksAndAddedUp() {
        SyncResults results = sync(section(2));

        assertThat(neighbour("sync-gallery-chunk").getReceivedCounter()).isEqualTo(2);
        assertThat(results.inOrder()).extracting(SkuResult::sku).containsExactly("SKU-10", "SKU-11", "SKU-12", "SKU-13");
        assertThat(results.stats().ok()).isEqualTo(4);
    }

    @Test
    void theETagsAreLookedUpBeforeTheFirstChunkIsBegun() {
        answers("detect-listed-images", exchange -> {
            assertThat(neighbour("sync-gallery-chunk").getReceivedCounter()).isZero();
            SyncSection section = exchange.getMessage().getBody(SyncSection.class);
            exchange.getMessage().setBody(new SyncSection(section.chunks(), Map.of(), 3));
        });
        answers("sync-gallery-chunk", exchange -> {
            exchange.getMessage().setBody(
                    exchange.getMessage().getBody(SyncChunk.class).withHeads(List.of(new ImageETag("/a/a.jpg", ETagAnswer.missing()))));
            work(exchange);
        });

        SyncResults results = sync(section(2));

        assertThat(results.pages()).isEqualTo(3);
        assertThat(results.heads()).as("one for each chunk").isEqualTo(2);
    }

    @Test
    void anOutageLeavesTheChunksNotBegunThatComeAfterIt() {
        fails("sync-gallery-chunk", Samples.outage(Outage.Part.STORAGE));

        SyncResults results = sync(section(20));

        assertThat(neighbour("sync-gallery-chunk").getReceivedCounter()).isLessThan(20);
        assertThat(results.outage()).hasMessage("the test took it away");
        assertThat(results.inOrder()).hasSize(40).extracting(SkuResult::error).allMatch(error -> error.startsWith("storage_unavailable"));
    }

    @Test
    void anOutageIsKnownHoweverDeepItIsWrapped() {
        fails("sync-gallery-chunk", new RuntimeCamelException("Failed to invoke method", Samples.outage(Outage.Part.DATABASE)));

        assertThat(sync(section(2)).inOrder()).extracting(SkuResult::error).allMatch(error -> error.startsWith("database_unavailable"));
    }

    @Test
    void aDefectInOneChunkDoesNotStopTheOthers() {
        answers("sync-gallery-chunk", exchange -> {
            if (exchange.getMessage().getBody(SyncChunk.class).products().get(0).productId() == 10) {
                throw new IllegalStateException("a defect");
            }
            work(exchange);
        });

        List<SkuResult> results = sync(section(2)).inOrder();

        assertThat(results.subList(0, 2)).extracting(result -> result.failure().code()).containsOnly(SyncError.Code.INTERNAL);
        assertThat(results.subList(0, 2)).extracting(SkuResult::error)
                .noneMatch(error -> error.contains("a defect\n") || error.contains("Exception"));
        assertThat(results.subList(2, 4)).extracting(SkuResult::failure).containsOnlyNulls();
    }

    @Test
    void aTableThatIsLockedWhileItIsReadIsAnOutage() {
        fails("sync-gallery-chunk", new SQLException("(conn=35) Lock wait timeout exceeded", "HY000", 1205));

        SyncResults results = sync(section(1));

        assertThat(results.outage()).hasMessage("other writers hold the rows or tables");
        assertThat(results.inOrder()).extracting(SkuResult::failure).allMatch(SyncError::outage);
    }

    @Test
    void whatNobodyKnowsIsAnOutageIfTheDatabaseFailsAsWell() {
        fails("sync-gallery-chunk", new IllegalStateException("a defect, or the end of the world"));
        probed = new SQLException("disk full", "HY000", 1021);

        assertThat(sync(section(1)).outage()).hasMessageContaining("disk");
    }

    @Test
    void aChunkWithoutProductsIsNoWork() {
        SyncSection refused = new SyncSection(
                List.of(new SyncChunk(List.of(), List.of(Samples.failed(0, "BAD", SyncError.Code.INVALID_ITEM)), Map.of())));

        assertThat(sync(refused).inOrder()).extracting(SkuResult::sku).containsExactly("BAD");

        assertThat(neighbour("sync-gallery-chunk").getReceivedCounter()).isZero();
    }

    @Test
    void whatIsNotBegunWhenTheServiceStopsIsBrokenOffAsDuringAnOutage() {
        AtomicBoolean rests = new AtomicBoolean();
        answers("sync-gallery-chunk", exchange -> {
            work(exchange);
            rests.set(true);
        });
        SyncResults results = new SyncResults(Refreshes.NONE, new RemovalTally(20), false, null, rests::get);

        assertThat(send(section(40), Map.of(), Map.of("results", results)).getException()).isNull();

        assertThat(neighbour("sync-gallery-chunk").getReceivedCounter()).as("those that were under way").isLessThan(40);
        assertThat(results.inOrder()).hasSize(80);
        assertThat(results.inOrder().stream().filter(result -> result.failure() != null)).isNotEmpty()
                .allSatisfy(result -> assertThat(result.failure().outage()).isTrue());
    }

    @Test
    void aDirectBulkRemembersEachSkuForThePageAndOthersDoNot() {
        DirectBulks.Call shown = calls.begin(Samples.envelope("op-1"), "pim", new DefaultExchange(context));
        SyncResults results = new SyncResults(Refreshes.NONE, new RemovalTally(20), false);
        fails("sync-gallery-chunk", new IllegalStateException("a defect"));

        assertThat(send(section(2), Map.of(), Map.of("results", results, "shown", shown)).getException()).isNull();
        sync(section(1));
        calls.keep(new BulkResult("op-1", results.stats(), results.inOrder(), List.of()), shown, 1);

        assertThat(calls.skus(Long.toString(shown.id()), "state=failed").skus()).extracting(ShownSku::sku).containsExactly("SKU-10",
                "SKU-11", "SKU-12",
                "SKU-13");
    }

    /** Chunks of two products each, from product 10 on. */
    private static SyncSection section(int chunks) {
        return new SyncSection(IntStream.range(0, chunks)
                .mapToObj(i -> chunk(product(10 + 2 * i), product(11 + 2 * i))).toList());
    }

    private static void work(Exchange exchange) {
        exchange.getMessage().setBody(Samples.planned(exchange.getMessage().getBody(SyncChunk.class)));
    }

    private SyncResults sync(SyncSection section) {
        SyncResults results = new SyncResults(Refreshes.NONE, new RemovalTally(20), false);
        Exchange answer = send(section, Map.of(), Map.of("results", results));
        assertThat(answer.getException()).isNull();
        return results;
    }
}
