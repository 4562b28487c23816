package com.nacento.connector.audit;

import com.nacento.connector.config.DatabaseSettings;
import com.nacento.connector.config.StorageSettings;
import com.nacento.connector.database.Rows;
import com.nacento.connector.database.ShopTables;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.GalleryChange;
import com.nacento.connector.gallery.GalleryChanges;
import com.nacento.connector.gallery.GalleryRepair;
import com.nacento.connector.gallery.GalleryRepair.LostRole;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.gallery.ProductGallery;
import com.nacento.connector.gallery.Refreshes;
import com.nacento.connector.storage.ProductObjects;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.springframework.dao.ConcurrencyFailureException;

/**
 * Puts right what an audit has found about images that requests have brought: twins, roles, and images whose objects are missing. Some
 * dozen products at a time: their missing objects are asked for once more, then they are locked, read again and decided again, in one short
 * transaction; a product that somebody else holds is passed over. Without {@code apply} the same is decided, and nothing locked or written.
 */
public final class Repair implements Consumer<AuditFinding>, AutoCloseable {

    private static final int PRODUCTS_AT_ONCE = 50;
    private static final long SORTING_BYTES = 8L << 20;
    /** In the order in which rows may go. */
    private static final Map<String, String> STATEMENTS = statements();

    private final DatabaseSettings database;
    private final StorageSettings storage;
    private final Refreshes refreshes;
    private final Set<What> wanted;
    private final SortedFacts findings = new SortedFacts(SORTING_BYTES);
    private long missing;

    /** What can be put right. */
    public enum What {
        TWINS, ROLES, DEAD_LINKS;

        /** As it is written on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * What came of it.
     *
     * @param products that were changed, or would be
     * @param changes  of them
     * @param held     products that somebody else held
     * @param left     products that need a sync
     */
    public record Outcome(long products, long changes, long held, long left) {

        private Outcome and(Outcome other) {
            return new Outcome(products + other.products, changes + other.changes, held + other.held, left + other.left);
        }
    }

    /**
     * @param refreshes what the shop is to be made to forget
     * @param wanted    what is to be put right
     */
    public Repair(DatabaseSettings database, StorageSettings storage, Refreshes refreshes, Set<What> wanted) {
        this.database = database;
        this.storage = storage;
        this.refreshes = refreshes;
        this.wanted = Set.copyOf(wanted);
    }

    private static Map<String, String> statements() {
        Map<String, String> statements = new LinkedHashMap<>();
        statements.put("update-gallery-paths", "changed_paths");
        statements.put("move-gallery-values", "moved_values");
        statements.put("delete-gallery-values", "dead_values");
        statements.put("unlink-gallery-images", "dead_links");
        statements.put("delete-gallery-images", "dead_links");
        statements.put("update-gallery-values", "changed_values");
        statements.put("delete-etags", "dead_etags");
        statements.put("save-etags", "etags");
        statements.put("save-roles", "saved_roles");
        statements.put("delete-roles", "dead_roles");
        statements.put("touch-products", "touched");
        statements.put("insert-refreshes", "new_refreshes");
        return statements;
    }

    /** Notes what of a finding can be put right; all else is passed over. */
    @Override
    public void accept(AuditFinding finding) {
        missing += finding.kind() == AuditFinding.Kind.MISSING_OBJECT && finding.brought() ? 1 : 0;
        What what = finding.confirmed() && finding.brought() ? what(finding) : null;
        if (what != null && wanted.contains(what)) {
            findings.add(new Fact(String.format(Locale.ROOT, "%010d", finding.product()), Fact.Kind.IMAGE, what.name(), finding.path(),
                    finding.image() == null ? finding.role() : null, finding.store(), finding.sku()));
        }
    }

    private static What what(AuditFinding finding) {
        return switch (finding.kind()) {
            case TWIN -> What.TWINS;
            case BROKEN_ROLE -> What.ROLES;
            case MISSING_OBJECT -> What.DEAD_LINKS;
            default -> null;
        };
    }

    /** How many images that requests have brought seem to have no object: also those that are only missing in the listing. */
    public long missing() {
        return missing;
    }

    /**
     * Whether more of the images that requests have brought have no object than may: then it is the bucket that is wrong, not the gallery,
     * and nothing is decided by what is not there. Twins are told by the gallery alone.
     *
     * @param percent of these images, if there are a hundred
     */
    public boolean isTooMuch(AuditReport report, int percent) {
        return !Set.of(What.TWINS).containsAll(wanted) && report.brought() >= 100 && missing * 100 > report.brought() * percent;
    }

    /**
     * Does it, or only decides.
     *
     * @param apply whether it is written
     * @param each  is told SKU and change, when it is committed
     * @throws com.nacento.connector.failure.Outage if database or bucket are away or refuse; what was written until then stays
     */
    public Outcome run(boolean apply, BiConsumer<String, GalleryChange> each) {
        String root = new ImagePathRules(storage.bucket(), storage.prefix(), List.of()).objectKey("");
        try (ShopTables tables = ShopTables.open(database); ProductObjects bucket = new ProductObjects(storage, root)) {
            Rounds rounds = new Rounds(tables, bucket, apply, each);
            findings.each(rounds);
            rounds.end();
            return rounds.outcome;
        }
    }

    @Override
    public void close() {
        findings.close();
    }

    /** What is known of a product. */
    private static final class Product {

        private final Set<String> dead = new LinkedHashSet<>();
        private final Set<String> named = new LinkedHashSet<>();
        private final List<LostRole> lost = new ArrayList<>();
        private String sku;

        void add(Fact fact) {
            String path = fact.field(1);
            sku = fact.field(4);
            if (What.valueOf(fact.field(0)) == What.DEAD_LINKS) {
                dead.add(path);
            } else if (fact.field(2) == null) {
                named.add(path);
            } else {
                lost.add(new LostRole(fact.field(2), fact.field(3), path));
            }
        }
    }

    private final class Rounds implements Consumer<Fact> {

        private final ShopTables tables;
        private final ProductObjects bucket;
        private final boolean apply;
        private final BiConsumer<String, GalleryChange> each;
        private final Map<Long, Product> round = new LinkedHashMap<>();
        /** Told when it is committed: whoever reads it may take his time. */
        private final List<Map.Entry<String, GalleryChange>> decided = new ArrayList<>();
        private Outcome outcome = new Outcome(0, 0, 0, 0);

        Rounds(ShopTables tables, ProductObjects bucket, boolean apply, BiConsumer<String, GalleryChange> each) {
            this.tables = tables;
            this.bucket = bucket;
            this.apply = apply;
            this.each = each;
        }

        @Override
        public void accept(Fact fact) {
            long product = Long.parseLong(fact.path());
            if (round.size() == PRODUCTS_AT_ONCE && !round.containsKey(product)) {
                end();
            }
            round.computeIfAbsent(product, id -> new Product()).add(fact);
        }

        void end() {
            Set<String> dead = new LinkedHashSet<>();
            round.values().forEach(product -> {
                dead.addAll(product.dead);
                product.lost.forEach(lost -> dead.add(lost.path()));
            });
            Map<String, ETagAnswer> answers = bucket.ask(dead);
            round.values().forEach(product -> {
                product.dead.removeIf(path -> answers.get(path).kind() != ETagAnswer.Kind.MISSING);
                product.lost.removeIf(lost -> answers.get(lost.path()).kind() != ETagAnswer.Kind.MISSING);
            });
            outcome = outcome.and(apply ? applied() : decide(List.copyOf(round.keySet())));
            decided.forEach(line -> each.accept(line.getKey(), line.getValue()));
            decided.clear();
            round.clear();
        }

        /** Whoever was in the way, as in a deadlock, holds these products: they can be put right the next time. */
        private Outcome applied() {
            try {
                return tables.inTransaction(this::write);
            } catch (Outage e) {
                if (!(e.getCause() instanceof ConcurrencyFailureException)) {
                    throw e;
                }
                decided.clear();
                return new Outcome(0, 0, round.size(), 0);
            }
        }

        private Outcome write() {
            List<Long> all = List.copyOf(round.keySet());
            List<Long> free = tables.rows("find-free-products", Map.of("product_ids", Rows.json(all))).stream()
                    .map(row -> Rows.number(row, "product_id")).toList();
            return free.isEmpty() ? new Outcome(0, 0, all.size(), 0) : decide(free).and(new Outcome(0, 0, all.size() - free.size(), 0));
        }

        private Outcome decide(List<Long> products) {
            Map<String, Object> parameters = Map.of("product_ids", Rows.json(products), "media_gallery", tables.schema().mediaGallery(),
                    "value_attributes", tables.schema().valueAttributes());
            Map<Long, ProductGallery> galleries = ProductGallery.byProduct(List.of(), tables.rows("find-gallery-images", parameters),
                    tables.rows("find-roles", parameters), row -> null);
            List<GalleryRepair> repairs = new ArrayList<>();
            long changes = 0;
            long left = 0;
            for (long id : products) {
                Product product = round.get(id);
                GalleryRepair repair = new GalleryRepair(id, galleries.getOrDefault(id, ProductGallery.EMPTY), product.dead, product.named,
                        product.lost, tables.schema());
                if (!repair.isNothing() && repair.needsSync()) {
                    left++;
                } else if (!repair.isNothing()) {
                    repairs.add(repair);
                    changes += repair.changes().size();
                    repair.changes().forEach(change -> decided.add(new SimpleEntry<>(product.sku, change)));
                }
            }
            if (apply) {
                save(GalleryRepair.of(repairs, tables.schema(), refreshes));
            }
            return new Outcome(repairs.size(), changes, 0, left);
        }

        private void save(GalleryChanges changes) {
            STATEMENTS.forEach((statement, parameter) -> {
                if (changes.has(parameter)) {
                    tables.run(statement, changes.parameters());
                }
            });
        }
    }
}
