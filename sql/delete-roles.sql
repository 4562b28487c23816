-- Takes roles and role labels off single stores, which then have those of all stores.
-- STRAIGHT_JOIN: with poor statistics the server would go through the whole table, and lock all of it.
-- in   dead_roles  JSON [{product_id, attribute_id, store_id}]
DELETE a FROM JSON_TABLE(:?dead_roles, '$[*]' COLUMNS (
       product_id INT UNSIGNED PATH '$.product_id', attribute_id SMALLINT UNSIGNED PATH '$.attribute_id',
       store_id SMALLINT UNSIGNED PATH '$.store_id')) t
STRAIGHT_JOIN {prefix}catalog_product_entity_varchar a
  ON a.entity_id = t.product_id AND a.attribute_id = t.attribute_id AND a.store_id = t.store_id
