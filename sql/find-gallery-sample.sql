-- Some of the newest images of the galleries, for the doctor.
-- out  value, product_id; at most 50
SELECT g.value, l.entity_id AS product_id
FROM {prefix}catalog_product_entity_media_gallery g
JOIN {prefix}catalog_product_entity_media_gallery_value_to_entity l ON l.value_id = g.value_id
WHERE g.value_id > (SELECT GREATEST(MAX(m.value_id), 500) - 500 FROM {prefix}catalog_product_entity_media_gallery m)
  AND g.media_type = 'image' AND g.value <> ''
ORDER BY g.value_id DESC
LIMIT 50
