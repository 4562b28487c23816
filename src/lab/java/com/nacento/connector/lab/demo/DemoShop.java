package com.nacento.connector.lab.demo;

import com.nacento.connector.lab.stage.Bucket;
import com.nacento.connector.lab.stage.DatabaseAddress;
import com.nacento.connector.lab.stage.MagentoDatabase;
import com.nacento.connector.lab.stage.Pictures;
import com.nacento.connector.lab.stage.StorageAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The demo's Magento: its database with the catalogue, and the bucket with the pictures. */
final class DemoShop {

    /** The tables that a sync may write, in the order in which the demo shows them. */
    private static final List<String> TABLES = List.of(
            "catalog_product_entity_media_gallery", "catalog_product_entity_media_gallery_value",
            "catalog_product_entity_media_gallery_value_to_entity", "catalog_product_entity_varchar",
            "nacento_media_gallery_meta", "catalog_product_entity");

    private final MagentoDatabase database;
    private final Bucket bucket;

    private DemoShop(MagentoDatabase database, Bucket bucket) {
        this.database = database;
        this.bucket = bucket;
    }

    /** Creates database and bucket, both of a name that nobody else uses, and fills them. */
    static DemoShop open(DatabaseAddress server, StorageAddress storage, String suffix) throws SQLException {
        MagentoDatabase database = MagentoDatabase
                .create(server, "nacento_demo_" + suffix, "", "utf8mb4", "utf8mb4_general_ci").addCatalogue();
        Bucket bucket = Bucket.create(storage, "nacento-demo-" + suffix);
        Pictures.upload(bucket);
        return new DemoShop(database, bucket);
    }

    MagentoDatabase database() {
        return database;
    }

    Bucket bucket() {
        return bucket;
    }

    /** Magento's updated_at counts whole seconds: two changes within one would look like one. */
    void awaitNextSecond() throws SQLException {
        database.run("DO SLEEP(1 - MICROSECOND(NOW(6)) / 1000000)");
    }

    /** A checksum of every table that a sync may write, by its name. */
    Map<String, Long> checksums() throws SQLException {
        Map<String, Long> checksums = new LinkedHashMap<>();
        try (Connection connection = database.connect();
                ResultSet rows = connection.createStatement().executeQuery("CHECKSUM TABLE " + String.join(", ", TABLES))) {
            while (rows.next()) {
                checksums.put(rows.getString(1).replaceFirst(".*\\.", ""), rows.getLong(2));
            }
        }
        return checksums;
    }

    long productId(String sku) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement query = connection.prepareStatement("SELECT entity_id FROM catalog_product_entity WHERE sku = ?")) {
            query.setString(1, sku);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Whether caches and resized copies have been refreshed after all changes. */
    boolean isRefreshed() throws SQLException {
        try (Connection connection = database.connect();
                ResultSet rows = connection.createStatement().executeQuery("SELECT 1 FROM nacento_refresh LIMIT 1")) {
            return !rows.next();
        }
    }

    /** One gallery image of a product: what Magento's tables say about it in the admin scope, and the connector's ETag. */
    record Row(long valueId, String value, String position, String label, String roles, String etag) {
    }

    /** A product's gallery in the order of its positions. */
    List<Row> gallery(String sku) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (Connection connection = database.connect(); PreparedStatement query = connection.prepareStatement("""
                SELECT gallery.value_id, gallery.value, image.position, image.label, meta.s3_etag,
                  (SELECT GROUP_CONCAT(attribute_code ORDER BY attribute_id SEPARATOR ' ')
                     FROM catalog_product_entity_varchar AS role JOIN eav_attribute USING (attribute_id)
                    WHERE role.entity_id = product.entity_id AND role.store_id = 0 AND role.value = gallery.value
                      AND frontend_input = 'media_image') AS roles
                FROM catalog_product_entity AS product
                JOIN catalog_product_entity_media_gallery_value_to_entity AS link ON link.entity_id = product.entity_id
                JOIN catalog_product_entity_media_gallery AS gallery ON gallery.value_id = link.value_id
                LEFT JOIN catalog_product_entity_media_gallery_value AS image
                  ON image.value_id = gallery.value_id AND image.entity_id = product.entity_id AND image.store_id = 0
                LEFT JOIN nacento_media_gallery_meta AS meta ON meta.product_id = product.entity_id AND meta.value_id = gallery.value_id
                WHERE product.sku = ?
                ORDER BY image.position""")) {
            query.setString(1, sku);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(row.getLong("value_id"), row.getString("value"), row.getString("position"),
                            row.getString("label"), row.getString("roles"), row.getString("s3_etag")));
                }
            }
        }
        return rows;
    }

    /**
     * What the tables say of an image in one store view.
     *
     * @param broughtBy the source that named it and its slot, {@code pim: front}; or {@code -}: nobody has
     * @param store     {@code admin} for all stores
     * @param roles     that hold its path in this store view, or {@code null}
     */
    record StoreRow(long valueId, String value, String broughtBy, String store, String position, String label, String roles) {
    }

    /** A product's gallery in the order of its rows, each image with the values of all store views. */
    List<StoreRow> galleryInStores(String sku) throws SQLException {
        List<StoreRow> rows = new ArrayList<>();
        try (Connection connection = database.connect(); PreparedStatement query = connection.prepareStatement("""
                SELECT gallery.value_id, gallery.value, store.code, image.position, image.label,
                  IF(meta.record_id IS NULL, '-', COALESCE(CONCAT('pim: ', JSON_VALUE(meta.brought_by, '$.pim[0]')), 'pim')) AS brought,
                  (SELECT GROUP_CONCAT(attribute_code ORDER BY attribute_id SEPARATOR ' ')
                     FROM catalog_product_entity_varchar AS role JOIN eav_attribute USING (attribute_id)
                    WHERE role.entity_id = image.entity_id AND role.store_id = image.store_id AND role.value = gallery.value
                      AND frontend_input = 'media_image') AS roles
                FROM catalog_product_entity AS product
                JOIN catalog_product_entity_media_gallery_value AS image ON image.entity_id = product.entity_id
                JOIN catalog_product_entity_media_gallery AS gallery ON gallery.value_id = image.value_id
                JOIN store ON store.store_id = image.store_id
                LEFT JOIN nacento_media_gallery_meta AS meta ON meta.product_id = product.entity_id AND meta.value_id = gallery.value_id
                WHERE product.sku = ?
                ORDER BY gallery.value_id, image.store_id""")) {
            query.setString(1, sku);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    rows.add(new StoreRow(row.getLong("value_id"), row.getString("value"), row.getString("brought"),
                            row.getString("code"), row.getString("position"), row.getString("label"), row.getString("roles")));
                }
            }
        }
        return rows;
    }

    /** How many rows the tables have of a gallery row, by table; the roles are those that hold its path. */
    Map<String, Long> rowsOf(long valueId, String path) throws SQLException {
        Map<String, Long> rows = new LinkedHashMap<>();
        try (Connection connection = database.connect()) {
            for (String table : TABLES) {
                String column = table.endsWith("_varchar") ? "value" : "value_id";
                if (!table.equals("catalog_product_entity")) {
                    try (PreparedStatement query = connection
                            .prepareStatement("SELECT COUNT(*) FROM " + table + " WHERE " + column + " = ?")) {
                        query.setObject(1, column.equals("value") ? path : valueId);
                        try (ResultSet row = query.executeQuery()) {
                            row.next();
                            rows.put(table, row.getLong(1));
                        }
                    }
                }
            }
        }
        return rows;
    }
}
