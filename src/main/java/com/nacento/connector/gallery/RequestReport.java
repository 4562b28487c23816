package com.nacento.connector.gallery;

import static com.nacento.connector.gallery.GalleryChanges.row;
import static com.nacento.connector.gallery.OperationStatus.COMPLETE;

import com.fasterxml.jackson.databind.util.RawValue;
import java.util.List;

/**
 * How the requests of a chunk that ended well are noted: those that were written down are marked complete, with their
 * operation; a direct call leaves a trace, so that an older request which comes later knows what it must not overwrite.
 */
public final class RequestReport {

    private final List<ProductSync> products;

    /** @param products those of a chunk that ended well */
    public RequestReport(List<ProductSync> products) {
        this.products = products;
    }

    /** Adds the rows to those of the same transaction. */
    public void addTo(GalleryChanges changes) {
        for (ProductSync product : products) {
            for (GalleryRequest request : product.ended()) {
                if (request.requestId() != null) {
                    addEnded(changes, product, request);
                } else if (product.isChanged() || product.leavesOlderBehind()) {
                    changes.add("new_requests", row("sku", request.sku(), "submitted_at", request.submittedAt(), "state", COMPLETE.code(),
                            "images", ImagesJson.write(product.plan().decided(request))));
                }
            }
        }
    }

    private static void addEnded(GalleryChanges changes, ProductSync product, GalleryRequest request) {
        changes.add("finished_requests", row("request_id", request.requestId(), "state", COMPLETE.code()));
        Wanted decided = product.isSuperseded(request) ? request.wanted() : product.plan().decided(request);
        if (!decided.equals(request.wanted())) {
            // of an image that was missing in the bucket only the path is kept, or an older request that comes late would take it for
            // decided
            changes.add("decided_images", row("request_id", request.requestId(), "images", new RawValue(ImagesJson.write(decided))));
        }
        Long operationId = operationId(product, request);
        if (request.hasOperation() || operationId != null) {
            changes.add("finished_operations", row("operation_id", operationId,
                    "bulk_uuid", request.bulkUuid(), "operation_key", request.hasOperation() ? request.operationKey() : null,
                    "status", COMPLETE.code(), "result_message", product.isSuperseded(request)
                            ? "duplicate_sku: a later item of this bulk is for the same product and stands"
                            : ResultMessage.of(product.plan().statsOf(request))));
        }
    }

    /** As the row says that was read along with the product. */
    private static Long operationId(ProductSync product, GalleryRequest request) {
        return product.gallery().open().stream().filter(open -> open.requestId().equals(request.requestId()))
                .findFirst().map(GalleryRequest::operationId).orElse(null);
    }
}
