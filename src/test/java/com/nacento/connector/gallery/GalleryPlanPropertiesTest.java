package com.nacento.connector.gallery;

import static com.nacento.connector.testing.GalleryFixture.IMAGE;
import static com.nacento.connector.testing.GalleryFixture.IMAGE_LABEL;
import static com.nacento.connector.testing.GalleryFixture.OTHER_PRODUCT;
import static com.nacento.connector.testing.GalleryFixture.PRODUCT;
import static com.nacento.connector.testing.GalleryFixture.SHOP;
import static com.nacento.connector.testing.GalleryFixture.SMALL_IMAGE;
import static com.nacento.connector.testing.GalleryFixture.SWATCH_IMAGE;
import static com.nacento.connector.testing.GalleryFixture.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.gallery.ProductGallery.StoredETag;
import com.nacento.connector.testing.GalleryFixture;
import com.nacento.connector.testing.GalleryTables;
import com.nacento.connector.testing.GalleryTables.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** However untidy the tables are, and whatever is asked for. */
class GalleryPlanPropertiesTest {

    private static final List<String> PATHS = List.of("/m/y/a.jpg", "/m/y/b.jpg", "/m/y/c.jpg", "/m/y/d.jpg");

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void manyRequestsAtOnceEndAsIfTheyHadBeenWorkedOffOneByOne(
            @ForAll("tables") GalleryTables tables, @ForAll("requests") List<GalleryRequest> requests,
            @ForAll("buckets") Map<String, ETagAnswer> bucket) {
        GalleryTables oneByOne = tables.copy();
        requests.forEach(request -> sync(oneByOne, List.of(request), bucket));
        GalleryTables atOnce = tables.copy();
        sync(atOnce, requests, bucket);
        assertThat(contents(atOnce)).isEqualTo(contents(oneByOne));
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void theSameAgainChangesNothingAndSkipsWhateverTheBucketHas(
            @ForAll("tables") GalleryTables tables, @ForAll("images") List<GalleryImage> images,
            @ForAll("buckets") Map<String, ETagAnswer> bucket) {
        GalleryRequest request = request(1, images);
        sync(tables, List.of(request), bucket);
        String before = contents(tables);
        ProductSync again = sync(tables, List.of(request), bucket);
        assertThat(again.isChanged()).isFalse();
        assertThat(contents(tables)).isEqualTo(before);
        ImageStats stats = again.resultOf(request).stats();
        assertThat(stats.inserted() + stats.updatedValue() + stats.updatedMeta()).isZero();
        assertThat(stats.skippedNoChange()).isEqualTo((int) images.stream().filter(image -> isFound(bucket, image.filePath())).count());
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void theProductsOwnOrderlyRowsAreLeftAndWhatBelongsToOthersIsNotTouched(
            @ForAll("tables") GalleryTables tables, @ForAll("requests") List<GalleryRequest> requests,
            @ForAll("buckets") Map<String, ETagAnswer> bucket) {
        GalleryTables before = tables.copy();
        sync(tables, requests, bucket);
        assertThat(of(tables, OTHER_PRODUCT)).as("another product").isEqualTo(of(before, OTHER_PRODUCT));
        Stream.of(IMAGE, SMALL_IMAGE, SWATCH_IMAGE, IMAGE_LABEL).forEach(attribute -> assertThat(tables.attributeOf(PRODUCT, attribute, 2))
                .as("a store view").isEqualTo(before.attributeOf(PRODUCT, attribute, 2)));
        PATHS.stream().filter(path -> isFound(bucket, path) && requests.stream().flatMap(request -> request.images().stream())
                .anyMatch(image -> image.filePath().equals(path))).forEach(
                        path -> assertThat(tables.gallery(PRODUCT).images().stream()
                                .filter(row -> row.holds(path))).as("%s once, with its slash and its ETag", path).singleElement()
                                .satisfies(row -> {
                                    assertThat(row.value()).isEqualTo(path);
                                    assertThat(row.values().stream().filter(value -> value.storeId() == 0)).hasSizeLessThanOrEqualTo(1);
                                    assertThat(row.etags()).singleElement()
                                            .satisfies(etag -> assertThat(etag.etag()).isEqualTo(bucket.get(path).etag()));
                                }));
    }

    private static boolean isFound(Map<String, ETagAnswer> bucket, String path) {
        return bucket.get(path).kind() == ETagAnswer.Kind.FOUND;
    }

    private static ProductSync sync(GalleryTables tables, List<GalleryRequest> requests, Map<String, ETagAnswer> bucket) {
        ProductSync planned = ProductSync.of(PRODUCT, requests).withGallery(tables.gallery(PRODUCT)).withETags(bucket).planned(SHOP,
                RemovalLimit.NONE);
        tables.write(GalleryFixture.changes(planned));
        return planned;
    }

    /** What the tables say, whatever the ids of new rows; a value that is empty, NULL or not there says the same. */
    private static String contents(GalleryTables tables) {
        return of(tables, PRODUCT) + " " + of(tables, OTHER_PRODUCT) + " " + tables.images().size();
    }

    private static String of(GalleryTables tables, long product) {
        ProductGallery gallery = tables.gallery(product);
        return gallery.images().stream()
                .map(row -> row.value() + row.values().stream().map(value -> value.storeId() + "|" + value.label() + "|"
                        + value.position() + "|" + value.disabled()).sorted().toList() + "|"
                        + row.etags().stream().map(StoredETag::etag).toList())
                .sorted().toList()
                + " " + gallery.attributes().entrySet().stream().flatMap(attribute -> attribute.getValue().entrySet().stream()
                        .filter(value -> value.getValue() != null && !value.getValue().isEmpty())
                        .map(value -> attribute.getKey() + " in store " + value.getKey() + " = " + value.getValue())).sorted().toList();
    }

    private static GalleryRequest request(int moment, List<GalleryImage> images) {
        return new GalleryRequest(moment, "SKU-1", null, at(moment), null, null, null, images, List.of());
    }

    @Provide
    Arbitrary<List<GalleryRequest>> requests() {
        return images().list().ofMinSize(1).ofMaxSize(4).map(all -> {
            List<GalleryRequest> requests = new ArrayList<>();
            all.forEach(images -> requests.add(request(requests.size(), images)));
            return requests;
        });
    }

    @Provide
    Arbitrary<List<GalleryImage>> images() {
        return Combinators.combine(Arbitraries.of(PATHS), Arbitraries.of(null, null, "", "A", "B"), Arbitraries.of(null, null, 0L, 1L, 7L),
                Arbitraries.of(null, null, true, false),
                Arbitraries.of("image", "small_image", "swatch_image", "hero").list().uniqueElements().ofMaxSize(3))
                .as(GalleryImage::new).list().ofMaxSize(4).uniqueElements(GalleryImage::filePath);
    }

    @Provide
    Arbitrary<Map<String, ETagAnswer>> buckets() {
        return Arbitraries.of(ETagAnswer.found("e1"), ETagAnswer.found("e1"), ETagAnswer.found("e2"), ETagAnswer.missing())
                .list().ofSize(PATHS.size()).map(answers -> {
                    Map<String, ETagAnswer> bucket = new HashMap<>();
                    PATHS.forEach(path -> bucket.put(path, answers.get(bucket.size())));
                    return bucket;
                });
    }

    @Provide
    Arbitrary<GalleryTables> tables() {
        Arbitrary<List<ValueDraft>> values = Combinators.combine(Arbitraries.of(0, 0, 0, 2, 3), Arbitraries.of(null, "", "A", "B"),
                Arbitraries.of(null, 1L, 5L, 9L), Arbitraries.of(true, false), Arbitraries.of(null, "e1", "e0")).as(ValueDraft::new).list()
                .ofMaxSize(4);
        Arbitrary<List<RowDraft>> rows = Combinators.combine(Arbitraries.of(PATHS), Arbitraries.of(true, true, false),
                Arbitraries.of(true, false, false), values).as(RowDraft::new).list().ofMaxSize(5);
        Arbitrary<List<String>> attributes = Arbitraries
                .of(null, "no_selection", "/m/y/a.jpg", "m/y/a.jpg", "/m/y/b.jpg", "m/y/b.jpg", "/x.jpg")
                .list().ofSize(4);
        return Combinators.combine(rows, attributes, Arbitraries.of(null, "", "A", "by hand")).as(GalleryPlanPropertiesTest::drafted);
    }

    /** A value row to be. */
    record ValueDraft(int store, String label, Long position, boolean disabled, String etag) {
    }

    /** A gallery row to be: with or without its slash, shared with another product or not. */
    record RowDraft(String path, boolean slash, boolean shared, List<ValueDraft> values) {
    }

    private static GalleryTables drafted(List<RowDraft> rows, List<String> attributes, String label) {
        GalleryTables tables = new GalleryTables();
        for (RowDraft row : rows) {
            long id = tables.image(row.slash() ? row.path() : row.path().substring(1), "image",
                    row.shared() ? new long[] {PRODUCT, OTHER_PRODUCT} : new long[] {PRODUCT});
            row.values().forEach(value -> tables
                    .value(new Value(id, value.store(), PRODUCT, value.label(), value.position(), value.disabled()), value.etag()));
            if (row.shared()) {
                tables.value(new Value(id, 0, OTHER_PRODUCT, "theirs", 1L, false), "e9");
            }
        }
        List<Integer> roles = Arrays.asList(IMAGE, SMALL_IMAGE, SWATCH_IMAGE);
        for (int i = 0; i < roles.size(); i++) {
            if (attributes.get(i) != null) {
                tables.attribute(PRODUCT, roles.get(i), 0, attributes.get(i));
            }
        }
        tables.attribute(PRODUCT, IMAGE_LABEL, 0, label);
        tables.attribute(PRODUCT, IMAGE, 2, attributes.get(3));
        return tables;
    }
}
