package com.nacento.connector.testing;

import java.sql.SQLException;

/** Rows of a shop's galleries as others than the connector leave them behind, for an audit to find. */
public final class AuditedRows {

    private final MagentoShop shop;

    public AuditedRows(MagentoShop shop) {
        this.shop = shop;
    }

    /** A gallery row that no product links. */
    public long row(String path) throws SQLException {
        return shop.insert("INSERT INTO {prefix}catalog_product_entity_media_gallery (attribute_id, value) VALUES (?, ?)",
                shop.attribute("media_gallery"), path);
    }

    /** A product links a gallery row. */
    public void link(long product, long row) throws SQLException {
        shop.execute("INSERT INTO {prefix}catalog_product_entity_media_gallery_value_to_entity (value_id, entity_id) VALUES (?, ?)", row,
                product);
    }

    /**
     * An image of a product.
     *
     * @param etag of one that a request has brought; {@code null}: nobody has
     */
    public long image(long product, String path, String etag) throws SQLException {
        long row = row(path);
        link(product, row);
        long record = shop.insert("INSERT INTO {prefix}catalog_product_entity_media_gallery_value (value_id, store_id, entity_id, position)"
                + " VALUES (?, 0, ?, 1)", row, product);
        if (etag != null) {
            shop.execute("INSERT INTO {prefix}nacento_media_gallery_meta (record_id, s3_etag, product_id, value_id) VALUES (?, ?, ?, ?)",
                    record, etag, product, row);
        }
        return row;
    }

    /** A role of a product. */
    public void role(long product, String code, int store, String value) throws SQLException {
        shop.execute("INSERT INTO {prefix}catalog_product_entity_varchar (attribute_id, store_id, entity_id, value) VALUES (?, ?, ?, ?)",
                shop.attribute(code), store, product, value);
    }
}
