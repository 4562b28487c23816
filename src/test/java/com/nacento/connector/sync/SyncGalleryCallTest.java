package com.nacento.connector.sync;

import static com.nacento.connector.routes.Samples.found;
import static com.nacento.connector.routes.Samples.galleryCall;
import static com.nacento.connector.routes.Samples.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.gallery.SkuResult;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SyncGalleryCallTest extends RouteTest {

    private static final SyncCall FOUR = galleryCall(item(0, "SKU-10"), item(1, "SKU-11"), item(2, "SKU-12"), item(3, "SKU-13"));

    @BeforeEach
    void allProductsAreFound() {
        answers("load-products", exchange -> {
            SyncCall call = exchange.getMessage().getBody(SyncCall.class);
            exchange.getMessage()
                    .setBody(call.withProducts(List.of(found(10L, 11L, 12L, 13L).subList(0, call.skus().size())), shop.schema()));
        });
        answers("sync-gallery-section", SyncGalleryCallTest::work);
    }

    @Test
    void theResultsOfAllSectionsAreAddedUpInTheOrderOfTheRequest() {
        SyncResults results = sync(FOUR);

        assertThat(neighbour("sync-gallery-section").getReceivedCounter()).isEqualTo(1);
        assertThat(results.inOrder()).extracting(SkuResult::sku).containsExactly("SKU-10", "SKU-11", "SKU-12", "SKU-13");
    }

    @Test
    void aRequestWithoutItemsHasNoResults() {
        assertThat(sync(galleryCall()).inOrder()).isEmpty();
    }

    @Test
    void aShopThatIsNotKnownYetIsLookedAtFirst() {
        shop.doubt();
        answers("load-magento-schema", exchange -> shop.learn(Samples.ATTRIBUTES, Samples.COLUMNS, List.of()));

        assertThat(sync(FOUR).inOrder()).hasSize(4);

        assertThat(neighbour("load-magento-schema").getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void aDatabaseThatIsAwayBeforeAnythingIsKnownIsToldToTheCaller() {
        fails("load-products", Samples.databaseAway());

        assertThat(send(FOUR).getException()).hasMessage("connection refused");
        assertThat(neighbour("sync-gallery-section").getReceivedCounter()).isZero();
    }

    @Test
    void aDefectInASectionIsNotTakenForAResult() {
        fails("sync-gallery-section", new IllegalStateException("a defect"));

        assertThat(send(FOUR).getException()).hasRootCauseMessage("a defect");
    }

    private static void work(Exchange exchange) {
        SyncResults results = exchange.getVariable("results", SyncResults.class);
        exchange.getMessage().getBody(SyncSection.class).chunks().forEach(chunk -> results.add(Samples.planned(chunk)));
    }

    private SyncResults sync(SyncCall call) {
        Exchange answer = send(call);
        assertThat(answer.getException()).isNull();
        return answer.getMessage().getBody(SyncResults.class);
    }
}
