-- Which products show these images? Magento has no index on the path, so all of its gallery rows are read once, however many images are
-- asked for. They are compared by a checksum, which is one number whatever charset and collation the column has, and is the same for a
-- path that the PHP module left without its slash; who asks compares the few that are left once more.
-- STRAIGHT_JOIN, DISTINCT: so that the checksums are a table with an index, and all else is read only for gallery rows that match.
-- in   path_checksums  JSON array, CRC32 of the UTF-8 of each path without slashes in front
--      media_gallery   id of the attribute
-- out  product_id, value_id, value, etag_record, s3_etag, s3_content, brought_by (of the image), module_record, module_etag (what the PHP
--      module wrote for its value row and nobody has checked yet)
SELECT STRAIGHT_JOIN l.entity_id AS product_id, g.value_id, g.value, m.record_id AS etag_record, m.s3_etag, m.s3_content, m.brought_by,
       n.record_id AS module_record, n.s3_etag AS module_etag
FROM {prefix}catalog_product_entity_media_gallery g
JOIN (SELECT DISTINCT checksum FROM JSON_TABLE(:?path_checksums, '$[*]' COLUMNS (checksum INT UNSIGNED PATH '$')) j) t
  ON t.checksum = CRC32(CONVERT(TRIM(LEADING '/' FROM g.value) USING utf8mb4))
JOIN {prefix}catalog_product_entity_media_gallery_value_to_entity l ON l.value_id = g.value_id
LEFT JOIN {prefix}nacento_media_gallery_meta m ON m.product_id = l.entity_id AND m.value_id = l.value_id
LEFT JOIN {prefix}catalog_product_entity_media_gallery_value v ON v.entity_id = l.entity_id AND v.value_id = l.value_id AND v.store_id = 0
LEFT JOIN {prefix}nacento_media_gallery_meta n ON n.record_id = v.record_id AND n.product_id IS NULL
WHERE g.attribute_id = :?media_gallery
