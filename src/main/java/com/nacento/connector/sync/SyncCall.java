package com.nacento.connector.sync;

import com.nacento.connector.database.MagentoSchema;
import com.nacento.connector.database.Rows;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.gallery.GalleryItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A request as a whole, from whichever way in, while it is worked through: which SKUs it names and how to read its items,
 * as often as needed, one after the other.
 *
 * @param name    what the log calls it: the caller's request id, the SKU or the bulk
 * @param skus    the SKU of each item, in order; {@code ""} where there is none
 * @param items   opens the stream of items
 * @param origin  where each item stands in the order of submission
 * @param limits  how the items are cut into chunks
 * @param isDryRun whether it is only to be told what would be done
 */
public record SyncCall(String name, List<String> skus, Supplier<Iterator<GalleryItem>> items, Origin origin, ChunkLimits limits,
        boolean isDryRun) {

    private static final int SKUS_PER_LOOK_UP = 5_000;

    /** A call that does what it says. */
    public SyncCall(String name, List<String> skus, Supplier<Iterator<GalleryItem>> items, Origin origin, ChunkLimits limits) {
        this(name, skus, items, origin, limits, false);
    }

    /** Where an item comes from and when it was submitted. */
    @FunctionalInterface
    public interface Origin {

        /**
         * The place of an item in the order of submission.
         *
         * @param item  its place in the request, from 0
         * @param asked when this request was first looked at: the time of submission of whatever was not written down before
         */
        Submission of(int item, String asked);

        /** A direct call: nothing of it is written down, it counts from when it came. */
        Origin DIRECT = (item, asked) -> new Submission(null, asked, null, null, null);
    }

    /** When an item was submitted, and the rows that know of it; see {@link com.nacento.connector.gallery.GalleryRequest}. */
    public record Submission(Long requestId, String submittedAt, String bulkUuid, String messageId, Long operationKey) {
    }

    /** How much goes into one transaction: SKUs at the moment, images, bytes of parameters. */
    public record ChunkLimits(ChunkSize skus, int images, long bytes) {
    }

    /**
     * The SKUs as parameters of look-ups, some thousand each. A SKU that the column cannot hold is looked up as null: no
     * product has it, and the database must not cut or replace anything to make it fit. A request without items is looked
     * up as an empty list.
     */
    public List<String> lookUps(MagentoSchema shop) {
        List<String> lookUps = new ArrayList<>();
        for (int start = 0; start == 0 || start < skus.size(); start += SKUS_PER_LOOK_UP) {
            List<String> slice = new ArrayList<>(skus.subList(start, Math.min(start + SKUS_PER_LOOK_UP, skus.size())));
            slice.replaceAll(sku -> shop.canBeSku(sku) ? sku : null);
            lookUps.add(Rows.json(slice));
        }
        return lookUps;
    }

    /**
     * Brings the items and their products together.
     *
     * @param answers of {@code find-products}, one for each of {@link #lookUps}
     */
    public SectionReader withProducts(List<List<Map<String, Object>>> answers, MagentoSchema shop) {
        Map<Integer, ProductsOfSku> near = new HashMap<>();
        String asked = null;
        for (int slice = 0; slice < answers.size(); slice++) {
            for (Map<String, Object> row : answers.get(slice)) {
                asked = asked == null ? Rows.text(row, "submitted_at") : asked;
                int item = slice * SKUS_PER_LOOK_UP + Rows.number(row, "item").intValue();
                ProductsOfSku found = near.computeIfAbsent(item, place -> new ProductsOfSku(skus.get(place)));
                if (Rows.number(row, "product_id") != null) {
                    found.add(Rows.number(row, "product_id"), Rows.text(row, "sku"));
                }
            }
        }
        Map<Integer, Long> products = new HashMap<>();
        Map<Integer, SyncError> refused = new HashMap<>();
        near.forEach((item, found) -> {
            if (found.error() == null) {
                products.put(item, found.product());
            } else {
                refused.put(item, found.error());
            }
        });
        return new SectionReader(this, shop, products, refused, asked);
    }
}
