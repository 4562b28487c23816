package com.nacento.connector.sync;

import com.nacento.connector.failure.SyncError;
import com.nacento.connector.gallery.ImageStats;
import com.nacento.connector.gallery.SkuResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Counts what became of SKUs and images, whichever way they came in. On the metrics page: {@code nacento_skus_total} and
 * {@code nacento_images_total}. A SKU from the queue that is tried again counts each time. All outcomes are there from the
 * start, at 0: who watches a rate sees the first one.
 */
public final class ResultCount {

    private static final String WITHHELD = "removal_withheld: ";
    private static final String MISSING = "file_not_found: ";

    private final Counter ok;
    private final Map<SyncError.Code, Counter> failed = new EnumMap<>(SyncError.Code.class);
    private final Counter inserted;
    private final Counter updatedValue;
    private final Counter updatedMeta;
    private final Counter unchanged;
    private final Counter removed;
    private final Counter missing;
    private final Counter withheld;
    private final Counter awaiting;
    private final Counter came;
    private final Counter neverCame;

    public ResultCount(MeterRegistry metrics) {
        ok = sku(metrics, "ok");
        awaiting = sku(metrics, "awaiting");
        came = arrival(metrics, "came");
        neverCame = arrival(metrics, "never_came");
        for (SyncError.Code code : SyncError.Code.values()) {
            failed.put(code, sku(metrics, code.name().toLowerCase(Locale.ROOT)));
        }
        inserted = image(metrics, "inserted");
        updatedValue = image(metrics, "updated_value");
        updatedMeta = image(metrics, "updated_meta");
        unchanged = image(metrics, "skipped_no_change");
        removed = image(metrics, "removed");
        missing = image(metrics, "file_not_found");
        withheld = Counter.builder("nacento.removals.withheld").description("SKUs whose images stay though they were to go")
                .register(metrics);
    }

    void count(Collection<SkuResult> results) {
        for (SkuResult result : results) {
            ImageStats images = result.stats();
            (result.failure() != null ? failed.get(result.failure().code()) : result.waits().awaited() > 0 ? awaiting : ok).increment();
            came.increment(result.waits().came());
            neverCame.increment(result.waits().neverCame());
            inserted.increment(images.inserted());
            updatedValue.increment(images.updatedValue());
            updatedMeta.increment(images.updatedMeta());
            unchanged.increment(images.skippedNoChange());
            removed.increment(images.removed());
            withheld.increment(images.warnings().stream().anyMatch(warning -> warning.startsWith(WITHHELD)) ? 1 : 0);
            missing.increment(images.warnings().stream().filter(warning -> warning.startsWith(MISSING)).count());
        }
    }

    private static Counter sku(MeterRegistry metrics, String outcome) {
        return Counter.builder("nacento.skus").description("SKUs that were worked on, by how they ended").tag("outcome", outcome)
                .register(metrics);
    }

    private static Counter arrival(MeterRegistry metrics, String outcome) {
        return Counter.builder("nacento.arrivals").description("Images that waited for their objects, by whether these have come")
                .tag("outcome", outcome).register(metrics);
    }

    private static Counter image(MeterRegistry metrics, String outcome) {
        return Counter.builder("nacento.images").description("Images of these SKUs, by what was done").tag("outcome", outcome)
                .register(metrics);
    }
}
