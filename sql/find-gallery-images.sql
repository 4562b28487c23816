-- The gallery images of products, with the values of all stores and the ETags. The order of the joins and some indexes are said here, so
-- that the server does not read all images of the shop while a table that has just been filled has no statistics.
-- in   product_ids    JSON array of product ids, ascending
--      media_gallery  id of the attribute
-- out  product_id, value_id, value, media_type, hidden (in all stores), links (products that link the row), record_id, store_id,
--      label, position, disabled (record_id null: the image has no value row), etag_record, s3_etag, s3_content, brought_by (of the image),
--      module_record, module_etag (what the PHP module wrote for this value row and nobody has checked yet)
SELECT STRAIGHT_JOIN l.entity_id AS product_id, g.value_id, g.value, g.media_type, g.disabled AS hidden,
       (SELECT COUNT(*) FROM {prefix}catalog_product_entity_media_gallery_value_to_entity o WHERE o.value_id = g.value_id) AS links,
       v.record_id, v.store_id, v.label, v.position, v.disabled, m.record_id AS etag_record, m.s3_etag, m.s3_content, m.brought_by,
       n.record_id AS module_record, n.s3_etag AS module_etag
FROM JSON_TABLE(:?product_ids, '$[*]' COLUMNS (product_id INT UNSIGNED PATH '$')) t
JOIN {prefix}catalog_product_entity_media_gallery_value_to_entity l ON l.entity_id = t.product_id
JOIN {prefix}catalog_product_entity_media_gallery g FORCE INDEX (PRIMARY) ON g.value_id = l.value_id AND g.attribute_id = :?media_gallery
LEFT JOIN {prefix}catalog_product_entity_media_gallery_value v ON v.entity_id = l.entity_id AND v.value_id = l.value_id
LEFT JOIN {prefix}nacento_media_gallery_meta m ON m.product_id = l.entity_id AND m.value_id = l.value_id
LEFT JOIN {prefix}nacento_media_gallery_meta n FORCE INDEX (PRIMARY) ON n.record_id = v.record_id AND n.product_id IS NULL
