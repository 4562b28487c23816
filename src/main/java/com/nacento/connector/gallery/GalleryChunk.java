package com.nacento.connector.gallery;

import com.nacento.connector.database.MagentoSchema;
import com.nacento.connector.database.Rows;
import com.nacento.connector.failure.SyncError;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Some hundred products that are read, compared and saved together.
 *
 * @param products the work, by ascending product id: the order in which products are locked
 */
public record GalleryChunk(List<ProductSync> products) {

    public GalleryChunk {
        products = products.stream().sorted(Comparator.comparingLong(ProductSync::productId)).toList();
    }

    /** The parameters of the reading statements. */
    public Map<String, Object> parameters(MagentoSchema shop) {
        return Map.of(
                "product_ids", Rows.json(products.stream().map(ProductSync::productId).toList()),
                "media_gallery", shop.mediaGallery(),
                "value_attributes", shop.valueAttributes(),
                "submitted_at", products.stream().flatMap(product -> product.own().stream())
                        .map(GalleryRequest::submittedAt).min(Comparator.naturalOrder()).orElseThrow());
    }

    /** The chunk with what its products have now; the rows are those of {@link ProductGallery#byProduct}. */
    public GalleryChunk withGalleries(List<Map<String, Object>> requests, List<Map<String, Object>> images, List<Map<String, Object>> values) {
        Map<Long, List<GalleryImage>> atHand = new HashMap<>();
        products.stream().flatMap(product -> product.own().stream()).filter(request -> request.requestId() != null)
                .forEach(request -> atHand.put(request.requestId(), request.images()));
        Map<Long, ProductGallery> galleries = ProductGallery.byProduct(requests, images, values, row -> {
            // nearly always the one at hand, which need not be read once more
            List<GalleryImage> known = atHand.get(Rows.number(row, "request_id"));
            return known == null ? ImagesJson.read(Rows.text(row, "images")) : known;
        });
        return new GalleryChunk(products.stream()
                .map(product -> product.withGallery(galleries.getOrDefault(product.productId(), ProductGallery.EMPTY))).toList());
    }

    /** Products that were deleted since they were looked up fail; the others stay as they are. */
    public GalleryChunk onlyLocked(List<Map<String, Object>> locked) {
        Set<Long> ids = locked.stream().map(row -> Rows.number(row, "product_id")).collect(Collectors.toSet());
        return new GalleryChunk(products.stream().map(product -> ids.contains(product.productId()) ? product : product.failed(
                new SyncError(SyncError.Code.PRODUCT_NOT_FOUND, "the product was deleted meanwhile"))).toList());
    }

    /**
     * The chunk with more of the bucket's answers.
     *
     * @param answers by Magento's path; there may be others than those of this chunk
     */
    public GalleryChunk withETags(Map<String, ETagAnswer> answers) {
        return new GalleryChunk(products.stream().map(product -> product.withETags(answers)).toList());
    }

    /** The images that must be asked for one by one, each once: nothing is known of them, or a listing shows a change, or not even the image. */
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

    /** What listings have said of the images and no HEAD has yet. */
    public Map<String, ETagAnswer> listed() {
        Map<String, ETagAnswer> listed = new HashMap<>();
        products.forEach(product -> product.listed().forEach(path -> listed.put(path, product.etags().get(path))));
        return listed;
    }

    public GalleryChunk planned(MagentoSchema shop) {
        return new GalleryChunk(products.stream().map(product -> product.planned(shop)).toList());
    }

    /** The products that must be decided under their lock: something is to be written, or others are at them too. */
    public GalleryChunk toLock() {
        return new GalleryChunk(products.stream().filter(ProductSync::needsLock).toList());
    }

    /** The products that nothing stood in the way of. */
    public GalleryChunk good() {
        return new GalleryChunk(products.stream().filter(product -> product.error() == null).toList());
    }

    /** The products that are as they were asked to be, with nobody else at them. */
    public GalleryChunk unchanged() {
        return new GalleryChunk(good().products().stream().filter(product -> !product.needsLock()).toList());
    }

    /** Whether requests that were written down end without anything to write for them. */
    public boolean endsRequestsUnchanged() {
        return unchanged().products().stream().anyMatch(product -> product.ended().stream().anyMatch(ended -> ended.requestId() != null));
    }

    /** Each product in a chunk of its own. */
    public List<GalleryChunk> singly() {
        return products.stream().map(product -> new GalleryChunk(List.of(product))).toList();
    }

    public int size() {
        return products.size();
    }

    /** How many images the requests at hand name. */
    public int images() {
        return products.stream().flatMap(product -> product.own().stream()).mapToInt(request -> request.images().size()).sum();
    }

    public boolean isEmpty() {
        return products.isEmpty();
    }

    /** Whether an answer is only worth something if the bucket itself can be reached: a missing object, a failure. */
    public boolean doubtsBucket() {
        return products.stream().anyMatch(ProductSync::doubtsBucket);
    }

    /** The same chunk with some of its products further on. */
    public GalleryChunk replace(GalleryChunk done) {
        Map<Long, ProductSync> byId = done.products.stream().collect(Collectors.toMap(ProductSync::productId, product -> product));
        return new GalleryChunk(products.stream().map(product -> byId.getOrDefault(product.productId(), product)).toList());
    }

    /** The whole chunk ends with the same error. */
    public GalleryChunk failed(SyncError error) {
        return new GalleryChunk(products.stream().map(product -> product.failed(error)).toList());
    }

    /**
     * Equal only to itself. Camel takes the hash of whatever an expression calls a method on, each time: that of all that is in
     * here would cost more than the work.
     */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
