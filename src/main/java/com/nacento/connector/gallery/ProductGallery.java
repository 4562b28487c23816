package com.nacento.connector.gallery;

import static com.nacento.connector.gallery.OperationStatus.AWAITING;
import static com.nacento.connector.gallery.OperationStatus.COMPLETE;
import static com.nacento.connector.gallery.OperationStatus.OPEN;

import com.nacento.connector.database.Rows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a product has in the database right now: its gallery, its roles, and the requests before and behind the current one.
 *
 * @param images     its gallery rows, by {@code value_id}
 * @param attributes attribute id to store id to value, for roles and role labels
 * @param attributeSet its attribute set, or {@code null}: not known
 * @param open       requests that wait to be processed
 * @param finished   requests that are processed and younger than the current one
 * @param failed     requests that failed: somebody may have them tried once more, whenever he likes
 * @param awaiting   requests that wait for objects: what is left of them is done when these come. What of them is done stands among the
 *                   finished ones, and so does that of others that waited before
 */
public record ProductGallery(
        List<ImageRow> images, Map<Integer, Map<Integer, String>> attributes, Integer attributeSet, List<GalleryRequest> open,
        List<GalleryRequest> finished, List<GalleryRequest> failed, List<GalleryRequest> awaiting) {

    /** One for which nothing waits for its object. */
    public ProductGallery(List<ImageRow> images, Map<Integer, Map<Integer, String>> attributes, Integer attributeSet,
            List<GalleryRequest> open, List<GalleryRequest> finished, List<GalleryRequest> failed) {
        this(images, attributes, attributeSet, open, finished, failed, List.of());
    }

    /** A product without any picture. */
    public static final ProductGallery EMPTY = new ProductGallery(List.of(), Map.of(), null, List.of(), List.of(), List.of());

    /**
     * A gallery row that the product links.
     *
     * @param value  the path as stored, perhaps not in Magento's form
     * @param hidden whether Magento shows the row nowhere, not even in the admin; it never writes that itself
     * @param links  how many products link the row
     * @param values its value rows for this product, of all stores, by {@code record_id}
     * @param etags  the ETags that are stored for it: one, unless the PHP module has written in between
     */
    public record ImageRow(long valueId, String value, String mediaType, boolean hidden, long links, List<ValueRow> values,
            List<StoredETag> etags) {

        /** Who brought it; of the PHP module's rows nothing more is known than that they were brought. */
        Owners owners() {
            for (StoredETag etag : etags) {
                if (!etag.ofModule()) {
                    return etag.owners();
                }
            }
            return etags.isEmpty() ? Owners.NOBODY : etags.get(0).owners();
        }

        /** Videos keep their preview picture in the same table; they are not ours to touch. */
        public boolean isVideo() {
            return mediaType != null && !mediaType.equals("image");
        }

        /**
         * Whether the row is for this path, in Magento's form or in one that is put right: without its slash, with too many, with
         * backslashes.
         */
        public boolean holds(String path) {
            return path.equals(value) || value != null && path.equals(inMagentosForm(value));
        }
    }

    /** A stored path as Magento writes it: one slash in front and between folders. */
    static String inMagentosForm(String stored) {
        if (stored.startsWith("/") && !stored.contains("//") && stored.indexOf('\\') < 0) {
            return stored;
        }
        return ("/" + stored.replace('\\', '/')).replaceAll("/{2,}", "/");
    }

    /** A value row; an empty label counts as none. */
    public record ValueRow(long recordId, int storeId, String label, Long position, boolean disabled) {
    }

    /**
     * What is remembered of the object of an image.
     *
     * @param recordId  the value row that it was written for; Magento may have made that anew since
     * @param etag      {@code null}: never learnt
     * @param content   what tells whether another ETag is another content, or {@code null}
     * @param ofModule  the PHP module wrote it, after the image's own
     * @param owners    who brought the image
     */
    public record StoredETag(long recordId, String etag, String content, boolean ofModule, Owners owners) {
    }

    /** A current request as its row stands: of one that has waited for objects, what is left of that which it is about. */
    GalleryRequest asItStands(GalleryRequest current) {
        return rowOf(current).filter(row -> row.awaits() != null).map(row -> row.leftFor(current)).orElse(current);
    }

    /** The row of a current request that is not ended yet. */
    Optional<GalleryRequest> rowOf(GalleryRequest current) {
        return current.requestId() == null || open.isEmpty() && awaiting.isEmpty()
                ? Optional.empty()
                : Stream.of(open, awaiting).flatMap(List::stream).filter(row -> row.requestId().equals(current.requestId())).findFirst();
    }

    /** Whether the product has an image with this path, in any form. */
    public boolean hasImage(String path) {
        return has(path, false);
    }

    /** Whether the path is that of a video's preview and of no image. */
    public boolean hasOnlyVideo(String path) {
        return has(path, true) && !has(path, false);
    }

    private boolean has(String path, boolean video) {
        for (ImageRow row : images) {
            if (row.isVideo() == video && row.holds(path)) {
                return true;
            }
        }
        return false;
    }

    /** The value for all stores (store 0) of a role or role label, or {@code null}. */
    public String attribute(Integer attributeId) {
        return attributes.getOrDefault(attributeId, Map.of()).get(0);
    }

    /**
     * Sorts what the database has by product.
     *
     * @param requests rows of {@code find-gallery-requests}
     * @param images   rows of {@code find-gallery-images}
     * @param values   rows of {@code find-roles}
     * @param wantedBy what the request of a row asks for
     */
    public static Map<Long, ProductGallery> byProduct(List<Map<String, Object>> requests, List<Map<String, Object>> images,
            List<Map<String, Object>> values, Function<Map<String, Object>, Wanted> wantedBy) {
        Map<Long, Builder> builders = new HashMap<>();
        requests.forEach(row -> product(builders, row).addRequest(row, wantedBy.apply(row)));
        images.forEach(row -> product(builders, row).addImage(row));
        values.forEach(row -> product(builders, row).addValue(row));
        Map<Long, ProductGallery> galleries = new HashMap<>();
        builders.forEach((id, builder) -> galleries.put(id, builder.build()));
        return galleries;
    }

    private static Builder product(Map<Long, Builder> builders, Map<String, Object> row) {
        return builders.computeIfAbsent(Rows.number(row, "product_id"), id -> new Builder());
    }

    private static final class Builder {
        private final Map<Long, ImageRow> images = new LinkedHashMap<>();
        private final Map<Integer, Map<Integer, String>> attributes = new HashMap<>();
        private Integer attributeSet;
        private final List<GalleryRequest> open = new ArrayList<>();
        private final List<GalleryRequest> finished = new ArrayList<>();
        private final List<GalleryRequest> failed = new ArrayList<>();
        private final List<GalleryRequest> awaiting = new ArrayList<>();

        void addValue(Map<String, Object> row) {
            Long set = Rows.number(row, "attribute_set_id");
            if (set != null) {
                attributeSet = set.intValue();
                return;
            }
            attributes.computeIfAbsent(Rows.number(row, "attribute_id").intValue(), id -> new HashMap<>())
                    .put(Rows.number(row, "store_id").intValue(), Rows.text(row, "value"));
        }

        void addImage(Map<String, Object> row) {
            ImageRow image = images.computeIfAbsent(Rows.number(row, "value_id"), id -> new ImageRow(id, Rows.text(row, "value"),
                    Rows.text(row, "media_type"), Rows.number(row, "hidden") != 0, Rows.number(row, "links"), new ArrayList<>(1),
                    new ArrayList<>(1)));
            addETag(image, row, "etag_record", "s3_etag", false);
            Long recordId = Rows.number(row, "record_id");
            if (recordId != null) {
                if (Rows.number(row, "store_id") == 0) {
                    addETag(image, row, "module_record", "module_etag", true);
                }
                image.values().add(new ValueRow(recordId, Rows.number(row, "store_id").intValue(), nullIfEmpty(Rows.text(row, "label")),
                        Rows.number(row, "position"), Rows.number(row, "disabled") != 0));
            }
        }

        /** The rows of all stores say the same of the image. */
        private static void addETag(ImageRow image, Map<String, Object> row, String recordColumn, String etagColumn, boolean ofModule) {
            Long record = Rows.number(row, recordColumn);
            if (record != null && image.etags().stream().noneMatch(etag -> etag.recordId() == record)) {
                image.etags().add(new StoredETag(record, ETagAnswer.bare(Rows.text(row, etagColumn)),
                        ofModule ? null : Rows.text(row, "s3_content"), ofModule,
                        ofModule ? Owners.UNNAMED : Owners.read(Rows.text(row, "brought_by"))));
            }
        }

        void addRequest(Map<String, Object> row, Wanted wanted) {
            int state = Rows.number(row, "state").intValue();
            String waits = COMPLETE.is(state) ? null : Rows.text(row, "awaits");
            AwaitedImages awaits = waits == null ? null : AwaitedImages.read(waits);
            GalleryRequest request = request(row,
                    awaits == null ? wanted : new Wanted(wanted.terms(), awaits.left(wanted.images())), awaits);
            (OPEN.is(state) ? open : COMPLETE.is(state) ? finished : AWAITING.is(state) ? awaiting : failed).add(request);
            if (awaits != null) {
                finished.add(request(row, awaits.decided(), null));
            }
        }

        private static GalleryRequest request(Map<String, Object> row, Wanted wanted, AwaitedImages awaits) {
            Long mayWait = Rows.number(row, "may_wait");
            return new GalleryRequest(-1, null, Rows.number(row, "request_id"), Rows.text(row, "submitted_at"), Rows.text(row, "bulk_uuid"),
                    Rows.text(row, "message_id"), Rows.number(row, "operation_key"), Rows.number(row, "operation_id"), wanted.terms(),
                    wanted.images(), List.of(), awaits, mayWait != null && mayWait == 1);
        }

        ProductGallery build() {
            List<ImageRow> sorted = new ArrayList<>(images.values());
            sorted.sort(Comparator.comparingLong(ImageRow::valueId));
            sorted.forEach(image -> image.values().sort(Comparator.comparingLong(ValueRow::recordId)));
            open.sort(GalleryRequest.BY_SUBMISSION);
            finished.sort(GalleryRequest.BY_SUBMISSION);
            awaiting.sort(GalleryRequest.BY_SUBMISSION);
            return new ProductGallery(sorted, attributes, attributeSet, open, finished, failed, awaiting);
        }

        private static String nullIfEmpty(String text) {
            return text == null || text.isEmpty() ? null : text;
        }
    }
}
