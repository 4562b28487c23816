package com.nacento.connector.routes;

import static com.nacento.connector.routes.Samples.found;
import static com.nacento.connector.routes.Samples.galleryCall;
import static com.nacento.connector.routes.Samples.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.bulk.GalleryCall;
import com.nacento.connector.bulk.GalleryResults;
import com.nacento.connector.bulk.Outage;
import com.nacento.connector.gallery.GalleryChunk;
import com.nacento.connector.gallery.SkuResult;
import com.nacento.connector.gallery.SyncError;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SyncGalleryCallTest extends RouteTest {

    private static final GalleryCall FOUR = galleryCall(item(0, "SKU-10"), item(1, "SKU-11"), item(2, "SKU-12"), item(3, "SKU-13"));

    @BeforeEach
    void allProductsAreFound() {
        answers("load-products", exchange -> {
            GalleryCall call = exchange.getMessage().getBody(GalleryCall.class);
            exchange.getMessage().setBody(call.withProducts(List.of(found(10L, 11L, 12L, 13L).subList(0, call.skus().size())), shop.schema()));
        });
        answers("sync-gallery-chunk", SyncGalleryCallTest::work);
    }

    @Test
    void aRequestIsSplitIntoChunksAndAddedUpInItsOrder() {
        GalleryResults results = sync(FOUR);

        assertThat(neighbour("sync-gallery-chunk").getReceivedCounter()).isEqualTo(2);
        assertThat(results.inOrder()).extracting(SkuResult::sku).containsExactly("SKU-10", "SKU-11", "SKU-12", "SKU-13");
        assertThat(results.stats().ok()).isEqualTo(4);
    }

    @Test
    void anOutageInOnePartLeavesTheRestNotBegun() {
        fails("sync-gallery-chunk", Samples.outage(Outage.Part.STORAGE));

        GalleryResults results = sync(FOUR);

        assertThat(neighbour("sync-gallery-chunk").getReceivedCounter()).isEqualTo(1);
        assertThat(results.outage()).hasMessage("the test took it away");
        assertThat(results.inOrder()).hasSize(4).extracting(SkuResult::error).allMatch(error -> error.startsWith("storage_unavailable"));
    }

    @Test
    void anOutageIsKnownHoweverDeepItIsWrapped() {
        fails("sync-gallery-chunk", new RuntimeCamelException("Failed to invoke method", Samples.outage(Outage.Part.DATABASE)));

        assertThat(sync(FOUR).inOrder()).extracting(SkuResult::error).allMatch(error -> error.startsWith("database_unavailable"));
    }

    @Test
    void aDefectInOneChunkDoesNotStopTheOthers() {
        answers("sync-gallery-chunk", exchange -> {
            if (exchange.getMessage().getBody(GalleryChunk.class).products().get(0).productId() == 10) {
                throw new IllegalStateException("a defect");
            }
            work(exchange);
        });

        List<SkuResult> results = sync(FOUR).inOrder();

        assertThat(results.subList(0, 2)).extracting(result -> result.failure().code()).containsOnly(SyncError.Code.INTERNAL);
        assertThat(results.subList(0, 2)).extracting(SkuResult::error).noneMatch(error -> error.contains("a defect\n") || error.contains("Exception"));
        assertThat(results.subList(2, 4)).extracting(SkuResult::failure).containsOnlyNulls();
    }

    @Test
    void aRequestWithoutItemsHasNoResultsAndNoWork() {
        assertThat(sync(galleryCall()).inOrder()).isEmpty();

        assertThat(neighbour("sync-gallery-chunk").getReceivedCounter()).isZero();
    }

    @Test
    void aShopThatIsNotKnownYetIsLookedAtFirst() {
        shop.forget();
        answers("load-magento-schema", exchange -> shop.learn(Samples.ATTRIBUTES, Samples.COLUMNS));

        assertThat(sync(FOUR).stats().ok()).isEqualTo(4);

        assertThat(neighbour("load-magento-schema").getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void aDatabaseThatIsAwayBeforeAnythingIsKnownIsToldToTheCaller() {
        fails("load-products", Samples.databaseAway());

        assertThat(send(FOUR).getException()).hasMessage("connection refused");
        assertThat(neighbour("sync-gallery-chunk").getReceivedCounter()).isZero();
    }

    private static void work(Exchange exchange) {
        GalleryChunk chunk = exchange.getMessage().getBody(GalleryChunk.class);
        exchange.getMessage().setBody(new GalleryChunk(chunk.products().stream()
                .map(product -> product.planned(Samples.schema())).toList()));
    }

    private GalleryResults sync(GalleryCall call) {
        Exchange answer = send(call);
        assertThat(answer.getException()).isNull();
        return answer.getMessage().getBody(GalleryResults.class);
    }
}
