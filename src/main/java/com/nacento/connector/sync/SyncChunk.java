package com.nacento.connector.sync;

import com.nacento.connector.database.MagentoSchema;
import com.nacento.connector.database.Rows;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.GalleryRequest;
import com.nacento.connector.gallery.ImageETag;
import com.nacento.connector.gallery.ImagesJson;
import com.nacento.connector.gallery.ProductGallery;
import com.nacento.connector.gallery.ProductSync;
import com.nacento.connector.gallery.RemovalLimit;
import com.nacento.connector.gallery.RequestNotes;
import com.nacento.connector.gallery.RequestTerms;
import com.nacento.connector.gallery.SkuResult;
import com.nacento.connector.gallery.Wanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Some hundred products that are read, compared and saved together, and the results of the items among them that need no work.
 * Each step makes a new one. Not a record, since it is equal only to itself: Camel takes the hash of whatever an expression calls
 * a method on, each time, and that of all that is in here would cost more than the work.
 */
public final class SyncChunk {

    private final List<ProductSync> products;
    private final List<SkuResult> settled;
    private final Map<Integer, List<GalleryImage>> refused;
    private final Outage outage;
    private final int heads;
    private final int turn;

    private SyncChunk(List<ProductSync> products, List<SkuResult> settled, Map<Integer, List<GalleryImage>> refused, Outage outage,
            int heads, int turn) {
        this.products = products.stream().sorted(Comparator.comparingLong(ProductSync::productId)).toList();
        this.settled = settled;
        this.refused = refused;
        this.outage = outage;
        this.heads = heads;
        this.turn = turn;
    }

    /**
     * A chunk that is not worked on yet.
     *
     * @param products the work
     * @param settled  results of refused items
     * @param refused  the images that refused items asked for, by the place of their results; of an invalid item nothing is known
     */
    public SyncChunk(List<ProductSync> products, List<SkuResult> settled, Map<Integer, List<GalleryImage>> refused) {
        this(products, List.copyOf(settled), Map.copyOf(refused), null, 0, 0);
    }

    /** Products only. */
    public SyncChunk(List<ProductSync> products) {
        this(products, List.of(), Map.of());
    }

    /** The chunk in its place: so many of the call come before it. */
    SyncChunk at(int place) {
        return new SyncChunk(products, settled, refused, outage, heads, place);
    }

    /** The products, by ascending id: the order in which they are locked. After the work each knows how it ended. */
    public List<ProductSync> products() {
        return products;
    }

    /** The products in the order of the call's items. */
    public List<ProductSync> inOrder() {
        return products.stream().sorted(Comparator.comparingInt(product -> product.own().get(0).index())).toList();
    }

    /** How many chunks of the call come before it. */
    int turn() {
        return turn;
    }

    /** Whether images of some product may go. */
    boolean mayRemove() {
        return products.stream().flatMap(product -> product.own().stream()).anyMatch(request -> request.terms().remove());
    }

    /** The results that were known without working on any product. */
    public List<SkuResult> settled() {
        return settled;
    }

    /** What was away when the chunk was worked on, or {@code null}. */
    public Outage outage() {
        return outage;
    }

    /** How many images were asked for one by one. */
    public int heads() {
        return heads;
    }

    /** The chunk with its products further on. */
    SyncChunk with(List<ProductSync> further) {
        return new SyncChunk(further, settled, refused, outage, heads, turn);
    }

    /**
     * The parameters of the reading statements.
     *
     * @param patience how long requests wait for missing objects
     */
    public Map<String, Object> parameters(MagentoSchema shop, Duration patience) {
        return Map.of(
                "await_seconds", patience.toSeconds(),
                "product_ids", Rows.json(products.stream().map(ProductSync::productId).toList()),
                "media_gallery", shop.mediaGallery(),
                "value_attributes", shop.valueAttributes(),
                "submitted_at", products.stream().flatMap(product -> product.own().stream())
                        .map(GalleryRequest::lookedBackTo).min(Comparator.naturalOrder()).orElseThrow());
    }

    /** The chunk with what its products have now; the rows are those of {@link ProductGallery#byProduct}. */
    public SyncChunk withGalleries(List<Map<String, Object>> requests, List<Map<String, Object>> images, List<Map<String, Object>> values) {
        Map<Long, Wanted> atHand = new HashMap<>();
        products.stream().flatMap(product -> product.own().stream()).filter(request -> request.requestId() != null)
                .forEach(request -> atHand.put(request.requestId(), request.wanted()));
        Map<Long, ProductGallery> galleries = ProductGallery.byProduct(requests, images, values, row -> {
            // nearly always the current one, which need not be read once more; of one that waits for objects not all is at hand
            Wanted known = row.get("awaits") == null ? atHand.get(Rows.number(row, "request_id")) : null;
            return known == null ? ImagesJson.read(Rows.text(row, "images")) : known;
        });
        return with(products.stream()
                .map(product -> product.withGallery(galleries.getOrDefault(product.productId(), ProductGallery.EMPTY))).toList());
    }

    /** Products that were deleted since they were looked up fail; the others stay as they are. */
    public SyncChunk onlyLocked(List<Map<String, Object>> locked) {
        Set<Long> ids = locked.stream().map(row -> Rows.number(row, "product_id")).collect(Collectors.toSet());
        return with(products.stream().map(product -> ids.contains(product.productId())
                ? product
                : product.failed(
                        new SyncError(SyncError.Code.PRODUCT_NOT_FOUND, "the product was deleted meanwhile")))
                .toList());
    }

    /**
     * The chunk with more of the bucket's answers.
     *
     * @param answers by Magento's path; there may be others than those of this chunk
     */
    public SyncChunk withETags(Map<String, ETagAnswer> answers) {
        return with(products.stream().map(product -> product.withETags(answers)).toList());
    }

    /** The chunk with the answers of images that were asked for one by one. */
    public SyncChunk withHeads(List<ImageETag> answers) {
        SyncChunk answered = withETags(answers.stream().collect(Collectors.toMap(ImageETag::path, ImageETag::answer)));
        return new SyncChunk(answered.products, settled, refused, outage, heads + answers.size(), turn);
    }

    /**
     * The images that must be asked for one by one, each once: nothing is known of them, or a listing shows a change, or not even the
     * image.
     */
    public Set<String> unanswered() {
        return products.stream().flatMap(ProductSync::unanswered).collect(Collectors.toSet());
    }

    /** The images whose first ETag only a listing has shown. */
    public Set<String> listedOnly() {
        return products.stream().flatMap(ProductSync::listedOnly).collect(Collectors.toSet());
    }

    /** The images whose objects are missing; of each, whether its path was put right, so that its key is another than one might think. */
    public Map<String, Boolean> missing() {
        Map<String, Boolean> missing = new TreeMap<>();
        for (ProductSync product : products) {
            for (GalleryRequest request : product.own()) {
                request.images().stream().filter(image -> product.etags().containsKey(image.filePath()))
                        .filter(image -> product.etags().get(image.filePath()).kind() == ETagAnswer.Kind.MISSING)
                        .forEach(image -> missing.merge(image.filePath(), image.tidied(), Boolean::logicalOr));
            }
        }
        return missing;
    }

    /** The images that the bucket refuses, each by itself. */
    Set<String> refused() {
        return products.stream().flatMap(ProductSync::refused).collect(Collectors.toSet());
    }

    /** What listings have said of the images and no HEAD has yet. */
    public Map<String, ETagAnswer> listed() {
        Map<String, ETagAnswer> listed = new HashMap<>();
        products.forEach(product -> product.listed().forEach(path -> listed.put(path, product.etags().get(path))));
        return listed;
    }

    /** The chunk with what must be written for each of its products. */
    public SyncChunk planned(MagentoSchema shop, RemovalLimit limit) {
        return with(products.stream().map(product -> product.planned(shop, limit)).toList());
    }

    /** The products that must be decided under their lock: something is to be written, or others are at them too. */
    public SyncChunk toLock() {
        return new SyncChunk(products.stream().filter(ProductSync::needsLock).toList());
    }

    /** The products that nothing stood in the way of. */
    public List<ProductSync> good() {
        return products.stream().filter(product -> product.error() == null).toList();
    }

    /** The products that are as they were asked to be, with nobody else at them. */
    public List<ProductSync> unchanged() {
        return good().stream().filter(product -> !product.needsLock()).toList();
    }

    /** Whether requests that were written down end, or wait for objects from now on, without anything to write for them. */
    public boolean endsRequestsUnchanged() {
        return unchanged().stream().anyMatch(product -> product.ended().stream().anyMatch(ended -> ended.requestId() != null));
    }

    public int size() {
        return products.size();
    }

    /** How many images the current requests name. */
    public int images() {
        return products.stream().flatMap(product -> product.own().stream()).mapToInt(request -> request.images().size()).sum();
    }

    /** Whether there is no product to work on; items may have been refused nevertheless. */
    public boolean isEmpty() {
        return products.isEmpty();
    }

    /** Whether an answer is only worth something if the bucket itself can be reached: a missing object, a failure. */
    public boolean doubtsBucket() {
        return products.stream().anyMatch(ProductSync::doubtsBucket);
    }

    /** The same chunk with some of its products further on. */
    SyncChunk replace(List<ProductSync> done) {
        Map<Long, ProductSync> byId = done.stream().collect(Collectors.toMap(ProductSync::productId, product -> product));
        return with(products.stream().map(product -> byId.getOrDefault(product.productId(), product)).toList());
    }

    /** All its products end with the same error. */
    public SyncChunk failed(SyncError error) {
        return with(products.stream().map(product -> product.failed(error)).toList());
    }

    /** All its products end with the outage that the work met. */
    public SyncChunk interrupted(Outage met) {
        return new SyncChunk(failed(met.asError()).products, settled, refused, met, heads, turn);
    }

    /** The results of all its items. */
    public List<SkuResult> results() {
        List<SkuResult> results = new ArrayList<>();
        forEachItem((result, images) -> results.add(result));
        return results;
    }

    /** The results of all its items, with what would be written. */
    public List<SkuResult> dryResults() {
        List<SkuResult> results = new ArrayList<>();
        settled.forEach(result -> results.add(result.with(List.of(), null)));
        products.forEach(product -> product.own().forEach(own -> results.add(product.dryResultOf(own))));
        return results;
    }

    /** The rows that tell of items which have failed for a reason of their own. */
    List<Map<String, Object>> failures(MagentoSchema shop, RequestNotes notes) {
        List<Map<String, Object>> failures = new ArrayList<>();
        settled.stream().filter(result -> isOwnFailure(result.failure(), result.sku(), shop))
                .forEach(result -> failures.add(notes.failure(result.sku(), result.failure(),
                        new Wanted(RequestTerms.PLAIN, refused.getOrDefault(result.index(), List.of())))));
        products.forEach(product -> product.own().stream().filter(own -> isOwnFailure(product.error(), own.sku(), shop))
                .forEach(own -> failures.add(notes.failure(own.sku(), product.error(), own.wanted()))));
        return failures;
    }

    /** What is wrong with the request itself says nothing of the product, and its caller knows. */
    private static boolean isOwnFailure(SyncError failure, String sku, MagentoSchema shop) {
        return failure != null && !failure.outage() && failure.code() != SyncError.Code.INVALID_ITEM
                && failure.code() != SyncError.Code.PLAN_CHANGED && !sku.isEmpty() && shop.canBeSku(sku);
    }

    /** Hands over the result of each of its items, with the images that the item asked for. */
    public void forEachItem(BiConsumer<SkuResult, List<GalleryImage>> taker) {
        settled.forEach(result -> taker.accept(result, refused.getOrDefault(result.index(), List.of())));
        for (ProductSync product : products) {
            for (GalleryRequest own : product.own()) {
                taker.accept(product.resultOf(own), own.images());
            }
        }
    }
}
