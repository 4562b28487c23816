package com.nacento.connector.testing;

import com.nacento.connector.database.MagentoSchema;
import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.GalleryChanges;
import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.GalleryRequest;
import com.nacento.connector.gallery.ImageStats;
import com.nacento.connector.gallery.ProductSync;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.gallery.RemovalLimit;
import com.nacento.connector.gallery.RequestTerms;
import com.nacento.connector.testing.GalleryTables.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A product, its tables and its bucket, to be synced without a server. Each object of the bucket has the ETag {@value #ETAG}
 * unless a test says otherwise.
 */
public final class GalleryFixture {

    public static final long PRODUCT = 10;
    public static final long OTHER_PRODUCT = 11;
    public static final String ETAG = "e1";

    /** Attribute sets: the first has all roles; of any other than these two nothing is known. */
    public static final int FULL_SET = 4;
    public static final int SET_WITHOUT_SWATCH = 12;
    public static final int IMAGE = 87;
    public static final int SMALL_IMAGE = 88;
    public static final int SWATCH_IMAGE = 135;
    public static final int IMAGE_LABEL = 112;
    public static final int SMALL_IMAGE_LABEL = 113;

    public static final MagentoSchema SHOP = shop(true);

    public final GalleryTables tables;
    private final Map<String, ETagAnswer> bucket = new HashMap<>();

    public GalleryFixture() {
        this(new GalleryTables());
    }

    public GalleryFixture(GalleryTables tables) {
        this.tables = tables;
    }

    /** A shop with three roles, of which the swatch has no label, as in Magento. */
    public static MagentoSchema shop(boolean fourByteText) {
        String charset = fourByteText ? "utf8mb4" : "utf8mb3";
        return new MagentoSchema(90, new TreeMap<>(Map.of("image", IMAGE, "small_image", SMALL_IMAGE, "swatch_image", SWATCH_IMAGE)),
                new TreeMap<>(Map.of("image", IMAGE_LABEL, "small_image", SMALL_IMAGE_LABEL)),
                Map.of(FULL_SET, Set.of("image", "small_image", "swatch_image"), SET_WITHOUT_SWATCH, Set.of("image", "small_image")),
                Map.of("default", 1, "de", 2, "fr", 3),
                charset, charset + "_general_ci", fourByteText,
                65_535, 16 << 20, null, Set.of());
    }

    /** The moment of a submission; only the order matters. */
    public static String at(int moment) {
        return "2026-01-01 00:00:00.%06d".formatted(moment);
    }

    /** An item of a direct call, submitted at moment 1,000. */
    public static GalleryRequest direct(ImageBuilder... images) {
        return direct(1_000, images);
    }

    public static GalleryRequest direct(int moment, ImageBuilder... images) {
        return new GalleryRequest(0, "SKU-1", null, at(moment), null, null, null, built(images), List.of());
    }

    /** The same with more to say than its images. */
    public static GalleryRequest meant(GalleryRequest request, RequestTerms terms) {
        return new GalleryRequest(request.index(), request.sku(), request.requestId(), request.submittedAt(), request.bulkUuid(),
                request.messageId(), request.operationKey(), terms, request.images(), request.warnings());
    }

    /** A direct request that replaces. */
    public static GalleryRequest replace(ImageBuilder... images) {
        return meant(direct(images), RequestTerms.PLAIN.replacing());
    }

    /** A request that is written down in the database. */
    public static GalleryRequest written(long requestId, int moment, ImageBuilder... images) {
        return new GalleryRequest(0, "SKU-1", requestId, at(moment), null, null, null, built(images), List.of());
    }

    /** An operation of a bulk, written down in the database. */
    public static GalleryRequest operation(long requestId, int moment, String bulk, int key, ImageBuilder... images) {
        return new GalleryRequest(0, "SKU-1", requestId, at(moment), bulk, null, (long) key, built(images), List.of());
    }

    private static List<GalleryImage> built(ImageBuilder... images) {
        return Stream.of(images).map(ImageBuilder::build).toList();
    }

    /** The product's image with one value row for all stores, in the state of a sync that ended. */
    public long has(String value, String label, Long position) {
        return has(value, label, position, ETAG);
    }

    public long has(String value, String label, Long position, String etag) {
        long valueId = tables.image(value, "image", PRODUCT);
        tables.value(new Value(valueId, 0, PRODUCT, label, position, false), etag);
        return valueId;
    }

    public GalleryFixture role(int attribute, String value) {
        tables.attribute(PRODUCT, attribute, 0, value);
        return this;
    }

    public GalleryFixture etag(String path, String etag) {
        bucket.put(path, ETagAnswer.found(etag));
        return this;
    }

    /** The object has this ETag, and what proves its content. */
    public GalleryFixture content(String path, String etag, String content) {
        bucket.put(path, ETagAnswer.found(etag, content));
        return this;
    }

    public GalleryFixture missing(String path) {
        bucket.put(path, ETagAnswer.missing());
        return this;
    }

    public GalleryFixture refused(String path) {
        bucket.put(path, ETagAnswer.failed(ETagAnswer.Kind.REFUSED, "403 media/catalog/product" + path));
        return this;
    }

    /** Everything up to the decision; nothing is written. */
    public ProductSync plan(GalleryRequest... own) {
        ProductSync begun = ProductSync.of(PRODUCT, List.of(own)).withGallery(tables.gallery(PRODUCT));
        Map<String, ETagAnswer> answers = begun.paths().stream()
                .collect(Collectors.toMap(path -> path, path -> bucket.getOrDefault(path, ETagAnswer.found(ETAG))));
        return begun.withETags(answers).planned(SHOP, RemovalLimit.NONE);
    }

    /** The object has come. */
    public GalleryFixture comes(String path) {
        bucket.remove(path);
        return this;
    }

    /** The whole sync: decided and written. */
    public ProductSync sync(GalleryRequest... own) {
        ProductSync planned = plan(own);
        tables.write(changes(planned));
        return planned;
    }

    /** The rows that a planned product wants written. */
    public static GalleryChanges changes(ProductSync planned) {
        return new GalleryChanges(List.of(planned), SHOP, Refreshes.NONE);
    }

    /** What the sync of one direct request did to its images. */
    public ImageStats statsOfSync(ImageBuilder... images) {
        return sync(direct(images)).results().get(0).stats();
    }

    /** The product's only value row for all stores of the gallery row with this path. */
    public Value value(String path) {
        List<Value> found = tables.values().values().stream().filter(value -> value.productId() == PRODUCT && value.store() == 0
                && tables.images().get(value.valueId()).value().equals(path)).toList();
        if (found.size() != 1) {
            throw new AssertionError(path + " has " + found.size() + " value rows");
        }
        return found.get(0);
    }

    /** The stored ETag of the same row, or {@code null}. */
    public String storedEtag(String path) {
        Value value = value(path);
        return tables.values().entrySet().stream().filter(entry -> entry.getValue() == value)
                .map(entry -> tables.etags().get(entry.getKey())).filter(Objects::nonNull).findFirst().orElse(null);
    }

    /** The paths of the product's gallery. */
    public List<String> paths() {
        return tables.links().stream().filter(link -> link.productId() == PRODUCT).map(link -> tables.images().get(link.valueId()).value())
                .toList();
    }

    public String role(int attribute) {
        return tables.attributeOf(PRODUCT, attribute, 0);
    }
}
