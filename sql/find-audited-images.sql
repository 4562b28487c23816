-- The gallery rows of products and what is remembered of their objects, for an audit. The order of the joins is said here, so that the
-- server does not read all images of the shop.
-- in   product_ids  JSON array of product ids, ascending
-- out  product_id, value_id, value, media_type, etag_record, s3_etag, s3_content, brought_by (of the image), module_record, module_etag
--      (what the PHP module wrote for its value row and nobody has checked yet); a row more for each twin of a value row
SELECT STRAIGHT_JOIN l.entity_id AS product_id, g.value_id, g.value, g.media_type, m.record_id AS etag_record, m.s3_etag, m.s3_content,
       m.brought_by, n.record_id AS module_record, n.s3_etag AS module_etag
FROM JSON_TABLE(:?product_ids, '$[*]' COLUMNS (product_id INT UNSIGNED PATH '$')) t
JOIN {prefix}catalog_product_entity_media_gallery_value_to_entity l ON l.entity_id = t.product_id
JOIN {prefix}catalog_product_entity_media_gallery g FORCE INDEX (PRIMARY) ON g.value_id = l.value_id
LEFT JOIN {prefix}catalog_product_entity_media_gallery_value v ON v.entity_id = l.entity_id AND v.value_id = l.value_id AND v.store_id = 0
LEFT JOIN {prefix}nacento_media_gallery_meta m ON m.product_id = l.entity_id AND m.value_id = l.value_id
LEFT JOIN {prefix}nacento_media_gallery_meta n FORCE INDEX (PRIMARY) ON n.record_id = v.record_id AND n.product_id IS NULL
