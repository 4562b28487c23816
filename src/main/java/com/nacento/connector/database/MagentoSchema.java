package com.nacento.connector.database;

import com.nacento.connector.failure.IncompatibleShopException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What differs from shop to shop and is therefore looked up, never assumed: attribute ids, charsets, sizes of columns, and
 * which of the connector's own tables are there.
 *
 * @param mediaGallery     attribute id of {@code media_gallery}
 * @param roles            attribute codes with {@code frontend_input = media_image} to their ids: the roles an image can have
 * @param roleLabels       role code to the attribute id of its label ({@code image} to {@code image_label}); not every role
 *                         has one ({@code swatch_image} does not)
 * @param attributeSets    attribute set to the roles that are in it; of a set that is not here nothing is known
 * @param stores           codes of store views to their ids, without the one that stands for all stores
 * @param skuCharset       charset of {@code catalog_product_entity.sku}
 * @param skuCollation     its collation, by which two SKUs are the same
 * @param fourByteText     whether labels and paths may hold characters beyond the Basic Multilingual Plane (utf8mb4 does,
 *                         utf8mb3 of older shops does not)
 * @param operationBytes   what {@code magento_operation.serialized_data} can hold, in bytes
 * @param packetBytes      what the server takes at once ({@code max_allowed_packet}), in bytes
 * @param metaForeignKey   name of the foreign key of the table of the ETags, or {@code null}
 * @param missingOwnTables own tables that must still be created; {@code table.column}: one that an older connector made without it
 */
public record MagentoSchema(
        int mediaGallery,
        Map<String, Integer> roles,
        Map<String, Integer> roleLabels,
        Map<Integer, Set<String>> attributeSets,
        Map<String, Integer> stores,
        String skuCharset,
        String skuCollation,
        boolean fourByteText,
        long operationBytes,
        long packetBytes,
        String metaForeignKey,
        Set<String> missingOwnTables) {

    /** Of MariaDB and MySQL, in bytes. */
    private static final long USUAL_PACKET = 16L << 20;
    /** Of {@code catalog_product_entity.sku}, in characters. */
    private static final int LONGEST_SKU = 64;

    /**
     * Reads the answers of {@code find-product-attributes}, {@code find-columns} and {@code find-stores}.
     *
     * @param prefix table prefix
     * @throws IncompatibleShopException if this is no Magento database, or one the connector must not write to
     */
    public static MagentoSchema of(String prefix, List<Map<String, Object>> attributes, List<Map<String, Object>> columns,
            List<Map<String, Object>> stores) {
        Columns found = compatible(prefix, columns);
        Map<String, Integer> roles = new TreeMap<>();
        Map<String, Integer> texts = new HashMap<>();
        Map<Integer, Set<String>> sets = new TreeMap<>();
        Integer mediaGallery = null;
        for (Map<String, Object> row : attributes) {
            String code = Rows.text(row, "attribute_code");
            int id = Rows.number(row, "attribute_id").intValue();
            Long set = Rows.number(row, "attribute_set_id");
            if (set != null) {
                sets.computeIfAbsent(set.intValue(), any -> new TreeSet<>()).add(code);
            }
            if (code.equals("media_gallery")) {
                mediaGallery = id;
            } else if ("varchar".equals(Rows.text(row, "backend_type"))) {
                ("media_image".equals(Rows.text(row, "frontend_input")) ? roles : texts).put(code, id);
            }
        }
        if (mediaGallery == null) {
            throw new IncompatibleShopException(
                    "there is no product attribute media_gallery in this database: is Magento fully installed?");
        }
        Map<String, Integer> labels = new TreeMap<>();
        roles.keySet().stream().filter(role -> texts.containsKey(role + "_label"))
                .forEach(role -> labels.put(role, texts.get(role + "_label")));
        sets.values().forEach(codes -> codes.retainAll(roles.keySet()));
        Map<String, Integer> codes = new TreeMap<>();
        stores.forEach(row -> codes.put(Rows.text(row, "code"), Rows.number(row, "store_id").intValue()));
        return new MagentoSchema(mediaGallery, roles, labels, sets, codes,
                found.charset("catalog_product_entity", "sku"), found.collation("catalog_product_entity", "sku"),
                found.fourByte("catalog_product_entity_media_gallery", "value")
                        && found.fourByte("catalog_product_entity_media_gallery_value", "label")
                        && found.fourByte("catalog_product_entity_varchar", "value"),
                found.octets("magento_operation", "serialized_data"),
                found.packetBytes(),
                found.metaForeignKey(),
                found.missingOwnTables());
    }

    /** The same for whoever asks for no store view. */
    public static MagentoSchema of(String prefix, List<Map<String, Object>> attributes, List<Map<String, Object>> columns) {
        return of(prefix, attributes, columns, List.of());
    }

    /** How many bytes of JSON may go into one statement, of as many as would be wanted: they grow on the way, and are not alone in it. */
    public long atOnce(long wanted) {
        return Math.min(wanted, packetBytes / 4);
    }

    /** What stands for what differs from shop to shop, in the statements in {@code sql/}. */
    public Map<String, String> placeholders(String prefix) {
        Map<String, String> values = new TreeMap<>(Map.of("prefix", prefix, "sku_charset", skuCharset, "sku_collation", skuCollation));
        if (metaForeignKey != null) {
            values.put("meta_foreign_key", "`" + metaForeignKey.replace("`", "``") + "`");
        }
        return values;
    }

    /** Attribute ids of all roles and role labels, as the reading statement takes them. */
    public String valueAttributes() {
        return Rows.list(Stream.concat(roles.values().stream(), roleLabels.values().stream()).toList());
    }

    /**
     * The shop as a product of this attribute set has it. A value of an attribute that is not in the set is not shown, and Magento
     * deletes it when the product is saved: the product has no such role.
     *
     * @param attributeSet {@code null}, or one of which nothing is known: all roles
     */
    public MagentoSchema inSet(Integer attributeSet) {
        Set<String> known = attributeSet == null ? null : attributeSets.get(attributeSet);
        if (known == null || known.containsAll(roles.keySet())) {
            return this;
        }
        Map<String, Integer> present = new TreeMap<>(roles);
        present.keySet().retainAll(known);
        return new MagentoSchema(mediaGallery, present, roleLabels, attributeSets, stores, skuCharset, skuCollation, fourByteText,
                operationBytes,
                packetBytes,
                metaForeignKey,
                missingOwnTables);
    }

    /** Whether a product can have this SKU; the database must not be asked for one that it would cut or change to make it fit. */
    public boolean canBeSku(String sku) {
        return !sku.isEmpty() && sku.codePointCount(0, sku.length()) <= LONGEST_SKU
                && ("utf8mb4".equals(skuCharset) || sku.codePoints().noneMatch(c -> c > 0xFFFF));
    }

    /** Whether the shop's columns can hold a text; {@code null} is no text. */
    public boolean canHold(String text) {
        return fourByteText || text == null || text.codePoints().noneMatch(c -> c > 0xFFFF);
    }

    /**
     * Refuses a database that the connector must not write to, by its columns alone: where there is no Magento there are no
     * attributes to be asked for.
     *
     * @throws IncompatibleShopException if it is one
     */
    public static void refuseIncompatible(String prefix, List<Map<String, Object>> columns) {
        compatible(prefix, columns);
    }

    private static Columns compatible(String prefix, List<Map<String, Object>> columns) {
        Columns found = new Columns(prefix, columns);
        if (found.has("catalog_product_entity", "row_id")) {
            throw new IncompatibleShopException("this is an Adobe Commerce database (catalog_product_entity.row_id): its galleries are kept"
                    + " by row_id and content staging, which the connector does not know; it has not written anything");
        }
        if (!found.has("catalog_product_entity", "sku")) {
            throw new IncompatibleShopException(
                    "there is no table " + prefix + "catalog_product_entity in this database: check nacento.db.url"
                            + " and nacento.db.table-prefix (Magento's env.php: db.connection.default.dbname and db.table_prefix)");
        }
        return found;
    }

    private record Columns(String prefix, List<Map<String, Object>> rows) {

        private Map<String, Object> row(String table, String column) {
            return rows.stream()
                    .filter(row -> (prefix + table).equalsIgnoreCase(Rows.text(row, "table_name")))
                    .filter(row -> column == null || column.equalsIgnoreCase(Rows.text(row, "column_name")))
                    .findFirst().orElse(null);
        }

        boolean has(String table, String column) {
            return row(table, column) != null;
        }

        boolean hasTable(String table) {
            return row(table, null) != null;
        }

        Set<String> missingOwnTables() {
            Set<String> missing = new TreeSet<>(OwnTables.NAMES);
            missing.removeIf(this::hasTable);
            OwnTables.LATER_COLUMNS.forEach((table, columns) -> columns.stream().filter(column -> hasTable(table) && !has(table, column))
                    .forEach(column -> missing.add(table + "." + column)));
            // Magento's setup:upgrade brings it back while the module is installed
            if (metaForeignKey() != null) {
                missing.add(OwnTables.WITHOUT_FOREIGN_KEY);
            }
            return Set.copyOf(missing);
        }

        String metaForeignKey() {
            Map<String, Object> key = row("nacento_media_gallery_meta", "FOREIGN KEY");
            return key == null ? null : Rows.text(key, "constraint_name");
        }

        String charset(String table, String column) {
            return Rows.text(row(table, column), "character_set_name");
        }

        String collation(String table, String column) {
            return Rows.text(row(table, column), "collation_name");
        }

        boolean fourByte(String table, String column) {
            return has(table, column) && "utf8mb4".equals(charset(table, column));
        }

        long packetBytes() {
            return rows.stream().map(row -> Rows.number(row, "max_allowed_packet")).filter(Objects::nonNull).findFirst()
                    .orElse(USUAL_PACKET);
        }

        long octets(String table, String column) {
            Long octets = has(table, column) ? Rows.number(row(table, column), "character_octet_length") : null;
            return octets == null ? 65_535 : octets;
        }
    }
}
