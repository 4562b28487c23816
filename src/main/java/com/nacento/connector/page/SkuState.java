package com.nacento.connector.page;

import com.nacento.connector.gallery.OperationStatus;
import com.nacento.connector.gallery.ResultMessage;
import com.nacento.connector.http.Refused;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** By what the page filters the SKUs of a bulk: in the database by statuses and by how the message must begin, or in memory. */
enum SkuState {
    ALL(EnumSet.allOf(OperationStatus.class), ResultMessage.ANY, sku -> true),
    OPEN(EnumSet.of(OperationStatus.OPEN), ResultMessage.ANY, sku -> OperationStatus.OPEN.is(sku.status())),
    DONE(EnumSet.of(OperationStatus.COMPLETE), ResultMessage.ANY, sku -> OperationStatus.COMPLETE.is(sku.status())),
    CHANGED(EnumSet.of(OperationStatus.COMPLETE), ResultMessage.CHANGED, sku -> sku.counts() != null && sku.counts().isChange()),
    WARNED(EnumSet.of(OperationStatus.COMPLETE), ResultMessage.WARNED,
            sku -> OperationStatus.COMPLETE.is(sku.status()) && !sku.warnings().isEmpty()),
    FAILED(EnumSet.of(OperationStatus.RETRIABLY_FAILED, OperationStatus.FAILED, OperationStatus.REJECTED), ResultMessage.ANY,
            ShownSku::hasFailed);

    private final Set<OperationStatus> statuses;
    private final String message;
    private final Predicate<ShownSku> fits;

    SkuState(Set<OperationStatus> statuses, String message, Predicate<ShownSku> fits) {
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
        return statuses.stream().map(status -> Integer.toString(status.code())).collect(Collectors.joining(","));
    }

    /** A regular expression. */
    String message() {
        return message;
    }

    boolean fits(ShownSku sku) {
        return fits.test(sku);
    }
}
