-- Removes the gallery rows of merged twins, unless a product still links them.
-- in   dead_links  JSON [{value_id, product_id}]
DELETE g FROM {prefix}catalog_product_entity_media_gallery g
JOIN JSON_TABLE(:?dead_links, '$[*]' COLUMNS (value_id INT UNSIGNED PATH '$.value_id')) t ON t.value_id = g.value_id
LEFT JOIN {prefix}catalog_product_entity_media_gallery_value_to_entity l ON l.value_id = g.value_id
WHERE l.value_id IS NULL
