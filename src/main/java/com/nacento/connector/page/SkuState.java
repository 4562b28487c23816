package com.nacento.connector.page;

import com.nacento.connector.gallery.OperationStatus;
import com.nacento.connector.http.Refused;
import java.util.function.Predicate;

/** By what the page filters the SKUs of a bulk: in the database by statuses and by how the message must begin, or in memory. */
enum SkuState {
    ALL("1,2,3,4,5", "", sku -> true),
    OPEN("4", "", sku -> sku.status() == OperationStatus.OPEN),
    DONE("1", "", sku -> sku.status() == OperationStatus.COMPLETE),
    CHANGED("1", "^([1-9]|0 inserted, [1-9]|0 inserted, 0 updated, [1-9])", sku -> sku.counts() != null && sku.counts().isChange()),
    WARNED("1", "^duplicate_sku|unchanged; ", sku -> sku.status() == OperationStatus.COMPLETE && !sku.warnings().isEmpty()),
    FAILED("2,3,5", "", ShownSku::hasFailed);

    private final String statuses;
    private final String message;
    private final Predicate<ShownSku> fits;

    SkuState(String statuses, String message, Predicate<ShownSku> fits) {
        this.statuses = statuses;
        this.message = message;
        this.fits = fits;
    }

    /** @throws Refused with 400 if there is none of this name */
    static SkuState named(String name) {
        for (SkuState state : values()) {
            if (state.name().equalsIgnoreCase(name)) {
                return state;
            }
        }
        throw Refused.badRequest("%1 is no state of a SKU.", name);
    }

    /** As FIND_IN_SET takes them. */
    String statuses() {
        return statuses;
    }

    /** A regular expression. */
    String message() {
        return message;
    }

    boolean fits(ShownSku sku) {
        return fits.test(sku);
    }
}
