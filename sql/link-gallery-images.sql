-- Hangs gallery rows on their products.
-- in   new_links  JSON [{value_id, product_id}]
INSERT INTO {prefix}catalog_product_entity_media_gallery_value_to_entity (value_id, entity_id)
SELECT t.value_id, t.product_id
FROM JSON_TABLE(:?new_links, '$[*]' COLUMNS (value_id INT UNSIGNED PATH '$.value_id', product_id INT UNSIGNED PATH '$.product_id')) t
