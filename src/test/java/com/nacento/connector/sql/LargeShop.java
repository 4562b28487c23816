package com.nacento.connector.sql;

import com.nacento.connector.lab.stage.MagentoDatabase;
import com.nacento.connector.lab.stage.Numbers;
import com.nacento.connector.testing.TestServers;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * A shop with 100,000 products, each with one image, its ETag, a role and its label, a request and an operation. Product,
 * gallery row, value row and request number n belong together; the ids of gallery rows are 200,000 higher, those of value
 * rows 400,000. Products 1 to 1,000 have an open request and an open operation; the requests of the last 10,000 ended ten days
 * ago, the others an hour ago. All bulks are being submitted; the last 100 have not been heard of for an hour.
 * The ETags of odd numbers are as the PHP module wrote them.
 * Each product has a refresh: those of 1 to 2,000 are due, those of 1 to 1,000 for ten days.
 */
final class LargeShop {

    static final int PRODUCTS = 100_000;
    static final int FIRST_IMAGE = 200_000;
    static final int FIRST_RECORD = 400_000;

    private static final String FILL = """
            INSERT INTO {prefix}catalog_product_entity (entity_id, attribute_set_id, sku)
              SELECT seq, 9, CONCAT('SKU-', LPAD(seq, 6, '0')) FROM {numbers};
            INSERT INTO {prefix}catalog_product_entity_media_gallery (value_id, attribute_id, value)
              SELECT 200000 + seq, 208, CONCAT('/s/k/sku-', seq, '.jpg') FROM {numbers};
            INSERT INTO {prefix}catalog_product_entity_media_gallery_value_to_entity (value_id, entity_id)
              SELECT 200000 + seq, seq FROM {numbers};
            INSERT INTO {prefix}catalog_product_entity_media_gallery_value (record_id, value_id, store_id, entity_id, label, position)
              SELECT 400000 + seq, 200000 + seq, 0, seq, CONCAT('Picture of ', seq), 1 FROM {numbers};
            INSERT INTO {prefix}nacento_media_gallery_meta (record_id, s3_etag, product_id, value_id)
              SELECT 400000 + seq, MD5(seq), IF(seq % 2, NULL, seq), IF(seq % 2, NULL, 200000 + seq) FROM {numbers};
            INSERT INTO {prefix}catalog_product_entity_varchar (attribute_id, store_id, entity_id, value)
              SELECT 203, 0, seq, CONCAT('/s/k/sku-', seq, '.jpg') FROM {numbers};
            INSERT INTO {prefix}catalog_product_entity_varchar (attribute_id, store_id, entity_id, value)
              SELECT 240, 0, seq, CONCAT('Picture of ', seq) FROM {numbers};
            INSERT INTO {prefix}magento_bulk (uuid, user_type, operation_count)
              SELECT CONCAT('00000000-0000-0000-0000-', LPAD(seq - 1, 12, '0')), 1, 100 FROM {numbers} WHERE seq <= 1000;
            INSERT INTO {prefix}magento_operation (bulk_uuid, operation_key, topic_name, serialized_data, status)
              SELECT CONCAT('00000000-0000-0000-0000-', LPAD((seq - 1) DIV 100, 12, '0')), (seq - 1) % 100 + 1,
                     'nacento.gallery.process', '{}', IF(seq <= 1000, 4, 1) FROM {numbers};
            INSERT INTO {prefix}nacento_gallery_request (request_id, sku, submitted_at, state, bulk_uuid, operation_key, images, finished_at)
              SELECT seq, CONCAT('SKU-', LPAD(seq, 6, '0')), UTC_TIMESTAMP(6) - INTERVAL seq SECOND, IF(seq <= 1000, 4, 1),
                     CONCAT('00000000-0000-0000-0000-', LPAD((seq - 1) DIV 100, 12, '0')), (seq - 1) % 100 + 1, '[]',
                     IF(seq <= 1000, NULL, UTC_TIMESTAMP(6) - INTERVAL IF(seq > 90000, 240, 1) HOUR) FROM {numbers};
            INSERT INTO {prefix}nacento_gallery_bulk (bulk_uuid, heartbeat_at)
              SELECT CONCAT('00000000-0000-0000-0000-', LPAD(seq - 1, 12, '0')), UTC_TIMESTAMP(6) + INTERVAL IF(seq > 900, -1, 1) HOUR FROM {numbers}
                WHERE seq <= 1000;
            INSERT INTO {prefix}nacento_refresh (product_id, file_path, replaced, created_at, due_at, claim)
              SELECT seq, IF(seq % 2, CONCAT('/s/k/sku-', seq, '.jpg'), NULL), seq % 2, UTC_TIMESTAMP(6) - INTERVAL IF(seq <= 1000, 240, 1) HOUR,
                     UTC_TIMESTAMP(6) + INTERVAL IF(seq <= 2000, -1, 1) HOUR, IF(seq BETWEEN 3001 AND 4000, 'a round', NULL) FROM {numbers};
            INSERT INTO {prefix}nacento_awaited_image (file_path, request_id, submitted_at, looks, due_at, claim)
              SELECT CONCAT('/s/k/sku-', seq, '.jpg'), seq, UTC_TIMESTAMP(6), 4, UTC_TIMESTAMP(6) + INTERVAL IF(seq <= 50000, -1, 1) HOUR,
                     IF(seq BETWEEN 60001 AND 62500, 'a look', NULL) FROM {numbers};
            INSERT INTO {prefix}nacento_source_position (source, kind, position, due_at, claim)
              VALUES ('akeneo', 'updated', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), 'a round');
            INSERT INTO {prefix}catalog_product_relation (parent_id, child_id)
              SELECT 1 + seq DIV 10, seq FROM {numbers};
            INSERT INTO {prefix}eav_attribute (entity_type_id, attribute_code, backend_type, frontend_input)
              SELECT IF(seq % 4, 10, 4), CONCAT('of_the_shop_', seq), 'int', 'select' FROM {numbers} WHERE seq <= 600;
            """;

    private LargeShop() {
    }

    /** Creates and fills one; the connector's own tables are made by its own statements. */
    static MagentoDatabase open(String collation) throws SQLException {
        String charset = collation.substring(0, collation.indexOf('_'));
        MagentoDatabase shop = MagentoDatabase.create(TestServers.database(),
                "nacento_plans_" + UUID.randomUUID().toString().substring(0, 8), "mg_", charset, collation);
        Statements statements = new Statements(shop.prefix(), charset, collation);
        for (String own : List.of("create-media-gallery-meta", "create-gallery-request", "create-gallery-bulk", "create-refresh",
                "create-awaited-image", "create-source-position")) {
            shop.run(statements.text(own));
        }
        shop.run("SET foreign_key_checks = 0; " + FILL.replace("{numbers}", Numbers.to(PRODUCTS)));
        shop.run("ANALYZE TABLE {prefix}catalog_product_entity, {prefix}catalog_product_entity_media_gallery,"
                + " {prefix}catalog_product_entity_media_gallery_value_to_entity, {prefix}catalog_product_entity_media_gallery_value,"
                + " {prefix}nacento_media_gallery_meta, {prefix}catalog_product_entity_varchar, {prefix}magento_bulk,"
                + " {prefix}magento_operation, {prefix}nacento_gallery_request, {prefix}nacento_gallery_bulk, {prefix}nacento_refresh,"
                + " {prefix}nacento_awaited_image,"
                + " {prefix}catalog_product_relation, {prefix}eav_attribute");
        return shop;
    }
}
