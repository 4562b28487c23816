package com.nacento.connector.audit;

import com.nacento.connector.config.DatabaseSettings;
import com.nacento.connector.config.StorageSettings;
import com.nacento.connector.database.ShopTables;
import com.nacento.connector.failure.IncompatibleShopException;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.storage.ProductObjects;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Holds the whole gallery against the whole bucket, and changes neither. The bucket is listed first: a row that is written meanwhile finds
 * its object by HEAD, and no object that it names is taken for one that nobody does. Both sides are sorted by path in files, so that memory
 * does not depend on their size.
 */
public final class Audit {

    private static final long MOST_SORTING_BYTES = 64L << 20;
    private static final long TOLD_EVERY_NANOS = 5_000_000_000L;

    private final DatabaseSettings database;
    private final StorageSettings storage;
    private final boolean copies;
    private final int mostQuestions;
    private final Consumer<String> progress;
    private final AtomicLong told = new AtomicLong(System.nanoTime());

    /**
     * @param copies        whether resized copies are looked at, too
     * @param mostQuestions how many objects are asked for by HEAD at the most
     * @param progress      is told every few seconds how far it has come
     */
    public Audit(DatabaseSettings database, StorageSettings storage, boolean copies, int mostQuestions, Consumer<String> progress) {
        this.database = database;
        this.storage = storage;
        this.copies = copies;
        this.mostQuestions = mostQuestions;
        this.progress = progress;
    }

    /**
     * Looks at everything.
     *
     * @param each takes what is found, one by one
     * @throws com.nacento.connector.failure.Outage if database or bucket are away or refuse: then nothing is known for certain
     * @throws IncompatibleShopException            if it is no shop that the connector knows, or one that has not been set up
     */
    public AuditReport run(Consumer<Finding> each) {
        Findings findings = new Findings(each);
        AtomicLong objects = new AtomicLong();
        AtomicLong resized = new AtomicLong();
        String root = new ImagePathRules(storage.bucket(), storage.prefix(), List.of()).objectKey("");
        try (ShopTables tables = ShopTables.open(database);
                ProductObjects bucket = new ProductObjects(storage, root);
                SortedFacts facts = new SortedFacts(Math.min(MOST_SORTING_BYTES, Runtime.getRuntime().maxMemory() / 8))) {
            refuseWithoutSetup(tables);
            bucket.originals(object -> {
                if (ProductObjects.isOriginal(object.path())) {
                    facts.add(new Fact(object.path(), Fact.Kind.OBJECT, object.etag(), Long.toString(object.size()),
                            String.valueOf(object.modified())));
                    tell("%,d objects listed", objects.incrementAndGet());
                }
            });
            if (copies) {
                bucket.copies(object -> {
                    String original = ProductObjects.originalOf(object.path());
                    if (original != null) {
                        facts.add(new Fact(original, Fact.Kind.COPY, object.path()));
                        tell("%,d resized copies listed", resized.incrementAndGet());
                    }
                });
            }
            GalleryWalk gallery = new GalleryWalk(tables, facts::add, findings);
            gallery.walk(() -> tell("%,d products read", gallery.products()));
            Confrontation confrontation = new Confrontation(bucket::ask, mostQuestions, findings);
            AtomicLong compared = new AtomicLong();
            facts.each(fact -> {
                confrontation.accept(fact);
                tell("%,d rows and objects compared", compared.incrementAndGet());
            });
            confrontation.end();
            return new AuditReport(gallery.products(), gallery.images(), gallery.brought(), objects.get(), resized.get(),
                    confrontation.questions(), findings.counts());
        }
    }

    private static void refuseWithoutSetup(ShopTables tables) {
        if (tables.schema().missingOwnTables().stream().anyMatch(missing -> missing.startsWith("nacento_media_gallery_meta"))) {
            throw new IncompatibleShopException("the table nacento_media_gallery_meta is not there, or as an older version has made it, or "
                    + "this account may not read it: run ./nacento setup first (./nacento doctor says which rights are missing)");
        }
    }

    private void tell(String text, long count) {
        long last = told.get();
        if (System.nanoTime() - last > TOLD_EVERY_NANOS && told.compareAndSet(last, System.nanoTime())) {
            progress.accept(String.format(Locale.ROOT, text, count));
        }
    }
}
