package com.nacento.connector.gallery;

import static com.nacento.connector.gallery.GalleryChanges.row;
import static com.nacento.connector.gallery.OperationStatus.COMPLETE;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How the requests of a chunk that ended well are noted: those that were written down are marked complete, with their
 * operation, or wait for objects that the bucket does not have yet; a direct call leaves a trace, so that an older request which comes
 * later knows what it must not overwrite.
 */
public final class RequestReport {

    private final List<ProductSync> products;
    private final Duration patience;
    private final RequestNotes notes;

    /** A report of which nothing is noted for people. */
    public RequestReport(List<ProductSync> products, Duration patience) {
        this(products, patience, RequestNotes.NONE);
    }

    /**
     * @param products those of a chunk that ended well
     * @param patience how long requests wait for missing objects, from their submission on
     * @param notes    what is noted of them for people
     */
    public RequestReport(List<ProductSync> products, Duration patience, RequestNotes notes) {
        this.notes = notes;
        this.products = products;
        this.patience = patience;
    }

    /** Adds the rows to those of the same transaction. */
    public void addTo(GalleryChanges changes) {
        for (ProductSync product : products) {
            for (GalleryRequest request : product.ended()) {
                AwaitedImages waits = product.waitOf(request);
                if (waits != null) {
                    addAwaiting(changes, product, request, waits);
                } else if (request.requestId() != null) {
                    addEnded(changes, product, request);
                } else if (product.isChanged() || product.leavesOlderBehind()) {
                    changes.add(product.productId(), "direct_requests",
                            noted(notes.of(product, request, product.plan().statsOf(request)),
                                    row("sku", request.sku(), "submitted_at", request.submittedAt(), "images",
                                            ImagesJson.write(product.plan().decided(request)))));
                }
            }
            product.arrived().forEach(path -> changes.add(product.productId(), "arrived_images", path));
        }
    }

    /** What is done is done; of an object that was asked for in vain once more nothing is noted. */
    private void addAwaiting(GalleryChanges changes, ProductSync product, GalleryRequest request, AwaitedImages waits) {
        List<String> before = request.awaits() == null ? List.of() : request.awaits().paths();
        if (waits.paths().equals(before)) {
            return;
        }
        changes.add(product.productId(), "awaiting_requests",
                noted(ofWritten(product, request), row("request_id", request.requestId(), "awaits", waits.write(),
                        "result_message",
                        ResultMessage.waiting(waits.paths().stream().map(product::inWords).toList(), request.submittedAt(),
                                patience))));
        waits.paths()
                .forEach(path -> changes.add(product.productId(), "awaited_images", row("request_id", request.requestId(), "submitted_at",
                        request.submittedAt(), "file_path", path)));
        before.stream().filter(path -> !waits.paths().contains(path))
                .forEach(
                        path -> changes.add(product.productId(), "ended_waits", row("request_id", request.requestId(), "file_path", path)));
    }

    /** What has changed nothing carries no note. */
    private static Map<String, Object> noted(String note, Map<String, Object> row) {
        if (note != null) {
            row.put("notes", note);
        }
        return row;
    }

    /** The note on a request that has a row of its own, whoever has taken it along. */
    private String ofWritten(ProductSync product, GalleryRequest request) {
        return new RequestNotes(notes.kept(), null).of(product, request, product.plan().statsOf(request));
    }

    private void addEnded(GalleryChanges changes, ProductSync product, GalleryRequest request) {
        changes.add(product.productId(), "finished_requests", noted(ofWritten(product, request),
                row("request_id", request.requestId(), "state", COMPLETE.code())));
        boolean superseded = product.isSuperseded(request);
        AwaitedImages waited = request.awaits();
        if (waited != null) {
            changes.add(product.productId(), "ended_waits", row("request_id", request.requestId(), "file_path", null));
        }
        if (!superseded) {
            Wanted decided = product.plan().decided(request);
            if (waited != null || !decided.equals(request.wanted())) {
                // of an image that was missing in the bucket only the path is kept, or an older request that comes late would take it for
                // decided
                addDecided(changes, product, request, waited == null ? decided : waited.decidedWith(decided));
            }
        } else if (product.isOutdated(request)) {
            addDecided(changes, product, request, waited == null ? new Wanted(request.terms().merging(), List.of()) : waited.decided());
        }
        Long operationId = operationId(product, request);
        if (request.hasOperation() || operationId != null) {
            changes.add(product.productId(), "finished_operations", row("operation_id", operationId,
                    "bulk_uuid", request.bulkUuid(), "operation_key", request.hasOperation() ? request.operationKey() : null,
                    "status", COMPLETE.code(), "result_message",
                    superseded ? inWords(product, request) : ResultMessage.of(all(product, request))));
        }
    }

    private static void addDecided(GalleryChanges changes, ProductSync product, GalleryRequest request, Wanted decided) {
        changes.add(product.productId(), "decided_images", row("request_id", request.requestId(), "images", ImagesJson.write(decided)));
    }

    private static String inWords(ProductSync product, GalleryRequest superseded) {
        return product.isOutdated(superseded)
                ? "nothing done: a later event of this source is known for the product"
                : "duplicate_sku: a later item of this bulk is for the same product and stands";
    }

    /** What has become of all images of a request, those included that were done while others waited. */
    private static ImageStats all(ProductSync product, GalleryRequest request) {
        ImageStats now = product.plan().statsOf(request);
        return request.awaits() == null ? now : request.awaits().stats().plus(now);
    }

    /** As the row says that was read along with the product. */
    private static Long operationId(ProductSync product, GalleryRequest request) {
        return product.gallery().rowOf(request).map(GalleryRequest::operationId).orElse(null);
    }
}
