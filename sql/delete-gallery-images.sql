-- Removes gallery rows that were taken off a product, unless a product still links them.
-- STRAIGHT_JOIN: with poor statistics the server would go through the whole table, and lock all of it.
-- in   dead_links  JSON [{value_id, product_id}]
DELETE g FROM JSON_TABLE(:?dead_links, '$[*]' COLUMNS (value_id INT UNSIGNED PATH '$.value_id')) t
STRAIGHT_JOIN {prefix}catalog_product_entity_media_gallery g FORCE INDEX (PRIMARY) ON g.value_id = t.value_id
LEFT JOIN {prefix}catalog_product_entity_media_gallery_value_to_entity l ON l.value_id = g.value_id
WHERE l.value_id IS NULL
