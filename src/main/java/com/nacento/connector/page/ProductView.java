package com.nacento.connector.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.nacento.connector.database.Rows;
import com.nacento.connector.database.Shop;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.gallery.Owners;
import com.nacento.connector.sync.ProductsOfSku;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A product's gallery as it stands in the tables, for people who ask why it looks like that. */
public final class ProductView {

    /** Sorts before the codes of store views, which begin with a letter. */
    private static final String ALL_STORES = "";
    private static final int NO_PRODUCT = 0;

    /**
     * Which product a SKU means.
     *
     * @param sku     that of the product, or as it was asked for
     * @param id      {@code null}: no product has it, or more than one
     * @param problem why there is no id
     */
    record Found(String sku, Long id, String problem) {
    }

    /**
     * What an image has in a store view, or for all of them.
     *
     * @param store code of the view, {@code ""} for all stores
     * @param roles those that it has there
     */
    record InStore(@JsonProperty("store") String store, @JsonProperty("label") String label, @JsonProperty("position") Long position,
            @JsonProperty("disabled") Boolean disabled, @JsonProperty("roles") List<String> roles) {
    }

    /**
     * An image of the gallery.
     *
     * @param filePath  as Magento has it
     * @param objectKey of its object in the bucket
     * @param mediaType Magento's
     * @param hidden    in all stores, whatever its values say
     * @param links     how many products link its row
     * @param etag      the last that was seen, or {@code null}
     * @param sources   who brought it, with the slots; empty: no request has ever named it
     * @param stores    what it has for all stores, and where a store view differs
     */
    record Image(@JsonProperty("value_id") long valueId, @JsonProperty("file_path") String filePath,
            @JsonProperty("object_key") String objectKey, @JsonProperty("media_type") String mediaType,
            @JsonProperty("hidden") boolean hidden, @JsonProperty("links") long links, @JsonProperty("etag") String etag,
            @JsonProperty("sources") Map<String, Set<String>> sources, @JsonProperty("stores") List<InStore> stores) {
    }

    /**
     * A role that names no image of the gallery: Magento shows none for it, or one of another product.
     *
     * @param store code of the view, {@code ""} for all stores
     */
    record OtherRole(@JsonProperty("role") String role, @JsonProperty("store") String store, @JsonProperty("value") String value) {
    }

    /**
     * A product.
     *
     * @param problem  why there is none
     * @param adminUrl of the product in Magento's admin, or {@code null}
     * @param images   in the order of their positions
     * @param others   roles that name none of them
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Product(@JsonProperty("sku") String sku, @JsonProperty("product_id") Long id, @JsonProperty("problem") String problem,
            @JsonProperty("admin_url") String adminUrl, @JsonProperty("bucket") String bucket,
            @JsonProperty("images") List<Image> images, @JsonProperty("other_roles") List<OtherRole> others) {
    }

    private final Shop shop;
    private final ImagePathRules paths;
    private final String bucket;
    private final Optional<String> adminUrl;

    /** @param adminUrl where Magento's admin is */
    public ProductView(Shop shop, ImagePathRules paths, String bucket, Optional<String> adminUrl) {
        this.shop = shop;
        this.paths = paths;
        this.bucket = bucket;
        this.adminUrl = adminUrl;
    }

    /** The parameters for finding the product. */
    public Map<String, Object> parameters(String sku) {
        return Map.of("skus", oneSku(sku));
    }

    /** A SKU that the column cannot hold is looked for as none at all. */
    private String oneSku(String sku) {
        List<String> one = new ArrayList<>();
        one.add(shop.schema().canBeSku(sku) ? sku : null);
        return Rows.json(one);
    }

    /** The product that is meant, of those that {@code find-products} has found. */
    public Found product(String sku, List<Map<String, Object>> rows) {
        ProductsOfSku near = new ProductsOfSku(sku);
        rows.stream().filter(row -> Rows.number(row, "product_id") != null)
                .forEach(row -> near.add(Rows.number(row, "product_id"), Rows.text(row, "sku")));
        if (near.error() != null) {
            return new Found(sku, null, near.error().detail());
        }
        Long id = near.product();
        return new Found(rows.stream().filter(row -> id.equals(Rows.number(row, "product_id"))).map(row -> Rows.text(row, "sku"))
                .findFirst().orElse(sku), id, null);
    }

    /** The parameters for reading its gallery; nothing is found if there is no product. */
    public Map<String, Object> gallery(Found product) {
        return Map.of("product_ids", Rows.json(List.of(product.id() == null ? NO_PRODUCT : product.id())), "media_gallery",
                shop.schema().mediaGallery(), "value_attributes", shop.schema().valueAttributes());
    }

    /** The product with its gallery. */
    public Product view(Found product, List<Map<String, Object>> images, List<Map<String, Object>> values) {
        Map<Long, List<Map<String, Object>>> byImage = images.stream()
                .collect(Collectors.groupingBy(row -> Rows.number(row, "value_id"), LinkedHashMap::new, Collectors.toList()));
        Map<Long, String> codes = new TreeMap<>();
        shop.schema().stores().forEach((code, id) -> codes.put((long) id, code));
        codes.put(0L, ALL_STORES);
        List<Image> shown = byImage.values().stream().map(rows -> image(rows, values, codes))
                .sorted(Comparator.comparing((Image image) -> image.stores().stream().map(InStore::position)
                        .filter(position -> position != null).findFirst().orElse(Long.MAX_VALUE)).thenComparing(Image::valueId))
                .toList();
        return new Product(product.sku(), product.id(), product.problem(),
                product.id() == null ? null : adminUrl.map(url -> url + "/catalog/product/edit/id/" + product.id() + "/").orElse(null),
                bucket, shown, others(images, values, codes));
    }

    private List<OtherRole> others(List<Map<String, Object>> images, List<Map<String, Object>> values, Map<Long, String> codes) {
        Set<String> named = images.stream().map(row -> Rows.text(row, "value")).filter(value -> value != null)
                .flatMap(value -> Stream.of(value, path(value))).collect(Collectors.toSet());
        List<OtherRole> others = new ArrayList<>();
        new TreeMap<>(shop.schema().roles()).forEach((role, attribute) -> values.stream()
                .filter(value -> Long.valueOf(attribute).equals(Rows.number(value, "attribute_id")))
                .filter(value -> isImage(Rows.text(value, "value")) && !named.contains(Rows.text(value, "value")))
                .forEach(value -> others.add(new OtherRole(role, store(value, codes), Rows.text(value, "value")))));
        return others;
    }

    private static boolean isImage(String value) {
        return value != null && !value.isEmpty() && !value.equals("no_selection");
    }

    private static String path(String stored) {
        return stored.startsWith("/") ? stored : "/" + stored;
    }

    private static String store(Map<String, Object> row, Map<Long, String> codes) {
        Long store = Rows.number(row, "store_id");
        return codes.getOrDefault(store, String.valueOf(store));
    }

    private Image image(List<Map<String, Object>> rows, List<Map<String, Object>> values, Map<Long, String> codes) {
        Map<String, Object> first = rows.get(0);
        String stored = Rows.text(first, "value") == null ? "" : Rows.text(first, "value");
        String path = path(stored);
        Map<String, InStore> stores = new TreeMap<>();
        for (Map<String, Object> row : rows) {
            Long store = Rows.number(row, "store_id");
            if (store != null) {
                stores.putIfAbsent(codes.getOrDefault(store, store.toString()), new InStore(codes.getOrDefault(store, store.toString()),
                        Rows.text(row, "label"), Rows.number(row, "position"), isOne(row, "disabled"), new ArrayList<>()));
            }
        }
        shop.schema().roles().forEach((role, attribute) -> values.stream()
                .filter(value -> Long.valueOf(attribute).equals(Rows.number(value, "attribute_id")))
                .filter(value -> path.equals(Rows.text(value, "value")) || stored.equals(Rows.text(value, "value")))
                .map(value -> store(value, codes))
                .forEach(store -> stores.computeIfAbsent(store, code -> new InStore(code, null, null, null, new ArrayList<>())).roles()
                        .add(role)));
        String etag = rows.stream().map(row -> Rows.text(row, "module_etag")).filter(seen -> seen != null).findFirst()
                .orElse(Rows.text(first, "s3_etag"));
        return new Image(Rows.number(first, "value_id"), path, paths.objectKey(path), Rows.text(first, "media_type"),
                isOne(first, "hidden"), Rows.number(first, "links"), etag, sources(rows), List.copyOf(stores.values()));
    }

    private static boolean isOne(Map<String, Object> row, String column) {
        Long value = Rows.number(row, column);
        return value != null && value > 0;
    }

    private static Map<String, Set<String>> sources(List<Map<String, Object>> rows) {
        return rows.stream().map(Owners::of).filter(owners -> !owners.areNobody()).findFirst().map(Owners::slots).orElse(Map.of());
    }
}
