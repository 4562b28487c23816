-- Some thousand of the stored ETags, to be checked: whose image is gone, which image is one of the PHP module's for?
-- in   after  record_id of the last one of the batch before
-- out  record_id, product_id, value_id (of the image; null: there is none any more), known (1: the row itself knows them)
SELECT STRAIGHT_JOIN m.record_id, COALESCE(l.entity_id, v.entity_id) AS product_id, COALESCE(l.value_id, v.value_id) AS value_id,
       m.product_id IS NOT NULL AS known
FROM (SELECT b.record_id FROM {prefix}nacento_media_gallery_meta b WHERE b.record_id > :?after ORDER BY b.record_id LIMIT 5000) t
JOIN {prefix}nacento_media_gallery_meta m ON m.record_id = t.record_id
LEFT JOIN {prefix}catalog_product_entity_media_gallery_value_to_entity l ON l.value_id = m.value_id AND l.entity_id = m.product_id
LEFT JOIN {prefix}catalog_product_entity_media_gallery_value v ON v.record_id = m.record_id AND m.product_id IS NULL
ORDER BY m.record_id
