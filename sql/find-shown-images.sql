-- What is remembered of the objects of some images. Read under the lock on their products.
-- in   shown_images  JSON [{product_id, value_id}]
-- out  product_id, value_id, value, etag_record, s3_etag, s3_content, brought_by (of the image), module_record, module_etag (what the PHP
--      module wrote for its value row and nobody has checked yet); none for an image that the product has no more
SELECT STRAIGHT_JOIN l.entity_id AS product_id, g.value_id, g.value, m.record_id AS etag_record, m.s3_etag, m.s3_content, m.brought_by,
       n.record_id AS module_record, n.s3_etag AS module_etag
FROM JSON_TABLE(:?shown_images, '$[*]' COLUMNS (
       product_id INT UNSIGNED PATH '$.product_id', value_id INT UNSIGNED PATH '$.value_id')) t
JOIN {prefix}catalog_product_entity_media_gallery_value_to_entity l ON l.value_id = t.value_id AND l.entity_id = t.product_id
JOIN {prefix}catalog_product_entity_media_gallery g FORCE INDEX (PRIMARY) ON g.value_id = l.value_id
LEFT JOIN {prefix}nacento_media_gallery_meta m ON m.product_id = l.entity_id AND m.value_id = l.value_id
LEFT JOIN {prefix}catalog_product_entity_media_gallery_value v ON v.entity_id = l.entity_id AND v.value_id = l.value_id AND v.store_id = 0
LEFT JOIN {prefix}nacento_media_gallery_meta n FORCE INDEX (PRIMARY) ON n.record_id = v.record_id AND n.product_id IS NULL
