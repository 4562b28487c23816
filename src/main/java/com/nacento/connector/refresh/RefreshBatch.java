package com.nacento.connector.refresh;

import com.nacento.connector.database.Rows;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Refreshes that are worked off together. A row is done when every part that it needs has been done; else it is due again after
 * a pause. Each part may be done twice without harm.
 */
public final class RefreshBatch {

    private record Row(long id, long productId, String path, boolean replaced) {
    }

    private final List<Row> rows = new ArrayList<>();
    private final Set<Long> parents = new TreeSet<>();
    private final Set<RefreshPart> failed = EnumSet.noneOf(RefreshPart.class);

    /** @param found the answer of {@code find-refreshes} */
    RefreshBatch(List<Map<String, Object>> found) {
        found.forEach(row -> rows.add(new Row(Rows.number(row, "refresh_id"), Rows.number(row, "product_id"), Rows.text(row, "file_path"),
                Rows.number(row, "replaced") == 1)));
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Whether pages are to be purged now. */
    public boolean hasPages() {
        return pages().findAny().isPresent();
    }

    /** Those that concern pages. An image that waits for its copies to go waits for its pages too: purging them at each try would help nobody. */
    private Stream<Row> pages() {
        boolean imagesFailed = failed.stream().anyMatch(RefreshPart::isForImages);
        return rows.stream().filter(row -> row.path() == null || !imagesFailed);
    }

    /** The parameters for finding the products on whose pages these are shown. */
    public Map<String, Object> products() {
        return Map.of("product_ids", Rows.json(pages().map(Row::productId).distinct().sorted().toList()));
    }

    /** Takes the answer of {@code find-parent-products}. */
    RefreshBatch withParents(List<Map<String, Object>> found) {
        found.forEach(row -> parents.add(Rows.number(row, "product_id")));
        return this;
    }

    /** Magento's cache tags of the pages, {@code cat_p_12}, each once. */
    public List<String> tags() {
        Set<Long> products = new TreeSet<>(parents);
        pages().forEach(row -> products.add(row.productId()));
        return products.stream().map(product -> "cat_p_" + product).toList();
    }

    /** Images whose resized copies show something else than they do, as Magento's values. */
    public Set<String> replaced() {
        return rows.stream().filter(Row::replaced).map(Row::path).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Images of which resized copies may be missing. */
    public Set<String> images() {
        return rows.stream().map(Row::path).filter(Objects::nonNull).collect(Collectors.toCollection(TreeSet::new));
    }

    public boolean hasReplaced() {
        return rows.stream().anyMatch(Row::replaced);
    }

    public boolean hasImages() {
        return rows.stream().anyMatch(row -> row.path() != null);
    }

    void failed(RefreshPart part) {
        failed.add(part);
    }

    /** Whether a part of this batch has failed. */
    public boolean hasFailed(RefreshPart part) {
        return failed.contains(part);
    }

    /** Whether the next one may follow at once: there may be more, and all of this one is done. */
    public boolean isFollowed() {
        return !rows.isEmpty() && failed.isEmpty();
    }

    /** The parameters for deleting what is done. Images wait for all parts: pages are purged again once their copies are gone. */
    public Map<String, Object> done() {
        boolean pages = failed.stream().allMatch(RefreshPart::isForImages);
        return Map.of("refreshes",
                Rows.json(rows.stream().filter(row -> failed.isEmpty() || pages && row.path() == null).map(Row::id).toList()));
    }
}
