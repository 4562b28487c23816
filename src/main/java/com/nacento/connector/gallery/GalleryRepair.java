package com.nacento.connector.gallery;

import com.nacento.connector.database.MagentoSchema;
import com.nacento.connector.gallery.ProductGallery.ImageRow;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an audit puts right at one product, decided from its gallery as it was read last: under the product's lock, if it is to be written.
 * What can be said as a request is one: an image whose object is missing is left out by all sources that brought it, twins are named. So
 * a repair writes what a sync would. Rows of nobody are not even looked at.
 */
public final class GalleryRepair {

    /** No other request is there to be before or behind. */
    private static final String SUBMITTED_AT = "2000-01-01 00:00:00.000000";
    private static final int ALL_STORES = 0;

    private final long productId;
    private final ProductGallery gallery;
    private final MagentoSchema shop;
    private final List<GalleryChange> ofRoles = new ArrayList<>();
    private final List<GalleryChange> twins = new ArrayList<>();
    private final List<Map<String, Object>> newValues = new ArrayList<>();
    private final List<Map<String, Object>> deadValues = new ArrayList<>();
    private ProductSync sync;

    /**
     * A role that names what its product has not.
     *
     * @param role  code of the attribute
     * @param store code of the store view, {@code admin} for all stores
     * @param path  what it names, in Magento's form
     */
    public record LostRole(String role, String store, String path) {
    }

    /**
     * @param dead  paths of images whose objects were missing just now
     * @param named paths of twins, and of images that roles spell otherwise
     * @param lost  roles that name neither an image of the product nor an object
     */
    public GalleryRepair(long productId, ProductGallery gallery, Set<String> dead, Set<String> named, List<LostRole> lost,
            MagentoSchema shop) {
        this.productId = productId;
        this.gallery = gallery;
        this.shop = shop;
        List<GalleryRequest> requests = new ArrayList<>();
        Set<String> stay = new LinkedHashSet<>(named);
        stay.removeAll(dead);
        sourcesOf(dead).forEach(source -> requests.add(request(new RequestTerms(source, true, true, null, List.of()),
                stay.stream().filter(path -> sourcesOf(Set.of(path)).contains(source)).toList())));
        stay.forEach(path -> sourcesOf(Set.of(path)).stream().findFirst()
                .ifPresent(source -> requests.add(request(new RequestTerms(source, false, false, null, List.of()), List.of(path)))));
        if (!requests.isEmpty()) {
            ProductGallery concerned = concerned(dead, stay);
            GalleryPlan plan = GalleryPlan.of(concerned, requests, Map.of(), shop, RemovalLimit.NONE, productId);
            sync = new ProductSync(productId, requests, concerned, Map.of(), plan, null);
            stay.forEach(path -> {
                long rows = concerned.images().stream().filter(row -> row.holds(path)).count();
                if (rows > 1) {
                    twins.add(new GalleryChange(path, "gallery_rows", PlannedChanges.ALL_STORES, rows, 1L));
                }
            });
        }
        lost.forEach(this::release);
    }

    /** Who has brought all rows of these images; nobody if one of the rows is somebody else's. */
    private Set<String> sourcesOf(Set<String> paths) {
        Set<String> sources = new LinkedHashSet<>();
        for (String path : paths) {
            List<ImageRow> rows = gallery.images().stream().filter(row -> row.holds(path)).toList();
            if (rows.stream().noneMatch(row -> row.isVideo() || row.owners().areNobody())) {
                rows.forEach(row -> sources.addAll(row.owners().slots().keySet()));
            }
        }
        return sources;
    }

    /** The product as if it had no other images: what is not concerned cannot be touched. Its roles are all there. */
    private ProductGallery concerned(Set<String> dead, Set<String> named) {
        Set<String> paths = new LinkedHashSet<>(dead);
        paths.addAll(named);
        paths.removeIf(path -> sourcesOf(Set.of(path)).isEmpty());
        return new ProductGallery(gallery.images().stream().filter(row -> paths.stream().anyMatch(row::holds)).toList(),
                gallery.attributes(),
                gallery.attributeSet(), List.of(), List.of(), List.of());
    }

    private static GalleryRequest request(RequestTerms terms, List<String> paths) {
        return new GalleryRequest(0, "", null, SUBMITTED_AT, null, null, null, terms, paths.stream().map(GalleryImage::named).toList(),
                List.of());
    }

    /** A role of a product that has no image but those that were brought: nobody else can have meant another picture. */
    private void release(LostRole lost) {
        Integer attribute = shop.roles().get(lost.role());
        Integer store = lost.store().equals(PlannedChanges.ALL_STORES) ? Integer.valueOf(ALL_STORES) : shop.stores().get(lost.store());
        boolean allBrought = !gallery.images().isEmpty() && gallery.images().stream().noneMatch(row -> row.owners().areNobody());
        if (attribute == null || store == null || !allBrought || gallery.images().stream().anyMatch(row -> row.holds(lost.path()))) {
            return;
        }
        String value = gallery.attributes().getOrDefault(attribute, Map.of()).get(store);
        if (!lost.path().equals(AuditedImage.path(value))) {
            return;
        }
        boolean isForAll = store == ALL_STORES;
        write(attribute, store, isForAll ? ImageRoles.NO_SELECTION : null);
        Integer label = shop.roleLabels().get(lost.role());
        if (label != null && gallery.attributes().getOrDefault(label, Map.of()).containsKey(store)) {
            write(label, store, null);
        }
        ofRoles.add(new GalleryChange(lost.path(), "role:" + lost.role(), lost.store(), value, isForAll ? ImageRoles.NO_SELECTION : null));
    }

    private void write(int attribute, int store, String value) {
        if (store == ALL_STORES) {
            newValues.add(GalleryChanges.row("product_id", productId, "attribute_id", attribute, "store_id", store, "value", value));
        } else {
            deadValues.add(GalleryChanges.row("product_id", productId, "attribute_id", attribute, "store_id", store));
        }
    }

    /** What it changes, in the words of the API; and how many {@code gallery_rows} become one. */
    public List<GalleryChange> changes() {
        List<GalleryChange> all = new ArrayList<>(sync == null ? List.of() : sync.plan().changes());
        all.addAll(twins);
        all.addAll(ofRoles);
        return all;
    }

    /** Whether there is nothing to be written, or nothing any more. */
    public boolean isNothing() {
        return (sync == null || !sync.isChanged()) && ofRoles.isEmpty();
    }

    /** Whether it takes new rows: a path that other products share is stored in another form than Magento's. That is left to a sync. */
    public boolean needsSync() {
        GalleryChanges own = of(List.of(this), shop, Refreshes.NONE);
        return own.has("new_images") || own.has("new_values") || own.has("new_store_values");
    }

    /**
     * The rows to be written for some products.
     *
     * @param refreshes what the shop is to be made to forget afterwards
     */
    public static GalleryChanges of(List<GalleryRepair> repairs, MagentoSchema shop, Refreshes refreshes) {
        GalleryChanges changes = new GalleryChanges(repairs.stream().map(repair -> repair.sync).filter(sync -> sync != null).toList(), shop,
                refreshes);
        for (GalleryRepair repair : repairs) {
            repair.newValues.forEach(row -> changes.add(repair.productId, "saved_roles", row));
            repair.deadValues.forEach(row -> changes.add(repair.productId, "dead_roles", row));
            boolean isTold = repair.sync != null && repair.sync.isChanged() && repair.sync.plan().touchesProduct();
            if (!repair.ofRoles.isEmpty() && !isTold) {
                changes.add(repair.productId, "touched", repair.productId);
                if (refreshes.pages()) {
                    changes.add(repair.productId, "new_refreshes",
                            GalleryChanges.row("product_id", repair.productId, "file_path", null, "replaced", 0));
                }
            }
        }
        return changes;
    }
}
