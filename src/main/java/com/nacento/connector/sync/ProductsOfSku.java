package com.nacento.connector.sync;

import com.nacento.connector.failure.SyncError;
import java.util.ArrayList;
import java.util.List;

/**
 * Which of the products that the database finds near does a SKU mean? One that has it byte by byte; else the one whose SKU is equal
 * but for letter case and blanks at its ends. What only a collation finds equal ({@code KASE-1}, {@code KÄSE-1}) is another SKU.
 */
public final class ProductsOfSku {

    private final String sku;
    private final List<Long> same = new ArrayList<>();
    private final List<Long> alike = new ArrayList<>();
    private String another;

    /** @param sku as it was asked for */
    public ProductsOfSku(String sku) {
        this.sku = sku;
    }

    /**
     * A product that the database finds near.
     *
     * @param has the product's SKU
     */
    public void add(long product, String has) {
        if (sku.equals(has)) {
            same.add(product);
        } else if (sku.strip().equalsIgnoreCase(has.strip())) {
            alike.add(product);
        } else {
            another = has;
        }
    }

    /** The product, if there is no error. */
    public Long product() {
        return meant().get(0);
    }

    /** Why no product is meant, or {@code null}. */
    public SyncError error() {
        if (meant().size() == 1) {
            return null;
        }
        return meant().isEmpty()
                ? new SyncError(SyncError.Code.PRODUCT_NOT_FOUND,
                        "no product has the SKU " + sku + (another == null ? "" : "; there is " + another))
                : SyncError.invalidItem("ambiguous_sku: several products have the SKU " + sku + "; give them different ones in Magento");
    }

    private List<Long> meant() {
        return same.isEmpty() ? alike : same;
    }
}
