package com.nacento.connector.testing;

import java.sql.SQLException;
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
}
