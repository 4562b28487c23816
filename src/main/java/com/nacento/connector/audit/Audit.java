package com.nacento.connector.audit;

import com.nacento.connector.config.DatabaseSettings;
import com.nacento.connector.config.StorageSettings;
import com.nacento.connector.database.ShopTables;
import com.nacento.connector.failure.IncompatibleShopException;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.storage.ProductObjects;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Holds the whole gallery against the whole bucket, and changes neither. The bucket is listed first: a row that is written meanwhile finds
 * its object by HEAD, and no object that it names is taken for one that nobody does. Both sides are sorted by path in files, so that memory
 * does not depend on their size.
 */
public final class Audit {

    private final DatabaseSettings database;
    private final StorageSettings storage;
    private final AuditTerms terms;
    private final AuditProgress progress;

    /** @param progress is told at each step how far it has come */
    public Audit(DatabaseSettings database, StorageSettings storage, AuditTerms terms, AuditProgress progress) {
        this.database = database;
        this.storage = storage;
        this.terms = terms;
        this.progress = progress;
    }

    /**
     * Looks at everything. What the progress throws ends it, and is thrown here.
     *
     * @param each takes what is found, one by one
     * @throws com.nacento.connector.failure.Outage if database or bucket are away or refuse: then nothing is known for certain
     * @throws IncompatibleShopException            if it is no shop that the connector knows, or one that has not been set up
     */
    public AuditReport run(Consumer<AuditFinding> each) {
        Findings findings = new Findings(each);
        AtomicLong objects = new AtomicLong();
        AtomicLong resized = new AtomicLong();
        String root = new ImagePathRules(storage.bucket(), storage.prefix(), List.of()).objectKey("");
        try (ShopTables tables = ShopTables.open(database);
                ProductObjects bucket = new ProductObjects(storage, root);
                SortedFacts facts = new SortedFacts(terms.sortingBytes())) {
            refuseWithoutSetup(tables);
            bucket.originals(object -> {
                if (ProductObjects.isOriginal(object.path())) {
                    facts.add(new Fact(object.path(), Fact.Kind.OBJECT, object.etag(), Long.toString(object.size()),
                            String.valueOf(object.modified())));
                    progress.at("%,d objects listed", objects.incrementAndGet());
                }
            });
            if (terms.copies()) {
                bucket.copies(object -> {
                    String original = ProductObjects.originalOf(object.path());
                    if (original != null) {
                        facts.add(new Fact(original, Fact.Kind.COPY, object.path()));
                        progress.at("%,d resized copies listed", resized.incrementAndGet());
                    }
                });
            }
            GalleryWalk gallery = new GalleryWalk(tables, facts::add, findings);
            gallery.walk(progress);
            AtomicLong asked = new AtomicLong();
            Confrontation confrontation = new Confrontation(
                    paths -> bucket.ask(paths, () -> progress.at("%,d objects asked for one by one", asked.incrementAndGet())),
                    terms.mostQuestions(), findings);
            AtomicLong compared = new AtomicLong();
            facts.each(fact -> {
                confrontation.accept(fact);
                progress.at("%,d rows and objects compared", compared.incrementAndGet());
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
}
