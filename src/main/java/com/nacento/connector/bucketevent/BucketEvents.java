package com.nacento.connector.bucketevent;

import com.nacento.connector.bucketevent.EventCount.Outcome;
import com.nacento.connector.config.WorkSettings;
import com.nacento.connector.database.Rows;
import com.nacento.connector.database.Shop;
import com.nacento.connector.failure.Backoff;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.failure.Probe;
import com.nacento.connector.failure.RepeatedFailures;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.failure.Trouble;
import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.GalleryChanges;
import com.nacento.connector.gallery.ImageETag;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.gallery.OverwrittenImages;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.gallery.ShownImage;
import com.nacento.connector.queue.Publishable;
import com.nacento.connector.queue.ReceivedMessage;
import com.nacento.connector.sync.ChunkSize;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What the routes ask that work on events of the bucket. What is decided is in {@link EventWork} and {@link OverwrittenImages}. */
public final class BucketEvents {

    private static final Logger LOG = LoggerFactory.getLogger("sync-bucket-events");
    private static final Backoff PAUSE = new Backoff(500, 10_000);
    /** In a row, some seconds: by then it is no accident any more. */
    private static final int MANY_CONFLICTS = 4;
    private static final int MOST_NAMED = 3;

    private final Shop shop;
    private final ImagePathRules paths;
    private final String bucket;
    private final String queue;
    private final Refreshes refreshes;
    private final ChunkSize chunkSize;
    private final int maxAttempts;
    private final Probe probe;
    private final BooleanSupplier stopping;
    private final EventCount count;
    private final RepeatedFailures repeated = new RepeatedFailures();

    /**
     * @param bucket    Magento's
     * @param queue     where the events come from
     * @param refreshes what the shop is to be made to forget after changes
     * @param chunkSize how many products are written in one transaction
     * @param probe     whether the database works while something fails
     * @param stopping  tells whether the service is about to end, or consumption is paused
     */
    public BucketEvents(Shop shop, ImagePathRules paths, String bucket, String queue, Refreshes refreshes, ChunkSize chunkSize,
            WorkSettings work, Probe probe, BooleanSupplier stopping, MeterRegistry metrics) {
        this.shop = shop;
        this.paths = paths;
        this.bucket = bucket;
        this.queue = queue;
        this.refreshes = refreshes;
        this.chunkSize = chunkSize;
        this.maxAttempts = work.maxAttempts();
        this.probe = probe;
        this.stopping = stopping;
        this.count = new EventCount(metrics);
    }

    /** The work on what was gathered. */
    public EventWork work(List<ReceivedMessage> gathered) {
        ObjectEventBatch batch = new ObjectEventBatch(gathered, bucket, paths);
        batch.count(count);
        return new EventWork(batch, maxAttempts);
    }

    /** Whether there is more to do; while the service stops, all messages go back to the queue. */
    public boolean goesOn(EventWork work) {
        return work.isDue() && !stopping.getAsBoolean();
    }

    /** Whether the work was broken off. */
    public boolean isAbandoned(EventWork work) {
        return work.isDue();
    }

    /** The parameters for telling those who wait for objects. */
    public Map<String, Object> arrivals(EventWork work) {
        return Map.of("arrived_images", Rows.json(work.arrivals()));
    }

    /** They were told. */
    public void toldArrivals(EventWork work) {
        work.toldArrivals();
    }

    /** The parameters for looking up who shows the objects: checksums of their paths, which no collation can take for others. */
    public Map<String, Object> lookUp(EventWork work) {
        work.searching(System.nanoTime());
        return Map.of("media_gallery", shop.schema().mediaGallery(), "path_checksums",
                Rows.json(work.paths().stream().map(BucketEvents::checksum).distinct().toList()));
    }

    /** As {@code find-products-of-images} has it: of the path without its slash. */
    static long checksum(String path) {
        CRC32 crc = new CRC32();
        crc.update(path.substring(1).getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    /** @param rows of {@code find-products-of-images} */
    public void found(EventWork work, List<Map<String, Object>> rows) {
        work.found(ShownImage.of(rows), System.nanoTime());
    }

    /** Whether what the bucket has answered is believed only if it answers for itself, too. */
    public boolean isDoubtful(List<ImageETag> heads) {
        return heads.stream().anyMatch(head -> head.answer().kind() != ETagAnswer.Kind.FOUND);
    }

    /** What the bucket has answered. */
    public void answered(EventWork work, List<ImageETag> heads) {
        work.answered(heads);
    }

    /** All is known that decides what is to be written. */
    public void plan(EventWork work) {
        work.planned(new PendingImages(work.candidates(), chunkSize::current, System::nanoTime));
    }

    /** What the next transactions are about. */
    public List<List<ShownImage>> next(EventWork work) {
        return work.pending().next();
    }

    /** The parameters of a transaction: its images, and the products to be locked, those of which a row of Magento's is written. */
    public Map<String, Object> parameters(List<ShownImage> images) {
        return Map.of("product_ids",
                Rows.json(images.stream().filter(ShownImage::isBrought).map(ShownImage::productId).distinct().sorted().toList()),
                "shown_images", Rows.json(images.stream()
                        .map(image -> GalleryChanges.row("product_id", image.productId(), "value_id", image.valueId())).toList()));
    }

    /**
     * What is to be written.
     *
     * @param locked products that nobody else holds
     * @param rows   of {@code find-shown-images}, read under the lock
     */
    public EventSave save(EventWork work, List<ShownImage> chunk, List<Map<String, Object>> locked, List<Map<String, Object>> rows) {
        Set<Long> mine = locked.stream().map(row -> Rows.number(row, "product_id")).collect(Collectors.toSet());
        OverwrittenImages changes = new OverwrittenImages(refreshes);
        Set<String> changed = new HashSet<>();
        List<ShownImage> passedOver = new ArrayList<>();
        for (ShownImage image : ShownImage.of(rows)) {
            ETagAnswer found = work.answer(image.path());
            if (image.isBrought() && found != null && image.differsFrom(found) && !mine.contains(image.productId())) {
                passedOver.add(image);
            } else if (image.isBrought() ? found != null && changes.add(image, found) : changes.forget(image)) {
                changed.add(image.path());
            }
        }
        return new EventSave(chunk, changes.parameters(), changed, passedOver);
    }

    /** It is committed. */
    public void saved(EventWork work, EventSave save) {
        work.saved(save);
    }

    /**
     * It is not: what is at fault is told apart from its neighbours, the world's fault is waited for. Throwable and no Exception: Camel
     * keeps every object on which it calls a method if its class has one that takes an Exception.
     */
    public void notSaved(EventWork work, List<ShownImage> chunk, Throwable failure) {
        Trouble trouble = shop.judged(failure, probe);
        switch (trouble.kind()) {
            case OUTAGE, TABLE_GONE, CONFLICT -> work.again(chunk, new IllegalStateException(failure));
            default -> {
                SyncError error = SyncError.internal(trouble.words(), repeated.report(failure));
                RepeatedFailures.Telling telling = repeated.count(failure);
                telling.line(LOG, Level.ERROR)
                        .log("events of the bucket: {} images are not saved, {}{}", chunk.size(), error, telling.rest());
                work.refused(chunk, error);
            }
        }
    }

    /** What kept transactions from being committed is told to whoever waits for it. */
    public void endRound(EventWork work) {
        RuntimeException setback = work.setback();
        if (setback != null) {
            throw setback;
        }
    }

    /** How long the next look-up is still to wait, in milliseconds. */
    public long rest(EventWork work) {
        return work.rest(System.nanoTime());
    }

    /** Messages whose products somebody holds for long. */
    public Publishable returns(EventWork work) {
        return new HandedBack(queue, work.heldMessages());
    }

    /** The broker has them. */
    public void wereReturned(EventWork work) {
        work.wereReturned();
    }

    /**
     * A step failed: the world's fault is waited for. Throwable for the same reason as above.
     *
     * @param failures how many steps in a row have failed before
     * @return how many it are now
     */
    public int failed(EventWork work, int failures, Throwable failure) {
        Outage outage = Outage.in(failure);
        Trouble trouble = outage == null ? shop.judged(failure, probe) : new Trouble(Trouble.Kind.OUTAGE, outage.getMessage());
        switch (trouble.kind()) {
            case OUTAGE, TABLE_GONE -> warn(failures == 0, trouble);
            case CONFLICT -> warn(failures == MANY_CONFLICTS, trouble);
            default -> {
                if (!stopping.getAsBoolean()) {
                    SyncError error = SyncError.internal(trouble.words(), repeated.report(failure));
                    RepeatedFailures.Telling telling = repeated.count(failure);
                    telling.line(LOG, Level.ERROR)
                            .log("events of the bucket: a step failed, {}{}", error, telling.rest());
                    work.refused(error);
                }
            }
        }
        return failures + 1;
    }

    private static void warn(boolean now, Trouble trouble) {
        if (now) {
            LOG.warn("events of the bucket: waiting, {}", trouble.words());
        }
    }

    /** Pause before the next step, in milliseconds. */
    public long pause(EventWork work, int failures) {
        return PAUSE.after(Math.max(failures, work.waits()));
    }

    /** All is done, or will come again. */
    public void ended(EventWork work) {
        work.count(count);
        List<String> removed = work.with(Outcome.REMOVED);
        if (!removed.isEmpty()) {
            LOG.warn("{} objects are gone from the bucket that products show, or were: {}{}. Nothing is written; take the images off the "
                    + "products, or bring the objects back", removed.size(),
                    removed.stream().limit(MOST_NAMED).collect(Collectors.joining(", ")), removed.size() > MOST_NAMED ? " …" : "");
        }
        int changed = work.with(Outcome.CHANGED).size();
        if (changed > 0) {
            LOG.info("events of {} objects: {} of them are shown and were overwritten", work.size(), changed);
        }
    }

    /** Whether the service is about to end: nobody is asked for any more. */
    public boolean isStopping() {
        return stopping.getAsBoolean();
    }
}
