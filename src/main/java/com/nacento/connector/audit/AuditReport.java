package com.nacento.connector.audit;

import java.util.Map;

/**
 * What an audit has seen.
 *
 * @param products  of the shop
 * @param images    gallery rows that products link, counted once for each product
 * @param brought   those of them that requests have brought
 * @param objects   originals in the bucket
 * @param copies    resized copies, if they were looked at
 * @param questions objects that were asked for one by one
 * @param counts    of each kind
 */
public record AuditReport(long products, long images, long brought, long objects, long copies, long questions,
        Map<Finding.Kind, Count> counts) {

    /**
     * How many there are of a kind.
     *
     * @param all         certain or not
     * @param unconfirmed those of them that only a listing has said
     * @param brought     those about images that requests have brought
     */
    public record Count(long all, long unconfirmed, long brought) {

        static final Count NONE = new Count(0, 0, 0);

        Count and(Finding finding) {
            return new Count(all + 1, unconfirmed + (finding.confirmed() ? 0 : 1), brought + (finding.brought() ? 1 : 0));
        }
    }

    /** Whether nothing was found. */
    public boolean isClean() {
        return counts.values().stream().allMatch(count -> count.all() == 0);
    }
}
