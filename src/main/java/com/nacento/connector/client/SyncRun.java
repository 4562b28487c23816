package com.nacento.connector.client;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Sends a file in bulks, several at once. Bulks that name the same product go one after the other, so that the item that stands
 * last in the file is the last to count.
 */
public final class SyncRun {

    private final BulkSender sender;
    private final Failures failures;
    private final Progress progress;
    private final int bulkSize;
    private final int inFlight;
    private final Set<String> products = new HashSet<>();
    private int sending;
    private RuntimeException end;

    public SyncRun(GalleryApi api, Sending how, Progress progress, Failures failures, Totals totals) {
        this.sender = new BulkSender(api, how, progress, failures, totals);
        this.failures = failures;
        this.progress = progress;
        this.bulkSize = how.bulkSize();
        this.inFlight = how.inFlight();
    }

    /**
     * Returns when all is done. If the service cannot go on, what it has not answered by then counts as not done.
     *
     * @throws ApiRefusal why the service cannot go on
     */
    public void send(ItemFile file) throws InterruptedException {
        prepare();
        ExecutorService threads = Executors.newFixedThreadPool(inFlight);
        try {
            for (Bulk bulk = Bulk.next(file, bulkSize); !bulk.items().isEmpty(); bulk = Bulk.next(file, bulkSize)) {
                if (begin(bulk)) {
                    Bulk next = bulk;
                    threads.execute(() -> send(next));
                } else {
                    bulk.items().forEach(failures::addNotDone);
                }
            }
        } finally {
            threads.shutdown();
            // each bulk ends by itself: done, or given up
            threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        }
        if (end != null) {
            throw end;
        }
    }

    private synchronized void prepare() {
        try {
            sender.prepare();
        } catch (ApiRefusal refusal) {
            end = refusal;
        }
    }

    /** Waits for its turn; false if there is none any more. */
    private synchronized boolean begin(Bulk bulk) throws InterruptedException {
        Set<String> named = bulk.products();
        while (end == null && (sending >= inFlight || named.stream().anyMatch(products::contains))) {
            wait();
        }
        if (end != null) {
            return false;
        }
        sending++;
        products.addAll(named);
        return true;
    }

    private void send(Bulk bulk) {
        RuntimeException failure = null;
        try {
            sender.send(bulk);
        } catch (RuntimeException e) {
            failure = e;
            if (goesOnAfter(e)) {
                bulk.items().forEach(item -> failures.add(item, e.getMessage()));
                progress.add(bulk.items().size(), bulk.items().size());
            } else {
                bulk.items().forEach(failures::addNotDone);
            }
        } finally {
            ended(bulk, failure);
        }
    }

    private synchronized void ended(Bulk bulk, RuntimeException failure) {
        sending--;
        products.removeAll(bulk.products());
        end = end == null && !goesOnAfter(failure) ? failure : end;
        notifyAll();
    }

    private static boolean goesOnAfter(RuntimeException failure) {
        return failure == null || failure instanceof ApiRefusal refusal && refusal.isForBulk();
    }
}
