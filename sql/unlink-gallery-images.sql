-- Takes gallery rows off a product that now has another row for the same image.
-- in   dead_links  JSON [{value_id, product_id}]
DELETE l FROM {prefix}catalog_product_entity_media_gallery_value_to_entity l
JOIN JSON_TABLE(:?dead_links, '$[*]' COLUMNS (value_id INT UNSIGNED PATH '$.value_id', product_id INT UNSIGNED PATH '$.product_id')) t
  ON t.value_id = l.value_id AND t.product_id = l.entity_id
