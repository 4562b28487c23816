package com.nacento.connector.page;

import com.nacento.connector.gallery.OperationStatus;
import com.nacento.connector.sync.SyncChunk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What became of the SKUs of one direct bulk. Its parts are noted as they end, each packed by the thread that worked on it. When
 * half of the room is used up, only SKUs that failed are noted any more.
 */
public final class DirectBulkSkus {

    private final long begun = System.nanoTime();
    private final long room;
    private final List<PackedSkus> parts = new ArrayList<>();
    private long size;
    private long count;
    private long good;
    private long bad;

    /** @param room in bytes */
    DirectBulkSkus(long room) {
        this.room = room;
    }

    /** A chunk has ended. */
    void add(SyncChunk chunk) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        boolean all = size() < room / 2;
        List<ShownSku> skus = new ArrayList<>();
        int[] ended = new int[2];
        chunk.forEachItem((result, images) -> {
            ended[result.failure() == null ? 0 : 1]++;
            if (all || result.failure() != null) {
                skus.add(ShownSku.of(result, images, millis));
            }
        });
        skus.sort(Comparator.comparingLong(ShownSku::id));
        add(skus.isEmpty() ? null : PackedSkus.of(skus), ended[0], ended[1]);
    }

    private synchronized void add(PackedSkus packed, int moreGood, int moreBad) {
        good += moreGood;
        bad += moreBad;
        if (packed != null && size + packed.content().length <= room) {
            parts.add(packed);
            size += packed.content().length;
            count += packed.count();
        }
    }

    /** How many of so many SKUs have ended how, noted or not, by status; those that have not are open. */
    synchronized Map<Integer, Long> counts(long all) {
        return Map.of(OperationStatus.COMPLETE.code(), good, OperationStatus.FAILED.code(), bad, OperationStatus.OPEN.code(),
                Math.max(0, all - good - bad));
    }

    /** In bytes. */
    synchronized long size() {
        return size;
    }

    /** How many SKUs are noted. */
    synchronized long count() {
        return count;
    }

    /** Whether all SKUs that have ended are noted. */
    synchronized boolean isWhole() {
        return count >= good + bad;
    }

    /** Those that are asked for. Pages are told apart by how many SKUs lie before them: ids may be out of order. */
    SkuPage page(SkuQuery query) {
        List<ShownSku> found = new ArrayList<>();
        long place = 0;
        long last = 0;
        for (PackedSkus part : inOrder()) {
            if (place + part.count() <= query.after()) {
                place += part.count();
                continue;
            }
            for (ShownSku sku : part.unpacked()) {
                place++;
                if (place > query.after() && query.fits(sku)) {
                    if (found.size() == SkuPage.MOST) {
                        return new SkuPage(found, last);
                    }
                    found.add(sku);
                    last = place;
                }
            }
        }
        return new SkuPage(found, null);
    }

    /** How many are noted of each kind. */
    SkuSummary summary() {
        SkuSummary.Counting counting = new SkuSummary.Counting();
        inOrder().forEach(part -> part.unpacked().forEach(sku -> counting.add(sku.status(), FailureReason.of(sku.error()),
                sku.counts(), SkuState.WARNED.fits(sku), 1)));
        return counting.summary();
    }

    /** The parts in the order of the items, though they may have ended in another. */
    private synchronized List<PackedSkus> inOrder() {
        return parts.stream().sorted(Comparator.comparingLong(PackedSkus::last)).toList();
    }
}
