package com.nacento.connector.sync;

import static com.nacento.connector.gallery.GalleryChanges.row;
import static com.nacento.connector.testing.GalleryFixture.at;
import static com.nacento.connector.testing.ImageBuilder.image;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.config.LookUp;
import com.nacento.connector.database.MagentoSchema;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.gallery.GalleryRequest;
import com.nacento.connector.gallery.ProductSync;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.gallery.RemovalLimit;
import com.nacento.connector.gallery.SkuResult;
import com.nacento.connector.storage.ImageListing;
import com.nacento.connector.sync.SyncCall.ChunkLimits;
import com.nacento.connector.sync.SyncCall.Origin;
import com.nacento.connector.testing.GalleryFixture;
import com.nacento.connector.testing.ImageBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SectionReaderTest {

    private static final MagentoSchema UTF8MB3 = GalleryFixture.shop(false);

    private final List<GalleryItem> items = new ArrayList<>();

    @Test
    void anItemWhoseSkuNoProductHasFailsAlone() {
        item("A", image("/a.jpg"));
        item("B", image("/b.jpg"));
        SyncChunk chunk = chunk(GalleryFixture.SHOP, 10L, null);
        assertThat(chunk.products()).extracting(ProductSync::productId).containsExactly(10L);
        assertThat(chunk.settled()).extracting(SkuResult::error).containsExactly("product_not_found: no product has the SKU B");
    }

    @Test
    void aSkuThatTwoProductsHaveIsAmbiguous() {
        item("A", image("/a.jpg"));
        SectionReader reader = call().withProducts(List.of(List.of(found(0, 10L), found(0, 11L), found(0, 12L))), GalleryFixture.SHOP);
        SyncChunk chunk = reader.chunks().next();
        assertThat(chunk.products()).isEmpty();
        assertThat(chunk.settled().get(0).error()).startsWith("invalid_item: ambiguous_sku");
    }

    @Test
    void aBadItemIsToldWhatIsWrongWithItWhetherOrNotThereIsAProduct() {
        bad("A");
        bad("");
        assertThat(chunk(GalleryFixture.SHOP, 10L, null).settled()).extracting(SkuResult::error)
                .containsExactly("invalid_item: bad", "invalid_item: bad");
    }

    @Test
    void itemsForTheSameProductCountAsOneTheLastOneStandsInThePlaceOfTheFirst() {
        item("sku", image("/a.jpg"));
        item("other", image("/o.jpg"));
        item("SKU", image("/b.jpg"));
        SyncChunk chunk = chunk(GalleryFixture.SHOP, 10L, 11L, 10L);
        GalleryRequest winner = chunk.products().get(0).own().get(0);
        assertThat(chunk.products()).hasSize(2);
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
        assertThat(chunk(GalleryFixture.SHOP, null, null, null).settled()).extracting(SkuResult::index).containsExactly(0, 2);
    }

    @Test
    void aBadItemSupersedesNothing() {
        item("A", image("/a.jpg"));
        bad("A");
        SyncChunk chunk = chunk(GalleryFixture.SHOP, 10L, 10L);
        assertThat(chunk.products().get(0).own().get(0).warnings()).isEmpty();
        assertThat(chunk.settled()).extracting(SkuResult::index).containsExactly(1);
    }

    @Test
    void anItemThatTheColumnsCannotHoldSupersedesNothingEither() {
        item("A", image("/a.jpg"));
        item("A", image("/a.jpg").label("\uD83D\uDE00"));
        SyncChunk chunk = chunk(UTF8MB3, 10L, 10L);
        assertThat(chunk.products().get(0).own().get(0).index()).isZero();
        assertThat(chunk.settled().get(0).failure().code()).isEqualTo(SyncError.Code.INVALID_ITEM);
    }

    @Test
    void fourByteTextIsRefusedWhereTheColumnsCannotHoldItAndTakenWhereTheyCan() {
        item("A", image("/a.jpg").label("\uD83D\uDE00"));
        item("B", image("/\uD83D\uDE00.jpg"));
        item("C", image("/ü€.jpg").label("ü€"));
        assertThat(chunk(UTF8MB3, 10L, 11L, 12L).settled()).extracting(result -> result.failure().code())
                .containsExactly(SyncError.Code.INVALID_ITEM, SyncError.Code.INVALID_ITEM);
        assertThat(chunk(GalleryFixture.SHOP, 10L, 11L, 12L).settled()).isEmpty();
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

    @ParameterizedTest(name = "{0} and the products {1}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false,
            value = {"SKU123|SKU123,SKU123 |10", "SKU123 |SKU123,SKU123 |11",
                "sku123|SKU123|10", " SKU123|SKU123|10",
                "sku123|SKU123,SKU123 |invalid_item: ambiguous_sku: several products have the SKU sku123",
                "A|A,A|invalid_item: ambiguous_sku: several products have the SKU A",
                "KASE-1|KÄSE-1|product_not_found: no product has the SKU KASE-1; there is KÄSE-1",
                "kase-1|KÄSE-1,KASE-1|11", "STRASSE|STRAßE|product_not_found: no product has the SKU STRASSE; there is STRAßE"})
    void aSkuMeansTheProductThatHasItExactlyElseTheOneThatDiffersByCaseAndBlanks(String sku, String products, String meant) {
        item(sku);
        String[] skus = products.split(",");
        List<Map<String, Object>> near = IntStream.range(0, skus.length).mapToObj(i -> found(0, 10L + i, skus[i])).toList();

        SyncChunk chunk = call().withProducts(List.of(near), GalleryFixture.SHOP).chunks().next();

        assertThat(chunk.products().isEmpty() ? chunk.settled().get(0).error() : String.valueOf(chunk.products().get(0).productId()))
                .startsWith(meant);
    }

    @Test
    void manySkusAreLookedUpFiveThousandAtATime() {
        IntStream.range(0, 5_001).forEach(i -> item("S" + i));
        assertThat(call().lookUps(GalleryFixture.SHOP)).hasSize(2).last().isEqualTo("[\"S5000\"]");
        List<Map<String, Object>> first = IntStream.range(0, 5_000).mapToObj(i -> found(i, 10L + i)).toList();
        SectionReader reader = call().withProducts(List.of(first, List.of(found(0, 9_999L, "S5000"))), GalleryFixture.SHOP);
        List<GalleryRequest> requests = new ArrayList<>();
        reader.chunks().forEachRemaining(chunk -> chunk.products().forEach(product -> {
            if (product.productId() == 9_999L) {
                requests.addAll(product.own());
            }
        }));
        assertThat(requests).extracting(GalleryRequest::sku).containsExactly("S5000");
    }

    @Test
    void aRequestWithoutItemsIsOneEmptyChunk() {
        assertThat(call().lookUps(GalleryFixture.SHOP)).containsExactly("[]");
        SyncChunk only = call().withProducts(List.of(List.of()), GalleryFixture.SHOP).chunks().next();
        assertThat(only.isEmpty()).isTrue();
        assertThat(only.results()).isEmpty();
    }

    @Test
    void anItemCountsAsSubmittedWhenItsProductWasLookedUp() {
        item("A");
        assertThat(chunk(GalleryFixture.SHOP, 10L).products().get(0).own().get(0).submittedAt()).isEqualTo(at(5));
    }

    @Test
    void anOutageIsTheErrorOfEveryProductOfTheChunkAndLeavesRefusedItemsAsTheyAre() {
        item("A");
        bad("B");
        SyncChunk met = chunk(GalleryFixture.SHOP, 10L, 11L)
                .interrupted(new Outage(Outage.Part.STORAGE, "the bucket does not answer", null));
        SyncResults results = new SyncResults(Refreshes.NONE, new RemovalTally(20), false).add(met);
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
        SyncChunk chunk = chunk(GalleryFixture.SHOP, 30L, null, 20L);
        SyncResults results = new SyncResults(Refreshes.NONE, new RemovalTally(20), false)
                .add(chunk.planned(GalleryFixture.SHOP, RemovalLimit.NONE));
        assertThat(results.inOrder()).extracting(SkuResult::sku).containsExactly("C", "A", "B");
        assertThat(results.inOrder().get(1).failure().code()).isEqualTo(SyncError.Code.PRODUCT_NOT_FOUND);
        assertThat(results.stats().ok()).isEqualTo(2);
        assertThat(results.stats().error()).isEqualTo(1);
    }

    @Test
    void aSmallRequestIsOneSection() {
        items(2_500, 3);
        assertThat(sections(250)).containsExactly(10);
    }

    @Test
    void aSectionHasNoMoreThanSixtyThousandImages() {
        items(5_000, 30);
        assertThat(sections(100)).containsExactly(20, 20, 10);
    }

    @Test
    void aSectionHasNoMoreThanTwentyThousandItemsWhetherTheyAreWorkedOnOrRefused() {
        IntStream.range(0, 25_000).forEach(i -> bad(i % 2 == 0 ? "" : "BAD-" + i));
        assertThat(sections(5_000)).containsExactly(4, 1);
    }

    @Test
    void whatComesAfterASectionIsNotReadBeforeItIsAskedFor() {
        items(100, 30_000);
        AtomicInteger read = new AtomicInteger();
        Iterator<SyncSection> sections = reader(call(1, () -> items.stream().peek(item -> read.incrementAndGet()).iterator())).iterator();
        assertThat(read.get()).isZero();
        sections.next();
        assertThat(read.get()).isLessThanOrEqualTo(3);
        sections.next();
        assertThat(read.get()).isLessThanOrEqualTo(5);
    }

    @Test
    void aPictureOfManyProductsIsLookedUpOnce() {
        items(40, 30);
        SyncSection section = reader(call(1, items::iterator)).iterator().next();
        assertThat(section.chunks()).hasSize(40);
        assertThat(section.walks(new ImageListing(null, "media", "", LookUp.AUTO))).hasSize(1)
                .allSatisfy(walk -> assertThat(walk.answers()).isEmpty());
        assertThat(section.listed(List.of()).chunks().get(0).unanswered()).hasSize(30);
        assertThat(section.etags()).isEmpty();
    }

    private void item(String sku, ImageBuilder... images) {
        items.add(new GalleryItem(items.size(), sku, Arrays.stream(images).map(ImageBuilder::build).toList(), List.of(), null));
    }

    private void bad(String sku) {
        items.add(new GalleryItem(items.size(), sku, List.of(), List.of(), SyncError.invalidItem("bad")));
    }

    private SyncCall call() {
        return call(10_000, items::iterator);
    }

    private SyncCall call(int chunkSize, Supplier<Iterator<GalleryItem>> read) {
        return new SyncCall("test", items.stream().map(GalleryItem::sku).toList(), read, Origin.DIRECT,
                new ChunkLimits(new ChunkSize(chunkSize), 10_000, 1 << 20));
    }

    /** Items that are all alike but for their SKUs, each with a product. */
    private void items(int count, int imagesEach) {
        List<GalleryImage> images = IntStream.range(0, imagesEach)
                .mapToObj(i -> new GalleryImage("/a/" + i + ".jpg", null, null, null, List.of())).toList();
        IntStream.range(0, count).forEach(i -> items.add(new GalleryItem(i, "SKU-" + i, images, List.of(), null)));
    }

    private SectionReader reader(SyncCall call) {
        List<List<Map<String, Object>>> answers = new ArrayList<>();
        for (int start = 0; start < items.size(); start += 5_000) {
            int slice = start;
            answers.add(IntStream.range(0, Math.min(5_000, items.size() - start))
                    .mapToObj(i -> found(i, (long) slice + i, items.get(slice + i).sku())).toList());
        }
        return call.withProducts(answers, GalleryFixture.SHOP);
    }

    /** How many chunks each section has. */
    private List<Integer> sections(int chunkSize) {
        List<Integer> sections = new ArrayList<>();
        reader(call(chunkSize, items::iterator)).forEach(section -> sections.add(section.chunks().size()));
        return sections;
    }

    /** The one chunk of the request, if its items have these products. */
    private SyncChunk chunk(MagentoSchema shop, Long... products) {
        List<Map<String, Object>> found = new ArrayList<>();
        for (int i = 0; i < products.length; i++) {
            found.add(found(i, products[i]));
        }
        return call().withProducts(List.of(found), shop).chunks().next();
    }

    /** A product with exactly the SKU that the item has. */
    private Map<String, Object> found(int item, Long product) {
        return found(item, product, items.get(item).sku());
    }

    private static Map<String, Object> found(int item, Long product, String sku) {
        return row("item", (long) item, "product_id", product, "sku", product == null ? null : sku, "submitted_at", at(5));
    }
}
