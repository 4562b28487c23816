-- Takes gallery rows off a product: it has another row for the same image, or shall not have the image any more.
-- STRAIGHT_JOIN: with poor statistics the server would go through the whole table, and lock all of it.
-- in   dead_links  JSON [{value_id, product_id}]
DELETE l FROM JSON_TABLE(:?dead_links, '$[*]' COLUMNS (value_id INT UNSIGNED PATH '$.value_id', product_id INT UNSIGNED PATH '$.product_id')) t
STRAIGHT_JOIN {prefix}catalog_product_entity_media_gallery_value_to_entity l
  ON l.value_id = t.value_id AND l.entity_id = t.product_id
