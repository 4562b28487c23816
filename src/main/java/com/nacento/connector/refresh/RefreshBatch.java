package com.nacento.connector.refresh;

import com.nacento.connector.database.Rows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Refreshes that are processed together. A row is done when every part that it needs has been done; else it is due again after
 * a pause. Each part may be done twice without harm.
 */
public final class RefreshBatch {

    private record Row(long id, long productId, String path, boolean replaced) {

        boolean isReplacedImage() {
            return replaced && path != null;
        }
    }

    private final List<Row> rows = new ArrayList<>();
    private final Set<Long> parents = new TreeSet<>();
    private final Set<RefreshPart> failed = EnumSet.noneOf(RefreshPart.class);

    /** Rows of products that the brake holds: nothing is done for them. */
    private final List<Long> leftAlone = new ArrayList<>();

    /**
     * @param found the answer of {@code find-refreshes}
     * @param brake which products with replaced pictures are refreshed
     */
    RefreshBatch(List<Map<String, Object>> found, RefreshBrake brake) {
        found.forEach(row -> rows.add(new Row(Rows.number(row, "refresh_id"), Rows.number(row, "product_id"), Rows.text(row, "file_path"),
                Rows.number(row, "replaced") == 1)));
        Map<Long, Long> lastOfProduct = new LinkedHashMap<>();
        rows.stream().filter(Row::replaced).sorted(Comparator.comparing(Row::id))
                .forEach(row -> lastOfProduct.put(row.productId(), row.id()));
        Set<Long> held = new HashSet<>();
        lastOfProduct.entrySet().stream().sorted(Map.Entry.comparingByValue())
                .filter(product -> !brake.lets(product.getKey(), product.getValue()))
                .forEach(product -> held.add(product.getKey()));
        rows.stream().filter(row -> row.replaced() && held.contains(row.productId())).forEach(row -> leftAlone.add(row.id()));
        rows.removeIf(row -> row.replaced() && held.contains(row.productId()));
    }

    public boolean isEmpty() {
        return rows.isEmpty() && leftAlone.isEmpty();
    }

    /** Whether pages are to be purged now. */
    public boolean hasPages() {
        return pages().findAny().isPresent();
    }

    /**
     * Those that concern pages. An image that waits for its copies to go waits for its pages too: purging them at each try would help
     * nobody.
     */
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

    /** The tags in Magento's default cache: of blocks, and of the galleries in GraphQL answers. */
    public List<String> defaultCacheTags() {
        return tags().stream().flatMap(tag -> Stream.of(tag, tag.replace("cat_p_", "gql_media_gallery_"))).toList();
    }

    /** Images whose resized copies show something else than they do, as Magento's values. */
    public Set<String> replaced() {
        return rows.stream().filter(Row::isReplacedImage).map(Row::path).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Images of which resized copies may be missing. */
    public Set<String> images() {
        return rows.stream().map(Row::path).filter(Objects::nonNull).collect(Collectors.toCollection(TreeSet::new));
    }

    public boolean hasReplaced() {
        return rows.stream().anyMatch(Row::isReplacedImage);
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
        return !isEmpty() && failed.isEmpty();
    }

    /** The parameters for deleting what is done. Images wait for all parts: pages are purged again once their copies are gone. */
    public Map<String, Object> done() {
        boolean pages = failed.stream().allMatch(RefreshPart::isForImages);
        return Map.of("refreshes",
                Rows.json(Stream.concat(leftAlone.stream(),
                        rows.stream().filter(row -> failed.isEmpty() || pages && row.path() == null).map(Row::id)).toList()));
    }
}
