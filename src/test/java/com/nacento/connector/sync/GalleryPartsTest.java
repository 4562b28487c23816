package com.nacento.connector.sync;

import static com.nacento.connector.gallery.GalleryChanges.row;
import static com.nacento.connector.testing.GalleryFixture.at;
import static com.nacento.connector.testing.ImageBuilder.image;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.database.MagentoSchema;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.gallery.GalleryRequest;
import com.nacento.connector.gallery.ProductSync;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.gallery.SkuResult;
import com.nacento.connector.sync.SyncCall.ChunkLimits;
import com.nacento.connector.sync.SyncCall.Origin;
import com.nacento.connector.testing.GalleryFixture;
import com.nacento.connector.testing.ImageBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GalleryPartsTest {

    private static final MagentoSchema UTF8MB3 = GalleryFixture.shop(false);

    private final List<GalleryItem> items = new ArrayList<>();

    @Test
    void anItemWhoseSkuNoProductHasFailsAlone() {
        item("A", image("/a.jpg"));
        item("B", image("/b.jpg"));
        GalleryPart part = part(GalleryFixture.SHOP, 10L, null);
        assertThat(part.chunk().products()).extracting(ProductSync::productId).containsExactly(10L);
        assertThat(part.settled()).extracting(SkuResult::error).containsExactly("product_not_found: no product has the SKU B");
    }

    @Test
    void aSkuThatTwoProductsHaveIsAmbiguous() {
        item("A", image("/a.jpg"));
        GalleryParts parts = call().withProducts(List.of(List.of(found(0, 10L), found(0, 11L), found(0, 12L))), GalleryFixture.SHOP);
        GalleryPart part = parts.iterator().next();
        assertThat(part.chunk().products()).isEmpty();
        assertThat(part.settled().get(0).error()).startsWith("invalid_item: ambiguous_sku");
    }

    @Test
    void aBadItemIsToldWhatIsWrongWithItWhetherOrNotThereIsAProduct() {
        bad("A");
        bad("");
        assertThat(part(GalleryFixture.SHOP, 10L, null).settled()).extracting(SkuResult::error)
                .containsExactly("invalid_item: bad", "invalid_item: bad");
    }

    @Test
    void itemsForTheSameProductCountAsOneTheLastOneStandsInThePlaceOfTheFirst() {
        item("sku", image("/a.jpg"));
        item("other", image("/o.jpg"));
        item("SKU", image("/b.jpg"));
        GalleryPart part = part(GalleryFixture.SHOP, 10L, 11L, 10L);
        GalleryRequest winner = part.chunk().products().get(0).own().get(0);
        assertThat(part.chunk().products()).hasSize(2);
        assertThat(winner.sku()).isEqualTo("SKU");
        assertThat(winner.index()).isZero();
        assertThat(winner.images()).extracting(named -> named.filePath()).containsExactly("/b.jpg");
        assertThat(winner.warnings()).singleElement().asString().startsWith("duplicate_sku: ");
    }

    @Test
    void unknownSkusAreTheSameIfTheirTextIs() {
        item("A");
        item("A");
        item("a");
        assertThat(part(GalleryFixture.SHOP, null, null, null).settled()).extracting(SkuResult::index).containsExactly(0, 2);
    }

    @Test
    void aBadItemSupersedesNothing() {
        item("A", image("/a.jpg"));
        bad("A");
        GalleryPart part = part(GalleryFixture.SHOP, 10L, 10L);
        assertThat(part.chunk().products().get(0).own().get(0).warnings()).isEmpty();
        assertThat(part.settled()).extracting(SkuResult::index).containsExactly(1);
    }

    @Test
    void anItemThatTheColumnsCannotHoldSupersedesNothingEither() {
        item("A", image("/a.jpg"));
        item("A", image("/a.jpg").label("\uD83D\uDE00"));
        GalleryPart part = part(UTF8MB3, 10L, 10L);
        assertThat(part.chunk().products().get(0).own().get(0).index()).isZero();
        assertThat(part.settled().get(0).failure().code()).isEqualTo(SyncError.Code.INVALID_ITEM);
    }

    @Test
    void fourByteTextIsRefusedWhereTheColumnsCannotHoldItAndTakenWhereTheyCan() {
        item("A", image("/a.jpg").label("\uD83D\uDE00"));
        item("B", image("/\uD83D\uDE00.jpg"));
        item("C", image("/ü€.jpg").label("ü€"));
        assertThat(part(UTF8MB3, 10L, 11L, 12L).settled()).extracting(result -> result.failure().code())
                .containsExactly(SyncError.Code.INVALID_ITEM, SyncError.Code.INVALID_ITEM);
        assertThat(part(GalleryFixture.SHOP, 10L, 11L, 12L).settled()).isEmpty();
    }

    @Test
    void aSkuThatTheColumnCannotHoldIsLookedUpAsNone() {
        item("A");
        item("");
        item("x".repeat(65));
        item("\uD83D\uDE00");
        assertThat(call().lookUps(UTF8MB3)).containsExactly("[\"A\",null,null,null]");
        assertThat(call().lookUps(GalleryFixture.SHOP)).containsExactly("[\"A\",null,null,\"\uD83D\uDE00\"]");
    }

    @Test
    void manySkusAreLookedUpFiveThousandAtATime() {
        IntStream.range(0, 5_001).forEach(i -> item("S" + i));
        assertThat(call().lookUps(GalleryFixture.SHOP)).hasSize(2).last().isEqualTo("[\"S5000\"]");
        List<Map<String, Object>> first = IntStream.range(0, 5_000).mapToObj(i -> found(i, 10L + i)).toList();
        GalleryParts parts = call().withProducts(List.of(first, List.of(found(0, 9_999L))), GalleryFixture.SHOP);
        List<GalleryRequest> requests = new ArrayList<>();
        parts.forEach(part -> part.chunk().products().forEach(product -> {
            if (product.productId() == 9_999L) {
                requests.addAll(product.own());
            }
        }));
        assertThat(requests).extracting(GalleryRequest::sku).containsExactly("S5000");
    }

    @Test
    void aRequestWithoutItemsIsOneEmptyPart() {
        assertThat(call().lookUps(GalleryFixture.SHOP)).containsExactly("[]");
        GalleryPart only = call().withProducts(List.of(List.of()), GalleryFixture.SHOP).iterator().next();
        assertThat(only.chunk().isEmpty()).isTrue();
        assertThat(only.results()).isEmpty();
    }

    @Test
    void anItemCountsAsSubmittedWhenItsProductWasLookedUp() {
        item("A");
        assertThat(part(GalleryFixture.SHOP, 10L).chunk().products().get(0).own().get(0).submittedAt()).isEqualTo(at(5));
    }

    @Test
    void anOutageIsTheErrorOfEveryProductOfThePartAndLeavesRefusedItemsAsTheyAre() {
        item("A");
        bad("B");
        GalleryPart met = part(GalleryFixture.SHOP, 10L, 11L).interrupted(new Outage(Outage.Part.STORAGE, "the bucket does not answer", null));
        SyncResults results = new SyncResults(Refreshes.NONE).add(met);
        assertThat(results.isInterrupted()).isTrue();
        assertThat(results.isWritten()).isFalse();
        assertThat(results.inOrder()).extracting(SkuResult::error)
                .containsExactly("storage_unavailable: the bucket does not answer", "invalid_item: bad");
    }

    @Test
    void resultsComeInTheOrderOfFirstAppearanceWhateverTheOrderOfTheWork() {
        item("C");
        item("A");
        item("B");
        GalleryPart part = part(GalleryFixture.SHOP, 30L, null, 20L);
        GalleryPart done = part.withChunk(part.chunk().planned(GalleryFixture.SHOP));
        SyncResults results = new SyncResults(Refreshes.NONE).add(done);
        assertThat(results.inOrder()).extracting(SkuResult::sku).containsExactly("C", "A", "B");
        assertThat(results.inOrder().get(1).failure().code()).isEqualTo(SyncError.Code.PRODUCT_NOT_FOUND);
        assertThat(results.stats().ok()).isEqualTo(2);
        assertThat(results.stats().error()).isEqualTo(1);
    }

    private void item(String sku, ImageBuilder... images) {
        items.add(new GalleryItem(items.size(), sku, Arrays.stream(images).map(ImageBuilder::build).toList(), List.of(), null));
    }

    private void bad(String sku) {
        items.add(new GalleryItem(items.size(), sku, List.of(), List.of(), SyncError.invalidItem("bad")));
    }

    private SyncCall call() {
        return new SyncCall("test", items.stream().map(GalleryItem::sku).toList(), items::iterator, Origin.DIRECT, new ChunkLimits(new ChunkSize(10_000), 10_000, 1 << 20));
    }

    /** The one part of the request, if its items have these products. */
    private GalleryPart part(MagentoSchema shop, Long... products) {
        List<Map<String, Object>> found = new ArrayList<>();
        for (int i = 0; i < products.length; i++) {
            found.add(found(i, products[i]));
        }
        return call().withProducts(List.of(found), shop).iterator().next();
    }

    private static Map<String, Object> found(int item, Long product) {
        return row("item", (long) item, "product_id", product, "submitted_at", at(5));
    }
}
