package com.nacento.connector.bulk;

import com.nacento.connector.gallery.SkuResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The results of all parts of a request, as they come in, and what they add up to. */
public final class GalleryResults {

    private final List<SkuResult> results = new ArrayList<>();
    private boolean written;
    private Outage outage;

    /** Adds the results of a part. */
    public GalleryResults add(GalleryPart part) {
        results.addAll(part.results());
        outage = outage == null ? part.outage() : outage;
        written |= part.chunk().products().stream().anyMatch(product -> product.isChanged());
        return this;
    }

    /** Whether something that the work needs is away, so that further parts need not be begun. */
    public boolean isInterrupted() {
        return outage != null;
    }

    /** The results in the order of the items. */
    public List<SkuResult> inOrder() {
        return results.stream().sorted(Comparator.comparingInt(SkuResult::index)).toList();
    }

    public BulkStats stats() {
        return BulkStats.of(results);
    }

    /** What was met on the way that is away, or {@code null}. */
    public Outage outage() {
        return outage;
    }

    /** Whether anything of the request is in the tables: then the caller must learn what, however it ended. */
    public boolean isWritten() {
        return written;
    }
}
