package com.nacento.connector.gallery;

import com.nacento.connector.database.MagentoSchema;
import com.nacento.connector.database.Rows;
import com.nacento.connector.gallery.ProductGallery.ImageRow;
import com.nacento.connector.gallery.ProductGallery.ValueRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * The rows that a chunk writes, gathered over all its products: one statement each, whatever the number of products. Only
 * what differs is in here. New gallery rows come first, since all else needs the ids that the server gives them.
 */
public final class GalleryChanges {

    private final List<ProductSync> products;
    private final MagentoSchema shop;
    private final Refreshes refreshes;
    private final Map<String, List<ProductRow>> rows = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private final Map<PlannedImage, Long> newIds = new HashMap<>();
    /** ETags of images whose values have no ids yet. */
    private final Map<NewValue, PlannedImage> etagsOfNewValues = new HashMap<>();

    private record NewValue(long valueId, long productId) {
    }

    private record ProductRow(long productId, Object row) {
    }

    /**
     * Gathers what the plans of a chunk want.
     *
     * @param products  those of the chunk, planned under their lock
     * @param refreshes what the shop is to be made to forget afterwards
     */
    public GalleryChanges(List<ProductSync> products, MagentoSchema shop, Refreshes refreshes) {
        this.products = products;
        this.shop = shop;
        this.refreshes = refreshes;
        forEachChangedImage((productId, image) -> {
            if (needsNewRow(image)) {
                add(productId, "new_images", row("value", image.path()));
            }
        });
        if (!has("new_images")) {
            gather();
        }
    }

    /**
     * Takes the ids of the new gallery rows.
     *
     * @param inserted {@code value_id} and {@code value}; rows of one path are alike and may be handed out in any order
     */
    public GalleryChanges withNewIds(List<Map<String, Object>> inserted) {
        Map<String, Deque<Long>> byPath = new HashMap<>();
        inserted.forEach(
                row -> byPath.computeIfAbsent(Rows.text(row, "value"), path -> new ArrayDeque<>()).add(Rows.number(row, "value_id")));
        forEachChangedImage((productId, image) -> {
            if (needsNewRow(image)) {
                newIds.put(image, byPath.get(image.path()).remove());
            }
        });
        gather();
        return this;
    }

    /**
     * Takes the ids of the new values, to which ETags belong.
     *
     * @param inserted {@code record_id}, {@code value_id} and {@code product_id}
     */
    public GalleryChanges withNewRecords(List<Map<String, Object>> inserted) {
        for (Map<String, Object> row : inserted) {
            NewValue value = new NewValue(Rows.number(row, "value_id"), Rows.number(row, "product_id"));
            PlannedImage image = etagsOfNewValues.remove(value);
            if (image != null) {
                addETag(Rows.number(row, "record_id"), value, image);
            }
        }
        return this;
    }

    private void addETag(long recordId, NewValue value, PlannedImage image) {
        image.deadETags().forEach(dead -> add(value.productId(), "dead_etags", dead));
        add(value.productId(), "etags",
                row("record_id", recordId, "product_id", value.productId(), "value_id", value.valueId(), "etag", image.etag(),
                        "content", image.content(), "brought_by", image.owners().stored()));
    }

    /** The gallery row itself goes if no other product links it. */
    private void gatherRemoval(long productId, PlannedImage image) {
        for (ImageRow gone : image.rows()) {
            gone.values().forEach(value -> add(productId, "dead_values", value.recordId()));
            add(productId, "dead_links", row("value_id", gone.valueId(), "product_id", productId));
        }
        image.allETags().forEach(record -> add(productId, "dead_etags", record));
    }

    /** Whether there is anything for a statement that takes this parameter. */
    public boolean has(String parameter) {
        return rows.containsKey(parameter);
    }

    /** Whether nothing is to be written. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** All parameters by name, as the statements in {@code sql/} take them. */
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("media_gallery", shop.mediaGallery());
        rows.forEach((name, list) -> parameters.put(name, texts.computeIfAbsent(name, written -> json(list.stream()))));
        return parameters;
    }

    /** The products that have rows in some parameters, by their ids. */
    public List<Long> productIds(Set<String> names) {
        return rows(names).flatMap(named -> named.getValue().stream()).map(ProductRow::productId).distinct().sorted().toList();
    }

    /** Some parameters by name, with the rows of some products only. */
    public Map<String, Object> parametersOf(Set<Long> productIds, Set<String> names) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("media_gallery", shop.mediaGallery());
        rows(names).forEach(named -> parameters.put(named.getKey(),
                json(named.getValue().stream().filter(row -> productIds.contains(row.productId())))));
        return parameters;
    }

    private Stream<Map.Entry<String, List<ProductRow>>> rows(Set<String> names) {
        return rows.entrySet().stream().filter(named -> names.contains(named.getKey()));
    }

    private static String json(Stream<ProductRow> rows) {
        return Rows.json(rows.map(ProductRow::row).toList());
    }

    private static boolean needsNewRow(PlannedImage image) {
        return image.isNew() || image.needsOwnRow();
    }

    private void forEachChangedImage(BiConsumer<Long, PlannedImage> taker) {
        products.stream().filter(ProductSync::isChanged)
                .forEach(product -> product.plan().images().forEach(image -> taker.accept(product.productId(), image)));
    }

    private void gather() {
        for (ProductSync product : products) {
            if (!product.isChanged()) {
                continue;
            }
            product.plan().images().stream().filter(PlannedImage::isWritten).forEach(image -> gather(product.productId(), image));
            product.plan().removed().forEach(image -> gatherRemoval(product.productId(), image));
            product.plan().attributes().forEach((attribute, value) -> add(product.productId(), "saved_roles",
                    row("product_id", product.productId(), "attribute_id", attribute, "store_id", 0, "value", value)));
            product.plan().attributesInStores().forEach((place, value) -> {
                if (value == null) {
                    add(product.productId(), "dead_roles",
                            row("product_id", product.productId(), "attribute_id", place.attribute(), "store_id", place.store()));
                } else {
                    add(product.productId(), "saved_roles",
                            row("product_id", product.productId(), "attribute_id", place.attribute(), "store_id",
                                    place.store(), "value", value));
                }
            });
            if (product.plan().touchesProduct()) {
                add(product.productId(), "touched", product.productId());
                gatherRefreshes(product);
            }
        }
    }

    private void gather(long productId, PlannedImage image) {
        long valueId = newIds.containsKey(image) ? newIds.get(image) : image.row().valueId();
        if (needsNewRow(image)) {
            add(productId, "new_links", row("value_id", valueId, "product_id", productId));
        } else if (image.isOddlySpelt() || image.isShownAgain()) {
            add(productId, "changed_paths", row("value_id", valueId, "value", image.path(), "disabled", image.isShownAgain() ? 0 : null));
        }
        if (image.isUnchanged()) {
            addETag(image.record(), new NewValue(valueId, productId), image);
            return;
        }
        if (image.value() == null) {
            add(productId, "new_values",
                    row("value_id", valueId, "product_id", productId, "label", image.label(), "position", image.position(),
                            "disabled", image.disabled() ? 1 : 0));
        } else if (image.valueDiffers()) {
            add(productId, "changed_values",
                    row("record_id", image.value().recordId(), "label", image.label(), "position", image.position(),
                            "disabled", image.disabled() ? 1 : 0));
        }
        for (StoreValue there : image.inStores()) {
            there.deadTwins().forEach(twin -> add(productId, "dead_values", twin.recordId()));
            if (there.isGone()) {
                add(productId, "dead_values", there.row().recordId());
            } else if (there.isNew()) {
                add(productId, "new_store_values",
                        row("value_id", valueId, "product_id", productId, "store_id", there.store(), "label", there.label(),
                                "position", there.position(), "disabled", there.disabled() ? 1 : 0));
            } else if (there.isChanged()) {
                add(productId, "changed_values",
                        row("record_id", there.row().recordId(), "label", there.label(), "position", there.position(),
                                "disabled", there.disabled() ? 1 : 0));
            }
        }
        if (image.value() == null) {
            etagsOfNewValues.put(new NewValue(valueId, productId), image);
        } else if (image.etagDiffers() || image.etagMoves() || image.ownersDiffer()) {
            addETag(image.value().recordId(), new NewValue(valueId, productId), image);
        }
        if (!image.isNew()) {
            gatherRepairs(productId, image, valueId);
        }
    }

    /** Images first, so that a round that takes only some of the rows does not purge pages too early. */
    private void gatherRefreshes(ProductSync product) {
        product.plan().images().stream()
                .filter(image -> image.showsAnotherFile() && refreshes.replacedImages() || image.isNew() && refreshes.newImages())
                .forEach(image -> add(product.productId(), "new_refreshes",
                        row("product_id", product.productId(), "file_path", image.path(), "replaced", image.showsAnotherFile() ? 1 : 0)));
        if (refreshes.pages()) {
            add(product.productId(), "new_refreshes",
                    row("product_id", product.productId(), "file_path", null, "replaced", product.plan().onlyReplaces() ? 1 : 0));
        }
    }

    /** A row of its own for a shared one whose path is oddly spelt, and the merging of twins. */
    private void gatherRepairs(long productId, PlannedImage image, long valueId) {
        image.twinValues().forEach(twin -> add(productId, "dead_values", twin.recordId()));
        Set<Integer> stores = new HashSet<>();
        image.row().values().forEach(value -> stores.add(value.storeId()));
        if (image.needsOwnRow()) {
            image.row().values().stream().filter(value -> !image.twinValues().contains(value))
                    .forEach(value -> add(productId, "moved_values", row("record_id", value.recordId(), "value_id", valueId)));
            add(productId, "dead_links", row("value_id", image.row().valueId(), "product_id", productId));
        }
        for (ImageRow twin : image.twins()) {
            for (ValueRow value : twin.values()) {
                if (value.storeId() != 0 && stores.add(value.storeId())) {
                    add(productId, "moved_values", row("record_id", value.recordId(), "value_id", valueId));
                } else {
                    add(productId, "dead_values", value.recordId());
                }
            }
            add(productId, "dead_links", row("value_id", twin.valueId(), "product_id", productId));
        }
    }

    /** Adds a row of a product to a parameter. */
    public void add(long productId, String parameter, Object row) {
        rows.computeIfAbsent(parameter, name -> new ArrayList<>()).add(new ProductRow(productId, row));
        texts.remove(parameter);
    }

    /** A row from column names and values in turn. */
    public static Map<String, Object> row(Object... namesAndValues) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return row;
    }
}
