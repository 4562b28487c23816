package com.nacento.connector.sync;

import com.nacento.connector.gallery.GalleryRequest;
import com.nacento.connector.gallery.RemovalLimit;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts for each bulk how many images its source had at the products seen so far, and how many of them it removes: a bulk that
 * removes too many is probably broken, and removes no more. Each product counts once and what was allowed for it stays allowed, however
 * often it is planned.
 */
public final class RemovalTally implements RemovalLimit {

    private static final Logger LOG = LoggerFactory.getLogger(RemovalTally.class);

    /** Of fewer a share says nothing. */
    private static final int FEWEST_SEEN = 100;
    /** Products, over all bulks: the bulks that were used last are remembered. */
    private static final int MOST_PRODUCTS = 500_000;

    private final int maxRemovals;
    private final Map<String, Bulk> bulks = new LinkedHashMap<>(16, 0.75f, true);
    private int products;

    /** @param maxRemovals of a hundred images, for bulks that do not say so themselves */
    public RemovalTally(int maxRemovals) {
        this.maxRemovals = maxRemovals;
    }

    /** A tally of its own. */
    RemovalTally fresh() {
        return new RemovalTally(maxRemovals);
    }

    @Override
    public synchronized boolean allows(long product, GalleryRequest request, int had, int removes) {
        Bulk bulk = bulks.computeIfAbsent(request.bulkUuid() + " " + request.messageId() + " " + request.terms().source(),
                any -> new Bulk());
        int before = bulk.products.size();
        Integer limit = request.terms().maxRemovals();
        int percent = limit == null ? maxRemovals : limit;
        boolean wentOn = !bulk.stopped;
        boolean allowed = bulk.allows(product, had, removes, percent);
        if (wentOn && bulk.stopped) {
            LOG.warn("{} of the {} images of {} that were seen so far are removed, more than {} %: from {} on nothing is removed",
                    bulk.removed, bulk.seen, request.terms().source(), percent, request.sku());
        }
        products += bulk.products.size() - before;
        Iterator<Bulk> eldest = bulks.values().iterator();
        while (products > MOST_PRODUCTS && bulks.size() > 1) {
            products -= eldest.next().products.size();
            eldest.remove();
        }
        return allowed;
    }

    private static final class Bulk {
        private final Map<Long, Counted> products = new HashMap<>();
        private long seen;
        private long removed;
        private boolean stopped;

        private record Counted(int had, int removed, boolean allowed) {
        }

        boolean allows(long product, int had, int removes, int limit) {
            Counted before = products.get(product);
            if (before != null) {
                seen -= before.had();
                removed -= before.removed();
            }
            seen += had;
            // asked once more about the same, the bulk stands as it did, whatever others have seen since
            stopped |= (before == null || removes > before.removed()) && seen >= FEWEST_SEEN && removed * 100 > limit * seen;
            // one that had nothing to remove yet, or waited for its objects with that, has been allowed nothing
            boolean allowed = before == null || before.allowed() && before.removed() == 0 ? !stopped : before.allowed();
            products.put(product, new Counted(had, allowed ? removes : 0, allowed));
            removed += allowed ? removes : 0;
            return allowed || removes == 0;
        }
    }
}
