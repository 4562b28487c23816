package com.nacento.connector.testing;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What stands in a shop's gallery tables for a product, in short. */
public final class Galleries {

    private final MagentoShop shop;

    public Galleries(MagentoShop shop) {
        this.shop = shop;
    }

    /** {@code path|label|position|disabled} of each image in the admin scope, by path; twins would be two lines. */
    public List<String> of(String sku) throws SQLException {
        return shop.texts("SELECT CONCAT_WS('|', g.value, COALESCE(v.label, 'NULL'), v.position, v.disabled)"
                + " FROM {prefix}catalog_product_entity p"
                + " JOIN {prefix}catalog_product_entity_media_gallery_value_to_entity l ON l.entity_id = p.entity_id"
                + " JOIN {prefix}catalog_product_entity_media_gallery g ON g.value_id = l.value_id"
                + " LEFT JOIN {prefix}catalog_product_entity_media_gallery_value v"
                + "   ON v.value_id = g.value_id AND v.entity_id = p.entity_id AND v.store_id = 0"
                + " WHERE p.sku = ? ORDER BY g.value, g.value_id", sku);
    }

    /** The labels of a product's images, by path. */
    public List<String> labels(String sku) throws SQLException {
        return of(sku).stream().map(line -> line.split("\\|")[0] + " " + line.split("\\|")[1]).toList();
    }

    /** {@code code|store|value} of all roles of a product, in all stores, with their labels. */
    public List<String> roles(String sku) throws SQLException {
        return shop.texts("SELECT CONCAT_WS('|', a.attribute_code, v.store_id, COALESCE(v.value, 'NULL'))"
                + " FROM {prefix}catalog_product_entity p JOIN {prefix}catalog_product_entity_varchar v USING (entity_id)"
                + " JOIN {prefix}eav_attribute a USING (attribute_id)"
                + " WHERE p.sku = ? AND a.attribute_code REGEXP 'image|thumbnail' ORDER BY 1", sku);
    }

    /** The paths of the images whose ETags are remembered for a product. */
    public List<String> remembered(String sku) throws SQLException {
        return shop.texts("SELECT g.value FROM {prefix}catalog_product_entity p"
                + " JOIN {prefix}nacento_media_gallery_meta m ON m.product_id = p.entity_id"
                + " LEFT JOIN {prefix}catalog_product_entity_media_gallery g ON g.value_id = m.value_id WHERE p.sku = ? ORDER BY 1", sku);
    }

    /** The gallery row that a product has for a path. */
    public long row(String sku, String path) throws SQLException {
        return shop.number("SELECT g.value_id FROM {prefix}catalog_product_entity p"
                + " JOIN {prefix}catalog_product_entity_media_gallery_value_to_entity l ON l.entity_id = p.entity_id"
                + " JOIN {prefix}catalog_product_entity_media_gallery g ON g.value_id = l.value_id WHERE p.sku = ? AND g.value = ?", sku,
                path);
    }

    /** All rows that a sync could write, as they stand. */
    public List<String> everything() throws SQLException {
        List<String> all = new ArrayList<>();
        for (String table : List.of("catalog_product_entity", "catalog_product_entity_varchar", "catalog_product_entity_media_gallery",
                "catalog_product_entity_media_gallery_value", "catalog_product_entity_media_gallery_value_to_entity",
                "nacento_media_gallery_meta", "nacento_gallery_request")) {
            shop.rows("SELECT * FROM {prefix}" + table).stream().map(row -> table + " " + row.values()).sorted().forEach(all::add);
        }
        return all;
    }
}
