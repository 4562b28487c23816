-- What the shop's tables look like: charsets, sizes, tables that are missing, Adobe Commerce's row_id.
-- out  table_name, column_name, character_set_name, collation_name, character_octet_length, max_allowed_packet (what the server takes at
--      once, in bytes), constraint_name;
--      a foreign key of the table of the ETags counts as a column of the name FOREIGN KEY; its own is constraint_name
SELECT c.table_name AS table_name, c.column_name AS column_name, c.character_set_name AS character_set_name,
       c.collation_name AS collation_name, c.character_octet_length AS character_octet_length, @@max_allowed_packet AS max_allowed_packet,
       CAST(NULL AS CHAR) AS constraint_name
FROM information_schema.columns c
WHERE c.table_schema = DATABASE()
  AND c.table_name IN ('{prefix}catalog_product_entity', '{prefix}catalog_product_entity_media_gallery',
                       '{prefix}catalog_product_entity_media_gallery_value', '{prefix}catalog_product_entity_varchar',
                       '{prefix}magento_operation', '{prefix}nacento_media_gallery_meta', '{prefix}nacento_gallery_request',
                       '{prefix}nacento_refresh', '{prefix}nacento_gallery_bulk', '{prefix}nacento_awaited_image',
                       '{prefix}nacento_source_position')
  AND c.column_name IN ('entity_id', 'row_id', 'sku', 'value', 'label', 'serialized_data', 's3_etag', 'request_id', 'refresh_id',
                        'operation_id', 'awaits', 'notes', 'bulk_uuid', 'updated_at', 'product_id', 'brought_by', 'position')
UNION ALL
SELECT r.table_name, 'FOREIGN KEY', NULL, NULL, NULL, @@max_allowed_packet, r.constraint_name
FROM information_schema.referential_constraints r
WHERE r.constraint_schema = DATABASE() AND r.table_name = '{prefix}nacento_media_gallery_meta'
