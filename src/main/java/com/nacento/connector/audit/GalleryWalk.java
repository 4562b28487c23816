package com.nacento.connector.audit;

import com.nacento.connector.audit.AuditFinding.Kind;
import com.nacento.connector.database.MagentoSchema;
import com.nacento.connector.database.Rows;
import com.nacento.connector.database.ShopTables;
import com.nacento.connector.gallery.AuditedImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the galleries and roles of a shop, a thousand products at a time, each page a short statement on an index. What the tables alone
 * tell is found here: twins, and roles spelt otherwise than their image. All else becomes facts, which are held against those of the
 * bucket.
 */
final class GalleryWalk {

    /** The fields of a fact about an image. */
    static final int PRODUCT = 0;
    static final int SKU = 1;
    static final int IMAGE = 2;
    static final int ETAG = 3;
    static final int CONTENT = 4;
    static final int BROUGHT = 5;
    static final int HOLDS = 6;
    /** The fields of a fact about a role, behind product and SKU. */
    static final int ROLE = 2;
    static final int STORE = 3;
    static final int NOTE = 4;
    static final int ALL_BROUGHT = 5;

    static final String YES = "1";
    private static final int ALL_STORES = 0;

    private final ShopTables tables;
    private final MagentoSchema shop;
    private final Map<Integer, String> stores = new HashMap<>(Map.of(ALL_STORES, "admin"));
    private final Map<Integer, String> roles = new HashMap<>();
    private final Consumer<Fact> facts;
    private final Consumer<AuditFinding> findings;
    private long products;
    private long images;
    private long brought;

    GalleryWalk(ShopTables tables, Consumer<Fact> facts, Consumer<AuditFinding> findings) {
        this.tables = tables;
        this.shop = tables.schema();
        this.facts = facts;
        this.findings = findings;
        shop.stores().forEach((code, id) -> stores.put(id, code));
        shop.roles().forEach((code, id) -> roles.put(id, code));
    }

    long products() {
        return products;
    }

    long images() {
        return images;
    }

    long brought() {
        return brought;
    }

    /** Reads all of it, and tells how far it is page by page. */
    void walk(AuditProgress progress) {
        String roleIds = Rows.list(shop.roles().values());
        for (long after = 0; after >= 0;) {
            List<Map<String, Object>> page = tables.rows("find-audited-products", Map.of("after", after));
            after = page.isEmpty() ? -1 : Rows.number(page.get(page.size() - 1), "product_id");
            products += page.size();
            if (!page.isEmpty()) {
                read(page, roleIds);
                progress.at("%,d products read", products);
            }
        }
        long rows = 0;
        for (long after = 0; after >= 0;) {
            List<Map<String, Object>> page = tables.rows("find-audited-rows", Map.of("after", after));
            after = page.isEmpty() ? -1 : Rows.number(page.get(page.size() - 1), "value_id");
            page.forEach(row -> row(row, Rows.number(row, "linked") != 0));
            rows += page.size();
            progress.at("%,d gallery rows read", rows);
        }
    }

    private void read(List<Map<String, Object>> page, String roleIds) {
        Map<Long, Product> read = new LinkedHashMap<>();
        page.forEach(row -> read.put(Rows.number(row, "product_id"), new Product(Rows.number(row, "product_id"), Rows.text(row, "sku"))));
        String ids = Rows.json(List.copyOf(read.keySet()));
        for (Map<String, Object> row : tables.rows("find-audited-images", Map.of("product_ids", ids))) {
            AuditedImage image = AuditedImage.of(row);
            read.get(image.productId()).images.putIfAbsent(image.valueId(), image);
        }
        for (Map<String, Object> row : tables.rows("find-roles", Map.of("product_ids", ids, "value_attributes", roleIds))) {
            Product product = read.get(Rows.number(row, "product_id"));
            Long set = Rows.number(row, "attribute_set_id");
            if (set != null) {
                product.attributeSet = set.intValue();
            } else if (AuditedImage.path(Rows.text(row, "value")) != null) {
                product.roles.add(new Role(roles.get(Rows.number(row, "attribute_id").intValue()),
                        stores.getOrDefault(Rows.number(row, "store_id").intValue(), Rows.text(row, "store_id")), Rows.text(row, "value")));
            }
        }
        read.values().forEach(this::look);
    }

    private void look(Product product) {
        images += product.images.size();
        brought += product.images.values().stream().filter(image -> image.brought() && !image.video()).count();
        Map<Long, List<String>> held = new HashMap<>();
        for (Role role : product.roles) {
            // Magento neither shows nor keeps a value of an attribute that the product's set has not
            if (shop.inSet(product.attributeSet).roles().containsKey(role.code)) {
                look(product, role, held);
            }
        }
        product.images.values().stream().filter(image -> image.path() == null)
                .forEach(image -> findings
                        .accept(new AuditFinding(Kind.MISSING_OBJECT, true, false, null, product.id, product.sku, image.valueId(),
                                null, null, "the gallery row has no path")));
        product.images.values().stream().filter(image -> image.path() != null)
                .forEach(image -> facts.accept(new Fact(image.path(), Fact.Kind.IMAGE, Long.toString(product.id), product.sku,
                        Long.toString(image.valueId()), image.etag(), image.content(), image.brought() && !image.video() ? YES : null,
                        String.join(",", held.getOrDefault(image.valueId(), List.of())))));
        product.images.values().stream().filter(image -> image.path() != null && !image.video())
                .collect(Collectors.groupingBy(AuditedImage::path, LinkedHashMap::new, Collectors.toList())).forEach((path, rows) -> {
                    if (rows.size() > 1) {
                        findings.accept(new AuditFinding(Kind.TWIN, true, rows.stream().allMatch(AuditedImage::brought), path, product.id,
                                product.sku, rows.get(0).valueId(), null, null, "gallery rows " + rows.stream()
                                        .map(row -> row.valueId() + " " + row.value()).collect(Collectors.joining(", "))));
                    }
                });
    }

    private void look(Product product, Role role, Map<Long, List<String>> held) {
        String path = AuditedImage.path(role.value);
        List<AuditedImage> same = product.images.values().stream().filter(image -> path.equals(image.path())).toList();
        if (same.isEmpty()) {
            String other = product.images.values().stream().map(AuditedImage::path).filter(Objects::nonNull)
                    .filter(path::equalsIgnoreCase).findFirst().orElse(null);
            boolean allBrought = !product.images.isEmpty() && product.images.values().stream().allMatch(AuditedImage::brought);
            facts.accept(new Fact(path, Fact.Kind.ROLE, Long.toString(product.id), product.sku, role.code, role.store,
                    other == null ? null : "the gallery has " + other, allBrought ? YES : null));
            return;
        }
        AuditedImage holder = same.stream().filter(image -> role.value.equals(image.value())).findFirst().orElse(same.get(0));
        held.computeIfAbsent(holder.valueId(), id -> new ArrayList<>()).add(role.code + "@" + role.store);
        if (!role.value.equals(holder.value())) {
            boolean allBrought = same.stream().allMatch(image -> image.brought() && !image.video());
            findings.accept(new AuditFinding(Kind.BROKEN_ROLE, true, allBrought, path, product.id, product.sku, holder.valueId(), role.code,
                    role.store,
                    "the role says " + role.value + ", the gallery row " + holder.value() + ": Magento takes them for two images"));
        }
    }

    /** A row may have been linked to a product that was read before: its object is in use all the same. */
    private void row(Map<String, Object> row, boolean linked) {
        String path = AuditedImage.path(Rows.text(row, "value"));
        if (linked) {
            if (path != null) {
                facts.accept(new Fact(path, Fact.Kind.LINKED));
            }
        } else if (path == null) {
            findings.accept(new AuditFinding(Kind.UNLINKED_ROW, true, false, null, null, null, Rows.number(row, "value_id"), null, null,
                    "the gallery row has no path"));
        } else {
            facts.accept(new Fact(path, Fact.Kind.UNLINKED, Rows.text(row, "value_id")));
        }
    }

    /** What a role says of itself in the facts of its image: code and store. */
    static Stream<String[]> roles(String held) {
        return held == null ? Stream.of() : Stream.of(held.split(",")).map(role -> role.split("@", 2));
    }

    private record Role(String code, String store, String value) {
    }

    private static final class Product {

        private final long id;
        private final String sku;
        private final Map<Long, AuditedImage> images = new LinkedHashMap<>();
        private final List<Role> roles = new ArrayList<>();
        private Integer attributeSet;

        Product(long id, String sku) {
            this.id = id;
            this.sku = sku;
        }
    }
}
